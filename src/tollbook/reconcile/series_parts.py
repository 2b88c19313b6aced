"""What several series show together: parts that pass their whole, and totals that two series share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from tollbook.model import Finding, FindingKind, PointKind, Series, SeriesPoint

from .bulletins import Bulletin, bulletins, on, span

FACETS = frozenset({"age", "sex", "status", "component"})
"""Facets of a group of which each person has one value: two groups that differ in one share nobody."""
ONE_TOTAL = frozenset({"killed", "casualties"})
"""What one source calls killed another calls losses: their totals are compared."""
TELLING = 4
"""A number of this many digits before its zeros is no chance."""
NEAR = timedelta(days=3)
Told = dict[str, list[Bulletin]]


def part_findings(series: Sequence[Series]) -> list[Finding]:
    """Parts (children, civilians) of one source that, alone or together, pass the whole stated for the same day."""
    families: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for one in series:
        families[one.source, one.measure, one.party, one.place, one.country].append(one)
    found: list[Finding] = []
    for family in families.values():
        figures = {one.id: _by_day(one) for one in family} if len(family) > 1 else {}
        for whole in family if figures else ():
            parts = [p for p in family if _part_of(p, whole)]
            run: list[Finding] = []
            for key, point in figures[whole.id].items():
                beside = [(p, figures[p.id][key]) for p in parts if key in figures[p.id]]
                finding = _too_much(whole, point, beside) if beside else None
                if finding:
                    run.append(finding)
                elif beside and run:
                    found.append(_run(run))
                    run = []
            found += [_run(run)] if run else []
    return found


def _run(findings: Sequence[Finding]) -> Finding:
    """One finding for days in a row; its claims are those of the first."""
    first = findings[0]
    if len(findings) == 1:
        return first
    days = tuple(day for finding in findings for day in finding.days)
    return first.model_copy(update={"days": days, "why": f"{first.why}; so on {len(days):,} days up to {on(days[-1])}"})


def _part_of(part: Series, whole: Series) -> bool:
    """Whether one series counts some of those whom the other counts: of the same cause and from the same start."""
    causes = [{tag for tag in _tags(one) if tag.startswith("cause:")} for one in (part, whole)]
    same_start = part.since is None or whole.since is None or part.since == whole.since
    return causes[0] == causes[1] and same_start and _tags(whole) < _tags(part)


def _by_day(series: Series) -> dict[tuple[date, PointKind, int], SeriesPoint]:
    return {(p.day, p.kind, p.days): p for p in series.points if p.kind is not PointKind.ADDED and not p.superseded}


def _tags(series: Series) -> frozenset[str]:
    status = (f"status:{series.status}",) if series.status in ("civilian", "combatant") else ()
    return frozenset((*series.group, *status))


def _too_much(whole: Series, point: SeriesPoint, parts: Sequence[tuple[Series, SeriesPoint]]) -> Finding | None:
    most = span(point)[1]
    if most is None:
        return None
    chosen: list[tuple[Series, SeriesPoint]] = []
    for one, figure in sorted(parts, key=lambda p: (-(p[1].low or 0), p[0].id)):
        if figure.low is not None and all(_disjoint(_tags(one), _tags(other)) for other, _ in chosen):
            chosen.append((one, figure))
    least = sum(span(figure)[0] or 0 for _, figure in chosen)
    if least <= most:
        return None
    named = ", ".join(f"{figure.low:,} {_name(one)}" for one, figure in chosen)
    return Finding(
        series=whole.id,
        kind=FindingKind.PARTS,
        days=(point.day,),
        claims=(*point.claims, *(c for _, figure in chosen for c in figure.claims)),
        why=f"the parts ({named}) come to more than the whole, {point.stated or 0:,}",
        stated=point.stated,
        worked_out=sum(figure.stated or 0 for _, figure in chosen),
    )


def _disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    values = {tag.partition(":")[0]: tag for tag in a}
    return any((facet := tag.partition(":")[0]) in FACETS and facet in values and values[facet] != tag for tag in b)


def _name(series: Series) -> str:
    return " ".join(tag.partition(":")[2] for tag in sorted(_tags(series)))


def same_figures(series: Sequence[Series]) -> list[Finding]:
    """For each two series about one party, the totals that both state, one finding a pair of series.

    Such totals are long numbers that agree to the last digit within a few days: in all likelihood one count, told
    twice. Where one gives the day's figure and the other the totals around it, these are compared too.
    """
    told = {one.id: bulletins(one) for one in series}
    by_id = {one.id: one for one in series}
    places: dict[tuple[str | None, int], list[tuple[str, Bulletin]]] = defaultdict(list)
    for one in series:
        for bulletin in told[one.id]:
            if bulletin.total is not None and _telling(bulletin.total) and not one.group:
                places[one.party, bulletin.total.low or 0].append((one.id, bulletin))
    pairs: dict[tuple[str, str], list[tuple[Bulletin, Bulletin]]] = defaultdict(list)
    for same in places.values():
        for i, (a, ours) in enumerate(same):
            for b, theirs in same[i + 1 :]:
                if a != b and abs(ours.day - theirs.day) <= NEAR and _one_measure(by_id[a], by_id[b]):
                    first, second = (
                        ((a, ours), (b, theirs)) if len(told[a]) <= len(told[b]) else ((b, theirs), (a, ours))
                    )
                    pairs[first[0], second[0]].append((first[1], second[1]))
    return [_same(by_id[a], by_id[b], told, sorted(both, key=_day)) for (a, b), both in sorted(pairs.items())]


def _day(both: tuple[Bulletin, Bulletin]) -> date:
    return both[0].day


def _telling(point: SeriesPoint) -> bool:
    return point.low is not None and point.low == point.high and len(str(point.low).rstrip("0")) >= TELLING


def _one_measure(a: Series, b: Series) -> bool:
    return a.measure == b.measure or {a.measure, b.measure} <= ONE_TOTAL


def _same(a: Series, b: Series, told: Told, both: Sequence[tuple[Bulletin, Bulletin]]) -> Finding:
    steps = dict(_steps(told[b.id]))
    if len(both) == 1:
        why = _one(a, b, *both[0], steps)
    else:
        days = [ours for ours, theirs in both if ours.daily and theirs.day in steps]
        equal = [ours for ours, theirs in both if ours.daily and steps.get(theirs.day) == ours.daily.stated]
        why = (
            f"{len(both):,} totals from {on(both[0][0].day)} to {on(both[-1][0].day)} are those of {b.said_by} "
            f"({b.measure})"
        )
        if days:
            why += f"; {len(equal):,} of {len(days):,} daily figures are the steps between that series' totals"
    points = [p for pair in both for bulletin in pair for p in (bulletin.total, bulletin.daily) if p is not None]
    first = both[0][0]
    return Finding(
        series=a.id,
        kind=FindingKind.SAME_FIGURES,
        days=tuple(ours.day for ours, _ in both),
        claims=tuple(dict.fromkeys(c for p in points for c in p.claims)),
        why=why,
        stated=first.total.stated if first.total else None,
        worked_out=both[0][1].total.stated if both[0][1].total else None,
        other=b.id,
    )


def _one(a: Series, b: Series, ours: Bulletin, theirs: Bulletin, steps: dict[date, int]) -> str:
    total = ours.total.stated if ours.total else 0
    up = steps.get(theirs.day)
    rise = f", up {up:,}" if up is not None else ""
    daily = ours.daily.stated if ours.daily else None
    figures = f"{daily:,} and {total:,}" if daily is not None and daily == up else f"{total:,}"
    verb = "agree" if daily is not None and daily == up else "agrees"
    other = f"{b.said_by} ({b.measure}): {total:,} on {on(theirs.day)}{rise}"
    end = f"; the day's figure is {daily:,}" if daily is not None and up is not None and daily != up else ""
    return f"{figures} on {on(ours.day)} {verb} with {other}{end}"


def _steps(told: Sequence[Bulletin]) -> Iterator[tuple[date, int]]:
    """The rise from one total to the next, where they are a day apart."""
    totals = [(b.day, b.total.stated) for b in told if b.total is not None and b.total.stated is not None]
    for (day, low), (after, high) in pairwise(totals):
        if (after - day).days == 1:
            yield after, high - low
