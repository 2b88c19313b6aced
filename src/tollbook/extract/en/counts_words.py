"""The words around a number that bound it, doubt it, add to it or take up a group named before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.model import Comparator

from .counts_lexicon import LEXICON


@dataclass(frozen=True)
class Words:
    """What the words around a number say, and the span that holds them with the number."""

    start: int
    end: int
    comparator: Comparator = Comparator.EXACT
    hedged: bool = False
    additional: bool = False
    definite: bool = False


_QUOTE = re.compile(r"[“\"‘'(\[]\s*$")
_SPATIAL = re.compile(r"\b(?:over|above|below|under|around|about|beyond)\s*$", re.IGNORECASE)
_PHRASAL = re.compile(
    r"\b(?:hand(?:s|ed|ing)?|turn(?:s|ed|ing)?|sign(?:s|ed|ing)?|gave|give[ns]?|giving|pass(?:es|ed|ing)?|r[au]n|running"
    r"|dr[io]ve|driving|driven|rolled|flew|flown)\s+over\s*$"
    r"|\b(?:own(?:s|ed|ing)?|confess(?:es|ed|ing)?|live[sd]?|living|catch(?:es|ing)?|caught)\s+up\s+to\s*$",
    re.IGNORECASE,
)
"""Verbs that "over" or "up to" completes ("handed over 60 bodies", "owned up to 12 dead")."""
_BY_NAME = {c.value: c for c in Comparator}
_MOST_LAYERS = 5  # "perhaps as many as an estimated further 300"


def words_around(text: str, start: int, end: int, unit: str | None) -> Words:
    """Peel the words that bound the number at start..end off both of its sides.

    A modifier belongs to the figure it stands before. Of two bounds ("up to about 30") the outer one holds.
    """
    end, comparator, additional = _after(text, end)
    hedged = definite = False
    for _ in range(_MOST_LAYERS):
        window = text[max(0, start - 48) : start]
        match = LEXICON.before.search(_QUOTE.sub("", window))
        name = match.lastgroup if match else None
        if match is None or name is None or (definite and name == "definite") or _is_where(window, unit):
            break
        if name == "additional":
            additional = True
        elif name == "doubt":
            hedged = True
        elif name == "definite":
            definite = True
        elif comparator in (Comparator.ABOUT, Comparator.EXACT):
            comparator = _BY_NAME[name]
        start -= len(window) - match.start()
    return Words(start, end, comparator, hedged, additional, definite)


def _is_where(window: str, unit: str | None) -> bool:
    """Whether "over" says where, or belongs to a verb: "control over 12 villages", "handed over 60 bodies"."""
    if _PHRASAL.search(window):
        return True
    return unit in LEXICON.places and _SPATIAL.search(window) is not None and LEXICON.over.search(window) is not None


def _after(text: str, end: int) -> tuple[int, Comparator, bool]:
    window = text[end : end + 32]
    comparator = Comparator.EXACT
    if (match := LEXICON.after.match(window)) and match.lastgroup:
        comparator, end = _BY_NAME[match.lastgroup], end + match.end()
    additional = LEXICON.additional_after.match(text[end : end + 20])
    return end, comparator, additional is not None
