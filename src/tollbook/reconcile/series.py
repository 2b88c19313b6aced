"""A source's running totals and daily figures for the same thing, joined into series."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tollbook.model import Extent, Means, PointKind, Precision, Series, SeriesPoint, make_id

from .flat import FlatClaim

WIDE = ""
"""The place of counts of a country or a whole war."""
MOSTLY = 0.8
"""A source that names its place more often than not, and so often this one, means it where it names none."""
LONGEST_FIGURE = 7
"""A figure over more days than this is no daily figure."""
SAME_START = timedelta(days=31)
"""Counts whose starts lie nearer than this are one count ("since February", "since the invasion")."""
HUNGER = "cause:hunger"
"""Marks a count of those who starved."""
NEIGHBOURS = timedelta(days=31)
"""A daily figure farther than this from every total, or where there is none from every other, belongs to no series."""
_SPAN = r"(?:previous|past|last|preceding|prior)"
_SPAN_OF_DAY = re.compile(rf"\b{_SPAN} (?:day|24 hours|twenty-four hours|24h)\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b{_SPAN} (?:day|night|24 hours|twenty-four hours|24h)\b|\bin (?:a|one) (?:single )?day\b"
    r"|\bin (?:the )?24 hours\b|\bday earlier\b|\byesterday\b",
    re.IGNORECASE,
)
_WEEK = re.compile(rf"\b{_SPAN} (?:week|seven days|7 days)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A claim as a figure of a series: the day it stands for, and what tells series apart."""

    claim: FlatClaim
    kind: PointKind
    day: date
    days: int
    country: str | None
    place: str | None
    since: date | None
    status: str


def find_series(claims: Iterable[FlatClaim]) -> list[Series]:
    """The series among claims, by source, measure, party, group, place and status; their order does not matter.

    A series has two figures or more for different days, or a total with a daily figure. What a claim leaves open (its
    country, whether the victims fought, since when it counts) follows the same source's other claims.
    """
    buckets: dict[tuple[str, str, str, tuple[str, ...]], list[_Figure]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.published or date.min, c.report, c.start, c.id)):
        figure = _figure(claim)
        if figure is not None:
            buckets[claim.source, claim.measure, claim.party or "", _group(claim)].append(figure)
    found = [series for key in sorted(buckets) for part in _split(buckets[key]) if (series := _series(part))]
    return sorted(found, key=lambda s: (s.said_by, s.measure, s.party or "", s.group, s.place or "", s.id))


def _figure(claim: FlatClaim) -> _Figure | None:
    if claim.set_aside or claim.stance != "affirmed" or not claim.source or claim.low is claim.high is None:
        return None
    found = _kind(claim)
    if found is None:
        return None
    kind, day, days = found
    counted = kind is PointKind.TOTAL and claim.first is not None and (day - claim.first).days > 1
    return _Figure(
        claim=claim,
        kind=kind,
        day=day,
        days=days,
        country=claim.country,
        place=_place(claim),
        since=claim.first if counted else None,
        status=claim.status,
    )


def _place(claim: FlatClaim) -> str | None:
    """The place that is counted for: less than a country, a whole country, or None where no place is told."""
    if claim.place is None or claim.precision == Precision.UNKNOWN:
        return None
    return WIDE if claim.precision == Precision.COUNTRY else claim.place


def is_running(claim: FlatClaim) -> bool:
    """Whether a claim is a running total or a figure of a stretch of time, by its extent or its words."""
    return claim.extent != Extent.INCIDENT or _SPAN_OF_DAY.search(claim.evidence) is not None


def _group(claim: FlatClaim) -> tuple[str, ...]:
    """Which of the victims are counted. Deaths of hunger are counted apart from those of violence; by what means of
    violence people died is not told alike each day.
    """
    hunger = (HUNGER,) if claim.means == Means.STARVATION_OR_SIEGE else ()
    return tuple(sorted({*claim.group, *hunger}))


def _kind(claim: FlatClaim) -> tuple[PointKind, date, int] | None:
    """What kind of figure a claim is, the day it stands for and how many days it covers; None for other claims."""
    said = claim.published
    day = min(claim.last, said) if claim.last and said else claim.last or said
    if claim.recognised is not None:
        return PointKind.ADDED, claim.recognised, 1
    if day is None:
        return None
    if claim.extent == "cumulative":
        return PointKind.TOTAL, day, 1
    if claim.extent not in ("period", "incident") or not is_running(claim):
        return None
    if said is not None and _DAY.search(claim.evidence):
        return PointKind.DAILY, said, 1
    if said is not None and _WEEK.search(claim.evidence):
        return PointKind.DAILY, said, 7
    if claim.extent == "period" and claim.first is not None and claim.last is not None:
        days = (claim.last - claim.first).days + 1
        return (PointKind.DAILY, claim.last, days) if 1 <= days <= LONGEST_FIGURE else None
    return None


def _split(figures: Sequence[_Figure]) -> list[list[_Figure]]:
    """The figures of one source about one measure, party and group, apart by place, status and start of the count."""
    places: dict[str, list[_Figure]] = defaultdict(list)
    told = Counter(f.place for f in figures if f.place is not None)
    most = min(told, key=lambda p: (-told[p], p), default=WIDE)
    open_ = len(figures) - sum(told.values())
    usual = most if told[most] > open_ and told[most] >= MOSTLY * sum(told.values()) else WIDE
    for figure in figures:
        place = usual if figure.place is None else figure.place
        places[place].append(replace(figure, place=place))
    parts: list[list[_Figure]] = []
    for place in sorted(places):
        for one in _apart(places[place], lambda f: f.country, _with_country):
            statuses = _joined_status(one)
            parts += [p for group in statuses for p in _by_start(group)]
    return parts


