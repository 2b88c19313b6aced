"""Coefficients of agreement: percent, Krippendorff's alpha, Gwet's AC1 and AC2.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011). K. L. Gwet, Handbook of Inter-Rater Reliability
(4th edition, 2014), and Computing inter-rater reliability and its variance in the presence of high agreement (British
Journal of Mathematical and Statistical Psychology 61, 2008).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .ratings import Ratings
from .scales import Level, Matrix, Weighting, distance, weights

Times = NDArray[np.float64]
"""How often each unit counts: once, or as often as a sample of reports holds its own."""

Coefficient = Callable[[Times], float | None]
"""A coefficient of some ratings, with each unit counted so many times; None where it is not defined."""


def percent(ratings: Ratings) -> float | None:
    """The share of pairs of coders who gave a unit the same value, over units that two rated; None where none was."""
    return percent_of(ratings)(ratings.once)


def alpha(ratings: Ratings, level: Level = "nominal") -> float | None:
    """Krippendorff's alpha; None where no unit has two values, or all values are one: nothing could have differed."""
    return alpha_of(ratings, level)(ratings.once)


def gwet(ratings: Ratings, weighting: Weighting = "identity") -> float | None:
    """Gwet's AC1 (identity weights) or AC2; None where no unit has two values.

    Categories are those that somebody gave, and two where only one was given: coders who agree throughout then have 1.
    """
    return gwet_of(ratings, weighting)(ratings.once)


def percent_of(ratings: Ratings) -> Coefficient:
    """Percent agreement of these ratings, ready to be worked out for many samples."""
    return _agreement(ratings, None)


def alpha_of(ratings: Ratings, level: Level) -> Coefficient:
    """Alpha of these ratings, ready to be worked out for many samples."""
    counts, each = ratings.counts, ratings.counts.sum(axis=1)
    apart = None if level == "nominal" else distance(ratings.categories, level)
    other = each[:, None] - counts if apart is None else counts @ apart
    # Pairs within a unit, each over the number of values that it could be paired with
    within = ratings.pairable * (other * counts).sum(axis=1) / np.maximum(each - 1, 1)

    def of(times: Times) -> float | None:
        values = (times * ratings.pairable) @ counts
        total = float(values.sum())
        expected = total**2 - float(values @ values) if apart is None else float(values @ apart @ values)
        if total < 2 or expected <= 0:
            return None
        return 1.0 - (total - 1) * float(times @ within) / expected

    return of


def gwet_of(ratings: Ratings, weighting: Weighting) -> Coefficient:
    """AC1 or AC2 of these ratings, ready to be worked out for many samples."""
    given = len(ratings.categories)
    number = max(given, 2)
    table = None if weighting == "identity" else weights(ratings.categories, weighting)
    # A category beyond those given agrees with itself alone
    whole = float(number) if table is None else float(table.sum()) + (number - given)
    agreement = _agreement(ratings, table)
    shares = ratings.counts / np.maximum(ratings.counts.sum(axis=1, keepdims=True), 1)

    def of(times: Times) -> float | None:
        agreed = agreement(times)
        if agreed is None:
            return None
        share = times @ shares / times.sum()
        chance = whole / (number * (number - 1)) * float((share * (1 - share)).sum())
        return (agreed - chance) / (1 - chance) if chance < 1 else None

    return of


def _agreement(ratings: Ratings, table: Matrix | None) -> Coefficient:
    """The mean over units that two rated of how much their coders agree, by a table of weights (None: identity)."""
    counts, each = ratings.counts, ratings.counts.sum(axis=1)
    alike = counts if table is None else counts @ table
    agreeing = ratings.pairable * (counts * (alike - 1)).sum(axis=1) / np.maximum(each * (each - 1), 1)

    def of(times: Times) -> float | None:
        units = float((times * ratings.pairable).sum())
        return float(times @ agreeing) / units if units else None

    return of
