"""Whom a description of a speaker plainly means: "the spokesman", "he" after "a teacher", "this Office"; and a stranger
by what is told of her: "a woman who had cooked for the feast"."""

from __future__ import annotations

import re

from tollbook.reference.parties import Parties

from .context import Context
from .speaker_aliases import PERSONAL
from .speakers import Speaker

_REACH = 4
"""Sentences between a pronoun and whom it stands for."""
_DEFINITE = re.compile(r"(?:the|their|its) ", re.IGNORECASE)
_STRANGER = re.compile(r"an? ", re.IGNORECASE)
_OWN = re.compile(r"(?:this|our) [A-Z]")
_CLAUSE = re.compile(r" (who [^,.\"]{3,70})(?=[,.\"]|$)")
_LONGEST = 8
"""Words of a clause that goes with a name."""


def antecedent(context: Context, speaker: Speaker) -> Speaker | None:
    """The one person who spoke last before "he" or "she", by name or as "a teacher"."""
    if speaker.words.lower() not in ("he", "she"):
        return None
    here = (speaker.sentence, speaker.start)
    before = [
        s
        for s in context.speakers
        if (s.sentence, s.start) < here
        and speaker.sentence - s.sentence <= _REACH
        and s.strength > 1
        and s.how in ("subject", "shared")
        and not s.pronoun
        and _is_one(s)
    ]
    return before[-1] if before else None


def _is_one(speaker: Speaker) -> bool:
    single = len(speaker.words.split()) == 1 and speaker.words[:1].isupper()
    return (
        speaker.person
        or _STRANGER.match(speaker.words) is not None
        or (single and not Parties.load().canonical(speaker.words))
    )


def meant(context: Context, speaker: Speaker, name: str) -> str | None:
    """A better name for a speaker given by a description; None where it has none."""
    words = speaker.words
    if _OWN.match(words):
        own = next((n for n, way in speaker.also if way == "head-before"), None)
        return own if own != name else None
    if name.islower() and name == speaker.head and name in PERSONAL and _DEFINITE.match(words):
        return _holder(context, name)
    if _STRANGER.match(words) and not speaker.person and words.endswith(name):
        return _with_clause(context, speaker, name)
    return None


def _holder(context: Context, role: str) -> str | None:
    """The one speaker of whom the report says that the role is his."""
    text = context.document.text
    found = set()
    for name in {s.name for s in context.speakers if s.person}:
        who = re.escape(name)
        titled = rf"\b{role}\b(?: [\w’'-]+){{0,2}},? {who}|{who}, (?:an? |the )?(?:[\w’'-]+ ){{0,4}}{role}\b"
        if re.search(titled, text):
            found.add(name)
    return found.pop() if len(found) == 1 else None


def _with_clause(context: Context, speaker: Speaker, name: str) -> str | None:
    """A stranger's words with the clause behind them, where the verb of speech stands before both."""
    scene = context.scenes.get(speaker.sentence)
    if scene is None or re.search(r"\b(?:said|says|added|recalled) $", scene.text[: speaker.start]) is None:
        return None
    clause = _CLAUSE.match(scene.text, speaker.end)
    if clause is None or len(clause.group(1).split()) > _LONGEST:
        return None
    return f"{name} {clause.group(1)}"
