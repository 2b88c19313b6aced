"""Whose turn it is in a text of several voices: names before a colon ("MARSH: ..."), questions and answers, an
interview whose questions stand alone, and testimonies under a witness's name and age."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .context import Context
from .names import looks_like_person, untitled
from .speaker_heads import lines_of

_LABEL = re.compile(r"(?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s*:\s+(?=\S)")
_WITNESS = re.compile(r"(?P<who>[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,2}),? \(?\d\d\)?(?:\W|$)")
_FIRST = re.compile(r"\b(?:I|we|We|my|My|our|Our)\b")
_ASKED = frozenset(["Q", "Question"])
_ANSWERED = frozenset(["A", "Answer"])
_TALK = re.compile(
    r"\b(?:interview|spoke to us|spoke with us|talked to us|we (?:spoke|talked) (?:to|with)|answers)\b", re.IGNORECASE
)
_LINKED = re.compile(r"\b(?:of|for|and|the|in|on)\b")
_HEAD = 10
"""Words of a line with a witness's name."""
_QUESTIONS = 2
"""Questions that make an interview."""


def turn_of(context: Context, sentence: int) -> str | None:
    """Who has the turn in a sentence's paragraph; None where nobody has."""
    turns: Mapping[int, str | None] | None = context.memo.get("turns")
    if turns is None:
        lines = lines_of(context)
        turns = context.memo["turns"] = _labelled(context, lines) or _interviewed(context, lines) or _heard(lines)
    return turns.get(context.document.sentences[sentence].paragraph)


def _labelled(context: Context, lines: Mapping[int, str]) -> dict[int, str | None]:
    """Turns by the names before colons, of which one comes back."""
    labels = {n: found["who"] for n, line in lines.items() if (found := _LABEL.match(line)) is not None}
    voices = {n: who for n, who in labels.items() if who in _ASKED | _ANSWERED or _is_voice(context, who)}
    if len(labels) <= _QUESTIONS or max(Counter(voices.values()).values(), default=0) < _QUESTIONS:
        return {}
    out: dict[int, str | None] = {}
    current: str | None = None
    for number in lines:
        if number in labels:
            who = voices.get(number)
            current = _guest(context, lines, min(voices)) if who in _ANSWERED else None if who in _ASKED else who
        out[number] = current.title() if current is not None and current.isupper() and " " in current else current
    return out


def _is_voice(context: Context, label: str) -> bool:
    if source_kind(label) is not SourceKind.OTHER:
        return True
    words = untitled(label.title() if label.isupper() else label).split()
    placed = {r.mention.name.lower() for r in context.resolved_places}
    return looks_like_person(words) and label.lower() not in placed


def _interviewed(context: Context, lines: Mapping[int, str]) -> dict[int, str | None]:
    """The one guest's answers, which stand under questions."""
    asked = [n for n, line in lines.items() if line.endswith("?") and len(line.split()) < 40 and '"' not in line]
    answers = [n for n in asked if _FIRST.search(lines.get(n + 1, "")) and n + 1 not in asked]
    if len(answers) < _QUESTIONS:
        return {}
    guest = _guest(context, lines, asked[0])
    before = "\n".join(line for n, line in lines.items() if n < asked[0])
    if guest is None or _TALK.search(before) is None:
        return {}
    return {n: guest for n in lines if n > asked[0] and n not in asked}


def _guest(context: Context, lines: Mapping[int, str], first: int) -> str | None:
    """The one person named before the first question."""
    before = "\n".join(line for n, line in lines.items() if n < first)
    names = {untitled(words) for _, _, words in context.names.mentions if words in before and not _LINKED.search(words)}
    persons = {n for n in names if looks_like_person(n.split()) and source_kind(n) is SourceKind.OTHER}
    persons -= {r.mention.name for r in context.resolved_places}
    return persons.pop() if len(persons) == 1 else None


def _heard(lines: Mapping[int, str]) -> dict[int, str | None]:
    """Testimonies: what is told in the first person under a line with a witness's name and age."""
    out: dict[int, str | None] = {}
    current: str | None = None
    for number, line in lines.items():
        short = len(line.split()) <= _HEAD and not line.endswith((".", "?", "!"))
        if short:
            found = _WITNESS.match(line)
            told = found is not None and _FIRST.search(lines.get(number + 1, "")) is not None
            current = found["who"] if found is not None and told else None
        out[number] = current
    return {n: who for n, who in out.items() if who is not None}
