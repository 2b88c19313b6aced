"""Where each figure comes from, as PROV-JSON (W3C PROV-DM): figure, claim, report, and what made them.

A claim is a quotation of its report, a figure is derived from the claims that enter it, and the publication generated
both. Who reviewed a claim is told where the profile lets reviewers be named, and by no publication otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..released import Colophon, Release
from .streams import dump

TOLL, DOC = "urn:tollbook:", "urn:tollbook:publication:"
PREFIX = {"toll": TOLL, "pub": DOC}
Items = Iterator[tuple[str, dict[str, Any]]]
QUOTATION = {"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"}
SOFTWARE = {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}
ACTIVITY, AGENT = "pub:publishing", "pub:tollbook"


def write(release: Release, folder: Path) -> list[Path]:
    """`prov.json`."""
    path = folder / "prov.json"
    sections: dict[str, Callable[[Release], Items]] = {
        "entity": _entities,
        "activity": _activities,
        "agent": _agents,
        "wasDerivedFrom": _derivations,
        "wasGeneratedBy": _generations,
        "wasAssociatedWith": _associations,
    }
    with path.open("w", encoding="utf-8") as out:
        out.write('{"prefix":' + dump(PREFIX))
        for name, made in sections.items():
            out.write(f',\n"{name}":' + "{")
            for n, (id_, value) in enumerate(made(release)):
                out.write(("," if n else "") + f"\n{dump(id_)}:{dump(value)}")
            out.write("}")
        out.write("}\n")
    return [path]


def _entities(release: Release) -> Items:
    for report in release.reports():
        told = {"prov:label": report.title or report.name, "toll:outlet": report.outlet, "toll:address": report.address}
        yield f"toll:{report.id}", {name: value for name, value in told.items() if value}
    for claim in release.claims():
        yield f"toll:{claim.id}", {"prov:value": claim.reading.evidence.text, "toll:state": claim.state}
    for subject in release.subjects():
        for made in subject.figures:
            figure = made.figure
            bounds = {"toll:low": figure.low, "toll:best": figure.best, "toll:high": figure.high}
            name = {"prov:label": f"{subject.name}: {figure.measure}", "toll:policy": made.policy}
            yield f"toll:{figure.id}", name | {key: value for key, value in bounds.items() if value is not None}


def _activities(release: Release) -> Items:
    colophon = release.colophon
    day = f"{colophon.made.isoformat()}T00:00:00"
    yield (
        ACTIVITY,
        {"prov:endTime": day, "prov:label": colophon.title, "toll:standing": colophon.standing or "published"},
    )


def _agents(release: Release) -> Items:
    yield AGENT, {"prov:type": SOFTWARE, "prov:label": _versions(release.colophon)}


def _versions(colophon: Colophon) -> str:
    return ", ".join(f"{name} {version}" for name, version in colophon.versions) or "tollbook"


def _derivations(release: Release) -> Items:
    for claim in release.claims():
        ends = {"prov:generatedEntity": f"toll:{claim.id}", "prov:usedEntity": f"toll:{claim.report}"}
        yield f"_:q-{claim.id}", ends | {"prov:type": QUOTATION}
    for subject in release.subjects():
        for made in subject.figures:
            for claim_id in made.figure.counted:
                ends = {"prov:generatedEntity": f"toll:{made.figure.id}", "prov:usedEntity": f"toll:{claim_id}"}
                yield f"_:d-{made.figure.id}-{claim_id}", ends


def _generations(release: Release) -> Items:
    for subject in release.subjects():
        for made in subject.figures:
            ends = {"prov:entity": f"toll:{made.figure.id}", "prov:activity": ACTIVITY}
            yield f"_:g-{made.figure.id}", ends


def _associations(_: Release) -> Items:
    yield "_:a-1", {"prov:activity": ACTIVITY, "prov:agent": AGENT}
