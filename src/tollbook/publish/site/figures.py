"""Figures and claims as the site shows them: rows of one chart, each bound linked to the words that set it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ...draw import RangeMark, Scale, assign_colours, range_axis, range_row
from ...model import Certainty, Comparator, Measure, Stance, TollFigure
from .. import words
from ..record import STATES
from ..released import ReleasedClaim, ReleasedReport, ReleasedSubject


@dataclass(frozen=True)
class FigureRow:
    """A policy's figure: its range in words, how it is drawn, and the claims that set each bound."""

    policy: str
    figure: TollFigure
    said: str
    plot: Markup
    bounds: tuple[tuple[str, str, tuple[str, ...]], ...]
    """(low, best or high; the number; the ids of the claims that set it)."""


@dataclass(frozen=True)
class ClaimRow:
    """A claim with its report, ready to be shown."""

    claim: ReleasedClaim
    report: ReleasedReport
    words: str
    whom: str
    source: str
    plot: Markup
    state: tuple[str, str]
    details: tuple[str, ...]


@dataclass(frozen=True)
class MeasureSection:
    """All that a subject has of one measure, on one scale."""

    measure: str
    name: str
    axis: Markup
    log: bool
    figures: tuple[FigureRow, ...]
    claims: tuple[ClaimRow, ...]


def sections(subject: ReleasedSubject, reports: Mapping[str, ReleasedReport]) -> list[MeasureSection]:
    """A subject's measures in the order of the guide's codes."""
    colours = assign_colours(p for c in subject.claims for p in (_party(c), *(s.party for s in c.reading.source)))
    return [
        _section(measure, claims, subject, reports, colours)
        for measure in Measure
        if (claims := [c for c in subject.claims if c.reading.measure == measure])
    ]


def _section(
    measure: Measure,
    claims: list[ReleasedClaim],
    subject: ReleasedSubject,
    reports: Mapping[str, ReleasedReport],
    colours: Mapping[str, int],
) -> MeasureSection:
    figures = [made for made in subject.figures if made.figure.measure == measure]
    counts = [c.reading.count for c in claims]
    known = [b for count in counts for b in (count.low, count.high) if b is not None and b >= 0]
    scale = Scale.covering([*known, *(b for f in figures for b in (f.figure.low, f.figure.high) if b is not None)])
    return MeasureSection(
        measure=measure.value,
        name=words.measure_name(measure),
        axis=Markup(range_axis(scale)),
        log=scale.kind == "log",
        figures=tuple(_figure(made.policy, made.figure, scale) for made in figures),
        claims=tuple(_claim(c, reports[c.report], scale, colours) for c in claims if c.report in reports),
    )


def _figure(policy: str, figure: TollFigure, scale: Scale) -> FigureRow:
    said = range_said(figure)
    bounds = [
        ("low", figure.low, figure.low_by),
        ("best", figure.best, figure.best_by),
        ("high", figure.high, figure.high_by),
    ]
    return FigureRow(
        policy=policy,
        figure=figure,
        said=said,
        plot=Markup(range_row(RangeMark(figure.low, figure.high, said), scale)) if figure.counted else Markup(""),
        bounds=tuple((name, f"{value:,}", by) for name, value, by in bounds if value is not None),
    )


def range_said(figure: TollFigure) -> str:
    """A figure's range in digits, open sides said."""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,}–{high:,}"
    if low is not None:
        return f"{low:,} or more"
    return f"up to {high:,}" if high is not None else "no figure"


def _claim(claim: ReleasedClaim, report: ReleasedReport, scale: Scale, colours: Mapping[str, int]) -> ClaimRow:
    reading = claim.reading
    count, said = reading.count, words.count_words(reading)
    mark = RangeMark(
        low=count.low,
        high=count.high,
        words=said,
        about=count.comparator == Comparator.ABOUT,
        hedged=reading.certainty == Certainty.HEDGED,
        denied=reading.stance == Stance.DENIED,
        superseded=reading.superseded,
        colour=colours.get(_party(claim) or "", 0),
    )
    place = reading.place.name or reading.place.text if reading.place else None
    details = (words.dated(reading), place, _party(claim) and f"people of {_party(claim)}", *_flags(claim))
    return ClaimRow(
        claim=claim,
        report=report,
        words=said,
        whom=words.whom(reading),
        source=words.chain(reading),
        plot=Markup(range_row(mark, scale)),
        state=STATES_SHOWN[claim.state],
        details=tuple(d for d in details if d),
    )


def _flags(claim: ReleasedClaim) -> Iterable[str]:
    reading = claim.reading
    if reading.certainty == Certainty.HEDGED:
        yield "hedged"
    if reading.stance == Stance.DENIED:
        yield "denied"
    if reading.superseded:
        yield "replaced by a later figure"
    if reading.set_aside:
        yield "set aside by who keeps the table: in no figure"


def _party(claim: ReleasedClaim) -> str | None:
    return claim.reading.victims.party if claim.reading.victims else None


STATES_SHOWN: Mapping[str, tuple[str, str]] = {state: words.STATES[state] for state in STATES}
"""The sign and words of each state."""
