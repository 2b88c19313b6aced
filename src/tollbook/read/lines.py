"""A text's lines with their places in it."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_EDGES = " \t\u00a0\u200b\ufeff"


class Line(NamedTuple):
    """A line without the spaces around it: offsets into the text, and how many blank lines stand before it."""

    start: int
    end: int
    words: str
    blank_before: bool


def split_lines(text: str) -> list[Line]:
    """The lines that hold anything but spaces."""
    lines: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        words = match[0].strip(_EDGES)
        if not words:
            continue
        start = match.end() - len(match[0].lstrip(_EDGES))
        between = text[last_end:start].replace("\r\n", "\n")
        lines.append(Line(start, start + len(words), words, not lines or between.count("\n") + between.count("\r") > 1))
        last_end = start + len(words)
    return lines
