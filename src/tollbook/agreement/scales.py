"""Scales: how far two values lie apart (for alpha), and how much two categories agree (for AC2)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Level = Literal["nominal", "interval", "ratio"]
Weighting = Literal["identity", "linear", "quadratic", "ratio"]
Matrix = NDArray[np.float64]

WEIGHTING: dict[Level, Weighting] = {"nominal": "identity", "interval": "quadratic", "ratio": "ratio"}
"""The weights whose disagreements are the distances of a level, but for a factor."""


def distance(categories: NDArray[np.float64], level: Level) -> Matrix:
    """Krippendorff's difference of each two categories (2011, section 3): 0 on the diagonal.

    nominal 1 where they differ; interval their difference squared; ratio their difference over their sum, squared.
    """
    a, b = categories[:, None], categories[None, :]
    match level:
        case "nominal":
            return np.asarray(a != b, dtype=np.float64)
        case "interval":
            return np.asarray((a - b) ** 2, dtype=np.float64)
        case "ratio":
            total = np.abs(a) + np.abs(b)  # of 0 and 0 the difference is 0
            return np.asarray(np.divide(a - b, total, out=np.zeros_like(total), where=total > 0) ** 2, dtype=np.float64)


def weights(categories: NDArray[np.float64], weighting: Weighting) -> Matrix:
    """Gwet's weight of agreement of each two categories (2014, chapter 3): 1 on the diagonal, 0 for the two ends.

    Counts of 0 are categories too: the ratio weight of 0 and anything else is that of the farthest pair.
    """
    match weighting:
        case "identity":
            apart = distance(categories, "nominal")
        case "linear":
            apart = np.sqrt(distance(categories, "interval"))
        case "quadratic":
            apart = distance(categories, "interval")
        case "ratio":
            apart = distance(categories, "ratio")
    widest = apart.max(initial=0.0)
    return 1.0 - apart / widest if widest > 0 else np.ones_like(apart)
