"""Coverage of a ledger's reports, as it is or as it was on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.model import Coverage
from tollbook.reconcile.coverage import coverage

from .at_date import NOW, AtDate
from .told import told
from .viewing import look_into


def coverage_at(where: str, at: AtDate = NOW) -> Coverage:
    """What the reports of a ledger leave unsaid."""
    with look_into(where) as ledger:
        state = told(ledger, at)
    return coverage(state.claims, state.reports)


def coverage_rows(found: Coverage) -> Iterator[dict[str, Any]]:
    """One row for the whole, then one for each silence, with its kind."""
    parts = {"empty": "weeks", "sources": "source", "places": "place", "never": "never_stated"}
    yield {"kind": "all", **found.model_dump(mode="json", exclude=set(parts))}
    for field, kind in parts.items():
        for one in getattr(found, field):
            yield {"kind": kind, **one.model_dump(mode="json")}
