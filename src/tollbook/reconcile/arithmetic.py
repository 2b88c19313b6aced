"""The arithmetic of series: a day's figure against the totals around it, falls, gaps, revisions, late additions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise, zip_longest
from statistics import median

from tollbook.model import Account, Finding, FindingKind, Series, SeriesPoint

from .bulletins import Bulletin, Interval, bulletins, lower, on, overlap, span
from .series_parts import part_findings, same_figures

REGULAR = 5
"""Fewer totals than this show no usual interval."""
LATE_BY = timedelta(days=3)
"""A regular source that publishes later than usual by more than this is late."""


@dataclass(frozen=True, slots=True)
class _Check:
    """A day's figure held against the step from the total before; `kind` None where the step cannot tell."""

    bulletin: Bulletin
    before: SeriesPoint
    figure: SeriesPoint
    total: SeriesPoint
    kind: FindingKind | None

    @property
    def step(self) -> int:
        """The stated total less the stated total before."""
        return (self.total.stated or 0) - (self.before.stated or 0)

    @property
    def excess(self) -> int:
        """By how much the day's figure passes the step."""
        return (self.figure.stated or 0) - self.step


def checks(series: Sequence[Series]) -> list[Finding]:
    """All findings of these series, each series' in order of days; then those that compare series."""
    found = [finding for one in series for finding in _findings(one)]
    return [*found, *part_findings(series), *same_figures(series)]


def account(series: Series) -> Account:
    """How the checks of one series come out, in numbers."""
    told = bulletins(series)
    done = _checked(series, told)
    totals = [b.total for b in told if b.total is not None]
    added = [p for b in told for p in b.added]
    kinds = [c.kind for c in done]
    daily = sum(b.daily is not None for b in told)
    checked = sum(kind is not None for kind in kinds)
    return Account(
        series=series.id,
        totals=len(totals),
        daily=daily,
        checked=checked,
        agree=kinds.count(FindingKind.AGREES),
        differ=kinds.count(FindingKind.DIFFERENCE),
        gaps=kinds.count(FindingKind.GAP),
        unchecked=daily - checked,
        falls=len(_falls(told)),
        standstills=sum(_still(a, b) for a, b in pairwise(totals)),
        additions=len(added),
        recognised=sum(p.stated or 0 for p in added),
    )


def _findings(series: Series) -> list[Finding]:
    told = bulletins(series)
    found = [
        *_differences(series, _checked(series, told)),
        *(_fall(series, before, after, back) for before, after, back in _falls(told)),
        *_revisions(series, told),
        *_late(series, told),
        *(_addition(series, b, p) for b in told for p in b.added),
    ]
    return sorted(found, key=lambda f: (f.days, f.kind.value, f.claims))


def _checked(series: Series, told: Sequence[Bulletin]) -> list[_Check]:
    """Each day's figure that has a total of its day and one before it, unless the total fell."""
    usual = usual_interval(told)
    fallen = {after.claim for _, after, _ in _falls(told)}
    odd = {after.claim for _, after, back in _falls(told) if back is not None}
    result: list[_Check] = []
    before: Bulletin | None = None
    between: list[SeriesPoint] = []
    for bulletin in told:
        if bulletin.daily is not None:
            between.append(bulletin.daily)
        if bulletin.total is None or bulletin.total.claim in odd:
            continue
        if before and before.total and bulletin.daily and bulletin.total.claim not in fallen:
            elapsed = (bulletin.day - before.day).days
            kind = _verdict(before.total, bulletin.total, between, elapsed, usual)
            result.append(_Check(bulletin, before.total, bulletin.daily, bulletin.total, kind))
        before, between = bulletin, []
    return result


def _verdict(
    before: SeriesPoint, total: SeriesPoint, figures: Sequence[SeriesPoint], elapsed: int, usual: float
) -> FindingKind | None:
    step = _less(span(total), span(before))
    if step == (None, None):
        return None
    last = span(figures[-1])
    if overlap(last, step) or overlap(_sum(figures), step):
        return FindingKind.AGREES
    covered = sum(p.days for p in figures)
    too_much = last[0] is not None and step[1] is not None and last[0] > step[1]
    if covered >= elapsed or too_much:
        return FindingKind.DIFFERENCE
    return FindingKind.GAP if usual <= figures[-1].days else None


def _less(a: Interval, b: Interval) -> Interval:
    low = None if a[0] is None or b[1] is None else a[0] - b[1]
    high = None if a[1] is None or b[0] is None else a[1] - b[0]
    return low, high


def _sum(figures: Sequence[SeriesPoint]) -> Interval:
    lows, highs = zip(*map(span, figures), strict=True)
    return (
        None if None in lows else sum(n for n in lows if n is not None),
        None if None in highs else sum(n for n in highs if n is not None),
    )


def usual_interval(told: Sequence[Bulletin]) -> float:
    """The median of the days between one total and the next; infinite where too few are known."""
    days = [b.day for b in told if b.total is not None]
    gaps = [(b - a).days for a, b in pairwise(days)]
    return float(median(gaps)) if gaps else float("inf")


def _differences(series: Series, done: Sequence[_Check]) -> list[Finding]:
    found: list[Finding] = []
    skip = False
    for check, after in zip_longest(done, done[1:]):
        if skip:
            skip = False
        elif _cancel(check, after) and after is not None:
            found.append(_pair(series, check, after))
            skip = True
        elif check.kind is not None:
            found.append(_single(series, check))
    return found


def _cancel(a: _Check, b: _Check | None) -> bool:
    if b is None or a.kind is not FindingKind.DIFFERENCE or b.kind is not FindingKind.DIFFERENCE:
        return False
    return a.excess * b.excess < 0 and a.excess + b.excess == 0 and b.before.claim == a.total.claim


