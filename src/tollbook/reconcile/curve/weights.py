"""How much each source's claims weigh in a curve: seen by the reader, who can change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tollbook.errors import SettingsError

from .claims import CurveClaim

Equal = Literal["claims", "sources"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The policy of a curve.

    `equal`: every claim weighs 1, or every source 1, shared out over its claims. `sources` multiplies that by source,
    under an id or a name as the claims have it; 0 leaves a source out of the curve, and it is still shown beside it.
    """

    equal: Equal = "claims"
    sources: Mapping[str, float] = field(default_factory=dict)


def weights_of(claims: Sequence[CurveClaim], weights: Weights) -> list[float]:
    """The weight of each claim, in their order. Raises SettingsError for a weight below 0, or where all are 0."""
    for name, weight in weights.sources.items():
        if not 0 <= weight < float("inf"):
            raise SettingsError(f"weight of {name}: {weight} is no weight; give 0 or more")
    told = Counter(claim.source for claim in claims)
    named = {name.casefold(): weight for name, weight in weights.sources.items()}
    found = []
    for claim in claims:
        base = 1.0 if weights.equal == "claims" else 1 / told[claim.source]
        found.append(base * next((named[name] for name in _names(claim) if name in named), 1.0))
    if claims and not any(found):
        raise SettingsError("every source has the weight 0: no claim is left for the curve; give one of them more")
    return found


def unknown_sources(claims: Sequence[CurveClaim], weights: Weights) -> list[str]:
    """The sources that weights name and no claim has."""
    known = {name for claim in claims for name in _names(claim)}
    return sorted(name for name in weights.sources if name.casefold() not in known)


def _names(claim: CurveClaim) -> tuple[str, ...]:
    """What a claim's source may be called: its id, its name with the mark that tells it from others of that name, and
    the bare name, which means all of them.
    """
    bare = claim.said_by.partition(" [")[0]
    return claim.source.casefold(), claim.said_by.casefold(), bare.casefold()
