"""Whether two counts can both hold, within what their words leave open."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Comparator
from tollbook.reference.words import Bounds, WordTable, stated_bounds

from .flat import FlatClaim


def bounds_under(claim: FlatClaim, table: WordTable) -> Bounds:
    """The bounds of a claim under a house's word table; a count that a person corrected stays as corrected."""
    if claim.state == "corrected" and claim.vague is not None:
        return claim.low, claim.high
    return stated_bounds(claim.low, claim.high, Comparator(claim.comparator), claim.vague, table)


def holds_for(claim: FlatClaim) -> Bounds:
    """The counts for which a claim is true: "more than 12" begins at 13, "about 1,100" is 1,050 to 1,150."""
    low, high = claim.low, claim.high
    match claim.comparator:
        case Comparator.MORE_THAN if low is not None:
            return low + 1, None if high == low else high
        case Comparator.AT_LEAST if low is not None and high == low:
            return low, None
        case Comparator.FEWER_THAN if high is not None:
            return low, high - 1
        case Comparator.ABOUT:
            return (None if low is None else low - _rounding(low)), (None if high is None else high + _rounding(high))
        case _:
            return low, high


def _rounding(count: int) -> int:
    """How far a round number may lie from the true one: half its unit, a tenth of it at most (50 for 1,100, 0 for 63).

    So "about 1,000" is 900 to 1,100, not 500 to 1,500.
    """
    unit = 1
    while count and count % (unit * 10) == 0:
        unit *= 10
    return min(unit // 2, count // 10)


def meet(ranges: Sequence[Bounds]) -> Bounds | None:
    """The range in which all of these hold; None where they cannot all."""
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def distance(a: Bounds, b: Bounds) -> int:
    """How far apart two ranges are; 0 where they meet."""
    gaps = [low - high for (low, _), (_, high) in ((a, b), (b, a)) if low is not None and high is not None]
    return max(0, *gaps) if gaps else 0


def counted(claim: FlatClaim) -> bool:
    """Whether a claim states a number at all."""
    return claim.low is not None or claim.high is not None


def words_of(claim: FlatClaim) -> str:
    """The count as it was said; its bounds in digits where there are no words."""
    return " ".join((claim.words or "").split()) or in_digits(claim)


_AS_SAID = {
    Comparator.ABOUT: "about",
    Comparator.MORE_THAN: "more than",
    Comparator.FEWER_THAN: "fewer than",
    Comparator.AT_LEAST: "at least",
    Comparator.UP_TO: "up to",
}


def in_digits(claim: FlatClaim) -> str:
    """The count in digits with commas, as the words bound it: "more than 20,000", "7,000–15,000", "200 or more"."""
    low, high = claim.low, claim.high
    word = _AS_SAID.get(Comparator(claim.comparator))
    one = high if low is None else low
    if word and one is not None and (low is None or high is None or low == high):
        return f"{word} {one:,}"
    return bounds_in_digits(low, high)


def bounds_in_digits(low: int | None, high: int | None) -> str:
    """Bounds in digits with commas; "no number" where both sides are open."""
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,}–{high:,}"
    if low is not None:
        return f"{low:,} or more"
    return f"up to {high:,}" if high is not None else "no number"
