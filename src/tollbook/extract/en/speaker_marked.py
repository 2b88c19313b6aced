"""Sources that marks tell: in brackets behind the words, behind the colon, dash or comma that closes a line."""

from __future__ import annotations

import re

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .draft import Draft

_BRACKET = re.compile(r"[(\[](?:source:\s*)?(?P<who>[^()\[\]\d][^()\[\]]{2,80})[)\]](?=[;.]|\W*$)", re.IGNORECASE)
_LINE = re.compile(r"(?::\s+|,\s+(?:says?|said)\s+(?:the\s+)?)(?P<who>[^,:.!?\"][^:.!?\"]{2,59})$")
_PER = re.compile(r",\s+(?:per|via)\s+(?:the\s+)?(?P<who>[^,:.!?\"][^:.!?\"]{2,59})\W*$")
_DASH = re.compile(r"\s[–—-]+\s+(?:the\s+)?(?P<who>[^,:.!?\"–—][^:.!?\"–—]{2,59})$")
_PLAIN = re.compile(
    r"\b(?:sources?|reports?|media|residents|medics|doctors|witnesses|locals|officials?|authorities|activists|police"
    r"|rescuers|relatives|survivors|ministry|monitors?|army|military|mayor|governor|hospital|UN|elders|officers?"
    r"|council|administration)\b",
    re.IGNORECASE,
)
"""Who may speak without a name."""
_OUTLETS = frozenset({SourceKind.MEDIA, SourceKind.SOCIAL_MEDIA, SourceKind.UNNAMED, SourceKind.OTHER})
"""Kinds that a dash adds to a headline without saying that the words are theirs: "... - Harbour News"."""
_SEPARATE = re.compile(r"\s*[,;/]\s*|\s+(?:and|&)\s+")
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|who|which|that|in|on|at|from|killed|wounded)\b")
_AREA = re.compile(
    r"\b(?:state|province|governorate|district|region|county|oblast|locality|municipality)$", re.IGNORECASE
)
_LETTERS = re.compile(r"[A-Za-z.&-]{2,12}")
_NAME_BEFORE = re.compile(r"[A-Z][\w'’-]*\s*$")
_LONGEST = 6
"""Words of a source's name."""


def marked_source(draft: Draft) -> tuple[str, int, int] | None:
    """The source's name and where it stands in the claim's sentence; None where no mark behind the claim tells one."""
    text, at = draft.scene.text.rstrip(), draft.candidate.anchor[0]
    for found in _BRACKET.finditer(text, at):
        if _LETTERS.fullmatch(found["who"]) and _NAME_BEFORE.search(text[: found.start()]):
            continue  # the letters of the name before: "the Harbour Relief Centre (HRC)"
        first = _first(draft, found["who"], found.start("who"))
        if first is not None:
            return first
    for mark in (_LINE, _PER, _DASH):
        behind = mark.search(text, at)
        first = _first(draft, behind["who"], behind.start("who")) if behind is not None else None
        if first is not None and not (mark is _DASH and source_kind(first[0]) in _OUTLETS):
            return first
    return None


def _first(draft: Draft, words: str, start: int) -> tuple[str, int, int] | None:
    """The first of several sources, if it is one: "(field teams, preliminary)", ": residents, medics"."""
    first = _SEPARATE.split(words)[0].strip()
    if source_kind(first) is SourceKind.OTHER and not _PLAIN.search(first):
        return None
    end = start + len(first)
    placed = _AREA.search(first) is not None or any(a <= start and end <= b for a, b in draft.scene.places)
    return None if placed or _CLAUSE.search(first) or len(first.split()) > _LONGEST else (first, start, end)
