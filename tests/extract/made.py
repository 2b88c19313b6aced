"""Reports of our own and what is wanted of their claims, with the learned parts and by rules alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from tests.extract.weak import WEAK
from tollbook.extract import extract_claims
from tollbook.model import Claim, Project, Reading, Report

DAY = date(2024, 3, 12)
"""A Tuesday: the publication date of a case that names none."""

MODES = ("learned", "rules")

_SAME = object()


@dataclass(frozen=True)
class Wanted:
    """What a claim must be; fields that are not named are free."""

    fields: Mapping[str, Any]

    def fits(self, found: Mapping[str, Any]) -> bool:
        return all(found[name] == value for name, value in self.fields.items())


def want(measure: str, low: int | None, high: Any = _SAME, **fields: Any) -> Wanted:
    """A claim of a measure and count (one number: an exact one)."""
    return Wanted({"measure": measure, "count": (low, low if high is _SAME else high), **fields})


def some(**fields: Any) -> Wanted:
    """A claim of any count."""
    return Wanted(fields)


@dataclass(frozen=True)
class Case:
    """A report, claims that it must give and claims that it must not."""

    name: str
    text: str
    wanted: tuple[Wanted, ...]
    never: tuple[Wanted, ...] = ()
    published: date | None = DAY


def case(
    name: str,
    text: str,
    *wanted: Wanted,
    never: Iterable[Wanted] = (),
    published: date | None = DAY,
) -> Case:
    """A case; its name is its own among all tables."""
    return Case(name, text, wanted, tuple(never), published)


def in_modes(cases: Iterable[Case]) -> list[Any]:
    """Parameters (case, mode) for a table of cases; the known failures marked, each with its reason."""
    return [pytest.param(c, mode, id=f"{c.name}-{mode}", marks=weak(c.name, mode)) for c in cases for mode in MODES]


def weak(name: str, mode: str) -> list[pytest.MarkDecorator]:
    """The mark of a case that is known to fail in a mode."""
    cause = WEAK.get(f"{name}/{mode}")
    return [] if cause is None else [pytest.mark.xfail(strict=False, reason=cause)]


@lru_cache(maxsize=512)
def claims_of(text: str, *, learned: bool = True, published: date | None = DAY) -> tuple[Claim, ...]:
    """The claims of a text, as a report in English."""
    return tuple(extract_claims(made_report(text, published=published), Project(learned=learned)))


def made_report(text: str, *, published: date | None = DAY, **fields: Any) -> Report:
    """A report in English."""
    return Report(text=text, language="en", published=published, **fields)


def flat(reading: Reading) -> dict[str, Any]:
    """The fields of a reading as plain values."""
    victims, place, actor = reading.victims, reading.place, reading.actor
    first = reading.source[0] if reading.source else None
    return {
        "measure": reading.measure.value,
        "count": (reading.count.low, reading.count.high),
        "comparator": reading.count.comparator.value,
        "party": victims.party if victims else None,
        "status": victims.status.value if victims else None,
        "group": tuple(victims.group) if victims else (),
        "names": tuple(victims.names) if victims else (),
        "source": tuple(s.name for s in reading.source),
        "speaker": first.name if first else None,
        "kind": first.kind.value if first else None,
        "speaks_for": first.party if first else None,
        "stance": reading.stance.value,
        "certainty": reading.certainty.value,
        "verification": reading.verification.value,
        "extent": reading.extent.value,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "when": (_iso(reading.when.start), _iso(reading.when.end)),
        "actor": actor.party if actor else None,
        "means": reading.means.value if reading.means else None,
        "superseded": reading.superseded,
        "persons": tuple((p.name, p.age) for p in reading.persons),
        "evidence": reading.evidence.text,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def check(found_case: Case, mode: str) -> None:
    """Assert that a case's claims are found and what must not be found is not."""
    claims = claims_of(found_case.text, learned=mode == "learned", published=found_case.published)
    found = [flat(c.reading) for c in claims]
    for claim in claims:
        e = claim.reading.evidence
        assert e.text == found_case.text[e.start : e.end]
    for wanted in found_case.wanted:
        assert any(wanted.fits(f) for f in found), f"not found: {dict(wanted.fields)}\n{_told(found, wanted)}"
    for never in found_case.never:
        assert not any(never.fits(f) for f in found), f"found: {dict(never.fields)}\n{_told(found, never)}"


def _told(found: list[dict[str, Any]], wanted: Wanted) -> str:
    shown = ["measure", "count", *(n for n in wanted.fields if n not in ("measure", "count"))]
    return "\n".join(str({n: f[n] for n in shown}) for f in found) or "no claims"
