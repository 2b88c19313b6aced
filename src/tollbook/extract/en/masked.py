"""A report as the encoder reads it: word pieces, with the names of parties, places and persons exchanged for numbered
marks.

The first party named is "state 1" or "group 1", the first place "place 1", whoever they are; names that no list has are
"person 1" or "name 1". What is learned cannot hang on who or where, and two parties whose names are exchanged leave the
marks as they were.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from .unlisted import Unlisted, stem_of

IntArray = npt.NDArray[np.int64]

START, END = 101, 102
"""Pieces that open and close a window."""
STATES, GROUPS, PLACES, NAMES, PERSONS = range(1, 13), range(13, 25), range(25, 41), range(44, 60), range(60, 84)
"""Rows of the piece table that the base model left unused, taken as marks."""

_STATE_KINDS = frozenset(["state", "authority"])
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
_FORM_WORDS = {"adjective": "##ian", "people": "people"}
"""The same for names that no list has."""

_Item = tuple[int, int, int, Callable[[], tuple[int, ...]]]
"""A stretch with its pieces: start, end (below zero, so that the longer of two goes first), rank, pieces."""


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


@cache
def _article() -> int:
    return _table().number("a")


@cache
def _an() -> int:
    return _table().number("an")


class _Numbers:
    """The marks given so far: a row for each name, in the order of asking, of its kind's rows."""

    def __init__(self) -> None:
        self._given: dict[range, dict[str, int]] = {}

    def of(self, rows: range, name: str) -> int:
        """The row for a name."""
        given = self._given.setdefault(rows, {})
        return rows[given.setdefault(name, len(given)) % len(rows)]


def marks_of(context: Context) -> list[Mark]:
    """The marks for a report's names, in the order of the text; none overlap."""
    numbers = _Numbers()

    def party_piece(name: str) -> int:
        return numbers.of(STATES if party_kind(name) in _STATE_KINDS else GROUPS, name)

    def of_party(match: PartyMatch) -> tuple[int, ...]:
        word = _KIND_WORDS.get(match.kind)
        piece = party_piece(side_of(match.party or ""))
        return (piece,) if word is None else (piece, _table().number(word))

    def of_place(resolved: Resolved) -> tuple[int, ...]:
        piece = numbers.of(PLACES, _place_key(resolved))
        holder = context.party_of_country(resolved.country)
        return (piece,) if holder is None else (piece, party_piece(side_of(holder)))

    named: list[_Item] = [(m.start, -m.end, 0, partial(of_party, m)) for m in context.parties if m.party is not None]
    located: list[_Item] = [
        (r.mention.start, -r.mention.end, 1, partial(of_place, r))
        for r in context.resolved_places
        if r.mention.kind != "back"
    ]
    listed = list(_apart(sorted([*named, *located], key=lambda item: item[:3])))
    towns = {_place_key(r) for r in context.resolved_places if r.entry is None}

    def of_unlisted(name: Unlisted) -> tuple[int, ...]:
        rows = PLACES if name.stem in towns else PERSONS if name.person else NAMES
        piece = numbers.of(rows, name.stem)
        word = _FORM_WORDS.get(name.form)
        return (piece,) if word is None else (piece, _table().number(word))

    others: list[_Item] = [(u.start, -u.end, 2, partial(of_unlisted, u)) for u in context.unlisted]
    return [
        Mark(start, -minus_end, pieces())
        for start, minus_end, _, pieces in sorted([*listed, *others], key=lambda item: item[:3])
    ]


def _place_key(resolved: Resolved) -> str:
    """A place's name; the stem of one that no gazetteer has, so that it is also known where it is no place."""
    name = resolved.place.name or resolved.mention.name
    return name if resolved.entry is not None or " " in name else stem_of(name)


def _apart(items: Iterable[_Item]) -> Iterator[_Item]:
    """The items that do not begin inside the one before."""
    at = 0
    for item in items:
        if item[0] >= at:
            at = -item[1]
            yield item


def pieces_of(text: str, marks: Sequence[Mark]) -> Pieces:
    """The pieces of a text with its marks."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []

    def plain(start: int, end: int) -> None:
        if start >= end:
            return
        for number, a, b in _table().pieces(text[start:end]):
            # "an" before one side's name is "a" before the other's
            ids.append(_article() if text[start + a : start + b].lower() == "an" and number == _an() else number)
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
