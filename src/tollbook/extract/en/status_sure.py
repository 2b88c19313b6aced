"""Those whom their own noun calls fighters are fighters, whatever else the report tells of ("28 people, 20 of them
soldiers")."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Reading, Status

from .draft import Draft
from .groups import coordinated
from .slot_labels import noun_status
from .status_alike import told_as

_DOUBTFUL = frozenset({"officer", "personnel", "guard", "veteran", "inspector", "superintendent", "escort", "captain"})
"""Fighters in some reports and none in others: police, aid workers, ships' crews. Of the others 52 of 53 on train are
fighters."""


def says_fighters(draft: Draft) -> bool:
    """Whether the noun of those counted names fighters and no others beside them."""
    noun = draft.head
    if noun.lemma_.lower() in _DOUBTFUL or len(list(coordinated(noun))) > 1:
        return False
    return noun_status(draft) is Status.COMBATANT


def of_fighters(readings: Sequence[Reading], drafts: Sequence[Draft]) -> list[Reading]:
    """The readings, with those called fighters by their noun as combatants."""
    return [_as_fighters(r) if says_fighters(d) else r for r, d in zip(readings, drafts, strict=True)]


def _as_fighters(reading: Reading) -> Reading:
    victims = reading.victims
    if victims is None or victims.status not in (Status.CIVILIAN, Status.UNKNOWN):
        return reading
    return told_as(reading, victims, Status.COMBATANT, "rule:their noun says that they fight")
