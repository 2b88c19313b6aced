"""One person, or a number of them, said to be among the dead: the claim is of them, not of "those killed"."""

from __future__ import annotations

import re

from .groups import Scene
from .parse import Token

_AMONG = re.compile(
    r"\b(?:was|were|is|are|be|been|being)\s+(?:also\s+|reportedly\s+|believed\s+to\s+be\s+)?(?:among|one\s+of|amongst)"
    r"\s+(?:those\s+(?:who\s+(?:were|had\s+been)\s+)?|the\s+(?:\w+\s+)?|(?=\d|two\b|three\b|four\b|five\b))"
    r"(?:reported\s+|reportedly\s+|also\s+)?$",
    re.IGNORECASE,
)
_AMONG_COUNTED = re.compile(
    r"\b(?:was|were|is|are|be|been)\s+(?:also\s+|reportedly\s+|believed\s+to\s+be\s+)?(?:among|one\s+of|amongst)"
    r"\s+(?:the\s+|at\s+least\s+|some\s+|about\s+)?(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?)\s+(?:[\w-]+\s+){1,3}$",
    re.IGNORECASE,
)
_STOOD_FIRST = re.compile(r"\bamong\s+(?:those|the)\s+$", re.IGNORECASE)
_INVERTED = re.compile(r"(?:\s+\w+){0,3}?\s*(?:,[^,]{2,60},)?\s+(?:was|were|is|are)\s+(?=\S)", re.IGNORECASE)


def said_to_be_among(scene: Scene, word: Token) -> Token | None:
    """The subject of whom it is said that they are among "those killed", "the dead", "the wounded"."""
    before = scene.text[: word.idx]
    if (found := _AMONG.search(before)) is not None:
        verb = scene.token_at(found.start())
        return _subject(verb) if verb is not None else None
    if _STOOD_FIRST.search(before) and (behind := _INVERTED.match(scene.text, word.idx + len(word))):
        verb = scene.token_at(len(scene.text[: behind.end()].rstrip()) - 1)
        if verb is not None and verb.lemma_ == "be":
            return next((c for c in verb.children if c.dep_ in ("nsubj", "attr") and c.i > verb.i), None)
    return None


def one_of_those(scene: Scene, word: Token) -> Token | None:
    """The subject of whom it is said that they are among a number of people harmed ("was among three fighters
    killed"): they are claimed beside that number."""
    if word.tag_ != "VBN" or word.dep_ != "acl" or not any(c.dep_ == "nummod" for c in word.head.children):
        return None
    found = _AMONG_COUNTED.search(scene.text[: word.idx])
    verb = scene.token_at(found.start()) if found is not None else None
    return _subject(verb) if verb is not None else None


def _subject(verb: Token) -> Token | None:
    for at in (verb, verb.head):
        subject = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < at.i), None)
        if subject is not None:
            return subject
    return None
