"""Fit the weights of `reconcile/data/pair_weights.tsv`: which accounts in two reports are of one event.

Run by `training.incidents`. A weight is pulled towards the prior that `pairs_prior.tsv` gives it by hand, so that what
the articles never show (parties at war, say) keeps a sensible one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from tollbook.reconcile.pair_features import FEATURES
from tollbook.reconcile.pair_levels import Levels
from tollbook.reconcile.pairs import PairModel

PRIOR = Path(__file__).with_name("pairs_prior.tsv")
HEAD = (
    "# How two accounts compare, and what it weighs (log odds): set by hand, and fitted from there. training/pairs.py"
)


@dataclass(frozen=True)
class Prior:
    """The bias, the weights and how firmly each feature's are held to them, in the order of the features."""

    bias: float
    weights: tuple[tuple[float, ...], ...]
    pull: tuple[float, ...]


def read_prior(path: Path = PRIOR) -> Prior:
    """What was set by hand."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    rows = {
        name: (tuple(map(float, found.split())), float(pull)) for name, found, pull in (x.split("\t") for x in lines)
    }
    weights = tuple((0.0, *rows[f.name][0]) for f in FEATURES)
    for feature, found in zip(FEATURES, weights, strict=True):
        if len(found) != len(feature.levels):
            raise ValueError(f"{path.name}: {feature.name} has {len(found) - 1} weights for {len(feature.levels) - 1}")
    return Prior(rows["bias"][0][0], weights, tuple(rows[f.name][1] for f in FEATURES))


def fit(levels: Levels, same: npt.NDArray[np.bool_], prior: Prior | None = None) -> PairModel:
    """The likeliest weights given the priors."""
    prior = prior or read_prior()
    starts = np.cumsum([1, *(len(f.levels) for f in FEATURES)])
    known = levels > 0
    columns = np.where(known, levels + starts[:-1], starts[-1])  # the last column is empty
    centre = np.zeros(int(starts[-1]) + 1)
    pull = np.ones_like(centre)
    centre[0] = prior.bias
    for start, weights, held in zip(starts[:-1], prior.weights, prior.pull, strict=True):
        centre[start : start + len(weights)] = weights
        pull[start : start + len(weights)] = held
    sign = np.where(same, 1.0, -1.0)

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        margin = sign * (w[0] + w[columns].sum(axis=1))
        away = w - centre
        error = -sign / (1 + np.exp(margin))
        by_level = np.bincount(columns.ravel(), weights=np.repeat(error, columns.shape[1]), minlength=len(w))
        slope = by_level.astype(float) + pull * away
        slope[0] += error.sum()
        slope[-1] = 0
        return float(np.logaddexp(0, -margin).sum() + pull @ (away * away) / 2), slope

    found = minimize(loss, centre, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    fitted: tuple[tuple[float, ...], ...] = tuple(
        (0.0, *map(float, found[start + 1 : start + len(f.levels)]))
        for start, f in zip(starts[:-1], FEATURES, strict=True)
    )
    return PairModel(float(found[0]), fitted)


def written(model: PairModel) -> str:
    """The file of a model."""
    prior = read_prior()
    lines = [HEAD, "feature\tlevel\tprior\tweight", f"bias\t-\t{prior.bias:g}\t{model.bias:.3f}"]
    for feature, by_hand, weights in zip(FEATURES, prior.weights, model.weights, strict=True):
        for words, hand, weight in list(zip(feature.levels, by_hand, weights, strict=True))[1:]:
            lines.append(f"{feature.name}\t{words}\t{hand:g}\t{weight:.3f}")
    return "\n".join(lines) + "\n"
