"""Distances in a report that are the same whoever is named: every name counts as long as any other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

_BLANK = re.compile(r"\s")
NAME = 8
"""Characters that a name counts for."""


def apart_in_order(names: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, none overlapping: of two that do the first and longer."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(names, key=lambda span: (span[0], -span[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


@dataclass(frozen=True)
class Even:
    """The names of a text as stretches in order, none overlapping."""

    names: Sequence[tuple[int, int]]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.names]

    @cached_property
    def _surplus(self) -> list[int]:
        """What the first n names are longer, together, than they count for."""
        out = [0]
        for start, end in self.names:
            out.append(out[-1] + end - start - NAME)
        return out

    def at(self, offset: int) -> int:
        """Where an offset would stand if all names were of one length; inside a name, where the name begins."""
        before = bisect_right(self._starts, offset)
        if self.holds(offset):
            before, offset = before - 1, self._starts[before - 1]
        return offset - self._surplus[before]

    def holds(self, offset: int) -> bool:
        """Whether a character stands in a name."""
        before = bisect_right(self._starts, offset)
        return before > 0 and offset < self.names[before - 1][1]

    def joined(self, text: str) -> str:
        """The text, of the same length, with each name as one word."""
        for start, end in self.names:
            text = text[:start] + _BLANK.sub("_", text[start:end]) + text[end:]
        return text

    def without(self, text: str) -> str:
        """The text, of the same length, with blanks for names."""
        for start, end in self.names:
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def apart(self, one: int, other: int) -> int:
        """How many characters lie between two offsets, whichever comes first."""
        return abs(self.at(one) - self.at(other))
