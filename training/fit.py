"""Fitting a linear choice model: conditional logit with an L2 penalty, by L-BFGS (numpy and scipy, seeded by nothing:
convex)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from tollbook.extract.linear import Linear

Hashed = npt.NDArray[np.uint32]
"""A candidate's features as their 32-bit hashes."""


@dataclass(frozen=True)
class Choice:
    """One training case: candidates, which of them are right (any counts), its weight, and the report it is from."""

    candidates: Sequence[Hashed]
    right: frozenset[int]
    report: str
    weight: float = 1.0


def fit(name: str, choices: Sequence[Choice], *, bits: int = 18, penalty: float = 1.0, card: str = "") -> Linear:
    """Weights that maximise the likelihood of the right candidates less `penalty`/2 of the squared weights."""
    cases = [c for c in choices if c.right and len(c.right) < len(c.candidates)]
    if not cases:
        return Linear(name, bits, np.zeros(1 << bits, dtype=np.float32), card=card)
    rows: list[int] = []
    columns: list[int] = []
    starts: list[int] = []
    right: list[bool] = []
    at = 0
    for case in cases:
        starts.append(at)
        for i, candidate in enumerate(case.candidates):
            found = candidate & np.uint32((1 << bits) - 1)
            rows.extend([at] * len(found))
            columns.extend(int(c) for c in found)
            right.append(i in case.right)
            at += 1
    used, compact = np.unique(np.array(columns), return_inverse=True)
    matrix = sparse.csr_matrix((np.ones(len(rows), dtype=np.float64), (np.array(rows), compact)), shape=(at, len(used)))
    weights = np.array([c.weight for c in cases])
    begin = np.array(starts)
    lengths = np.diff(np.append(begin, at))
    gold = np.array(right)

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = matrix @ w
        top = np.maximum.reduceat(scores, begin)
        expo = np.exp(scores - np.repeat(top, lengths))
        total = np.add.reduceat(expo, begin)
        good = np.add.reduceat(expo * gold, begin)
        value = float((weights * (np.log(total) - np.log(np.maximum(good, 1e-300)))).sum()) + 0.5 * penalty * float(
            w @ w
        )
        chance = expo / np.repeat(total, lengths)
        wanted = expo * gold / np.repeat(np.maximum(good, 1e-300), lengths)
        gradient = matrix.T @ (np.repeat(weights, lengths) * (chance - wanted)) + penalty * w
        return value, np.asarray(gradient)

    result = minimize(loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", options={"maxiter": 200, "maxfun": 260})
    out = np.zeros(1 << bits, dtype=np.float32)
    out[used] = result.x.astype(np.float32)
    return Linear(name, bits, out, card=card)
