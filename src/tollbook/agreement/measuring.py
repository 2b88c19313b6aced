"""All coefficients of one field, each with an interval from reports drawn anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .coefficients import Coefficient, Times, alpha_of, gwet_of, percent_of
from .ratings import Ratings
from .scales import WEIGHTING, Level

DRAWS = 1000
LEAST_CLUSTERS = 5
"""With fewer reports than this no interval is given: drawing them anew says little."""
_SEED = 20140101
_LEAST_SHARE = 0.9
"""How many of the draws must have a coefficient for an interval to be given."""


@dataclass(frozen=True)
class Estimate:
    """A coefficient and its interval of 95 percent; None where it is not defined, `why` says why not."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str | None = None


@dataclass(frozen=True)
class FieldAgreement:
    """Agreement on one field: on how many units two coders gave a value, in how many reports, and how far they agree.

    `gwet` is AC1 on names and AC2, with the weights of the level, on numbers and days.
    """

    field: str
    level: Level
    units: int
    reports: int
    percent: Estimate
    alpha: Estimate
    gwet: Estimate

    @property
    def gwet_name(self) -> str:
        """Which of Gwet's coefficients it is."""
        return "AC1" if self.level == "nominal" else "AC2"


def measure(field: str, ratings: Ratings, level: Level, *, draws: int = DRAWS) -> FieldAgreement:
    """The coefficients of a field. The same ratings give the same intervals: the draws are seeded."""
    pairable = ratings.pairable
    reports = len(np.unique(ratings.clusters[pairable]))
    coefficients = (percent_of(ratings), alpha_of(ratings, level), gwet_of(ratings, WEIGHTING[level]))
    sampled = _draw(ratings, draws) if reports >= LEAST_CLUSTERS else []
    estimates = [_estimate(coefficient, ratings.once, sampled) for coefficient in coefficients]
    return FieldAgreement(field, level, int(pairable.sum()), reports, *estimates)


def _draw(ratings: Ratings, draws: int) -> list[Times]:
    """How often each unit counts in each sample: whole reports are drawn, since claims of one hang together."""
    generator = np.random.default_rng(_SEED)
    clusters = np.unique(ratings.clusters)
    place = np.searchsorted(clusters, ratings.clusters)
    chosen = generator.multinomial(len(clusters), np.full(len(clusters), 1 / len(clusters)), size=draws)
    return [row[place].astype(np.float64) for row in chosen]


def _estimate(coefficient: Coefficient, once: Times, sampled: list[Times]) -> Estimate:
    value = coefficient(once)
    if value is None:
        return Estimate(None, why="nothing differs in what the coders gave, or no claim has two values")
    if not sampled:
        return Estimate(value, why=f"no interval from fewer than {LEAST_CLUSTERS} reports")
    drawn = [found for times in sampled if (found := coefficient(times)) is not None]
    if len(drawn) < _LEAST_SHARE * len(sampled):
        return Estimate(value, why="no interval: in many draws of the reports nothing differs")
    low, high = np.quantile(np.array(drawn), [0.025, 0.975])
    return Estimate(value, float(low), float(high))
