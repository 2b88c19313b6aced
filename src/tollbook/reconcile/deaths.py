"""The dead told apart by side, as UCDP does: of side a, of side b, civilians and unknown, which add up to the best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.model import DeathSplit, Status

from .counting import Statement
from .flat import FlatClaim

Share = tuple[FlatClaim, int]
"""A claim and how many of the dead it accounts for."""


def split_deaths(best: int, statements: Sequence[Statement], claims: Iterable[FlatClaim]) -> DeathSplit:
    """How the best figure falls on the sides, as far as the claims that set it, and those about parts of it, say."""
    sides = _sides(claims)
    split = {"deaths_a": 0, "deaths_b": 0, "civilians": 0, "unknown": 0}
    left = best
    for claim, people in _shares(statements):
        column = _column(claim, sides)
        taken = min(people, left)
        split[column] += taken
        left -= taken
    split["unknown"] += left
    named = [*sides, None, None][:2]
    return DeathSplit(side_a=named[0], side_b=named[1], **split)


def _sides(claims: Iterable[FlatClaim]) -> list[str]:
    """The parties whose fighters died or who are said to have done it, by name; more than two are no two sides."""
    claims = list(claims)
    fought = {c.party for c in claims if c.party and c.status == Status.COMBATANT}
    names = sorted(fought | {c.actor for c in claims if c.actor})
    return names if len(names) <= 2 else []


def _shares(statements: Sequence[Statement]) -> list[Share]:
    out = []
    for stand in (s for statement in statements for s in statement.stands):
        claim, left = stand.claim, stand.claim.low or 0
        if claim.status in (Status.UNKNOWN, Status.MIXED):
            for part in stand.parts:
                people = min(part.low or 0, left)
                if part.status in (Status.CIVILIAN, Status.COMBATANT) and people:
                    out.append((part, people))
                    left -= people
        out.append((claim, left))
    return out


def _column(claim: FlatClaim, sides: Sequence[str]) -> str:
    if claim.status == Status.CIVILIAN:
        return "civilians"
    if claim.status == Status.COMBATANT and claim.party in sides:
        return "deaths_a" if claim.party == sides[0] else "deaths_b"
    return "unknown"
