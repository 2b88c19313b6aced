"""ACLED's event and sub-event type of an incident, from its means and from who was harmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

from .flat import FlatClaim


@cache
def event_types() -> dict[tuple[str, str], tuple[str, str]]:
    """Event and sub-event by means and by who was harmed (`*`: whoever)."""
    text = resources.files("tollbook.reconcile").joinpath("data", "acled_events.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(means, harmed): (event, sub) for means, harmed, event, sub in rows}


def event_of(claims: Sequence[FlatClaim]) -> tuple[str | None, str | None]:
    """The types that the commonest means gives; (None, None) where it gives none."""
    table = event_types()
    means = Counter(claim.means for claim in claims if claim.means)
    harmed = Counter(claim.status for claim in claims if claim.status in ("civilian", "combatant"))
    most = max(harmed, key=lambda status: (harmed[status], status), default="")
    for name in sorted(means, key=lambda found: (-means[found], found or "")):
        found = table.get((name or "", "*")) or table.get((name or "", most))
        if found:
            return found
    return None, None
