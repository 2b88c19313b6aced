"""A ledger of made-up claims, each at its words in its report's text, for measuring what depends on size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tollbook import Ledger
from tollbook.model import (
    Claim,
    Comparator,
    Count,
    Extent,
    Means,
    Measure,
    Mention,
    Place,
    Precision,
    Reading,
    Report,
    SourceKind,
    Span,
    Speaker,
    Status,
    Victims,
    Window,
)
from tollbook.reconcile import FlatClaim, FlatReport


def fill(ledger: Ledger, claims: Iterable[FlatClaim], reports: Sequence[FlatReport]) -> None:
    """Store the reports with their claims, as an extraction does."""
    run = ledger.start_run("bench", settings={}, lexicons={})
    by_report: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    for flat in reports:
        report, told = told_by(flat, by_report[flat.id])
        ledger.add_report_with_claims(report, None, run.id, told)
    ledger.end_run(run.id)


def told_by(flat: FlatReport, claims: Sequence[FlatClaim]) -> tuple[Report, list[Claim]]:
    """The report with a sentence for each claim, and the claims, each at its sentence."""
    sentences = [_sentence(claim) for claim in claims]
    text = "\n".join([flat.text, *sentences])
    report = Report(text=text, given_id=flat.name, outlet=flat.outlet, published=flat.published, title=flat.title)
    told, start = [], len(flat.text) + 1
    for claim, sentence in zip(claims, sentences, strict=True):
        told.append(_claim(report, claim, start, sentence))
        start += len(sentence) + 1
    return report, told


def _sentence(claim: FlatClaim) -> str:
    return f"{claim.low} people were {claim.measure} in {claim.place}, {claim.said_by} said."


def _claim(report: Report, claim: FlatClaim, start: int, sentence: str) -> Claim:
    number = str(claim.low)
    end = start + len(sentence)
    mention = Mention(
        text_id=report.text_id,
        report_id=report.id,
        measure=Measure(claim.measure),
        anchor_start=start,
        anchor_end=start + len(number),
    )
    reading = Reading(
        evidence=Span(start=start, end=end, text=sentence),
        measure=Measure(claim.measure),
        count=Count(low=claim.low, high=claim.high, comparator=Comparator.EXACT, text=number),
        victims=Victims(party=claim.party, status=Status(claim.status)),
        source=(Speaker(name=claim.said_by, kind=SourceKind.GOVERNMENT),),
        place=Place(
            text=claim.place,
            name=claim.place,
            country=claim.country,
            admin1=claim.admin1,
            lat=None if claim.lat is None else _degrees(claim.lat),
            lon=claim.lon,
            precision=Precision(claim.precision),
        ),
        when=Window(start=claim.first, end=claim.last),
        means=Means(claim.means) if claim.means else None,
        extent=Extent(claim.extent),
        confidence=0.9,
    )
    return Claim(mention=mention, reading=reading)


def _degrees(north: float) -> float:
    """Made-up countries lie in a row that is longer than the earth is high: those beyond the pole go to the south."""
    return north if north <= 90 else north - 110


def made_ledger(where: Path, claims: Sequence[FlatClaim], reports: Sequence[FlatReport]) -> Ledger:
    """A new ledger that holds them."""
    ledger = Ledger.open(where)
    fill(ledger, claims, reports)
    return ledger
