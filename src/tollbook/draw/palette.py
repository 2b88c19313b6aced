"""Colours of parties: Okabe and Ito's set (2008), safe for colour blindness, in the order of first appearance.

A colour never follows a party's name, so no side can be given its flag's or a "bad" colour. The page names the
classes `party-1` to `party-7`; the light and the dark sheet give each the member of the set that reads well on it.
"""

from __future__ import annotations

from collections.abc import Iterable

LIGHT = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442")
DARK = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#0072b2", "#f0e442")
NEUTRAL = 0
"""Class number for no party, and for parties after the seventh: told apart by their labels alone."""


def assign_colours(parties: Iterable[str | None]) -> dict[str, int]:
    """A class number from 1 for each party in the order given; 0 from the eighth on."""
    order = list(dict.fromkeys(p for p in parties if p))
    return {party: i + 1 if i < len(LIGHT) else NEUTRAL for i, party in enumerate(order)}
