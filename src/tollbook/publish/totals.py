"""Running totals: which claims make one plot, and which of them one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from markupsafe import Markup

from ..draw import Bars, Line, Point, Scale, lines_chart, scale_of
from ..model import Certainty, Extent, Precision, Stance, Status, Window
from . import words
from .context import Context
from .figures import slug
from .record import PageClaim
from .rows import place_name

WIDE, NARROW = 860, 340
SQUEEZED = 0.12
"""A line with less than this share of its plot's width gets a plot of its own days."""
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
    scale: str = ""
    """What must be said of the scale, if anything: that it is logarithmic, or does not begin at zero."""


def total_plots(context: Context) -> tuple[Plot, ...]:
    """A plot for each measure and party for which one source gives its running total on two days or more.

    Where such a line is squeezed into a small part of its plot, its own days follow as a plot of their own.
    """
    found: dict[tuple[str, str], list[PageClaim]] = {}
    for claim in context.live():
        if claim.reading.extent == Extent.CUMULATIVE and _day(claim, context) and _has_number(claim):
            key = (words.measure_name(claim.reading.measure), words.party_of(claim.claim) or "party not stated")
            found.setdefault(key, []).append(claim)
    plots: list[Plot] = []
    for (measure, party), claims in found.items():
        lines = _lines(claims, context)
        if any(len({p.day for p in line.points}) > 1 for line in lines):
            bars = _daily(claims, context, [line.name for line in lines])
            title = f"{measure}, {party}: running totals"
            plots.append(_plot(title, lines, bars))
            plots += [_plot(f"{title}, {words.window(w)}", *_within(w, lines, bars)) for w in _squeezed(lines)]
    return tuple(plots)


def _lines(claims: Sequence[PageClaim], context: Context) -> list[Line]:
    named: dict[str, list[PageClaim]] = {}
    several = len({_place_within(c) for c in claims}) > 1
    for claim in claims:
        named.setdefault(_line_name(claim, context, with_place=several), []).append(claim)
    return [Line(name, _points(own, context), _colour(own[0], context)) for name, own in named.items()]


def _plot(title: str, lines: Sequence[Line], bars: Sequence[Bars]) -> Plot:
    figures = [(p.day, line.name, p.words, p.href) for line in lines for p in line.points]
    figures += [(p.day, f"{b.name}, that day", p.words, p.href) for b in bars for p in b.points]
    return Plot(
        title=title,
        anchor=slug("total", title),
        wide=Markup(lines_chart(lines, bars, title=title, width=WIDE)),
        narrow=Markup(lines_chart(lines, bars, title=title, width=NARROW)),
        figures=tuple((words.day(d), n, w, h) for d, n, w, h in sorted(figures, key=itemgetter(0))),
        scale=_about_scale(scale_of(lines)),
    )


def _about_scale(scale: Scale) -> str:
    if scale.kind == "log":
        return "Logarithmic scale: each step is ten times the one before."
    return f"The scale begins at {scale.low:,}, not at zero." if scale.low else ""


def _squeezed(lines: Sequence[Line]) -> list[Window]:
    """The days of the lines of three points or more that have less than `SQUEEZED` of the plot's width; those that
    overlap are one window.
    """
    days = [p.day for line in lines for p in line.points]
    whole = (max(days) - min(days)).days
    spans = sorted((min(own), max(own)) for line in lines if len(own := {p.day for p in line.points}) > 2)
    merged: list[tuple[date, date]] = []
    for start, end in (s for s in spans if (s[1] - s[0]).days < SQUEEZED * whole):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return [Window(start=start, end=end) for start, end in merged]


def _within(window: Window, lines: Sequence[Line], bars: Sequence[Bars]) -> tuple[list[Line], list[Bars]]:
    """The lines and bars that have a point in a window, with those points alone."""

    def cut(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(p for p in points if window.start and window.end and window.start <= p.day <= window.end)

    kept = [replace(line, points=cut(line.points)) for line in lines]
    kept = [line for line in kept if line.points]
    names = [line.name for line in kept]
    shown = [replace(b, points=cut(b.points), shape=names.index(b.name)) for b in bars if b.name in names]
    return kept, [b for b in shown if b.points]


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
