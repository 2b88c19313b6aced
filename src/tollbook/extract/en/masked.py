"""A report as the encoder reads it: word pieces, with the names of parties and places exchanged for numbered marks.

The first party named is "state 1" or "group 1", the first place "place 1", whoever they are: what is learned cannot
hang on who or where, and two parties whose names are exchanged leave the marks as they were.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources

import numpy as np
import numpy.typing as npt

from tollbook.reference.parties import PartyMatch

from ..wordpiece import WordPieces
from .context import Context
from .part import party_kind, side_of
from .place import Resolved

IntArray = npt.NDArray[np.int64]

START, END = 101, 102
"""Pieces that open and close a window."""
STATES, GROUPS, PLACES = range(1, 13), range(13, 25), range(25, 41)
"""Rows of the piece table that the base model left unused, taken as marks."""

_STATE_KINDS = frozenset(["state", "authority", "unlisted"])
_KIND_WORDS = {
    "demonym": "##ian",
    "people": "people",
    "leader": "president",
    "title": "official",
    "body": "ministry",
    "forces": "forces",
    "capital": "capital",
}
"""What follows the mark of a party, by the kind of its name: the mark itself says only which party."""


@dataclass(frozen=True)
class Mark:
    """A stretch of the cleaned text that is read as one or two pieces."""

    start: int
    end: int
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class Pieces:
    """A text's pieces: number, first and last character (end exclusive) of each."""

    ids: IntArray
    starts: IntArray
    ends: IntArray

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The range of pieces that a stretch of the text touches; at least one piece where the text has any."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        first = min(first, len(self.ids) - 1)
        return first, max(last, first + 1)


@cache
def _table() -> WordPieces:
    file = resources.files("tollbook.extract").joinpath("en", "encoder", "pieces.txt")
    return WordPieces(file.read_text(encoding="utf-8").splitlines())


def marks_of(context: Context) -> list[Mark]:
    """The marks for a report's parties and places, in the order of the text; none overlap."""
    states: dict[str, int] = {}
    groups: dict[str, int] = {}
    places: dict[str, int] = {}

    def party_piece(name: str) -> int:
        table, rows = (states, STATES) if party_kind(name) in _STATE_KINDS else (groups, GROUPS)
        return rows[table.setdefault(name, len(table)) % len(rows)]

    def of_party(match: PartyMatch) -> tuple[int, ...]:
        word = _KIND_WORDS.get(match.kind)
        piece = party_piece(side_of(match.party or ""))
        return (piece,) if word is None else (piece, _table().number(word))

    def of_place(resolved: Resolved) -> tuple[int, ...]:
        name = resolved.place.name or resolved.mention.name
        piece = PLACES[places.setdefault(name, len(places)) % len(PLACES)]
        holder = context.party_of_country(resolved.country)
        return (piece,) if holder is None else (piece, party_piece(side_of(holder)))

    named = [(m.start, -m.end, 0, partial(of_party, m)) for m in context.parties if m.party is not None]
    located = [
        (r.mention.start, -r.mention.end, 1, partial(of_place, r))
        for r in context.resolved_places
        if r.mention.kind != "back"
    ]
    out: list[Mark] = []
    at = 0
    for start, minus_end, _, pieces in sorted([*named, *located], key=lambda item: item[:3]):
        if start >= at:
            at = -minus_end
            out.append(Mark(start, at, pieces()))
    return out


def pieces_of(text: str, marks: Sequence[Mark]) -> Pieces:
    """The pieces of a text with its marks."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []

    def plain(start: int, end: int) -> None:
        if start >= end:
            return
        for number, a, b in _table().pieces(text[start:end]):
            ids.append(number)
            starts.append(start + a)
            ends.append(start + b)

    at = 0
    for mark in marks:
        plain(at, mark.start)
        for piece in mark.pieces:
            ids.append(piece)
            starts.append(mark.start)
            ends.append(mark.end)
        at = mark.end
    plain(at, len(text))
    return Pieces(np.array(ids, np.int64), np.array(starts, np.int64), np.array(ends, np.int64))
