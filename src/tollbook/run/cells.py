"""Which cells a claim is worked on in: its own, unless people put claims of several cells together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tollbook.reconcile import FlatClaim
from tollbook.reconcile.decisions import PairDecisions


def cells_by_claim(
    claims: Iterable[FlatClaim], decisions: PairDecisions, cell_of: Callable[[FlatClaim], str]
) -> dict[str, str]:
    """Each claim's cell. Cells that a decision joins become one, under the name of the least."""
    own = {claim.id: cell_of(claim) for claim in claims}
    heads: dict[str, str] = {}

    def head(cell: str) -> str:
        while cell in heads:
            cell = heads[cell]
        return cell

    for a, b in sorted(decisions.together):
        if a in own and b in own:
            low, high = sorted((head(own[a]), head(own[b])))
            if low != high:
                heads[high] = low
    return {claim: head(cell) for claim, cell in own.items()}
