"""A report's own totals: how many people its incident killed, injured and captured, each person once.

Every set of claims that may make up a total has a weight: that of counting each of its claims and of counting each two
of them together. The likeliest total is taken. A learned model gives the weights where it is there; else rules do. The
dead are counted apart as civilians (officials among them) and as those who fought (police, security forces and armed
groups).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from tollbook.model import Claim, Measure, Report

from .linear import Linear, hashed, joined, load
from .links_view import Told, told
from .totals_features import FOUND_DEAD, both_features, counted_features, side_features
from .totals_rules import Group, adds, groups_of, ruled_side

TOTALS = ("killed", "injured", "captured", "killed_civilian", "killed_combatant")
MEASURES = {
    "killed": frozenset((Measure.KILLED, *FOUND_DEAD)),
    "injured": frozenset((Measure.INJURED,)),
    "captured": frozenset((Measure.CAPTURED,)),
}
"""Which claims can add to a total. Arrested, surrendered and abducted people are `captured`."""
SIDES = ("civilian", "combatant")
PRIOR = 1.0
"""Weight of the rules' answer for a claim, as a logit."""
MOST = 10
"""At most so many claims of a report are weighed for one total: the likeliest ones."""


@dataclass(frozen=True)
class Weighed:
    """Claims that may add to a total: the weight of counting each one, and that of two together (by their places)."""

    claims: tuple[Told, ...]
    alone: tuple[float, ...]
    together: Mapping[tuple[int, int], float]


def report_totals(report: Report, claims: Sequence[Claim], *, learned: bool = True) -> dict[str, int]:
    """Totals of the report's own incident by name (`TOTALS`).

    An open count gives its stated bound, one without a number gives nothing.
    """
    model, sides = (load("totals"), load("sides")) if learned else (None, None)
    seen = told(report, claims)
    out = dict.fromkeys(TOTALS, 0)
    for name in MEASURES:
        rivals = rivals_of(seen, name)
        counted = chosen(weigh(report, rivals, seen, model) if model is not None else ruled(report, rivals))
        out[name] = sum(t.number_stated or 0 for t in counted)
        if name == "killed":
            for group in groups_of(counted, seen):
                out[f"killed_{side(group, sides)}"] += group.people
    return out


def rivals_of(seen: Sequence[Told], name: str) -> list[Told]:
    """Claims with a number, affirmed and not replaced, that tell of an event and not of a running total."""
    return [t for t in seen if t.reading.measure in MEASURES[name] and may_count(t)]


def may_count(t: Told) -> bool:
    """Whether a claim can add to the total of one incident at all."""
    r = t.reading
    return (
        bool(t.number_stated) and r.stance.value == "affirmed" and not r.superseded and r.extent.value != "cumulative"
    )


def ruled(report: Report, rivals: Sequence[Told]) -> Weighed:
    """The rules' answers as weights."""
    return Weighed(tuple(rivals), tuple(prior(report, t, rivals) for t in rivals), {})


def prior(report: Report, t: Told, rivals: Sequence[Told]) -> float:
    """What the rules' answer weighs; the learned weights are added to it, so that they say only where it is wrong."""
    return PRIOR if adds(report, t, rivals) else -PRIOR


def weigh(report: Report, rivals: Sequence[Told], seen: Sequence[Told], model: Linear) -> Weighed:
    """The model's weights for the likeliest claims."""
    alone = [prior(report, t, rivals) + model.weigh(hashed(counted_features(report, t, rivals, seen))) for t in rivals]
    kept = sorted(sorted(range(len(rivals)), key=lambda n: -alone[n])[:MOST])
    claims = tuple(rivals[n] for n in kept)
    together = {
        (i, j): model.weigh(hashed(both_features(claims[i], claims[j]))) for j in range(len(claims)) for i in range(j)
    }
    return Weighed(claims, tuple(alone[n] for n in kept), together)


def set_weights(weighed: Weighed) -> list[float]:
    """The weight of each set of claims, numbered by its members' bits: the sum over members and over pairs of them."""
    out = [0.0] * (1 << len(weighed.claims))
    for bits in range(1, len(out)):
        last = bits.bit_length() - 1
        rest = bits ^ (1 << last)
        added = sum(weighed.together.get((n, last), 0.0) for n in range(last) if rest >> n & 1)
        out[bits] = out[rest] + weighed.alone[last] + added
    return out


def chosen(weighed: Weighed) -> list[Told]:
    """The claims of the likeliest total: the chances of all sets that add up to it together; its likeliest set."""
    if len(weighed.claims) > MOST:  # by rules: each claim is decided by itself
        return [t for t, weight in zip(weighed.claims, weighed.alone, strict=True) if weight > 0]
    weights = set_weights(weighed)
    top = max(weights)
    sums = [0] * len(weights)
    mass: dict[int, float] = {}
    for bits, weight in enumerate(weights):
        if bits:
            last = bits.bit_length() - 1
            sums[bits] = sums[bits ^ (1 << last)] + (weighed.claims[last].number_stated or 0)
        mass[sums[bits]] = mass.get(sums[bits], 0.0) + exp(weight - top)
    total = max(mass, key=lambda people: (mass[people], -people))
    best = max((bits for bits in range(len(weights)) if sums[bits] == total), key=weights.__getitem__)
    return [t for n, t in enumerate(weighed.claims) if best >> n & 1]


def side(group: Group, model: Linear | None) -> str:
    """`civilian` or `combatant`: on which side of the count of the dead a group stands."""
    if model is None:
        return ruled_side(group)
    features = hashed(side_features(group))
    chances = model.chances([joined(features, s) for s in SIDES])
    return SIDES[chances.index(max(chances))]
