"""The names that a profile without names holds back."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.ledger import Ledger, StoredClaim
from tollbook.publish.mask import Names, collect_names


def held_back(ledger: Ledger, stored: Sequence[StoredClaim]) -> Names:
    """The names of victims and witnesses in claims, and of everybody whom a list of persons names."""
    names = collect_names(claim.claim for claim in stored)
    listed, _ = ledger.list_names_since(0)
    return Names(names.full | {name for name in listed if " " in name}, names.parts)
