"""Case: headlines set in title case are read in sentence case; offsets do not change. Capitals: `capitals.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "and",
        "or",
        "but",
        "as",
        "is",
        "are",
        "was",
        "with",
        "from",
        "after",
        "amid",
        "over",
        "into",
        "near",
        "vs",
        "via",
    ]
)


def is_title_case(text: str) -> bool:
    """Whether nearly all words of a line begin with a capital, as in a headline."""
    words = [w for w in _WORD.findall(text) if w.lower() not in _SMALL]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.85 * len(words) and not is_capitals(text)


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def lower_headline(text: str, kept: Iterable[tuple[int, int]]) -> str:
    """A headline in sentence case: words in `kept` stretches (names of places and parties) and acronyms stay as they
    are."""
    spans = list(kept)
    out = list(text)
    for n, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        inside = any(a < match.end() and match.start() < b for a, b in spans)
        if n == 0 or inside or (word.isupper() and len(word) > 1):
            continue
        lowered = word.lower()
        if len(lowered) == len(word):
            out[match.start() : match.end()] = lowered
    return "".join(out)
