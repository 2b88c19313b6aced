"""The arithmetic of series: a day's figure against the totals around it, falls, gaps, revisions, late additions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise, zip_longest

from tollbook.model import Account, Finding, FindingKind, Series, SeriesPoint

from .bulletins import Bulletin, bulletins, on, overlap, span
from .series_checks import Check, checked, falls, usual_interval
from .series_parts import part_findings, same_figures

REGULAR, OFTEN = 10, 3
"""A source with fewer totals than this, or more days between them, is not known to be late."""
LATE_BY = timedelta(days=3)
"""A regular source that publishes later than usual by more than this is late."""


def checks(series: Sequence[Series]) -> list[Finding]:
    """All findings of these series, each series' in order of days; then those that compare series."""
    found = [finding for one in series for finding in _findings(one)]
    return [*found, *part_findings(series), *same_figures(series)]


def account(series: Series) -> Account:
    """How the checks of one series come out, in numbers."""
    told = bulletins(series)
    done = checked(told)
    totals = [b.total for b in told if b.total is not None]
    added = [p for b in told for p in b.added]
    kinds = [c.kind for c in done]
    daily = sum(b.daily is not None for b in told)
    compared = sum(kind is not None for kind in kinds)
    return Account(
        series=series.id,
        totals=len(totals),
        daily=daily,
        checked=compared,
        agree=kinds.count(FindingKind.AGREES),
        differ=kinds.count(FindingKind.DIFFERENCE),
        gaps=kinds.count(FindingKind.GAP),
        unchecked=daily - compared,
        falls=len(falls(told)),
        standstills=sum(_still(a, b) for a, b in pairwise(totals)),
        additions=len(added),
        recognised=sum(p.stated or 0 for p in added),
    )


def _findings(series: Series) -> list[Finding]:
    told = bulletins(series)
    found = [
        *_differences(series, checked(told)),
        *(_fall(series, before, after, back) for before, after, back in falls(told)),
        *_revisions(series, told),
        *_late(series, told),
        *(_addition(series, b, p) for b in told for p in b.added),
    ]
    return sorted(found, key=lambda f: (f.days, f.kind.value, f.claims))


def _differences(series: Series, done: Sequence[Check]) -> list[Finding]:
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


def _cancel(a: Check, b: Check | None) -> bool:
    if b is None or a.kind is not FindingKind.DIFFERENCE or b.kind is not FindingKind.DIFFERENCE:
        return False
    return a.excess * b.excess < 0 and a.excess + b.excess == 0 and b.before.claim == a.total.claim


def _single(series: Series, check: Check) -> Finding:
    kind, stated, step = check.kind or FindingKind.AGREES, check.stated, check.step
    sums = f"total {_number(check.total)} less {_number(check.before)} on {on(check.before.day)}"
    elapsed = (check.bulletin.day - check.before.day).days
    several = len(check.figures) > 1
    figure = f"{stated:,} stated for the day"
    if several:
        figure = f"{stated:,} in {len(check.figures)} daily figures since {on(check.before.day)}"
    why = {
        FindingKind.AGREES: f"{figure} is the step between totals: {sums}",
        FindingKind.GAP: f"{stated:,} stated, {step:,} between totals {elapsed} days apart ({sums}): a bulletin in "
        "between is missing, so no error is shown",
    }.get(kind, f"{figure}, {step:,} by the totals: {sums}")
    return Finding(
        series=series.id,
        kind=kind,
        days=(check.bulletin.day,),
        claims=check.claims,
        why=why,
        stated=stated,
        worked_out=step,
    )


def _pair(series: Series, a: Check, b: Check) -> Finding:
    late = a.step == 0
    figures = ", ".join(f"{c.stated:,} stated and {c.step:,} by the totals on {on(c.bulletin.day)}" for c in (a, b))
    say = "the total stood still and was made good a bulletin later" if late else "the two cancel out"
    claims = dict.fromkeys(claim for check in (a, b) for claim in check.claims)
    return Finding(
        series=series.id,
        kind=FindingKind.LATE_TOTAL if late else FindingKind.CANCELS,
        days=(a.bulletin.day, b.bulletin.day),
        claims=tuple(claims),
        why=f"{figures}: {say}",
        stated=a.stated + b.stated,
        worked_out=a.step + b.step,
    )


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
            older = [p for p in older if last is not None and _replaced(p, last)]
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


def _replaced(older: SeriesPoint, last: SeriesPoint) -> bool:
    """Whether one figure came in place of another: it was said to, or was published before; two figures of one
    report that cannot both hold are of two things.
    """
    earlier = older.published is not None and last.published is not None and older.published < last.published
    return (earlier or older.superseded) and not overlap(span(older), span(last))


def _said(point: SeriesPoint) -> str:
    return f" (published {on(point.published)})" if point.published else ""


def _late(series: Series, told: Sequence[Bulletin]) -> list[Finding]:
    """Bulletins of a regular source that came out long after their day."""
    totals = [b.total for b in told if b.total is not None and b.total.published is not None]
    if len(totals) < REGULAR or usual_interval(told) > OFTEN:
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
