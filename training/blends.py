"""Fitting what the sparse models and the encoder weigh beside each other, on figures out of fold of both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from tollbook.extract.blend import Blend

from .fit import Choice

_LEAST = 1e-6


def fit_yes(chances: Sequence[float], logits: Sequence[float], right: Sequence[bool]) -> Blend:
    """The blend of a yes-or-no decision: a logistic regression on the two logits."""
    known = np.clip(np.asarray(chances, dtype=np.float64), _LEAST, 1 - _LEAST)
    rows = np.stack([np.log(known / (1 - known)), np.asarray(logits, dtype=np.float64), np.ones(len(known))], axis=1)
    sign = 2.0 * np.asarray(right, dtype=np.float64) - 1

    def loss(w: npt.NDArray[np.float64]) -> float:
        return float(np.logaddexp(0, -sign * (rows @ w)).sum())

    sparse, encoder, bias = minimize(loss, np.array([0.6, 0.4, 0.0]), method="L-BFGS-B").x
    return Blend(round(float(sparse), 4), round(float(encoder), 4), round(float(bias), 4))


def fit_choice(
    choices: Sequence[Choice], chances: Sequence[Sequence[float]], said: Sequence[Sequence[float] | None]
) -> Blend:
    """The blend of a choice among options: the weights under which the right ones are likeliest."""
    cases = []
    for choice, sparse, logits in zip(choices, chances, said, strict=True):
        if logits is None or not choice.right or len(choice.right) == len(choice.candidates):
            continue
        encoder = np.asarray(logits, dtype=np.float64)
        cases.append(
            (
                np.log(np.maximum(np.asarray(sparse, dtype=np.float64), _LEAST)),
                encoder - np.logaddexp.reduce(encoder),
                sorted(choice.right),
                choice.weight,
            )
        )

    def loss(w: npt.NDArray[np.float64]) -> float:
        total = 0.0
        for sparse, encoder, right, weight in cases:
            z = w[0] * sparse + w[1] * encoder
            total += weight * float(np.logaddexp.reduce(z) - np.logaddexp.reduce(z[right]))
        return total

    found = minimize(loss, np.array([0.6, 0.4]), method="Nelder-Mead", options={"maxiter": 80}).x
    return Blend(round(float(found[0]), 4), round(float(found[1]), 4))
