"""A report's own totals: how many people its incident killed, injured and captured, each person once.

Each claim is asked whether it adds to the total, and the likeliest total of these answers is taken. A learned model
gives the chances where its weights are there; else rules do. The dead are counted apart as civilians (officials among
them) and as those who fought (police, security forces and armed groups).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from tollbook.model import Claim, Measure, Report

from .linear import Linear, hashed, joined, load
from .links_view import Told, told
from .totals_features import FOUND_DEAD, counted_features, side_features
from .totals_rules import Group, groups_of, ruled_chance, ruled_side

TOTALS = ("killed", "injured", "captured", "killed_civilian", "killed_combatant")
MEASURES = {
    "killed": frozenset((Measure.KILLED, *FOUND_DEAD)),
    "injured": frozenset((Measure.INJURED,)),
    "captured": frozenset((Measure.CAPTURED,)),
}
"""Which claims can add to a total. Arrested, surrendered and abducted people are `captured`."""
SIDES = ("civilian", "combatant")
_MOST = 10_000
"""Totals above this are taken from the claims above one half, without weighing all sums."""


@dataclass(frozen=True)
class Candidate:
    """A claim that may add to a total, and the chance that it does."""

    told: Told
    chance: float

    @property
    def people(self) -> int:
        """How many people it would add."""
        return self.told.number_stated or 0


def report_totals(report: Report, claims: Sequence[Claim], *, learned: bool = True) -> dict[str, int]:
    """Totals of the report's own incident by name (`TOTALS`).

    An open count gives its stated bound, one without a number gives nothing.
    """
    model = load("totals") if learned else None
    seen = told(report, claims)
    out = dict.fromkeys(TOTALS, 0)
    for name in MEASURES:
        counted = chosen(candidates(report, seen, name, model))
        out[name] = sum(t.number_stated or 0 for t in counted)
        if name == "killed":
            for group in groups_of(counted, seen):
                out[f"killed_{side(group, model)}"] += group.people
    return out


def candidates(report: Report, seen: Sequence[Told], name: str, model: Linear | None) -> list[Candidate]:
    """The claims that may add to a total, with their chances; what no total may hold is left out."""
    rivals = rivals_of(seen, name)
    if model is None:
        return [Candidate(t, ruled_chance(report, t, rivals)) for t in rivals]
    return [
        Candidate(
            t, _weighed(_chance(model, counted_features(report, t, rivals, seen)), ruled_chance(report, t, rivals))
        )
        for t in rivals
    ]


RULES_SHARE = 0.35
"""Weight of the rules' chance beside the learned one, in log odds: it learned from summaries, and reports are wider."""


def _weighed(learned: float, ruled: float) -> float:
    odds = (1 - RULES_SHARE) * _log_odds(learned) + RULES_SHARE * _log_odds(ruled)
    return 1 / (1 + exp(-odds))


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 0.01), 0.99)
    return log(kept / (1 - kept))


def rivals_of(seen: Sequence[Told], name: str) -> list[Told]:
    """Claims with a number, affirmed and not replaced, that tell of an event and not of a running total."""
    return [t for t in seen if t.reading.measure in MEASURES[name] and may_count(t)]


def may_count(t: Told) -> bool:
    """Whether a claim can add to the total of one incident at all."""
    r = t.reading
    return (
        bool(t.number_stated) and r.stance.value == "affirmed" and not r.superseded and r.extent.value != "cumulative"
    )


def _chance(model: Linear, features: list[str]) -> float:
    none, yes = model.chances([hashed(()), joined(hashed(features), "counted")])
    return yes / (none + yes)


def chosen(options: Sequence[Candidate]) -> list[Told]:
    """The claims of the likeliest total, the answers taken as independent; among equal totals the likeliest set."""
    if sum(o.people for o in options) > _MOST or len(options) > 60:
        return [o.told for o in options if o.chance > 0.5]
    sums: dict[int, tuple[float, float, tuple[int, ...]]] = {0: (1.0, 1.0, ())}
    for n, option in enumerate(options):
        after: dict[int, tuple[float, float, tuple[int, ...]]] = {}
        for total, (mass, best, inside) in sums.items():
            for reached, chance, members in (
                (total, 1 - option.chance, inside),
                (total + option.people, option.chance, (*inside, n)),
            ):
                known = after.get(reached, (0.0, -1.0, ()))
                likelier = (best * chance, members) if best * chance > known[1] else known[1:]
                after[reached] = (known[0] + mass * chance, *likelier)
        sums = after
    total = max(sums, key=lambda s: (sums[s][0], -s))
    return [options[n].told for n in sums[total][2]]


def side(group: Group, model: Linear | None) -> str:
    """`civilian` or `combatant`: on which side of the count of the dead a group stands."""
    if model is None or ruled_side(group) == "combatant":
        return ruled_side(group)  # who was read as a fighter is one; summaries know few words for soldiers
    features = hashed(side_features(group))
    chances = model.chances([joined(features, s) for s in SIDES])
    return SIDES[chances.index(max(chances))]
