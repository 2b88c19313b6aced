"""How two parties stand to each other in the war that a report is about."""

from __future__ import annotations

from functools import lru_cache

from tollbook.reference.parties import Parties

Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""The belligerents of both sides of a war."""


@lru_cache(maxsize=8192)
def relation(a: str, b: str, sides: Sides | None) -> str:
    """same, part, ally, enemy or other; "none" where one of the two is not told, "neither" where none is."""
    if not a or not b:
        return "none" if a or b else "neither"
    if a == b:
        return "same"
    known = Parties.load()
    if known.belongs(a, b) or known.belongs(b, a):
        return "part"
    if sides is None:
        return "other"
    where = [tuple(any(known.belongs(x, side) for side in group) for group in sides) for x in (a, b)]
    if not any(where[0]) or not any(where[1]):
        return "other"
    return "ally" if where[0] == where[1] else "enemy"
