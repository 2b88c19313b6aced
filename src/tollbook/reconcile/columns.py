"""Episodes as columns of numbers, so that a million pairs are compared without a loop over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .episodes import Episode
from .marks import hash_of
from .where import COARSE, FINE

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
UNKNOWN = int(np.iinfo(np.int64).min)
BATCH = 20_000
"""Pairs compared at once: bounds the memory."""
KILLED, HURT = ("killed", "remains_recovered"), ("injured", "casualties")
"""The measures of which the first that is stated is compared."""


@dataclass(frozen=True)
class Sets:
    """A set of marks for each row: `starts[row]` to `starts[row + 1]` in `marks`, sorted, with a weight each."""

    starts: Ints
    marks: Ints
    weights: Floats

    @cached_property
    def sizes(self) -> Ints:
        """How many marks each row has."""
        return np.diff(self.starts)

    def shared(self, left: Ints, right: Ints) -> Floats:
        """For each pair of rows the sum, over the marks that both have, of the products of their weights."""
        out = np.zeros(len(left))
        for begin in range(0, len(left), BATCH):
            stop = begin + BATCH
            out[begin:stop] = self._shared(left[begin:stop], right[begin:stop])
        return out

    def _shared(self, left: Ints, right: Ints) -> Floats:
        sizes = self.sizes
        swap = sizes[left] < sizes[right]
        looked, into = np.where(swap, left, right), np.where(swap, right, left)
        lengths = sizes[looked]
        pair = np.repeat(np.arange(len(left)), lengths)
        offsets = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = np.repeat(self.starts[looked], lengths) + offsets
        found = self._find(np.repeat(into, lengths), self.marks[at])
        hit = found >= 0
        products = self.weights[at[hit]] * self.weights[found[hit]]
        return np.bincount(pair[hit], weights=products, minlength=len(left)).astype(float)

    def _find(self, rows: Ints, marks: Ints) -> Ints:
        """The place of a mark in a row's set, -1 where it is not there."""
        if not len(self.marks):
            return np.full(len(rows), -1, dtype=np.int64)
        wanted = rows * np.int64(self._span) + marks
        at = np.searchsorted(self._keys, wanted)
        at[at == len(self._keys)] = 0
        return np.where(self._keys[at] == wanted, at, -1)

    @cached_property
    def _keys(self) -> Ints:
        """Row and mark of each entry as one number, in order."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes) * np.int64(self._span) + self.marks

    @cached_property
    def _span(self) -> int:
        return int(self.marks.max()) + 1 if len(self.marks) else 1


@dataclass(frozen=True)
class Columns:
    """One row an episode. Names are numbered in order; UNKNOWN where a field is not known, -1 for no name."""

    first: Ints
    last: Ints
    published: Ints
    country: Ints
    admin1: Ints
    place: Ints
    fine: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]
    lat: Floats
    lon: Floats
    outlet: Ints
    report: Ints
    main: npt.NDArray[np.bool_]
    killed: Ints
    hurt: Ints
    parties: Sets
    actors: Sets
    means: Sets
    terms: Sets
    names: Sets
    title: Sets
    people: Sets
    surnames: Sets
    ages: Sets
    streets: Sets
    clocks: Sets
    shingles: Sets


def columns_of(episodes: Sequence[Episode]) -> Columns:
    """The columns of episodes, in their order."""
    e = episodes
    names = [names_of(x) for x in e]
    country, admin1, place, outlet, report = (_numbered([row[n] for row in names]) for n in range(5))
    return Columns(
        first=_days(e, lambda x: x.first),
        last=_days(e, lambda x: x.last),
        published=_days(e, lambda x: x.published),
        country=country,
        admin1=admin1,
        place=place,
        fine=np.array([x.where.precision in FINE for x in e], dtype=bool),
        known=np.array([x.where.precision in FINE or x.where.precision in COARSE for x in e], dtype=bool),
        lat=np.array([np.nan if x.where.lat is None else x.where.lat for x in e], dtype=float),
        lon=np.array([np.nan if x.where.lon is None else x.where.lon for x in e], dtype=float),
        outlet=outlet,
        report=report,
        main=np.array([x.main for x in e], dtype=bool),
        killed=np.array([count_of(x, KILLED) for x in e], dtype=np.int64),
        hurt=np.array([count_of(x, HURT) for x in e], dtype=np.int64),
        parties=_sets([x.parties for x in e]),
        actors=_sets([x.actors for x in e]),
        means=_sets([x.means for x in e]),
        terms=_weighed([x.marks.terms for x in e]),
        names=_weighed([x.marks.names for x in e]),
        title=_weighed([x.marks.title for x in e]),
        people=_plain([x.marks.people for x in e]),
        surnames=_plain([x.marks.surnames for x in e]),
        ages=_plain([x.marks.ages for x in e]),
        streets=_plain([x.marks.streets for x in e]),
        clocks=_plain([x.marks.clocks for x in e]),
        shingles=_plain([x.marks.shingles for x in e]),
    )


def _days(episodes: Sequence[Episode], field: Callable[[Episode], object]) -> Ints:
    found = [field(x) for x in episodes]
    return np.array([UNKNOWN if d is None else d.toordinal() for d in found], dtype=np.int64)  # type: ignore[attr-defined]


def _numbered(names: Sequence[str]) -> Ints:
    numbers = {name: n for n, name in enumerate(sorted({name for name in names if name}))}
    return np.array([numbers.get(name, -1) for name in names], dtype=np.int64)


def names_of(episode: Episode) -> tuple[str, str, str, str, str]:
    """The names that are compared: country, district, place, outlet, report; empty where one is not known."""
    where = episode.where
    return (
        where.country or "",
        f"{where.country} {where.admin1}" if where.admin1 else "",
        f"{where.country} {where.name}" if where.name else "",
        episode.outlet or "",
        episode.report,
    )


def count_of(episode: Episode, measures: tuple[str, ...]) -> int:
    """The count of the first of these measures that an episode has."""
    stated = {measure: low for measure, low, _ in episode.counts}
    return next((stated[m] for m in measures if m in stated), UNKNOWN)


def _sets(names: Sequence[Iterable[str]]) -> Sets:
    return _plain([sorted(hash_of(name) for name in row) for row in names])


def _plain(rows: Sequence[Sequence[int]]) -> Sets:
    return _weighed([[(mark, 1.0) for mark in row] for row in rows])


def _weighed(rows: Sequence[Sequence[tuple[int, float]]]) -> Sets:
    starts = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)
    marks = np.fromiter((mark for row in rows for mark, _ in row), dtype=np.int64, count=int(starts[-1]))
    weights = np.fromiter((weight for row in rows for _, weight in row), dtype=float, count=int(starts[-1]))
    return sets_of(starts, marks, weights)


def sets_of(starts: Ints, marks: Ints, weights: Floats) -> Sets:
    """The sets of rows; marks are renumbered densely, so that a row and a mark fit one number together."""
    _, dense = np.unique(marks, return_inverse=True)  # keeps the order within a row
    return Sets(starts, dense.astype(np.int64), weights)
