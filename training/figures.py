"""Fit the weights of `reconcile/data/figure_weights.tsv`: how many accounts together say were killed and injured.

Run by `training.incidents`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tollbook.reconcile.figure_features import Account, Features, alone, both, told

PENALTY = 4.0
LEAST = 0.004
"""Weights nearer to nothing are left out of the file."""
ROUNDS = 80
PRIOR = {
    "killed: Kd says so": 3.0,
    "killed: the highest K": 2.0,
    "injured: Iw says so": 3.0,
    "injured: the highest I": 2.0,
}
"""Weights that are pulled towards these and not towards nothing: what is stated speaks for itself in any text."""
HEAD = "# What speaks for a number of killed or injured (figure_features.py), with its weight in log odds"

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """An incident's numbers in question, their features, and which pair is right (None where it is not among them)."""

    numbers: tuple[int, ...]
    killed: tuple[Features, ...]
    injured: tuple[Features, ...]
    both: tuple[Features, ...]
    right: tuple[int, int] | None


def case_of(accounts: Sequence[Account], killed: int, injured: int) -> Case:
    """A case from an incident's accounts and its record."""
    found = told(accounts)
    numbers = found.numbers
    known = killed in numbers and injured in numbers
    return Case(
        numbers,
        tuple(alone(found, "killed", number) for number in numbers),
        tuple(alone(found, "injured", number) for number in numbers),
        tuple(both(found, k, i) for k in numbers for i in numbers),
        (numbers.index(killed), numbers.index(injured)) if known else None,
    )


def fit(cases: Sequence[Case], penalty: float = PENALTY) -> dict[str, float]:
    """The likeliest weights under a penalty on their squares."""
    index: dict[str, int] = {}
    rows = [[f for features in column for f in features] for column in _columns(cases)]
    for row in rows:
        for features in row:
            for name in features:
                index.setdefault(name, len(index))
    killed, injured, joint = (_matrix(row, index) for row in rows)
    centre = np.array([PRIOR.get(name, 0.0) for name in index])
    sizes = [len(case.numbers) for case in cases]
    starts = np.cumsum([0, *sizes])
    squares = np.cumsum([0, *(size * size for size in sizes)])

    def loss(weights: Vector) -> tuple[float, Vector]:
        by_killed, by_injured, by_both = killed @ weights, injured @ weights, joint @ weights
        slopes = [np.zeros_like(found) for found in (by_killed, by_injured, by_both)]
        total = 0.0
        for n, case in enumerate(cases):
            if case.right is None:
                continue
            own, pairs = slice(starts[n], starts[n + 1]), slice(squares[n], squares[n + 1])
            logits = by_killed[own, None] + by_injured[None, own] + by_both[pairs].reshape(sizes[n], sizes[n])
            odds = np.exp(logits - logits.max())
            wrong = odds / odds.sum()
            total -= float(np.log(wrong[case.right] + 1e-12))
            wrong[case.right] -= 1
            slopes[0][own], slopes[1][own], slopes[2][pairs] = wrong.sum(axis=1), wrong.sum(axis=0), wrong.ravel()
        slope = killed.T @ slopes[0] + injured.T @ slopes[1] + joint.T @ slopes[2] + penalty * (weights - centre)
        away = weights - centre
        return total + penalty / 2 * float(away @ away), slope

    found = minimize(loss, centre, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return {name: float(found[at]) for name, at in index.items()}


def _columns(cases: Sequence[Case]) -> list[list[tuple[Features, ...]]]:
    return [[case.killed for case in cases], [case.injured for case in cases], [case.both for case in cases]]


def _matrix(rows: Sequence[Features], index: Mapping[str, int]) -> csr_matrix:
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = [index[name] for row in rows for name in row]
    return csr_matrix(([v for row in rows for v in row.values()], columns, ends), shape=(len(rows), len(index)))


def written(weights: Mapping[str, float]) -> str:
    """The file of weights, in the order of names."""
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items()) if abs(weight) >= LEAST]
    return "\n".join([HEAD, *lines]) + "\n"
