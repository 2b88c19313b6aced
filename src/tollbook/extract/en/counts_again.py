"""Numbers told twice, in words and in digits ("thirty-seven (37) persons"), as statements and findings tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..clean import Clean, without
from .counts_numerals import DIGITS, SPELLED, read_digits, read_spelled

_WORDS_FIRST = re.compile(rf"\b(?P<spelled>{SPELLED})(?P<again>\s?\((?P<digits>{DIGITS})\))", re.IGNORECASE)
_DIGITS_FIRST = re.compile(rf"(?<![\d.,])(?P<digits>{DIGITS})(?P<again>\s?\((?P<spelled>{SPELLED})\))", re.IGNORECASE)


def told_once(cleaned: Clean) -> Clean:
    """A cleaned text without a number's second telling, so that the parse reads on to what is counted."""
    if "(" not in cleaned.text:
        return cleaned
    return without(cleaned, sorted(_again(cleaned.text)))


def _again(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_WORDS_FIRST, _DIGITS_FIRST):
        for match in pattern.finditer(text):
            if read_spelled(match["spelled"]) == read_digits(match["digits"]):
                yield match.span("again")
