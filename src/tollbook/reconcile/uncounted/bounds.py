"""Estimates without a model of each list: Chao's lower bound, and sample coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .captures import Captures
from .loglinear import interval

DRAWS, SEED = 400, 1


@dataclass(frozen=True)
class Bound:
    """An estimate of all persons with its 95% interval."""

    total: float
    low: float
    high: float


def chao(captures: Captures) -> Bound | None:
    """n + f1^2 / (2 f2): of those on exactly one list and on exactly two (Chao 1987). None where nobody is on two.

    A lower bound only as long as some are less likely to be listed than others and the lists stand apart.
    """
    once, twice, n = captures.on(1), captures.on(2), captures.observed
    if not twice:
        return None
    missing, ratio = once**2 / (2 * twice), once / twice
    low, high = interval(n, missing, twice * (0.25 * ratio**4 + ratio**3 + 0.5 * ratio**2))
    return Bound(n + missing, low, high)


@dataclass(frozen=True)
class Coverage:
    """Chao and Tsay (1998): the share of all chances of being listed that the listed persons hold, the estimate for
    lists that stand apart, and the one-step estimate for lists that do not.
    """

    share: float
    apart: Bound
    one_step: Bound


def coverage(captures: Captures) -> Coverage | None:
    """The estimates with intervals from 400 tables drawn again; None where no list holds anybody of another's."""
    found = _coverage(captures)
    if found is None:
        return None
    share, apart, step = found
    return Coverage(share, _drawn(captures, apart, 1), _drawn(captures, step, 2))


def _coverage(captures: Captures) -> tuple[float, float, float] | None:
    totals, k, n = captures.totals, len(captures.lists), captures.observed
    if not all(totals):
        return None
    alone = [captures.cells.get("".join("1" if i == j else "0" for j in range(k)), 0) for i in range(k)]
    share = 1 - sum(a / t for a, t in zip(alone, totals, strict=True)) / k
    if share <= 0:
        return None
    apart = (n - sum(alone) / k) / share

    def step(guess: float) -> float:
        moved = 0.0
        for i, j in combinations(range(k), 2):
            only = captures.cells.get("".join("1" if x in (i, j) else "0" for x in range(k)), 0)
            together = guess * captures.both(i, j) / (totals[i] * totals[j]) - 1
            moved += (alone[i] + alone[j] + 2 * only) * together
        return apart + moved / (k * share)

    return share, apart, max(float(n), step(step(apart)))


def _drawn(captures: Captures, total: float, which: int) -> Bound:
    """The estimate with a log-normal interval whose spread is that of tables drawn from a population of its size."""
    names = sorted(captures.cells)
    size = max(round(total), captures.observed)
    chances = np.array([captures.cells[name] for name in names] + [size - captures.observed], dtype=float) / size
    drawn = np.random.default_rng(SEED).multinomial(size, chances, size=DRAWS)
    found = []
    for row in drawn:
        cells: Mapping[str, int] = {name: int(number) for name, number in zip(names, row, strict=False) if number}
        again = _coverage(Captures(captures.lists, cells))
        if again is not None:
            found.append(again[which] - sum(cells.values()))
    missing = total - captures.observed
    low, high = interval(captures.observed, missing, float(np.var(found))) if len(found) > 1 else (total, total)
    return Bound(total, low, high)
