"""The names that a profile without names holds back."""

from __future__ import annotations

from tollbook.ledger import Ledger
from tollbook.publish.mask import Names, collect_names
from tollbook.publish.profile import Profile


def held_back(ledger: Ledger, profile: Profile) -> Names:
    """The names of victims and witnesses in all claims, and of everybody whom a list of persons names.

    Who is named in a claim that is not shown (a rejected one, one of a restricted report) may be told of in another.
    None under a profile that lets names out.
    """
    if profile.names:
        return Names()
    names = collect_names(claim.claim for claim in ledger.claims())
    listed, _ = ledger.list_names_since(0)
    return names | Names(frozenset(name for name in listed if " " in name))
