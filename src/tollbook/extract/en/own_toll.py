"""Whose dead a body counts that changes its toll ("the ministry raised its toll from 14 to 19"): its own."""

from __future__ import annotations

import re

from tollbook.model import Measure

from .context import Context
from .draft import Draft
from .slot_source import Voice
from .source_kind import as_speaker
from .speakers import Speaker

_CHANGES = frozenset({"raise", "revise", "increase", "lower", "reduce", "update"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.MISSING})
_TOLL = re.compile(
    r"(?:(?:its|their)(?: own)?(?: official)?|the official)(?: death| casualty)? toll\b"
    r"|the (?:official )?(?:number|count|total|tally) of (?:its|their)(?: own)? ",
    re.IGNORECASE,
)
_OTHERS = re.compile(r" of(?: \w+){1,3}")
"""What may say whose dead they are: "its toll of Velian dead"."""


def own_toll(context: Context, draft: Draft) -> str | None:
    """The party that changes the toll of its own people, to which the draft's figure belongs; None where the words name
    anybody's people besides, or the toll is not said to be official or its own."""
    if draft.measure not in _HARM:
        return None
    for speaker in context.speakers:
        changes = speaker.how == "subject" and speaker.cue in _CHANGES
        if speaker.sentence == draft.sentence and changes and _is_told(context, draft, speaker):
            return as_speaker(context, Voice(speaker.name, speaker)).party
    return None


def _is_told(context: Context, draft: Draft, speaker: Speaker) -> bool:
    """Whether the speaker changes a toll of its own, nobody else's dead, and the draft's figure stands in it."""
    text, offset = draft.scene.text, draft.scene.offset
    for start, end in speaker.content:
        toll = _TOLL.match(text, start)
        if toll is None or not start <= draft.anchor[0] - offset < end:
            continue
        others = _OTHERS.match(text, toll.end())
        if others is None or not context.parties_in(offset + others.start(), offset + others.end()):
            return True
    return False
