"""Sources that marks tell: in brackets at the end of a line, behind the colon or comma that closes a headline."""

from __future__ import annotations

import re

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .draft import Draft

_BRACKET = re.compile(r"\((?:source:\s*)?(?P<who>[^()\d][^()]{2,80})\)\W*$", re.IGNORECASE)
_LINE = re.compile(r"(?::\s+|,\s+(?:says?|said)\s+(?:the\s+)?)(?P<who>[^,:.!?\"][^:.!?\"]{2,59})$")
_PLAIN = re.compile(
    r"\b(?:sources?|reports?|media|residents|medics|doctors|witnesses|locals|officials?|authorities|activists|police"
    r"|rescuers|relatives|survivors|ministry|monitors?|army|military|mayor|governor|hospital|UN|elders|officers?)\b",
    re.IGNORECASE,
)
"""Who may speak without a name."""
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
    text = draft.scene.text.rstrip()
    for mark in (_BRACKET, _LINE):
        found = mark.search(text)
        if found is None or draft.candidate.anchor[0] >= found.start():
            continue
        if mark is _BRACKET and _LETTERS.fullmatch(found["who"]) and _NAME_BEFORE.search(text[: found.start()]):
            continue  # the letters of the name before: "the Harbour Relief Centre (HRC)"
        return _first(draft, found["who"], found.start("who"))
    return None


def _first(draft: Draft, words: str, start: int) -> tuple[str, int, int] | None:
    """The first of several sources, if it is one: "(field teams, preliminary)", ": residents, medics"."""
    first = _SEPARATE.split(words)[0].strip()
    if source_kind(first) is SourceKind.OTHER and not _PLAIN.search(first):
        return None
    placed = _AREA.search(first) is not None or any(
        a <= start and start + len(first) <= b for a, b in draft.scene.places
    )
    if placed or _CLAUSE.search(first) or len(first.split()) > _LONGEST:
        return None
    return first, start, start + len(first)
