"""Scales: whole numbers to positions from 0 to 1, linear or logarithmic, with their ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LOG_FROM = 100
"""Figures that differ by more than this factor are drawn on a logarithmic scale (design: Look)."""
ZERO_SLOT = 0.09
"""The share of a logarithmic scale kept for zero, which has no logarithm."""
MOST_LABELS = 6
"""More labelled ticks than this do not fit a phone."""


@dataclass(frozen=True)
class Tick:
    """A value on the axis, its label, and whether it is kept where there is little room."""

    value: int
    label: str
    major: bool = True


@dataclass(frozen=True)
class Scale:
    """A monotone map from whole numbers in `low` to `high` to 0..1. `zero`: zero has a place of its own (log only)."""

    low: int
    high: int
    kind: Literal["linear", "log"] = "linear"
    zero: bool = False

    @classmethod
    def covering(cls, values: Iterable[int], *, from_zero: bool = True) -> Scale:
        """The scale on which all the values stand. Negative ones are an error (ValueError).

        Linear scales start at zero, unless `from_zero` is false and the values lie in the upper half of theirs.
        """
        known = sorted(set(values))
        if known and known[0] < 0:
            raise ValueError(f"a count cannot be negative: {known[0]}")
        positive = [v for v in known if v > 0]
        if not positive:
            return cls(0, 1)
        least, most = positive[0], positive[-1]
        if most > LOG_FROM * least:
            return cls(_power_below(least), _nice_above(most), "log", zero=known[0] == 0)
        if not from_zero and known[0] * 2 > most and most > least:
            step = _step(most - least, 4)
            return cls(least // step * step, -(-most // step) * step)
        step = _step(most, 4)
        return cls(0, -(-most // step) * step)

    def position(self, value: int) -> float:
        """Where a value stands, 0 to 1; values outside the scale stand at its ends."""
        if self.kind == "linear":
            return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        if value <= 0:
            return 0.0
        span = math.log10(self.high) - math.log10(self.low)
        share = min(1.0, max(0.0, (math.log10(value) - math.log10(self.low)) / span))
        return ZERO_SLOT + share * (1 - ZERO_SLOT) if self.zero else share

    def ticks(self) -> tuple[Tick, ...]:
        """The labelled values, ascending; `major` ones are at most `MOST_LABELS`."""
        if self.kind == "linear":
            step = _step(self.high - self.low, 4)
            return tuple(Tick(v, short(v)) for v in range(self.low, self.high + 1, step))
        powers = _powers(self.low, self.high)
        skip = -(-len(powers) // (MOST_LABELS - self.zero))
        if len(powers) <= 3:
            ticks = [Tick(p * m, short(p * m), major=m == 1) for p in powers for m in (1, 2, 5) if p * m <= self.high]
        else:
            ticks = [Tick(p, short(p), major=i % skip == 0) for i, p in enumerate(powers)]
        return ((Tick(0, "0"),) if self.zero else ()) + tuple(ticks)


def short(value: int) -> str:
    """A count for an axis: commas below a million, then m and bn; a power of ten where even that is too long."""
    if value < 1_000_000:
        return f"{value:,}"
    if value >= 10**15:
        return f"10^{len(str(value)) - 1}"
    unit, name = (10**9, "bn") if value >= 10**9 else (10**6, "m")
    return f"{value / unit:,.3f}".rstrip("0").rstrip(".") + name


def _power_below(value: int) -> int:
    power: int = 10 ** (len(str(value)) - 1)
    return power


def _nice_above(value: int) -> int:
    power = _power_below(value)
    return next(power * m for m in (1, 2, 5, 10) if power * m >= value)


def _step(span: int, parts: int) -> int:
    """1, 2 or 5 times a power of ten, such that about `parts` steps (at most `parts` + 2) cover the span."""
    rough = -(-span // parts)
    return max(1, _nice_above(rough))


def _powers(low: int, high: int) -> list[int]:
    powers = []
    while low <= high:
        powers.append(low)
        low *= 10
    return powers
