"""Daily figures of a series held against the steps between its totals, and totals that fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from tollbook.model import FindingKind, SeriesPoint

from .bulletins import Bulletin, Interval, lower, overlap, span


@dataclass(frozen=True, slots=True)
class Check:
    """Daily figures held against the step from the total before: the day's, or all since then where only together
    they cover the days; `kind` None where the step cannot tell.
    """

    bulletin: Bulletin
    before: SeriesPoint
    figures: tuple[SeriesPoint, ...]
    total: SeriesPoint
    kind: FindingKind | None

    @property
    def step(self) -> int:
        """The stated total less the stated total before."""
        return (self.total.stated or 0) - (self.before.stated or 0)

    @property
    def stated(self) -> int:
        """What the daily figures come to."""
        return sum(figure.stated or 0 for figure in self.figures)

    @property
    def excess(self) -> int:
        """By how much they pass the step."""
        return self.stated - self.step

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that state the figures and the totals."""
        points = (*reversed(self.figures), self.total, self.before)
        return tuple(dict.fromkeys(claim for point in points for claim in point.claims))


def checked(told: Sequence[Bulletin]) -> list[Check]:
    """Each day's figure that has a total of its day and one before it, unless the total fell."""
    usual = usual_interval(told)
    fallen = {after.claim for _, after, _ in falls(told)}
    odd = {after.claim for _, after, back in falls(told) if back is not None}
    result: list[Check] = []
    before: Bulletin | None = None
    between: list[SeriesPoint] = []
    for bulletin in told:
        if bulletin.daily is not None:
            between.append(bulletin.daily)
        if bulletin.total is None or bulletin.total.claim in odd:
            continue
        if before and before.total and bulletin.daily and bulletin.total.claim not in fallen:
            elapsed = (bulletin.day - before.day).days
            kind, figures = _verdict(before.total, bulletin.total, between, elapsed, usual)
            result.append(Check(bulletin, before.total, tuple(figures), bulletin.total, kind))
        before, between = bulletin, []
    return result


def _verdict(
    before: SeriesPoint, total: SeriesPoint, figures: Sequence[SeriesPoint], elapsed: int, usual: float
) -> tuple[FindingKind | None, Sequence[SeriesPoint]]:
    """What the step shows, and which figures it was compared with: the last alone, or all that cover its days."""
    step, last = _less(span(total), span(before)), figures[-1:]
    too_much = _below(step, span(figures[-1]))
    if None in step:
        return (FindingKind.DIFFERENCE if too_much else None), last
    if overlap(span(figures[-1]), step):
        return FindingKind.AGREES, last
    if sum(p.days for p in figures) >= elapsed:
        return (FindingKind.AGREES if overlap(_sum(figures), step) else FindingKind.DIFFERENCE), figures
    if too_much:
        return FindingKind.DIFFERENCE, last
    return (FindingKind.GAP if usual <= figures[-1].days else None), last


def _below(a: Interval, b: Interval) -> bool:
    return a[1] is not None and b[0] is not None and a[1] < b[0]


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


def falls(told: Sequence[Bulletin]) -> list[tuple[SeriesPoint, SeriesPoint, SeriesPoint | None]]:
    """Totals that are surely lower than the one before; third the next total, where it is back above."""
    totals = [b.total for b in told if b.total is not None]
    found: list[tuple[SeriesPoint, SeriesPoint, SeriesPoint | None]] = []
    before: SeriesPoint | None = None
    for total, after in zip_longest(totals, totals[1:]):
        if before is not None and lower(total, before):
            back = after if after is not None and (after.low or 0) >= (before.low or 0) else None
            found.append((before, total, back))
            if back is not None:
                continue
        before = total
    return found