def _with_country(figure: _Figure, country: str) -> _Figure:
    return replace(figure, country=country)


def _apart(
    figures: Sequence[_Figure],
    value: Callable[[_Figure], str | None],
    filled: Callable[[_Figure, str], _Figure],
) -> list[list[_Figure]]:
    """The figures apart by a value; where it is open they take the one that most others have."""
    known = Counter(v for f in figures if (v := value(f)) is not None)
    if not known:
        return [list(figures)]
    most = min(known, key=lambda v: (-known[v], v))
    groups: dict[str, list[_Figure]] = defaultdict(list)
    for figure in figures:
        own = value(figure)
        groups[own or most].append(figure if own else filled(figure, most))
    return [groups[v] for v in sorted(groups)]


def _joined_status(figures: Sequence[_Figure]) -> list[list[_Figure]]:
    """Figures that leave the status open join the only status told, unless a report gives a figure of each: then one
    is the whole and the other its part.
    """
    groups: dict[str, list[_Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.status].append(figure)
    known = sorted(s for s in groups if s != "unknown")
    if len(known) == 1 and "unknown" in groups:
        told = {(f.claim.report, f.kind) for f in groups[known[0]]}
        if not any((f.claim.report, f.kind) in told for f in groups["unknown"]):
            return [sorted([*groups[known[0]], *groups["unknown"]], key=_order)]
    return [groups[s] for s in sorted(groups)]


def _by_start(figures: Sequence[_Figure]) -> list[list[_Figure]]:
    """Totals apart by the start of their count; other figures go with a total of their report, else with most."""
    starts = sorted({f.since for f in figures if f.since})
    if not starts:
        return [list(figures)]
    firsts = [starts[0]]
    for start in starts[1:]:
        if start - firsts[-1] > SAME_START:
            firsts.append(start)
    cluster = {s: max(f for f in firsts if f <= s) for s in starts}
    sizes = Counter(cluster[f.since] for f in figures if f.since)
    of_report: dict[str, date] = {}
    for figure in figures:
        if figure.since:
            of_report.setdefault(figure.claim.report, cluster[figure.since])
    groups: dict[date | None, list[_Figure]] = defaultdict(list)
    for figure in figures:
        begun = [start for start in sizes if start <= figure.day]
        most = min(begun, key=lambda s: (-sizes[s], s), default=None)
        key = cluster[figure.since] if figure.since else of_report.get(figure.claim.report, most)
        groups[key].append(replace(figure, since=key))
    return [groups[start] for start in sorted(groups, key=lambda s: s or date.min)]


def _near_a_total(figures: Sequence[_Figure]) -> list[_Figure]:
    """The figures without daily ones that stand alone, far from every total: of those of another time nothing runs."""
    totals = sorted(f.day for f in figures if f.kind is PointKind.TOTAL)
    daily = sorted(f.day for f in figures if f.kind is PointKind.DAILY)

    def near(figure: _Figure) -> bool:
        days = totals or [day for day in daily if day != figure.day]
        at = bisect_left(days, figure.day)
        return any(abs(day - figure.day) <= NEIGHBOURS for day in days[max(0, at - 1) : at + 1])

    return [f for f in figures if f.kind is not PointKind.DAILY or near(f)]


def _order(figure: _Figure) -> tuple[object, ...]:
    claim = figure.claim
    return (figure.day, figure.kind.value, claim.published or date.min, claim.report, claim.start, claim.id)


def _series(found: Sequence[_Figure]) -> Series | None:
    figures = _near_a_total(found)
    if not figures:
        return None
    points = _points(figures)
    kinds = {p.kind for p in points}
    days = {p.day for p in points if p.kind is not PointKind.ADDED}
    if len(days) < 2 and not {PointKind.TOTAL, PointKind.DAILY} <= kinds:
        return None
    first = figures[0]
    claim = first.claim
    status = next((f.status for f in figures if f.status != "unknown"), "unknown")
    country = first.country
    names = Counter(f.claim.said_by or f.claim.source for f in figures)
    group = _group(claim)
    parts = (claim.source, claim.measure, claim.party, status, "|".join(group), first.place, country)
    return Series(
        id=make_id("s", *parts, first.since.isoformat() if first.since else None),
        source=claim.source,
        said_by=min(names, key=lambda n: (-names[n], n)),
        measure=claim.measure,
        party=claim.party,
        status=status,
        group=group,
        place=first.place or None,
        country=country,
        since=first.since,
        points=points,
    )


def _points(figures: Sequence[_Figure]) -> tuple[SeriesPoint, ...]:
    """A point for each statement; claims that state the same figure for the same day are one."""
    found: dict[tuple[object, ...], SeriesPoint] = {}
    for figure in sorted(figures, key=_order):
        claim = figure.claim
        key = (figure.day, figure.kind, figure.days, claim.low, claim.high, claim.superseded)
        known = found.get(key)
        if known is not None:
            reports = tuple(dict.fromkeys((*known.reports, claim.report)))
            found[key] = known.model_copy(update={"repeats": (*known.repeats, claim.id), "reports": reports})
            continue
        found[key] = SeriesPoint(
            claim=claim.id,
            day=figure.day,
            kind=figure.kind,
            low=claim.low,
            high=claim.high,
            days=figure.days,
            rounding=rounding(claim),
            reports=(claim.report,),
            outlet=claim.outlet,
            published=claim.published,
            superseded=claim.superseded,
        )
    return tuple(found.values())


def rounding(claim: FlatClaim) -> int:
    """How far a number said to be "about" may lie from what is written: half of its last digit that is not zero."""
    number = claim.low if claim.low is not None else claim.high
    if claim.comparator != "about" or not number:
        return 0
    digits = str(number)
    unit: int = 10 ** (len(digits) - len(digits.rstrip("0")))
    return unit // 2
