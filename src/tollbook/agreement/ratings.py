"""Ratings: what each coder says of each unit, as numbers of categories."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Ratings:
    """How often each category was given to each unit, one row a unit, one column a category.

    `categories` are the values in order: numbers themselves on a scale, else numbers that stand for names. Units that
    nobody rated are none. `clusters` says which cluster (a report) each unit belongs to.
    """

    counts: NDArray[np.float64]
    categories: NDArray[np.float64]
    clusters: NDArray[np.int64]

    @classmethod
    def of(cls, units: Sequence[Sequence[Hashable | None]], clusters: Sequence[Hashable] | None = None) -> Ratings:
        """Ratings from one row a unit with one value a coder, None where a coder gave none.

        Values are all numbers, or all names. `clusters`: the cluster of each unit; without it each is its own.
        """
        given = [[value for value in unit if value is not None] for unit in units]
        found = {value for unit in given for value in unit}
        if all(isinstance(value, int | float) and not isinstance(value, bool) for value in found):
            ordered = sorted(found, key=lambda value: float(value))  # type: ignore[arg-type]  # they are numbers
            categories = np.array([float(value) for value in ordered])  # type: ignore[arg-type]
        else:
            ordered = sorted(found, key=str)
            categories = np.arange(len(ordered), dtype=np.float64)
        column = {value: number for number, value in enumerate(ordered)}
        counts = np.zeros((len(given), len(ordered)))
        for row, unit in enumerate(given):
            for value in unit:
                counts[row, column[value]] += 1
        named = list(range(len(given))) if clusters is None else list(clusters)
        number_of = {name: number for number, name in enumerate(dict.fromkeys(named))}
        kept = counts.sum(axis=1) > 0
        return cls(counts[kept], categories, np.array([number_of[name] for name in named], dtype=np.int64)[kept])

    @property
    def once(self) -> NDArray[np.float64]:
        """Each unit counted once."""
        return np.ones(len(self.counts))

    @property
    def pairable(self) -> NDArray[np.bool_]:
        """Which units at least two coders rated."""
        return np.asarray(self.counts.sum(axis=1) >= 2)
