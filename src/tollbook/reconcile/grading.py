"""Grades: what a house says of the evidence for an incident, beside its figures."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Grade, Status
from tollbook.reference.parties import Parties

from .flat import FlatClaim


def airwars_grade(claims: Sequence[FlatClaim], independent: int) -> tuple[Grade, str]:
    """Airwars' grade for the claims that count of one group of victims, and why.

    Confirmed where a belligerent says of itself that it killed or hurt these; Discounted where all whose status is told
    were combatants; Contested where claims accuse different sides (a brigade and its army are one); Fair with two
    independent sources, else Weak.
    """
    named = sorted({c.actor for c in claims if c.actor})
    sides = [a for a in named if not any(a != b and Parties.load().belongs(a, b) for b in named)]
    own = sorted({c.actor for c in claims if c.actor and c.source_party and _is_its_own(c.source_party, c.actor)})
    statuses = {c.status for c in claims} - {Status.UNKNOWN}
    if statuses == {Status.COMBATANT}:
        return "Discounted", "those killed or hurt are said to be combatants"
    if len(sides) > 1:
        return "Contested", f"claims name {' and '.join(sides)} as responsible"
    if own:
        return "Confirmed", f"{own[0]} says so of itself"
    if independent >= 2:
        return "Fair", f"{independent} independent sources"
    return "Weak", "a single source"


def _is_its_own(speaker: str, actor: str) -> bool:
    """Whether a party speaks of itself, of a part of it or of what it is part of."""
    known = Parties.load()
    return known.belongs(actor, speaker) or known.belongs(speaker, actor)
