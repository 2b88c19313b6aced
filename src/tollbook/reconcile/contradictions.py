"""Whether two statements about one subject contradict one another, or may both hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tollbook.model import Extent, Status
from tollbook.reference.words import Bounds

from .agree import distance, holds_for
from .flat import FlatClaim
from .replacing import about_the_same, in_order, voice
from .stands import describes_a_person, is_narrow

ABOUT_THE_SAME_TIME = 31
"""Running totals whose dates differ by this many days or fewer are set against each other."""
PACE = 2
"""A later running total may lie above an earlier one by what this many times the pace so far would add."""
THOUSAND = 1000
"""A count of whole thousands is taken for a rounded one, as "783,000" beside 783,138."""


def holds(claim: FlatClaim) -> Bounds:
    """The counts for which a claim is true; a denial holds for none. A count of whole thousands stands for those
    that are rounded to it, half a percent of it at most."""
    if claim.stance == "denied":
        return 0, 0
    low, high = holds_for(claim)
    if claim.comparator == "exact" and low is not None and low == high and low and low % THOUSAND == 0:
        slack = min(_unit(low) // 2, low // 200)
        return low - slack, low + slack
    return low, high


def _unit(count: int) -> int:
    unit = 1
    while count % (unit * 10) == 0:
        unit *= 10
    return unit


def contradict(a: FlatClaim, b: FlatClaim, held: Mapping[str, Bounds]) -> bool:
    """Whether two statements cannot both hold; `held` is what each claim holds for, by its id.

    They may where they are not about the same people, time or thing as far as they say, where one may be a part of the
    other, where one speaker gives both in one breath, and where a running total may have grown.
    """
    if not distance(held[a.id], held[b.id]) or not about_the_same(a, b):
        return False
    if describes_a_person(a) or describes_a_person(b) or (a.report == b.report and voice(a) == voice(b)):
        return False
    if any(_may_be_among(one, other, held) for one, other in ((a, b), (b, a))):
        return False
    return not (a.extent == b.extent == Extent.CUMULATIVE and _may_have_grown(a, b, held))


def is_background(claim: FlatClaim, others: Iterable[FlatClaim], held: Mapping[str, Bounds]) -> bool:
    """Whether a report says this without naming anybody, beside another figure that it gives as somebody's.

    What it says so is an earlier figure of the same speaker, another attack or a part of the whole: it would not
    contradict those whom it quotes without saying so.
    """
    if claim.chain:
        return False
    quoted = [c for c in others if c.report == claim.report and c.chain and about_the_same(c, claim)]
    return bool(quoted) and all(distance(held[c.id], held[claim.id]) for c in quoted)


def _may_be_among(part: FlatClaim, whole: FlatClaim, held: Mapping[str, Bounds]) -> bool:
    """Whether the first may count some of the people that the second counts: it is no more, and tells of fewer."""
    least, most = held[part.id][0] or 0, held[whole.id][1]
    if most is not None and least > most:
        return False
    return (
        _of_a_group(part, whole)
        or _of_civilians(part, whole)
        or _of_a_time_within(part, whole)
        or _of_other_days(part, whole)
    )


def _of_a_group(part: FlatClaim, whole: FlatClaim) -> bool:
    """Children among the civilians."""
    return is_narrow(part.group) and not set(part.group) <= set(whole.group)


def _of_civilians(part: FlatClaim, whole: FlatClaim) -> bool:
    """A figure of civilians beside one that does not say who they were, over a stretch of time or in the same report;
    "no civilian was killed" beside any such figure."""
    if part.status != Status.CIVILIAN or whole.status == Status.CIVILIAN:
        return False
    return Extent.INCIDENT not in (part.extent, whole.extent) or part.high == 0 or part.report == whole.report


def _of_a_time_within(part: FlatClaim, whole: FlatClaim) -> bool:
    """A month's dead among those of a year; a running total since a later day."""
    a, b = _stretch(part), _stretch(whole)
    if a is None or b is None:
        return False
    if part.extent == whole.extent == Extent.CUMULATIVE:
        return b[0] < a[0]
    return a != b and b[0] <= a[0] and a[1] <= b[1]


def _stretch(claim: FlatClaim) -> tuple[date, date] | None:
    """The days that a figure over a stretch of time covers; of a running total whose beginning is not told, none."""
    if claim.extent == Extent.INCIDENT or claim.first is None or claim.last is None:
        return None
    untold = claim.extent == Extent.CUMULATIVE and claim.first >= claim.last
    return None if untold else (claim.first, claim.last)


def _of_other_days(part: FlatClaim, whole: FlatClaim) -> bool:
    """Two days that one report tells apart: a first transfer of bodies, and all of them by a later day."""
    a, b = _days_told(part), _days_told(whole)
    return part.report == whole.report and a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def _days_told(claim: FlatClaim) -> tuple[date, date] | None:
    """The days of a claim; that of the report alone is no day that somebody told."""
    if claim.first is None or claim.last is None or claim.first == claim.last == claim.published:
        return None
    return claim.first, claim.last


def _may_have_grown(a: FlatClaim, b: FlatClaim, held: Mapping[str, Bounds]) -> bool:
    """Whether the later of two running totals is the larger one, by no more than it may have grown.

    It may have grown to any number in more than a month; before that by what twice the pace so far would add, where
    the day is known from which it counts.
    """
    first, second = sorted((a, b), key=lambda c: (as_of(c) or date.max, in_order(c)))
    before, after = held[first.id][1], held[second.id][0]
    if before is None or after is None or after <= before:
        return False
    days = days_between(first, second)
    begun, until = _stretch(first), as_of(first)
    if days > ABOUT_THE_SAME_TIME or begun is None or until is None:
        return days > ABOUT_THE_SAME_TIME
    return (after - before) * (until - begun[0]).days <= PACE * days * before


def days_between(a: FlatClaim, b: FlatClaim) -> int:
    """How many days lie between those up to which two running totals count; 0 where one is not known."""
    days = [d for d in (as_of(a), as_of(b)) if d is not None]
    return abs((days[0] - days[1]).days) if len(days) == 2 else 0


def as_of(claim: FlatClaim) -> date | None:
    """The day up to which a running total counts."""
    return claim.last or claim.published
