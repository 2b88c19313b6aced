"""Case: headlines set in title case and texts set in capitals are read in ordinary case; offsets do not change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

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


def from_capitals(text: str, is_word: Callable[[str], bool]) -> str:
    """A text in capitals in ordinary case: sentence beginnings and words that are no common English keep a capital.

    One character for one. `is_word` says whether a lower-case word is common English.
    """
    out: list[str] = []
    at = 0
    begins = True
    for match in _WORD.finditer(text):
        gap = text[at : match.start()]
        begins = begins or bool(re.search(r"[.!?:]\s|\n\s*\n|\]\s*$", gap))
        out.append(gap)
        word = match.group()
        lowered = word.lower()
        if len(lowered) != len(word):
            lowered = word
        common = is_word(lowered.rstrip(".'")) or is_word(lowered.removesuffix("'s"))
        short = "." in word.rstrip(".") or (len(word) <= 5 and not common and not re.search(r"[AEIOUY]", word))
        out.append(word if short else lowered if common and not begins else lowered[0].upper() + lowered[1:])
        begins = word.endswith(".") and "." not in word[:-1]
        at = match.end()
    out.append(text[at:])
    return "".join(out)
