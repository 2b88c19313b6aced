"""`tollbook rebuild`: the projections, made again from the log."""

from __future__ import annotations

from .console import say
from .options import LedgerOption


def rebuild(ledger: LedgerOption) -> None:
    """Make everything that follows from the ledger's log again: current claims, states, the index of words."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        book.rebuild()
    say(f"{ledger}: rebuilt")
