"""What each source is likely to say next, if it goes on as it did: by its own trend, or by the curve's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from .claims import CurveClaim
from .rival import data_of, too_few
from .spline import Fit, Floats, fit_best, knots_for
from .weights import Weights, weights_of

RECENT, OFTEN = 120, 4
"""A source with so many claims in so many days has a trend of its own."""
AHEAD = 90
"""Errors are gathered over so many days after each month's beginning."""
SILENT = 365
"""A source that has been silent for longer than so many days is not expected to speak."""
WARM_UP = 10
"""No interval is given from fewer past errors of a class than this."""
BOUNDS = (0.05, 0.95)

Way = Literal["own trend", "curve"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a source would say on a day, in people, by which way; bounds hold 90% of past errors of that way, None
    where there were too few.
    """

    source: str
    said_by: str
    day: date
    value: float
    way: Way
    low: float | None = None
    high: float | None = None
    errors: int = 0


@dataclass(frozen=True, slots=True)
class PastError:
    """A claim that came, set against what was forecast at the beginning of an earlier month.

    `error` is the logarithm of the claim's value over the forecast; `bounds` held 90% of the errors known at that
    month, None where there were too few.
    """

    month: date
    claim: CurveClaim
    forecast: float
    way: Way
    error: float
    bounds: tuple[float, float] | None


class _Known:
    """The curve and the sources as they were known on a day."""

    def __init__(self, claims: Sequence[CurveClaim], weights: Weights, now: date) -> None:
        self.claims = claims
        self.now = now
        data = data_of(claims, weights_of(claims, weights))
        kept = data.weight > 0
        self.fit: Fit = fit_best(data, float(data.x[kept].min()), float(data.x[kept].max()), knots_for(data.x[kept]))

    def curve(self, day: date) -> float:
        return float(self.fit.carried(np.array([float(day.toordinal())]))[0] ** 2)

    def forecast(self, source: str, day: date) -> tuple[float, Way]:
        """What a source would say; one that has not spoken yet is taken to say what the curve does."""
        own = [c for c in self.claims if c.source == source and c.value is not None]
        recent = [c for c in own if (self.now - c.day).days <= RECENT]
        if len(recent) >= OFTEN and len({c.day for c in recent}) > 1:
            return _trend(recent, day, self.now), "own trend"
        if not own:
            return self.curve(day), "curve"
        last = own[-1]
        grown = self.curve(day) / max(1.0, self.curve(last.day))
        return (last.value or 0.0) * grown, "curve"


def _trend(recent: Sequence[CurveClaim], day: date, now: date) -> float:
    """The last claim carried on by a line on the square-root scale; older claims weigh less towards its slope."""
    last = recent[-1]
    x = np.array([(c.day - last.day).days for c in recent], dtype=float)
    y = np.sqrt(np.array([c.value or 0.0 for c in recent]))
    weight = np.array([1 - (now - c.day).days / (RECENT + 1) for c in recent])
    slope = max(0.0, float(np.polyfit(x, y, 1, w=np.sqrt(weight))[0]))  # a running total does not fall
    return float((y[-1] + slope * (day - last.day).days) ** 2)


def past_errors(claims: Iterable[CurveClaim], weights: Weights | None = None) -> list[PastError]:
    """How forecasts made at the beginning of each month from the claims dated before would have held.

    Each claim of the next 90 days is set against them. Bare bounds are left out.
    """
    ordered = sorted(claims, key=lambda c: (c.day, c.source, c.claim))
    found: list[PastError] = []
    for month in _months(ordered):
        known = [c for c in ordered if c.day < month]
        coming = [c for c in ordered if month <= c.day < month + timedelta(days=AHEAD) and c.value]
        usable = [c for c, w in zip(known, _weights(known, weights), strict=True) if w > 0]
        if too_few(usable) is not None or len(usable) < 2 * OFTEN or not coming:
            continue
        state = _Known(known, weights or Weights(), month)
        bounds = {way: _bounds(_errors(found, way, month)) for way in ("own trend", "curve")}
        for claim in coming:
            value, way = state.forecast(claim.source, claim.day)
            error = float(np.log((claim.value or 1.0) / max(1.0, value)))
            found.append(PastError(month, claim, value, way, error, bounds[way]))
    return found


def forecasts(
    claims: Sequence[CurveClaim], day: date, errors: Sequence[PastError], weights: Weights | None = None
) -> list[Forecast]:
    """What each source that spoke within the last year would say on a day to come, in the order of their names."""
    ordered = sorted(claims, key=lambda c: (c.day, c.source, c.claim))
    now = ordered[-1].day + timedelta(days=1)
    state = _Known(ordered, weights or Weights(), now)
    names = {c.source: c.said_by for c in ordered if c.value is not None and (now - c.day).days <= SILENT}
    out = []
    for source in sorted(names, key=lambda s: (names[s], s)):
        value, way = state.forecast(source, day)
        past = _errors(errors, way, now)
        bounds = _bounds(past)
        low, high = (None, None) if bounds is None else (value * np.exp(bounds[0]), value * np.exp(bounds[1]))
        out.append(Forecast(source, names[source], day, value, way, _plain(low), _plain(high), len(past)))
    return out


def _plain(value: float | None) -> float | None:
    return None if value is None else float(value)


def _weights(claims: Sequence[CurveClaim], weights: Weights | None) -> list[float]:
    return weights_of(claims, weights or Weights()) if claims else []


def _errors(found: Iterable[PastError], way: str, before: date) -> Floats:
    """The errors of a way that were known before a day."""
    return np.array([e.error for e in found if e.way == way and e.claim.day < before], dtype=float)


def _bounds(errors: Floats) -> tuple[float, float] | None:
    if len(errors) < WARM_UP:
        return None
    low, high = np.quantile(errors, BOUNDS)
    return float(low), float(high)


def _months(claims: Sequence[CurveClaim]) -> list[date]:
    """The first days of months from the first claim to the last."""
    if not claims:
        return []
    first, last = claims[0].day, claims[-1].day
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(begin, end + 1)]
