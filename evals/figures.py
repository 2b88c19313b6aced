"""Measured figures: ratios and F1 of sums over reports, with bootstrap intervals (a fixed seed, reports drawn)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
SEED = 7

Sums = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """One measured figure: its value, the 95% interval over reports, and the same of the baseline if it has one."""

    name: str
    value: float
    low: float
    high: float
    reports: int
    baseline: float | None = None


def f1(sums: Sums) -> Sums:
    """F1 of columns hits, predicted, gold (rows are draws); 1 where there is nothing to find and nothing was found."""
    hits, predicted, gold = sums[..., 0], sums[..., 1], sums[..., 2]
    empty = (predicted == 0) & (gold == 0)
    return np.where(empty, 1.0, 2 * hits / np.maximum(predicted + gold, 1e-12))


def ratio(sums: Sums) -> Sums:
    """The share of columns agreeing, of; 0 where there is nothing to agree on."""
    return np.where(sums[..., 1] > 0, sums[..., 0] / np.maximum(sums[..., 1], 1e-12), 0.0)


def measure(name: str, rows: Sequence[Sequence[float]], of: Callable[[Sums], Sums]) -> Figure:
    """A figure of the sums of `rows` (one a report) under `of`, with its percentile bootstrap interval."""
    table: Sums = np.asarray(rows, dtype=np.float64)
    if table.ndim != 2 or not len(table):
        raise ValueError(f"{name}: no reports to measure on")
    count = len(table)
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=DRAWS)
    low, high = np.quantile(of(drawn @ table), [0.025, 0.975])
    return Figure(name, float(of(table.sum(axis=0))), float(low), float(high), count)


def beside(figures: Sequence[Figure], baseline: Mapping[str, float]) -> list[Figure]:
    """The figures with the baseline's value beside each that has one; both are named SET/FIGURE, the set may differ."""
    values = {name.split("/")[-1]: value for name, value in baseline.items()}
    return [replace(f, baseline=values.get(f.name.split("/")[-1])) for f in figures]
