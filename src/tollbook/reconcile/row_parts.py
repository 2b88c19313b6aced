"""Links inside one row of a table: a column of some victims is part of the column that counts them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.model import Link

from .flat import FlatClaim


def row_parts(claims: Sequence[FlatClaim]) -> Iterable[Link]:
    """Each figure of a group (children, journalists, those newly killed) as part of the whole that its row states."""
    wholes = {_about(claim): claim for claim in claims if not claim.group}
    for claim in claims:
        whole = wholes.get(_about(claim)) if claim.group else None
        if whole is not None:
            who = ", ".join(name.partition(":")[2].replace("_", " ") for name in claim.group)
            yield Link(
                type="part_of", a=claim.id, b=whole.id, why=f"the same row counts {who} and all", fields=("group",)
            )


def _about(claim: FlatClaim) -> tuple[object, ...]:
    return claim.measure, claim.party, claim.extent, claim.place, claim.first, claim.last, claim.means
