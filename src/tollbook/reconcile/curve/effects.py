"""Sources that count high or low throughout: a second curve, which allows for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .rival import RivalCurve
from .spline import Data, Floats, fit

_ROUNDS = 25


@dataclass(frozen=True)
class Effects:
    """The curve with each source's own level taken out, on the days of the first curve, and each source as a multiple
    of it. The mean of the multiples (their logarithms, by the sources' weights) is 1, so that the weights say whose
    level is the middle. A multiple is drawn towards 1 as far as its source's few claims do not bear it out.
    """

    mid: Floats
    multiples: Mapping[str, float]


def source_effects(curve: RivalCurve) -> Effects | None:
    """The second curve; None with fewer than two sources that count, between which nothing can be told apart."""
    data, made = curve.data, curve.fit
    names = [pull.claim.source for pull in curve.pulls]
    counted = (data.side == 0) & (data.weight > 0)
    sources = sorted({name for name, on in zip(names, counted, strict=True) if on})
    if len(sources) < 2:
        return None
    number = np.array([sources.index(name) if name in sources else -1 for name in names])
    logs = np.log(np.maximum(data.y, 0.5) * np.maximum(data.y, 0.5))
    effects, second = np.zeros(len(sources)), made
    for _ in range(_ROUNDS):
        shift = np.where(number >= 0, effects[number], 0.0)
        moved = Data(data.x, data.y * np.exp(-shift / 2), data.weight, data.side)
        second = fit(moved, made.low, made.high, made.knots, made.penalty)
        apart = logs - 2 * np.log(np.maximum(second.at(data.x), 0.5))
        before, effects = effects, _shrunk(apart[counted], data.weight[counted], number[counted], len(sources))
        if np.max(np.abs(effects - before)) < 1e-6:
            break
    days = np.array([d.toordinal() for d in curve.days], dtype=float)
    return Effects(second.at(days) ** 2, {s: float(np.exp(e)) for s, e in zip(sources, effects, strict=True)})


def _shrunk(apart: Floats, weight: Floats, number: npt.NDArray[np.int64], size: int) -> Floats:
    """Each source's mean distance from the curve (logarithms), drawn towards 0; their weighted mean is 0."""
    counts = np.bincount(number, minlength=size)
    means = np.bincount(number, weights=apart, minlength=size) / counts
    within = float(np.sum((apart - means[number]) ** 2)) / max(1, len(apart) - size)
    between = max(0.0, float(np.var(means, ddof=1)) - within * float(np.mean(1 / counts)))
    if between == 0:
        return np.zeros(size)
    effects = means * counts / (counts + within / between)
    return np.asarray(effects - np.average(effects, weights=np.bincount(number, weights=weight, minlength=size)))
