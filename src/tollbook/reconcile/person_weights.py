"""The weights by which two namings of persons are compared: `data/person_weights.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

PARTICULARS = ("name", "patronymic", "sex", "age", "place", "day")
LEAST = 1e-4
"""No m and no u is below it: no single particular decides alone."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a particular may compare: a likeness of at least `least`, or a difference of at most `most`."""

    m: float
    u: float
    says: str
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """The levels of each particular, and the chance that two namings taken at random are of one person."""

    chance: float
    levels: dict[str, tuple[Level, ...]]

    def level(self, particular: str, value: float | None) -> Level | None:
        """The level that a likeness or difference falls into; None where it is not known."""
        if value is None:
            return None
        levels = self.levels[particular]
        return next((one for one in levels if _holds(one, value)), levels[-1])


def _holds(level: Level, value: float) -> bool:
    if level.least is not None:
        return value >= level.least
    return level.most is None or value <= level.most


@cache
def load_weights(without: Sequence[str] = ()) -> Weights:
    """The weights; `without` names particulars that are left aside."""
    text = resources.files("tollbook.reconcile").joinpath("data", "person_weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    levels = {
        particular: tuple(
            Level(**{**level, "m": max(level["m"], LEAST), "u": max(level["u"], LEAST)}) for level in table[particular]
        )
        for particular in PARTICULARS
        if particular not in without
    }
    return Weights(table["chance"], levels)
