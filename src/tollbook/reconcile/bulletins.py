"""A series' figures as bulletins: the running total and the daily figure that were published together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tollbook.model import PointKind, Series, SeriesPoint

Interval = tuple[int | None, int | None]
NEAR = timedelta(days=3)
"""Outlets that pass a bulletin on later than this are not told from new bulletins with the same figures."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a source said for one day. `older` are other figures for it, given before or by a less exact report."""

    day: date
    total: SeriesPoint | None = None
    daily: SeriesPoint | None = None
    added: tuple[SeriesPoint, ...] = ()
    older: tuple[SeriesPoint, ...] = ()


def bulletins(series: Series) -> list[Bulletin]:
    """The bulletins of a series in order of days, each day's last word standing."""
    totals = _of_kind(series, PointKind.TOTAL)
    by_day: dict[date, list[SeriesPoint]] = defaultdict(list)
    of_report: dict[str, set[date]] = defaultdict(set)
    for point in totals:
        by_day[point.day].append(point)
        for report in point.reports:
            of_report[report].add(point.day)
    daily: dict[date, list[SeriesPoint]] = defaultdict(list)
    for point in _of_kind(series, PointKind.DAILY):
        daily[_day_of(point, of_report)].append(point)
    added: dict[date, list[SeriesPoint]] = defaultdict(list)
    for point in _of_kind(series, PointKind.ADDED):
        added[_day_of(point, of_report)].append(point)
    found: list[Bulletin] = []
    for day in sorted({*by_day, *daily, *added}):
        total, before = _last_word(by_day.get(day, ()))
        figure, earlier = _last_word(daily.get(day, ()))
        found.append(Bulletin(day, total, figure, tuple(added.get(day, ())), (*before, *earlier)))
    return _folded(found)


def span(point: SeriesPoint) -> Interval:
    """The least and the most that a figure can stand for; None = open."""
    low = None if point.low is None else point.low - point.rounding
    high = None if point.high is None else point.high + point.rounding
    return low, high


def overlap(a: Interval, b: Interval) -> bool:
    """Whether two intervals share a number."""
    return not _below(a, b) and not _below(b, a)


def _below(a: Interval, b: Interval) -> bool:
    return a[1] is not None and b[0] is not None and a[1] < b[0]


def lower(a: SeriesPoint, b: SeriesPoint) -> bool:
    """Whether the first figure is surely the lower one."""
    return _below(span(a), span(b))


def on(day: date) -> str:
    """A day in words: "4 January 2023"."""
    return f"{day.day} {day:%B} {day.year}"


def _of_kind(series: Series, kind: PointKind) -> list[SeriesPoint]:
    return [p for p in series.points if p.kind is kind]


def _day_of(point: SeriesPoint, of_report: dict[str, set[date]]) -> date:
    """The day of the total that a figure was published with, where a report holds both, else its own."""
    days = {d for report in point.reports for d in of_report.get(report, ()) if abs(d - point.day) <= NEAR}
    return min(days, key=lambda d: (abs(d - point.day), d), default=point.day)


def _last_word(points: Sequence[SeriesPoint]) -> tuple[SeriesPoint | None, tuple[SeriesPoint, ...]]:
    """The figure that stands: not said to be replaced, published last, most exact, largest; and the others in order.

    Of two figures in one report the smaller is likelier a part.
    """
    if not points:
        return None, ()
    ordered = sorted(
        points, key=lambda p: (not p.superseded, p.published or date.min, -p.rounding, p.stated or 0, p.claim)
    )
    return ordered[-1], tuple(ordered[:-1])


def _folded(found: Sequence[Bulletin]) -> list[Bulletin]:
    """Bulletins without those that another outlet passed on a day or more later: the same total, no other figure."""
    kept: list[Bulletin] = []
    for bulletin in found:
        if kept and _passes_on(kept[-1], bulletin):
            kept[-1] = _merged(kept[-1], bulletin)
        else:
            kept.append(bulletin)
    return kept


def _passes_on(a: Bulletin, b: Bulletin) -> bool:
    if a.total is None or b.total is None or b.day - a.day > NEAR or a.total.outlet == b.total.outlet:
        return False
    if (a.total.low, a.total.high) != (b.total.low, b.total.high):
        return False
    return a.daily is None or b.daily is None or (a.daily.low, a.daily.high) == (b.daily.low, b.daily.high)


def _merged(a: Bulletin, b: Bulletin) -> Bulletin:
    day = b.day if a.daily is None and b.daily is not None else a.day
    return replace(a, day=day, daily=a.daily or b.daily, added=(*a.added, *b.added), older=(*a.older, *b.older))
