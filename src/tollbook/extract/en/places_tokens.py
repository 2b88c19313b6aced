"""Words of a text with their offsets, and the lines in which capitals tell nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’ʼ`ʻ‘´][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n•*|][\"”’')\]]*\s*[\"“‘'(\[]*$|^\s*[\"“‘'(\[]*$")
_POSSESSIVES = ("'s", "’s", "ʼs", "'S", "’S")


class Token(NamedTuple):
    """A word without its possessive; `first` where it begins a sentence (told only of capitalised words)."""

    start: int
    end: int
    text: str
    low: str
    capital: bool
    first: bool


def tokens(text: str, spans: Sequence[tuple[int, int]] | None) -> list[Token]:
    """The words of a text; `spans` are its sentences where they are known."""
    starts = {start for start, _ in spans} if spans is not None else None
    out: list[Token] = []
    previous = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if word[-2:] in _POSSESSIVES:
            word, end = word[:-2], end - 2
        capital = word[:1].isupper()
        first = False
        if capital:
            first = start in starts if starts is not None else bool(_SENTENCE_END.search(text[previous:start]))
        out.append(Token(start, end, word, word.lower(), capital, first or previous == 0))
        previous = match.end()
    return out


class TitledLines:
    """Lines in which nearly all longer words are capitalised: headlines, and texts all in capitals."""

    def __init__(self, text: str) -> None:
        self._spans = []
        for line in re.finditer(r"[^\n]+", text):
            words = [w for w in re.findall(r"[^\W\d_]+", line.group()) if len(w) > 3]
            if len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.75 * len(words):
                self._spans.append(line.span())
        self._starts = [start for start, _ in self._spans]

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, int):
            return False
        n = bisect_right(self._starts, position) - 1
        return n >= 0 and position < self._spans[n][1]


class Spans:
    """Stretches of a text that overlap little, kept in order so that those near a place are found at once."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def add(self, start: int, end: int) -> None:
        """Keep one more."""
        insort(self._spans, (start, end))
        self._longest = max(self._longest, end - start)

    def overlapping(self, start: int, end: int) -> list[tuple[int, int]]:
        """Those that share a character with a stretch."""
        first = bisect_left(self._spans, (start - self._longest, 0))
        last = bisect_left(self._spans, (end, 0))
        return [(a, b) for a, b in self._spans[first:last] if b > start]
