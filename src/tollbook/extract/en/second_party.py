"""A second look at the sides of a claim: victims in the light of the doer, the doer in that of the victims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .options import Setting, second_look
from .sides import Sides, relation

RIVAL = {"party": "actor", "actor": "party"}
"""The field in whose light each is looked at again."""


@dataclass(frozen=True)
class Rival:
    """The party that a first look chose for the other field ("" for none), its probability, and the war's sides."""

    party: str
    chance: float
    sides: Sides | None


def look_beside(keys: Sequence[str], setting: Setting, rival: Rival) -> list[list[str]]:
    """Features for each option of a claim; `keys` are its options as strings."""
    sure = "hi" if rival.chance > 0.8 else "mid" if rival.chance > 0.5 else "lo"
    found = [relation(key, rival.party, rival.sides) for key in keys]
    return [[f"2:versus={how}:{x}" for x in (sure, setting.noun, setting.measure)] for how in found]


def second_features(
    keys: Sequence[Sequence[str]],
    first: Sequence[int],
    chances: Sequence[float],
    settings: Sequence[Setting],
    rivals: Sequence[Rival],
    at: int,
) -> list[list[str]]:
    """Features of a second look at claim `at`: the report's other claims, then the claim's other side."""
    beside = look_beside(keys[at], settings[at], rivals[at])
    if len(keys) < 2:
        return beside
    among = second_look(keys, first, chances, settings, at)
    return [[*a, *b] for a, b in zip(among, beside, strict=True)]
