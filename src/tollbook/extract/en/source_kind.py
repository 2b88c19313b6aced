"""What a speaker is: kind and party, from the name and the words about the person anywhere in the report."""

from __future__ import annotations

import re

from tollbook.model import SourceKind, Speaker
from tollbook.reference.sources import party_of_source, source_kind

from .context import Context
from .slot_source import Voice


def as_speaker(context: Context, voice: Voice) -> Speaker:
    """The speaker as the claim's chain holds it."""
    role = role_of(context, voice)
    kind = source_kind(voice.name)
    if voice.speaker.person or kind == SourceKind.OTHER:
        told = source_kind(role)
        kind = told if told != SourceKind.OTHER else kind
    party = party_of_source(voice.name)
    if party is None and kind not in (SourceKind.MEDIA, SourceKind.WITNESS, SourceKind.FAMILY):
        party = party_of_source(role)
    if party is None and kind in (SourceKind.GOVERNMENT, SourceKind.MILITARY) and not voice.speaker.person:
        party = (
            context.stands_for("government")
            if re.search(r"\b(?:government|regime|army|ministry)\b", voice.name, re.I)
            else None
        )
    return Speaker(name=voice.name, kind=kind, party=party)


def role_of(context: Context, voice: Voice) -> str:
    """The words about a speaker: the noun phrase, and the apposition where the name is first given in full."""
    text = context.document.text
    words = [voice.speaker.words]
    if voice.speaker.person:
        at = text.find(voice.name)
        if at >= 0:
            before = re.split(r"[.;:\n\"]|\b(?:said|told|that|and|but)\b", text[max(0, at - 70) : at])[-1]
            after = text[at + len(voice.name) : at + len(voice.name) + 110]
            match = re.match(r"\s*(?:\([^)]*\))?\s*,\s*([^,.;\"\n]{3,90})", after)
            words += [
                before,
                match.group(1)
                if match and not match.group(1).lstrip().startswith(("said", "told", "who said"))
                else "",
            ]
    return " ".join(w for w in words if w).strip()
