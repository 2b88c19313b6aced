"""The words of each claim as W3C Web Annotations: they open in other annotators on the report's own page.

A quotation is given as far as it stands in the report as it is: of words that a profile masks or shortens, the longest
stretch that it leaves. Offsets into the text are given only under a profile that lets texts out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...model import Span
from ..mask import MASK
from ..profile import CUT, find_profile
from ..released import Colophon, Release, ReleasedClaim, ReleasedReport
from .streams import write_members

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(release: Release, folder: Path) -> list[Path]:
    """`annotations.jsonld`: an annotation page."""
    colophon = release.colophon
    head = {
        "@context": CONTEXT,
        "id": colophon.uri("annotations"),
        "type": "AnnotationPage",
        "label": f"{colophon.title}{f' ({colophon.standing})' if colophon.standing else ''}",
    }
    return [write_members(folder / "annotations.jsonld", head, "items", _annotations(release))]


def _annotations(release: Release) -> Iterator[dict[str, Any]]:
    reports = {report.id: report for report in release.reports()}
    placed = find_profile(release.colophon.profile).texts
    for claim in release.claims():
        yield _annotation(claim, reports.get(claim.report), release.colophon, placed)


def _annotation(
    claim: ReleasedClaim, report: ReleasedReport | None, colophon: Colophon, placed: bool
) -> dict[str, Any]:
    source = report.address if report and report.address else colophon.uri("reports", claim.report)
    selectors = list(_selectors(claim.reading.evidence, placed))
    return {
        "id": colophon.uri("annotations", claim.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "id": colophon.uri("claims", claim.id),
            "type": "TextualBody",
            "format": "text/plain",
            "value": _said(claim, colophon),
        },
        "target": {"source": source} | ({"selector": selectors} if selectors else {}),
    }


def _selectors(evidence: Span, placed: bool) -> Iterator[dict[str, Any]]:
    """What finds the words in the report; none where a profile leaves nothing of them but masks."""
    if words := standing(evidence.text):
        yield {"type": "TextQuoteSelector", "exact": words}
    if placed:
        yield {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end}


def standing(quoted: str) -> str:
    """The longest stretch of quoted words that is the report's own; empty where no letter or digit is."""
    longest = max((piece.strip() for piece in quoted.removesuffix(CUT).split(MASK)), key=len)
    return longest if any(c.isalnum() for c in longest) else ""


def _said(claim: ReleasedClaim, colophon: Colophon) -> str:
    reading = claim.reading
    by = " < ".join(s.name for s in reading.source) or "the report itself"
    whose = reading.victims.party if reading.victims and reading.victims.party else "party not stated"
    standing = f"{colophon.standing}: " if colophon.standing else ""
    return (
        f"{standing}{reading.measure.value} {reading.count.text or 'no number'}, {whose}, said by {by} ({claim.state})"
    )
