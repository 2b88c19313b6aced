"""The sorted lists in which an account stands: of its district and its place, and of what is rare in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from .episodes import Episode
from .where import FINE

WIDE = 12
NARROW = 6
"""An account is paired with so many behind it in a list of a place, and in a list of a mark."""
RARE_NAMES = 6
RARE_TERMS = 10
TITLE_TERMS = 4
UNDATED = -1_000_000
"""The day of an account that has none."""


def wide_lists(episode: Episode) -> Iterator[str]:
    """The lists of its district, its place and, for its report's own subject, those of its like."""
    where = episode.where
    if where.country:
        yield f"area {where.country} {where.admin1 or '-'}"
        if where.name and where.precision in FINE:
            yield f"place {where.country} {where.name}"
    if episode.main:  # the others would come between
        yield "subject"
        if where.country:
            yield f"subject {where.country} {where.admin1 or '-'}"
            yield f"subject {where.country} {where.name}"


def narrow_lists(episode: Episode) -> Iterator[tuple[str, int, int]]:
    """The lists of its marks: a kind and a mark, or two (0 for none)."""
    marks = episode.marks
    for kind, found in (("street", marks.streets[:RARE_NAMES]), ("person", marks.people[:RARE_NAMES])):
        for mark in found:
            yield kind, mark, 0
    for mark in _rarest(marks.names, RARE_NAMES):
        yield "name", mark, 0
    for mark in _rarest(marks.terms, RARE_TERMS):
        yield "word", mark, 0
    for a, b in combinations(sorted(_rarest(marks.title, TITLE_TERMS)), 2):
        yield "title", a, b


def _rarest(weighed: Sequence[tuple[int, float]], most: int) -> list[int]:
    return [mark for mark, _ in sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:most]]
