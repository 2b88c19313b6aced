"""What of a report the encoder reads: sentences with likely candidates and those around them, as pieces in windows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .context import Context
from .masked import END, START, IntArray, marks_of, pieces_of

GAP, PARAGRAPH = 42, 43
"""Pieces that the base model left unused, for sentences left out and for a new paragraph."""
BEFORE, AFTER, LEAD = 1, 1, 2
"""Sentences read before and after one with a candidate, and after the title."""
SIZE, OVERLAP = 448, 96
"""Pieces of a window at most (the base model has 512 places), and those of the window before that open it."""


@dataclass(frozen=True)
class Layout:
    """The pieces that are read, in windows (first, home, last): pieces before `home` only give context there."""

    ids: IntArray
    windows: tuple[tuple[int, int, int], ...]
    starts: IntArray
    ends: IntArray
    """First and last character of each piece in the cleaned text; of a mark between sentences, those around it."""

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces that a stretch of the cleaned text touches; None where it is not read."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return (first, last) if first < last and self.ends[first] > self.starts[first] else None

    def window_of(self, piece: int) -> int:
        """The number of the window that is a piece's home."""
        return next(n for n, (_, home, last) in enumerate(self.windows) if home <= piece < last)

    def window(self, number: int) -> IntArray:
        """A window's pieces between the opening and the closing one."""
        first, _, last = self.windows[number]
        return np.concatenate([[START], self.ids[first:last], [END]]).astype(np.int64)


def lay_out(context: Context, candidates: Iterable[int]) -> Layout:
    """The layout of a report whose likely candidates stand in the sentences with these numbers (one at least)."""
    sentences = context.document.sentences
    chosen = {n for c in candidates for n in range(c - BEFORE, c + AFTER + 1) if 0 <= n < len(sentences)}
    titles = sum(s.start < context.document.title_end for s in sentences)
    chosen |= set(range(min(len(sentences), titles + LEAD)))
    pieces = pieces_of(context.document.text, marks_of(context))
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    opens: list[int] = []
    last: int | None = None
    done = 0
    for number in sorted(chosen):
        sentence = sentences[number]
        if sentence.end <= sentence.start or not len(pieces.ids):
            continue
        a, b = pieces.at(sentence.start, sentence.end)
        if last is not None and (number != last + 1 or sentence.paragraph != sentences[last].paragraph):
            ids.append(GAP if number != last + 1 else PARAGRAPH)
            starts.append(sentence.start)
            ends.append(sentence.start)
        last = number
        opens.append(len(ids))
        for i in range(max(a, done), b):
            ids.append(int(pieces.ids[i]))
            starts.append(int(pieces.starts[i]))
            ends.append(int(pieces.ends[i]))
        done = max(done, b)
    return Layout(np.array(ids, np.int64), tuple(_windows(len(ids), opens)), np.array(starts), np.array(ends))


def _windows(total: int, opens: list[int]) -> list[tuple[int, int, int]]:
    out = []
    home = 0
    while home < total:
        first = max(0, home - OVERLAP)
        limit = first + SIZE
        cut = max((o for o in opens if home < o <= limit), default=limit)
        last = total if total <= limit else cut
        out.append((first, home, last))
        home = last
    return out
