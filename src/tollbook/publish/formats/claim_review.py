"""Claims as schema.org `Claim`, and `ClaimReview` for those that a person reviewed, in JSON-LD.

The review says that the report states the claim, as it is quoted. It does not rate whether the claim is true: Tollbook
never does. Fields by schema.org/Claim and schema.org/ClaimReview.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...model import SourceKind
from ..released import Colophon, Release, ReleasedClaim, ReleasedReport
from .streams import write_members

PERSONS = frozenset({SourceKind.WITNESS, SourceKind.FAMILY})
RATING = {
    "@type": "Rating",
    "ratingValue": "1",
    "bestRating": "1",
    "worstRating": "1",
    "alternateName": "Stated in the report as quoted. Whether it is true is not rated.",
}


def write(release: Release, folder: Path) -> list[Path]:
    """`claims.jsonld`: a graph of claims, their appearances and, where a person reviewed them, reviews."""
    head = {"@context": {"@vocab": "https://schema.org/"}}
    return [write_members(folder / "claims.jsonld", head, "@graph", _graph(release))]


def _graph(release: Release) -> Iterator[dict[str, Any]]:
    colophon = release.colophon
    reports = {}
    for report in release.reports():
        reports[report.id] = report
        yield _appearance(report, colophon)
    for claim in release.claims():
        if claim.report in reports:
            yield _claim(claim, colophon)
            if claim.reviewed:
                yield _review(claim, colophon)


def _appearance(report: ReleasedReport, colophon: Colophon) -> dict[str, Any]:
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": colophon.uri("reports", report.id),
            "headline": report.title,
            "datePublished": report.published,
            "url": report.address,
            "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
        }
    )


def _claim(claim: ReleasedClaim, colophon: Colophon) -> dict[str, Any]:
    speakers, place, when = claim.reading.source, claim.reading.place, claim.reading.when
    about = _filled(
        {
            "@type": "Event",
            "startDate": when.start,
            "endDate": when.end,
            "location": {"@type": "Place", "name": place.name} if place and place.name else None,
        }
    )
    return _filled(
        {
            "@type": "Claim",
            "@id": colophon.uri("claims", claim.id),
            "text": claim.reading.evidence.text,
            "datePublished": claim.published,
            "appearance": {"@id": colophon.uri("reports", claim.report)},
            "author": [_speaker(s.name, s.kind) for s in speakers] or None,
            "about": about if len(about) > 1 else None,
            "creativeWorkStatus": colophon.standing,
        }
    )


def _speaker(name: str, kind: SourceKind) -> dict[str, str]:
    return {"@type": "Person" if kind in PERSONS else "Organization", "name": name}


def _review(claim: ReleasedClaim, colophon: Colophon) -> dict[str, Any]:
    return _filled(
        {
            "@type": "ClaimReview",
            "@id": colophon.uri("reviews", claim.id),
            "url": colophon.uri("claims", claim.id),
            "claimReviewed": claim.reading.evidence.text,
            "datePublished": colophon.made,
            "author": {"@type": "Organization", "name": colophon.project},
            "itemReviewed": {"@id": colophon.uri("claims", claim.id)},
            "reviewRating": RATING,
            "creativeWorkStatus": colophon.standing,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """The members that have a value."""
    return {name: value for name, value in values.items() if value is not None}
