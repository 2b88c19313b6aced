"""Whose body a bare "the defence ministry" or "its army" is, from where the report names its owner."""

from __future__ import annotations

import re

from tollbook.reference.sources import party_of_source

from .context import Context
from .slot_source import Voice

_OWN = re.compile(r"^(?:its|their)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|its|their)\s+", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[\w’'-]+ ){1,3}$")
_NEAR = 250
"""Characters before "its ministry" in which the side that it is of is named."""


def owner_of_body(context: Context, voice: Voice) -> str | None:
    """The party whose body of these very words the report names, the nearest before; None where it names none.

    "its" and "their" are of the party named last before.
    """
    text, speaker = context.document.text, voice.speaker
    at = context.document.sentences[speaker.sentence].start + speaker.start
    if _OWN.match(speaker.words) and (party := _last_named(context, at)) is not None:
        return party
    body = _ARTICLE.sub("", voice.name)
    found = []
    for match in re.finditer(rf"\b{re.escape(body)}\b", text, re.IGNORECASE):
        if at <= match.start() < at + speaker.end - speaker.start:
            continue
        before = _BEFORE.search(text[max(0, match.start() - 60) : match.start()])
        party = party_of_source(f"{before[0]}{match[0]}") if before else None
        if party is not None:
            found.append((match.start(), party))
    earlier = [party for start, party in found if start < at]
    return earlier[-1] if earlier else found[0][1] if found else None


def is_of_unlisted(context: Context, voice: Voice) -> bool:
    """Whether a speaker's words name an owner that no list has ("Kelland's defence ministry", "the Kellandic army")."""
    speaker = voice.speaker
    at = context.document.sentences[speaker.sentence].start
    start, end = at + speaker.start, at + max(speaker.end, speaker.start + len(speaker.words))
    return any(start <= u.start and u.end <= end and not u.person for u in context.unlisted)


def _last_named(context: Context, at: int) -> str | None:
    named = [m.party for m in context.parties_in(max(0, at - _NEAR), at) if m.party]
    return named[-1] if named else None
