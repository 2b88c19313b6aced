"""Influence under other policies than those that the last reconciling took."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.ledger import Ledger, StoredInfluence
from tollbook.reconcile import Policy

from .at_date import NOW
from .houses import mark_of
from .influence import influences
from .record import record_of
from .subjects import subjects_of


def renew_influence(ledger: Ledger, policies: Sequence[Policy]) -> None:
    """Work out what each claim of the record moves, unless that is known under just these policies.

    Nothing is done where nothing was reconciled yet. Takes as long as the record is large; reconciling itself works
    out no more than it touches.
    """
    from tollbook.reconcile.making import cell_of, make_cell

    mark = mark_of(policies)
    while (state := ledger.record_state()) is not None and state.policies != mark:
        record = record_of(ledger, NOW, make_cell, cell_of)
        cells = {claim: subject.cell for subject in record.subjects for claim in subject.claims}
        found = influences(subjects_of(record), record.live_links(), policies)
        stored: list[StoredInfluence] = [one.stored(cells[claim]) for claim, one in sorted(found.items())]
        ledger.replace_influence(stored, state, mark)  # where the record is another by now, once more
