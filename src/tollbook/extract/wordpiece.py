"""Word pieces: a text cut into the pieces of an encoder's table, as the base model was trained on them (lower case,
accents off, each word by its longest known beginnings)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

UNKNOWN = "[UNK]"
_LONGEST = 100
"""A longer word is unknown as a whole, as it was to the base model."""
_MARKS = "!-/:-@\\[-`{-~" + "".join(chr(n) for n in range(0x80, 0x3100) if unicodedata.category(chr(n)).startswith("P"))
_WORD = re.compile(f"[^\\s{_MARKS}]+|[{_MARKS}]")
"""A run of anything but spaces and punctuation, or one mark of punctuation."""


class WordPieces:
    """A table of pieces; a piece's number is its place in the table."""

    def __init__(self, table: Sequence[str]) -> None:
        self._numbers = {piece: n for n, piece in enumerate(table)}
        self._unknown = self._numbers[UNKNOWN]
        self._longest = max(len(piece) for piece in table)
        self._of_word = lru_cache(maxsize=1 << 15)(self._cut)

    def number(self, piece: str) -> int:
        """The number of a piece; that of the unknown one where the table has none."""
        return self._numbers.get(piece, self._unknown)

    def pieces(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Each piece as its number, first and last character (end exclusive); a word that loses characters (an accent
        of its own) lends its own bounds to all its pieces."""
        for match in _WORD.finditer(text):
            start, end = match.span()
            found = self._of_word(match.group())
            exact = found[-1][2] == end - start
            for number, a, b in found:
                yield (number, start + a, start + b) if exact else (number, start, end)

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        if not plain or len(plain) > _LONGEST:
            return ((self._unknown, 0, len(word)),)
        out: list[tuple[int, int, int]] = []
        at = 0
        while at < len(plain):
            for end in range(min(len(plain), at + self._longest), at, -1):
                number = self._numbers.get(("##" if at else "") + plain[at:end])
                if number is not None:
                    out.append((number, at, end))
                    at = end
                    break
            else:
                return ((self._unknown, 0, len(word)),)
        return tuple(out)
