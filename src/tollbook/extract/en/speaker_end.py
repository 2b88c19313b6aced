"""A speaker and a verb that close a sentence behind a comma where the parse sees no clause: "..., RSF notes.",
"..., UN data shows.", "..., hospital records suggest." """

from __future__ import annotations

import re
from dataclasses import dataclass

from .groups import Scene
from .parse import Token
from .speaker_names import REPORT_NOUNS

_CLOSE = re.compile(
    r"[,”\"]\s+(?P<who>(?:(?:the|a|an)\s+)?(?:[\w’'.-]+\s+){0,6}?(?P<head>[\w’'.-]+))\s+"
    r"(?P<verb>notes?|noted|shows?|showed|suggests?|suggested|indicates?|indicated|reveals?|revealed|finds?|found)"
    r"\s*(?:(?:on|earlier|late)\s+\w+\s*)?[.]?\s*$"
)
_NOTES = frozenset({"note", "notes", "noted"})
_OWNED = re.compile(r"^(?P<owner>.+?)(?:[’']s?)?\s+(?:[a-z]+\s+)?[a-z]+$")


@dataclass(frozen=True)
class Closing:
    """The words for a speaker at a sentence's end, their last word, the verb, and where they begin."""

    words: str
    head: Token
    verb: str
    start: int


def closing_speaker(scene: Scene) -> Closing | None:
    """The speaker that a sentence ends with; a name may note, a body's data and records may show."""
    found = _CLOSE.search(scene.text)
    if found is None:
        return None
    head = scene.token_at(found.start("head"))
    words, verb = re.sub(r"^(?:the|an?)\s+", "", found["who"], flags=re.IGNORECASE), found["verb"].lower()
    if head is None or any(scene.text[found.start("who") : found.end("who")].count(mark) for mark in ",;:"):
        return None
    if verb in _NOTES:
        return Closing(words, head, verb, found.start("who")) if words[:1].isupper() else None
    if head.lemma_.lower() not in REPORT_NOUNS and head.lower_.rstrip("s") not in REPORT_NOUNS:
        return None
    owned = _OWNED.match(words)
    if owned is not None and owned["owner"][:1].isupper():
        words = owned["owner"]
    return Closing(words, head, verb, found.start("who"))
