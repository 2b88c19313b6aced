"""Whose people the victims are where the words leave no doubt: no learned choice goes against them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tollbook.model import Measure

from .context import Context
from .draft import Draft
from .part import Part, party_kind

_ATTACKED = frozenset(
    f"gov={event}:{word}"
    for event in ("attack", "assault", "raid", "strike", "airstrike", "invasion", "bombardment", "incursion")
    for word in ("on", "against")
)
_OWN = re.compile(r"(?:\s+of)?\s+(?:its|their)(?: own)?\s", re.IGNORECASE)
_MOSTLY = re.compile(r"(?:\s+\w+){0,3}\s*(?:,|--|–|—|\()\s*(?:mostly|mainly|largely|predominantly)\s+")


def sure_party(draft: Draft, parts: Mapping[str, Part]) -> str | None:
    """The one party that the victims' own words name ("three Velian soldiers", "12 people, mostly Velians"), else the
    one that the attack is said to be on ("the attack on Velia that killed 12"); None where there is no such."""
    if draft.measure is Measure.ATTACKS:
        return None
    named = [p.party for p in parts.values() if "np" in p.roles and not _is_half(p)]
    if named:
        return named[0] if len(named) == 1 else None
    mostly = _mostly(draft, parts)
    if mostly is not None or draft.measure is Measure.DAMAGE:
        return mostly
    attacked = [p.party for p in parts.values() if p.wide & _ATTACKED and party_kind(p.party) != "people"]
    return attacked[0] if len(attacked) == 1 else None


def of_unlisted(context: Context, draft: Draft) -> bool:
    """Whether the victims are said to be the speaker's own, and the speaker of a side that no list has ("Kelland's army
    said 14 of its men had died"): whoever else the report names, they are not theirs."""
    if _OWN.match(draft.scene.text, draft.candidate.anchor[1]) is None:
        return False
    for speaker in context.speakers:
        if speaker.sentence == draft.sentence and any(a <= draft.trigger.idx < b for a, b in speaker.content):
            start, end = draft.scene.offset + speaker.start, draft.scene.offset + speaker.end
            if any(start <= u.start and u.end <= end and not u.person for u in context.unlisted):
                return True
    return False


def _is_half(part: Part) -> bool:
    """Whether a party is only half of a word, or one that the name may also mean."""
    return any(r == "kind=other" or (r.startswith("kind=") and r.endswith("-c")) for r in part.roles)


def _mostly(draft: Draft, parts: Mapping[str, Part]) -> str | None:
    found = _MOSTLY.match(draft.scene.text, draft.candidate.anchor[1])
    if found is None:
        return None
    for match in draft.scene.parties:
        if match.start == found.end() and match.party in parts and match.compound is None:
            return match.party
    return None
