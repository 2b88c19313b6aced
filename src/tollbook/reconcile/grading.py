"""Grades: what a house says of the evidence for an incident, beside its figures."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Grade, Status

from .flat import FlatClaim


def airwars_grade(claims: Sequence[FlatClaim], independent: int) -> tuple[Grade, str]:
    """Airwars' grade for the claims that count, and why.

    Confirmed where one side says so of itself; Discounted where all whose status is told were combatants; Contested
    where claims accuse different sides; Fair with two independent sources, else Weak.
    """
    actors = sorted({c.actor for c in claims if c.actor})
    own = sorted({c.actor for c in claims if c.actor and c.actor == c.source_party})
    statuses = {c.status for c in claims} - {Status.UNKNOWN}
    if statuses == {Status.COMBATANT}:
        return "Discounted", "those killed or hurt are said to be combatants"
    if len(actors) > 1:
        return "Contested", f"claims name {' and '.join(actors)} as responsible"
    if own:
        return "Confirmed", f"{own[0]} says so of itself"
    if independent >= 2:
        return "Fair", f"{independent} independent sources"
    return "Weak", "a single source"
