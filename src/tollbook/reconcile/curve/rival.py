"""One curve through rival running totals, what each claim pulls, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .claims import CurveClaim
from .spline import Data, Fit, Floats, fit, fit_best, knots_for
from .weights import Weights, weights_of

LEVEL, _Z = 0.95, 1.959964
LEAST_CLAIMS, LEAST_DAYS = 4, 3


@dataclass(frozen=True, slots=True)
class Pull:
    """What one claim does to the curve.

    `share` of the whole weight; `here` is by how many people the curve is higher, at the claim's day, than it would be
    without this claim, `end` the same at the curve's last day. `heard` is false for a bound that the curve keeps.
    """

    claim: CurveClaim
    weight: float
    share: float
    here: float
    end: float
    heard: bool


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One source's part in the curve: how many claims, what one of them weighs, its share of the whole weight, and by
    how many people the curve ends higher than it would without the source (None where no curve is left without it).
    """

    source: str
    said_by: str
    claims: int
    weight: float
    share: float
    end: float | None


@dataclass(frozen=True)
class RivalCurve:
    """The estimate on each day from the first claim to the last, never falling; people.

    `low` and `high` hold the 95% interval for chance (the scatter of claims about the curve and the ranges that they
    give, each claim taken by itself), widened to every curve that leaving out one source would give.
    """

    days: tuple[date, ...]
    mid: Floats
    low: Floats
    high: Floats
    pulls: tuple[Pull, ...]
    sources: tuple[SourcePart, ...]
    fit: Fit
    data: Data

    def at(self, day: date) -> tuple[float, float, float]:
        """Estimate, low and high on a day; before the first and after the last day those of that day."""
        n = min(max(0, (day - self.days[0]).days), len(self.days) - 1)
        return float(self.mid[n]), float(self.low[n]), float(self.high[n])


def too_few(claims: Sequence[CurveClaim]) -> str | None:
    """Why no curve can be drawn through these claims; None where one can."""
    valued = [c for c in claims if c.value is not None]
    days = len({c.day for c in valued})
    if len(valued) >= LEAST_CLAIMS and days >= LEAST_DAYS:
        return None
    return (
        f"a curve needs {LEAST_CLAIMS} figures or ranges on {LEAST_DAYS} days, and here are {len(valued)} on {days} "
        "(bare bounds alone carry none)"
    )


def data_of(claims: Sequence[CurveClaim], weights: Sequence[float]) -> Data:
    """Claims as points on the square-root scale."""
    values, sides = [], []
    for claim in claims:
        value = claim.value
        side = 0 if value is not None else 1 if claim.low is not None else -1
        bound = claim.low if claim.low is not None else claim.high
        values.append(value if value is not None else bound if bound is not None else 0.0)
        sides.append(side)
    return Data(
        x=np.array([c.day.toordinal() for c in claims], dtype=float),
        y=np.sqrt(np.array(values, dtype=float)),
        weight=np.array(weights, dtype=float),
        side=np.array(sides, dtype=np.int64),
    )


def rival_curve(claims: Sequence[CurveClaim], weights: Weights | None = None) -> RivalCurve:
    """The curve through claims under a policy of weights; their order does not matter.

    Raises ValueError where `too_few` says that there is none, SettingsError where weights leave nothing.
    """
    claims = sorted(claims, key=lambda c: (c.day, c.source, c.claim))
    weighed = weights_of(claims, weights or Weights())
    counted = [c for c, w in zip(claims, weighed, strict=True) if w > 0]
    if why := too_few(counted):
        raise ValueError(why)
    data = data_of(claims, weighed)
    low, high = (float(f(data.x[data.weight > 0])) for f in (np.min, np.max))
    made = fit_best(data, low, high, knots_for(data.x[(data.weight > 0) & (data.side == 0)]))
    ordinals = np.arange(int(low), int(high) + 1, dtype=float)
    roots = made.at(ordinals)
    spread = _Z * made.spread(ordinals, made.variance + _range_variance(claims, data))
    lows, highs = np.maximum(0, roots - spread) ** 2, (roots + spread) ** 2
    sources, others = _sources(claims, data, made, ordinals)
    for other in others:
        lows, highs = np.minimum(lows, other), np.maximum(highs, other)
    return RivalCurve(
        days=tuple(date.fromordinal(int(n)) for n in ordinals),
        mid=roots**2,
        low=lows,
        high=highs,
        pulls=_pulls(claims, data, made),
        sources=sources,
        fit=made,
        data=data,
    )


def _range_variance(claims: Sequence[CurveClaim], data: Data) -> float:
    """What the claims' own ranges add to the variance of a point: a range is as two points at its ends."""
    halves = np.array([0.0 if c.low is None or c.high is None else (c.high**0.5 - c.low**0.5) / 2 for c in claims])
    pulled = (data.side == 0) & (data.weight > 0)
    return float(np.average(halves[pulled] ** 2, weights=data.weight[pulled]) * np.mean(data.weight[pulled]))


def _pulls(claims: Sequence[CurveClaim], data: Data, made: Fit) -> tuple[Pull, ...]:
    """The curve less the curve without each claim, under the same penalty.

    The short rule for linear smoothers does not do: without a claim another stretch may be kept level.
    """
    whole, end = float(np.sum(data.weight)), np.array([made.high])
    found = []
    for n, claim in enumerate(claims):
        here, last, heard = 0.0, 0.0, bool(made.heard[n])
        if heard:
            day = data.x[n : n + 1]
            other = fit(data.without(np.arange(len(claims)) == n), made.low, made.high, made.knots, made.penalty)
            here, last = (float(made.at(x)[0] ** 2 - other.at(x)[0] ** 2) for x in (day, end))
        weight = float(data.weight[n])
        found.append(Pull(claim, weight, weight / whole, here, last, heard))
    return tuple(found)


def _sources(
    claims: Sequence[CurveClaim], data: Data, made: Fit, ordinals: Floats
) -> tuple[tuple[SourcePart, ...], list[Floats]]:
    """Each source's part, and the curves that leaving one source out gives."""
    parts, curves = [], []
    whole, names = float(np.sum(data.weight)), {c.source: c.said_by for c in claims}
    for source in sorted(names, key=lambda s: (names[s], s)):
        rows = np.array([c.source == source for c in claims])
        weight = float(np.sum(data.weight[rows]))
        rest = [c for c, w in zip(claims, data.without(rows).weight, strict=True) if w > 0]
        end = None
        if weight > 0 and too_few(rest) is None:
            other = fit(data.without(rows), made.low, made.high, made.knots, made.penalty)
            curves.append(other.at(ordinals) ** 2)
            end = float(made.at(ordinals[-1:])[0] ** 2 - curves[-1][-1])
        number = int(np.sum(rows))
        parts.append(SourcePart(source, names[source], number, weight / number, weight / whole, end))
    return tuple(sorted(parts, key=lambda p: (-p.share, p.said_by))), curves
