"""The likeliest figures of an incident: how many its accounts together say were killed and injured, and how surely.

A model weighs what speaks for each pair of numbers (`figure_features.py`) with weights from a file that people can
read. `best` is the likeliest number; `low` to `high` the narrowest range around it that holds the stated share of the
probability. It counts dead attackers, as an incident's record does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from tollbook.errors import SettingsError

from .figure_features import Account, Features, alone, both, told

HELD = 0.84
"""Share of the probability that a range holds."""
MEASURES = ("killed", "injured")

Chances = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """Low, best and high."""

    low: int
    best: int
    high: int


def figures(accounts: Sequence[Account], weights: Mapping[str, float] | None = None) -> dict[str, Figure]:
    """The likeliest figures by measure."""
    numbers, chances = chances_of(accounts, figure_weights() if weights is None else weights)
    return {"killed": narrowest(numbers, chances.sum(axis=1)), "injured": narrowest(numbers, chances.sum(axis=0))}


def chances_of(accounts: Sequence[Account], weights: Mapping[str, float]) -> tuple[tuple[int, ...], Chances]:
    """The numbers that come into question, and the probability of each pair: killed down, injured across."""
    found = told(accounts)
    killed = np.array([_weigh(alone(found, "killed", number), weights) for number in found.numbers])
    injured = np.array([_weigh(alone(found, "injured", number), weights) for number in found.numbers])
    joint = np.array([[_weigh(both(found, k, i), weights) for i in found.numbers] for k in found.numbers])
    logits = killed[:, None] + injured[None, :] + joint
    odds = np.exp(logits - logits.max())
    return found.numbers, odds / odds.sum()


def _weigh(features: Features, weights: Mapping[str, float]) -> float:
    return sum(share * weights.get(name, 0.0) for name, share in sorted(features.items()))


def narrowest(numbers: Sequence[int], chances: Chances, held: float = HELD) -> Figure:
    """The likeliest number with the range around it, grown towards the likelier neighbour until it holds enough."""
    chances = np.round(chances, 9)
    at = int(np.argmax(chances))
    low = high = at
    mass = float(chances[at])
    while mass < held and (low > 0 or high < len(numbers) - 1):
        below = float(chances[low - 1]) if low > 0 else -1.0
        above = float(chances[high + 1]) if high < len(numbers) - 1 else -1.0
        if above >= below:
            high, mass = high + 1, mass + above
        else:
            low, mass = low - 1, mass + below
    return Figure(numbers[low], numbers[at], numbers[high])


@cache
def figure_weights() -> Mapping[str, float]:
    """The shipped weights."""
    text = resources.files("tollbook.reconcile").joinpath("data", "figure_weights.tsv").read_text(encoding="utf-8")
    return read_weights(text)


def read_weights(text: str) -> dict[str, float]:
    """Weights from their file: what speaks, and how much, a line each."""
    out = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#"):
            name, _, weight = line.partition("\t")
            try:
                out[name] = float(weight)
            except ValueError as error:
                raise SettingsError(f"figure_weights.tsv, line {number}: wants a name, a tab and a number") from error
    return out
