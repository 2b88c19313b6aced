"""Running totals: which claims make one plot, and which of them one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from markupsafe import Markup

from ..draw import Bars, Line, Point, lines_chart
from ..model import Certainty, Extent, Precision, Stance, Status
from . import words
from .context import Context
from .figures import slug
from .record import PageClaim
from .rows import place_name

WIDE, NARROW = 860, 340
Figure = tuple[str, str, str, str]
"""Day, line, words and address: one row of the table beneath a plot."""


@dataclass(frozen=True)
class Plot:
    """One measure and party: rival lines, drawn for two widths, and the same as a table."""

    title: str
    anchor: str
    wide: Markup
    narrow: Markup
    figures: tuple[Figure, ...]
    baseline: int


def total_plots(context: Context) -> tuple[Plot, ...]:
    """A plot for each measure and party for which one source gives its running total on two days or more."""
    found: dict[tuple[str, str], list[PageClaim]] = {}
    for claim in context.live():
        if claim.reading.extent == Extent.CUMULATIVE and _day(claim, context) and _has_number(claim):
            key = (words.measure_name(claim.reading.measure), words.party_of(claim.claim) or words.NOT_STATED)
            found.setdefault(key, []).append(claim)
    plots = [_plot(measure, party, claims, context) for (measure, party), claims in found.items()]
    return tuple(p for p in plots if p)


def _plot(measure: str, party: str, claims: Sequence[PageClaim], context: Context) -> Plot | None:
    named: dict[str, list[PageClaim]] = {}
    several = len({_place_within(c) for c in claims}) > 1
    for claim in claims:
        named.setdefault(_line_name(claim, context, with_place=several), []).append(claim)
    if all(len({_day(c, context) for c in own}) < 2 for own in named.values()):
        return None
    lines = [Line(name, _points(own, context), _colour(own[0], context)) for name, own in named.items()]
    bars = _daily(claims, context, [line.name for line in lines])
    shown = "party not stated" if party == words.NOT_STATED else party
    title = f"{measure}, {shown}: running totals"
    values = [p.stated for line in lines for p in line.points]
    figures = [(p.day, line.name, p.words, p.href) for line in lines for p in line.points]
    figures += [(p.day, f"{b.name}, that day", p.words, p.href) for b in bars for p in b.points]
    return Plot(
        title=title,
        anchor=slug("total", measure, party),
        wide=Markup(lines_chart(lines, bars, title=title, width=WIDE)),
        narrow=Markup(lines_chart(lines, bars, title=title, width=NARROW)),
        figures=tuple((words.day(d), n, w, h) for d, n, w, h in sorted(figures, key=itemgetter(0))),
        baseline=min(values),
    )


def _day(claim: PageClaim, context: Context) -> date | None:
    """The day a total stands for: the end of its window, else the day it was published."""
    return claim.reading.when.end or context.report(claim).report.published


def _has_number(claim: PageClaim) -> bool:
    return claim.reading.count.low is not None or claim.reading.count.high is not None


def _line_name(claim: PageClaim, context: Context, *, with_place: bool) -> str:
    reading = claim.reading
    name = words.speaker(reading.source[0]) if reading.source else context.report(claim).outlet
    extra = []
    if reading.victims:
        if reading.victims.status in (Status.CIVILIAN, Status.COMBATANT):
            extra.append(f"{reading.victims.status.value}s")
        extra += [g.partition(":")[2].replace("_", " ") for g in reading.victims.group]
    if with_place and _place_within(claim):
        extra.append(_place_within(claim))
    return f"{name} ({', '.join(extra)})" if extra else name


def _place_within(claim: PageClaim) -> str:
    """The place, where it is less than a country: a total for a town is no rival of one for the war."""
    place = claim.reading.place
    return "" if place is None or place.precision == Precision.COUNTRY else place_name(claim)


def _colour(claim: PageClaim, context: Context) -> int:
    """The colour of the party for which the source speaks."""
    source = claim.reading.source
    return context.colours.get((source[0].party if source else None) or "", 0)


def _points(claims: Sequence[PageClaim], context: Context) -> tuple[Point, ...]:
    points: dict[object, Point] = {}
    for claim in claims:
        day, reading = _day(claim, context), claim.reading
        if day is None:
            continue
        point = Point(
            day=day,
            low=reading.count.low,
            high=reading.count.high,
            words=words.count_words(reading),
            href=f"#claim-{claim.id}",
            hedged=reading.certainty == Certainty.HEDGED,
            denied=reading.stance == Stance.DENIED,
            superseded=reading.superseded,
        )
        points.setdefault((day, point.low, point.high, point.denied, point.superseded), point)
    return tuple(sorted(points.values(), key=lambda p: (p.day, p.stated)))


def _daily(claims: Sequence[PageClaim], context: Context, names: Sequence[str]) -> list[Bars]:
    """The figures for single days by the sources of these lines, for the same measure and party."""
    first = claims[0]
    found: dict[str, list[PageClaim]] = {}
    for claim in context.live():
        reading = claim.reading
        one_day = reading.when.start is not None and reading.when.start == reading.when.end
        same = reading.measure == first.reading.measure and words.party_of(claim.claim) == words.party_of(first.claim)
        if same and one_day and reading.extent == Extent.PERIOD and _has_number(claim):
            name = _line_name(claim, context, with_place=False)
            found.setdefault(name, []).append(claim)
    return [
        Bars(name, _points(own, context), _colour(own[0], context), shape=names.index(name))
        for name, own in found.items()
        if name in names
    ]
