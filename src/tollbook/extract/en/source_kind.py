"""What a speaker is: kind and party, from the name and the words about the person anywhere in the report."""

from __future__ import annotations

import re

from tollbook.model import SourceKind, Speaker
from tollbook.reference.parties import Parties
from tollbook.reference.sources import party_of_source, source_kind

from .context import Context
from .owned_body import is_of_unlisted, owner_of_body
from .slot_source import Voice

_BODIES = frozenset(
    {
        SourceKind.GOVERNMENT,
        SourceKind.MILITARY,
        SourceKind.POLICE_OR_COURT,
        SourceKind.LOCAL_AUTHORITY,
        SourceKind.MEDICAL,
    }
)
"""Kinds that, where no side is named, speak for the state that the report is about ("the police said")."""
_OF_STATE = re.compile(r"\b(?:state|official|regime|government)\b", re.IGNORECASE)
_OF_A_STATE = re.compile(
    r"\b(?:army|armed forces|air force|navy|military|general staff|government|president|parliament"
    r"|(?:defen[cs]e|foreign|interior|health|prime) minist(?:er|ry)"
    r"|ministry of (?:defen[cs]e|foreign|the interior|health))\b",
    re.IGNORECASE,
)
"""Bodies and offices that a state has: with a name before them that no list has, they are of no listed state."""
_TIE = 0.9
"""Weight of the second country from which neither is foremost."""
_WARS = 3
"""Likely wars whose belligerents a state must be among to be a party."""


def as_speaker(context: Context, voice: Voice) -> Speaker:
    """The speaker as the claim's chain holds it."""
    role = role_of(context, voice)
    kind = source_kind(voice.name)
    if voice.speaker.person or kind == SourceKind.OTHER:
        told = source_kind(role)
        kind = told if told != SourceKind.OTHER else kind
    return Speaker(name=voice.name, kind=kind, party=_party(context, voice, role, kind))


def _party(context: Context, voice: Voice, role: str, kind: SourceKind) -> str | None:
    """The belligerent that a speaker speaks for (guide, Sources); a state that is no party to the war is none."""
    party = party_of_source(voice.name)
    if party is None and kind not in (SourceKind.MEDIA, SourceKind.WITNESS, SourceKind.FAMILY):
        party = party_of_source(role)
    elsewhere = context.lexicon.cues["elsewhere"].search(voice.name) is not None
    if party is None and _OF_A_STATE.search(f"{voice.name} {role}") and is_of_unlisted(context, voice):
        return None
    if party is None and kind in _BODIES and not voice.speaker.person and not elsewhere:
        party = owner_of_body(context, voice)
    home = None if elsewhere else _home(context, voice)
    if party is not None:
        kept = not _is_state(party) or party in _foremost(context) or is_belligerent(context, party)
        return party if kept else None
    state_media = kind == SourceKind.MEDIA and _OF_STATE.search(f"{role} {voice.name}") is not None
    if (kind in _BODIES or state_media) and home is not None and is_belligerent(context, home):
        return home
    return None


def _home(context: Context, voice: Voice) -> str | None:
    """The party of the country that the report is about, where one is foremost and not by the speaker's name alone."""
    foremost = [code for code, weight in context.places.countries.items() if weight > _TIE]
    if len(foremost) != 1:
        return None
    party = context.party_of_country(foremost[0])
    named = party is not None and context.party_counts[party] > 0
    placed = any(r.country == foremost[0] and r.mention.name not in voice.name for r in context.resolved_places)
    return party if named or placed else None


def _foremost(context: Context) -> set[str | None]:
    """The parties of the countries that the report is about most."""
    return {context.party_of_country(code) for code, weight in context.places.countries.items() if weight > _TIE}


def is_belligerent(context: Context, party: str) -> bool:
    """Whether a party, or the one it is part of, fights in one of the report's likely wars."""
    known = Parties.load()
    return any(known.belongs(party, side) for war in context.wars[:_WARS] for side in war.parties)


def _is_state(party: str) -> bool:
    found = Parties.load().get(party)
    return found is not None and found.kind == "state"


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