def _single(series: Series, check: _Check) -> Finding:
    kind = check.kind or FindingKind.AGREES
    stated, step = check.figure.stated or 0, check.step
    sums = f"total {_number(check.total)} less {_number(check.before)} on {on(check.before.day)}"
    elapsed = (check.bulletin.day - check.before.day).days
    why = {
        FindingKind.AGREES: f"{stated:,} stated for the day is the step between totals: {sums}",
        FindingKind.GAP: f"{stated:,} stated, {step:,} between totals {elapsed} days apart ({sums}): a bulletin in "
        "between is missing, so no error is shown",
    }.get(kind, f"{stated:,} stated for the day, {step:,} by the totals: {sums}")
    return Finding(
        series=series.id,
        kind=kind,
        days=(check.bulletin.day,),
        claims=(*check.figure.claims, *check.total.claims, *check.before.claims),
        why=why,
        stated=stated,
        worked_out=step,
    )


def _pair(series: Series, a: _Check, b: _Check) -> Finding:
    late = a.step == 0
    figures = ", ".join(
        f"{c.figure.stated or 0:,} stated and {c.step:,} by the totals on {on(c.bulletin.day)}" for c in (a, b)
    )
    say = "the total stood still and was made good a bulletin later" if late else "the two cancel out"
    claims = dict.fromkeys(x for c in (a, b) for p in (c.figure, c.total, c.before) for x in p.claims)
    return Finding(
        series=series.id,
        kind=FindingKind.LATE_TOTAL if late else FindingKind.CANCELS,
        days=(a.bulletin.day, b.bulletin.day),
        claims=tuple(claims),
        why=f"{figures}: {say}",
        stated=(a.figure.stated or 0) + (b.figure.stated or 0),
        worked_out=a.step + b.step,
    )


def _falls(told: Sequence[Bulletin]) -> list[tuple[SeriesPoint, SeriesPoint, SeriesPoint | None]]:
    """Totals that are surely lower than the one before; third the next total, where it is back above."""
    totals = [b.total for b in told if b.total is not None]
    found: list[tuple[SeriesPoint, SeriesPoint, SeriesPoint | None]] = []
    before: SeriesPoint | None = None
    for total, after in zip_longest(totals, totals[1:]):
        if before is not None and lower(total, before):
            back = after if after is not None and not lower(after, before) else None
            found.append((before, total, back))
            if back is not None:
                continue
        before = total
    return found


def _fall(series: Series, before: SeriesPoint, after: SeriesPoint, back: SeriesPoint | None) -> Finding:
    why = f"the total falls from {_number(before)} on {on(before.day)} to {_number(after)}"
    if back is not None:
        why += f"; the next, {_number(back)} on {on(back.day)}, is back above"
    return Finding(
        series=series.id,
        kind=FindingKind.FALL,
        days=(after.day,),
        claims=(*after.claims, *before.claims),
        why=why,
        stated=after.stated,
        worked_out=before.stated,
    )


def _still(a: SeriesPoint, b: SeriesPoint) -> bool:
    return a.stated == b.stated


def _revisions(series: Series, told: Sequence[Bulletin]) -> list[Finding]:
    """The chain of figures for one day, where they cannot all hold."""
    found = []
    for bulletin in told:
        for last in (bulletin.total, bulletin.daily):
            older = [p for p in bulletin.older if last is not None and p.kind is last.kind]
            older = [p for p in older if last is not None and not overlap(span(p), span(last))]
            if last is None or not older:
                continue
            found.append(
                Finding(
                    series=series.id,
                    kind=FindingKind.REVISED,
                    days=(bulletin.day,),
                    claims=tuple(c for p in (last, *reversed(older)) for c in p.claims),
                    why=f"{_number(last)}{_said(last)}, revised from "
                    + ", ".join(f"{_number(p)}{_said(p)}" for p in reversed(older)),
                    stated=last.stated,
                    worked_out=older[-1].stated,
                )
            )
    return found


def _said(point: SeriesPoint) -> str:
    return f" (published {on(point.published)})" if point.published else ""


def _late(series: Series, told: Sequence[Bulletin]) -> list[Finding]:
    """Bulletins of a regular source that came out long after their day."""
    totals = [b.total for b in told if b.total is not None and b.total.published is not None]
    if len(totals) < REGULAR or usual_interval(told) > 7:
        return []
    lags = [(p.published - p.day) for p in totals if p.published is not None]
    usual = sorted(lags)[len(lags) // 2]
    return [
        Finding(
            series=series.id,
            kind=FindingKind.LATE,
            days=(point.day,),
            claims=point.claims,
            why=f"{_number(point)} for {on(point.day)} was published {lag.days} days later, usually {usual.days}",
            stated=point.stated,
        )
        for point, lag in zip(totals, lags, strict=True)
        if lag - usual > LATE_BY
    ]


def _addition(series: Series, bulletin: Bulletin, point: SeriesPoint) -> Finding:
    of = f" of the {_number(bulletin.daily)} stated for the day" if bulletin.daily else ""
    return Finding(
        series=series.id,
        kind=FindingKind.RETROACTIVE,
        days=(bulletin.day,),
        claims=(*point.claims, *(bulletin.daily.claims if bulletin.daily else ())),
        why=f"{_number(point)}{of} are earlier cases recognised on {on(point.day)}: no rise of one day",
        stated=bulletin.daily.stated if bulletin.daily else None,
        worked_out=point.stated,
    )


def _number(point: SeriesPoint) -> str:
    if point.low is None or point.high is None:
        return f"more than {point.low:,}" if point.low is not None else f"up to {point.high or 0:,}"
    return f"{point.low:,}" if point.low == point.high else f"{point.low:,} to {point.high:,}"
