"""How two episodes compare, feature by feature, each as a level that has words.

The levels are those of `data/pair_weights.tsv`, which holds a weight for each. Level 0 of every feature is "not known":
it speaks neither for nor against.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import pair_levels
from .columns import Columns, Ints
from .pair_levels import Levels


@dataclass(frozen=True)
class Feature:
    """A feature: its name, the words of its levels, and what gives each pair its level."""

    name: str
    levels: tuple[str, ...]
    of: Callable[[Columns, Ints, Ints], Levels]


def levels_of(columns: Columns, left: Ints, right: Ints) -> Levels:
    """The level of each feature (columns) for each pair (rows)."""
    if not len(left):
        return np.empty((0, len(FEATURES)), dtype=np.int8)
    return np.column_stack([feature.of(columns, left, right) for feature in FEATURES])


FEATURES = (
    Feature(
        "window",
        (
            "a day not known",
            "the same days",
            "days that overlap",
            "one day apart",
            "two or three days apart",
            "up to a week apart",
            "up to a month apart",
            "more than a month apart",
        ),
        pair_levels.window,
    ),
    Feature(
        "told",
        (
            "a report undated",
            "reported the same day",
            "reported a day apart",
            "reported two or three days apart",
            "reported within a week",
            "reported within a month",
            "reported within half a year",
            "reported more than half a year apart",
        ),
        pair_levels.told,
    ),
    Feature(
        "order",
        (
            "order not known",
            "one reported before the other happened",
            "one reported as the other happened",
            "one reported within a week of the other",
            "one reported within two months of the other",
            "one reported long after the other",
        ),
        pair_levels.order,
    ),
    Feature(
        "place",
        (
            "a place not known",
            "the same place",
            "places next to each other",
            "one place inside the other",
            "places within 50 km",
            "the same district",
            "the same country only",
            "different countries",
        ),
        pair_levels.place,
    ),
    Feature(
        "killed",
        (
            "dead of one not counted",
            "one dead in both",
            "the same two or three dead",
            "the same number of dead",
            "dead differ by one",
            "dead differ by less than double",
            "dead differ by more",
        ),
        pair_levels.killed,
    ),
    Feature(
        "hurt",
        (
            "wounded of one not counted",
            "one wounded in both",
            "the same two or three wounded",
            "the same number of wounded",
            "wounded differ by one",
            "wounded differ by less than double",
            "wounded differ by more",
        ),
        pair_levels.hurt,
    ),
    Feature(
        "party",
        ("victims' party of one not known", "victims of the same party", "victims of other parties"),
        pair_levels.party,
    ),
    Feature("actor", ("actor of one not known", "the same actor", "other actors"), pair_levels.actor),
    Feature("means", ("means of one not known", "the same means", "other means"), pair_levels.means),
    Feature(
        "streets", ("no street in one", "two streets shared", "a street shared", "other streets"), pair_levels.streets
    ),
    Feature(
        "clocks",
        ("no time of day in one", "two times of day shared", "a time of day shared", "other times of day"),
        pair_levels.clocks,
    ),
    Feature(
        "people",
        ("nobody named in one", "two people shared", "a person shared", "a family name shared", "other people"),
        pair_levels.people,
    ),
    Feature(
        "ages",
        ("no age in one", "three ages shared", "two ages shared", "the one age shared", "an age shared", "other ages"),
        pair_levels.ages,
    ),
    Feature(
        "words",
        (
            "no words in one",
            *(
                f"rare words alike {low} to {high}"
                for low, high in zip(
                    ("0", ".03", ".06", ".1", ".15", ".2", ".26", ".33", ".42", ".55", ".75"),
                    (".03", ".06", ".1", ".15", ".2", ".26", ".33", ".42", ".55", ".75", "1"),
                    strict=True,
                )
            ),
        ),
        pair_levels.words,
    ),
    Feature(
        "names",
        (
            "no proper names in one",
            "no proper names shared",
            "hardly any proper names shared",
            "few proper names shared",
            "some proper names shared",
            "many proper names shared",
            "most proper names shared",
            "nearly all proper names shared",
        ),
        pair_levels.names,
    ),
    Feature(
        "title",
        (
            "one without title",
            "titles with nothing in common",
            "titles hardly alike",
            "titles a little alike",
            "titles alike",
            "titles much alike",
            "titles nearly equal",
        ),
        pair_levels.title,
    ),
    Feature(
        "passages",
        (
            "a text too short",
            "no passage shared",
            "hardly a passage shared",
            "a few passages shared",
            "passages shared",
            "many passages shared",
            "mostly the same text",
        ),
        pair_levels.passages,
    ),
    Feature("outlet", ("an outlet not known", "the same outlet", "other outlets"), pair_levels.outlet),
    Feature(
        "report",
        (
            "",
            "one report tells them apart",
            "each its report's subject",
            "one its report's subject",
            "neither its report's subject",
        ),
        pair_levels.report,
    ),
)
