"""A monotone P-spline: cubic B-splines on even knots, second differences penalised, increments never below zero.

Eilers and Marx (1996); the increments of the coefficients are found by non-negative least squares, so that no step
of the result can fall. The penalty is chosen by generalised cross-validation with degrees of freedom counted 1.4-fold
(Kim and Gu 2004), since the plain form now and then chooses hardly any penalty at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.interpolate import BSpline
from scipy.optimize import nnls

Floats = npt.NDArray[np.float64]
MOST_KNOTS, LEAST_KNOTS = 35, 4
"""Ruppert (2002): a quarter of the distinct days, and no more than 35."""
GAMMA = 1.4
SLOPE = 91
PENALTIES = np.logspace(-2, 6, 33)
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Data:
    """Points to be fitted: `x` days, `y` values, `weight` at least 0 each.

    `side` is 0 for a value, 1 for a lower bound (it pulls only where the curve lies below it), -1 for an upper one.
    """

    x: Floats
    y: Floats
    weight: Floats
    side: npt.NDArray[np.int64]

    def without(self, rows: npt.NDArray[np.bool_]) -> Data:
        """The same where some rows weigh nothing."""
        return Data(self.x, self.y, np.where(rows, 0.0, self.weight), self.side)


@dataclass(frozen=True)
class Fit:
    """A fitted spline on `low` to `high`; `edf` are its effective degrees of freedom, `variance` that of a point of
    weight 1, `heard` which points pull.
    """

    low: float
    high: float
    knots: int
    penalty: float
    coefficients: Floats
    edf: float
    variance: float
    heard: npt.NDArray[np.bool_]
    free: npt.NDArray[np.bool_]
    inverse: Floats
    score: float

    def at(self, x: Floats) -> Floats:
        """The spline at days, never below zero; beyond its ends it stands still."""
        return np.asarray(np.maximum(0, basis(x, self.low, self.high, self.knots) @ self.coefficients))

    def carried(self, x: Floats) -> Floats:
        """The spline at days; beyond its last day it goes on as it rose over the last 91 days."""
        begin = max(self.low, self.high - SLOPE)
        first, last = self.at(np.array([begin, self.high]))
        slope = (last - first) / max(1.0, self.high - begin)
        return np.asarray(self.at(x) + np.maximum(0, x - self.high) * slope)

    def rows(self, x: Floats) -> Floats:
        """The derivatives of the spline at days by its free increments, (days, increments)."""
        made = basis(x, self.low, self.high, self.knots)
        return np.asarray((made @ _sums(made.shape[1]))[:, self.free])

    def spread(self, x: Floats, variance: float) -> Floats:
        """The standard deviation of the spline at days, where a point of weight 1 has this variance."""
        rows = self.rows(x)
        return np.asarray(np.sqrt(np.maximum(0, variance * np.einsum("ij,jk,ik->i", rows, self.inverse, rows))))


def knots_for(x: Floats) -> int:
    """How many knots so many distinct days bear."""
    return min(MOST_KNOTS, max(LEAST_KNOTS, len(np.unique(x)) // 4))


def basis(x: Floats, low: float, high: float, knots: int) -> Floats:
    """Cubic B-splines on even knots at days (kept within the ends), (days, knots + 2)."""
    step = (high - low) / (knots - 1)
    spots = low + step * np.arange(-3, knots + 3)
    return np.asarray(BSpline.design_matrix(np.clip(x, low, high).astype(float), spots, 3).toarray())


def fit(data: Data, low: float, high: float, knots: int, penalty: float) -> Fit:
    """The monotone spline under one penalty. `low` lies before `high`."""
    made = basis(data.x, low, high, knots)
    size = made.shape[1]
    sums = _sums(size)
    rough = np.sqrt(penalty) * np.diff(np.eye(size), 2, axis=0) @ sums
    heard = (data.side == 0) & (data.weight > 0)
    for _ in range(_ROUNDS):
        weight = np.where(heard, data.weight, 0.0)
        root = np.sqrt(weight)
        # the same least squares as over all points, in as many rows as there are coefficients
        turned, upper = np.linalg.qr(root[:, None] * (made @ sums))
        rows = np.vstack([upper, rough])
        # the first coefficient lies before the first day and may be below zero: it goes in with both signs
        both = np.hstack([rows, -rows[:, :1]])
        wanted = np.concatenate([turned.T @ (root * data.y), np.zeros(len(rough))])
        found, _ = nnls(both, wanted, maxiter=100 * size)
        steps = np.concatenate([[found[0] - found[-1]], found[1:-1]])
        coefficients = sums @ steps
        fitted = made @ coefficients
        now = (data.weight > 0) & ((data.side == 0) | (data.side * (data.y - fitted) > 0))
        if np.array_equal(now, heard):
            break
        heard = now
    free = steps > 0
    free[0] = True
    inverse = _inverse(rows[:, free])
    half = (made @ sums)[:, free]
    edf = float(np.einsum("ij,jk,ik,i->", half, inverse, half, weight))
    squares = float(np.sum(weight * (data.y - fitted) ** 2))
    number = float(np.sum(weight > 0))
    rest = number - GAMMA * edf
    score = number * squares / rest**2 if rest > 0 else np.inf
    variance = squares / (number - edf) if number > edf else np.inf
    return Fit(low, high, knots, penalty, coefficients, edf, variance, heard, free, inverse, score)


def fit_best(data: Data, low: float, high: float, knots: int) -> Fit:
    """The monotone spline under the penalty that cross-validation likes best, the stiffest where none can be told."""
    scale = float(np.mean(data.weight[data.weight > 0])) if np.any(data.weight > 0) else 1.0
    found = [fit(data, low, high, knots, float(penalty) * scale) for penalty in PENALTIES]
    return min(reversed(found), key=lambda f: f.score)


def _sums(size: int) -> Floats:
    return np.tril(np.ones((size, size)))


def _inverse(rows: Floats) -> Floats:
    """The inverse of `rows' rows`, by its triangular root, which keeps twice the digits."""
    root = np.linalg.inv(np.linalg.qr(rows, mode="r"))
    return np.asarray(root @ root.T, dtype=float)
