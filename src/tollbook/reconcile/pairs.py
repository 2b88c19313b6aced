"""How likely two episodes are of one event: a logistic model whose weights are a small file that people can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from tollbook.errors import SettingsError

from .columns import Columns, Floats, columns_of
from .episodes import Episode
from .linkage import MILLION, Pairs, Scores
from .pair_features import FEATURES, levels_of
from .pair_levels import Levels

LEAST = 400_000
"""Groups are joined while the average pair between them is at least so likely, in millionths; set on articles about
shootings, out of fold, where .35 to .5 differ by half a point."""
FLOOR = 50_000
REASONS = 3

PairScorer = Callable[[Pairs], Scores]
"""Scores of pairs of rows."""
ScorerOf = Callable[[Sequence[Episode]], PairScorer]
"""What scores pairs of these episodes."""


@dataclass(frozen=True)
class PairModel:
    """A weight for each level of each feature, in the order of `FEATURES`, and the bias."""

    bias: float
    weights: tuple[tuple[float, ...], ...]

    def logits(self, levels: Levels) -> Floats:
        """The logarithm of the odds of each row of levels."""
        out = np.full(len(levels), self.bias)
        for column, weights in enumerate(self.weights):
            out += np.array(weights)[levels[:, column]]
        return out

    def scores(self, levels: Levels) -> Scores:
        """Probabilities in millionths."""
        return np.rint(MILLION / (1 + np.exp(-self.logits(levels)))).astype(np.int64)

    def why(self, levels: Levels) -> tuple[str, tuple[str, ...]]:
        """The levels of one pair that weigh most, in words, and the features' names; for and against apart."""
        rated = sorted(
            ((self.weights[n][level], n) for n, level in enumerate(levels.tolist()) if self.weights[n][level]),
            key=lambda found: (-abs(found[0]), found[1]),
        )
        said = [n for weight, n in rated if weight > 0][:REASONS]
        against = [n for weight, n in rated if weight < 0][: REASONS - 1]
        words = ", ".join(FEATURES[n].levels[levels[n]] for n in said) or "nothing in particular"
        if against:
            words += "; against it " + ", ".join(FEATURES[n].levels[levels[n]] for n in against)
        return words, tuple(FEATURES[n].name for n in (*said, *against))


@cache
def pair_model() -> PairModel:
    """The shipped weights."""
    text = resources.files("tollbook.reconcile").joinpath("data", "pair_weights.tsv").read_text(encoding="utf-8")
    return read_weights(text)


def read_weights(text: str) -> PairModel:
    """A model from its file: feature, level, words, prior and weight, a line each; `bias` is a feature of its own."""
    found: dict[tuple[str, str], float] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith(("#", "feature\t")):
            continue
        try:
            feature, words, _, weight = line.split("\t")
            found[feature, words] = float(weight)
        except ValueError as error:
            raise SettingsError(f"pair_weights.tsv, line {number}: wants feature, words, prior, weight") from error
    try:
        weights = tuple(tuple(found[f.name, words] if n else 0.0 for n, words in enumerate(f.levels)) for f in FEATURES)
        return PairModel(found["bias", "-"], weights)
    except KeyError as error:
        raise SettingsError(f"pair_weights.tsv has no line for {error}; run `python -m training.incidents`") from error


def compare(columns: Columns, pairs: Pairs) -> Levels:
    """The levels of pairs."""
    return levels_of(columns, pairs[:, 0], pairs[:, 1])


def scorer(episodes: Sequence[Episode]) -> PairScorer:
    """What scores pairs of these episodes with the shipped weights."""
    columns, model = columns_of(episodes), pair_model()
    return lambda pairs: model.scores(compare(columns, pairs))
