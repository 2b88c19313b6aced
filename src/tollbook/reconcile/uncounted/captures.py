"""How many persons are on which combination of lists: all that an estimate of the uncounted is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LEAST_LISTS, MOST_LISTS = 3, 20
LEAST_TWICE = 10
"""So many persons must be on two lists or more."""
LEAST_SHARE = 0.10
"""And so large a share: where more than nine in ten are on one list alone, a handful decides on thousands."""


class CapturesError(ValueError):
    """These lists do not make a table; the message says why."""


@dataclass(frozen=True)
class Captures:
    """A table of captures. `cells` has one digit a list, in their order, 1 where the person is on it; none is all 0."""

    lists: tuple[str, ...]
    cells: Mapping[str, int]

    @property
    def observed(self) -> int:
        """Persons on any list."""
        return sum(self.cells.values())

    @property
    def totals(self) -> tuple[int, ...]:
        """Persons on each list."""
        return tuple(sum(n for cell, n in self.cells.items() if cell[i] == "1") for i in range(len(self.lists)))

    def on(self, number: int) -> int:
        """Persons on exactly so many lists."""
        return sum(n for cell, n in self.cells.items() if cell.count("1") == number)

    def both(self, i: int, j: int) -> int:
        """Persons on both of two lists, whatever other list they are on."""
        return sum(n for cell, n in self.cells.items() if cell[i] == cell[j] == "1")

    def matrix(self) -> tuple[Ints, Ints]:
        """The cells that hold somebody, sorted, (cells, lists) of 0 and 1, and how many each holds."""
        names = sorted(self.cells)
        return np.array([[int(c) for c in name] for name in names]), np.array([self.cells[name] for name in names])


def table(lists: Sequence[str], cells: Mapping[str, int]) -> Captures:
    """A table from counted cells; empty cells may be left out. Raises CapturesError that names what is wrong."""
    _check_lists(lists)
    for cell, number in cells.items():
        if len(cell) != len(lists) or set(cell) - {"0", "1"}:
            raise CapturesError(f"{cell!r} is no combination of {len(lists)} lists: one digit each, 0 or 1")
        if number < 0:
            raise CapturesError(f"{cell}: {number} persons; a count is 0 or more")
        if "1" not in cell and number:
            raise CapturesError(f"{number} persons on no list at all: those are what is to be estimated")
    kept = {cell: number for cell, number in cells.items() if number}
    if not kept:
        raise CapturesError("nobody is on any of these lists")
    made = Captures(tuple(lists), kept)
    empty = [name for name, total in zip(lists, made.totals, strict=True) if not total]
    if empty:
        raise CapturesError(f"{empty[0]}: nobody is on this list; leave it out")
    return made


def of_persons(lists: Sequence[str], persons: Iterable[Iterable[str]]) -> Captures:
    """A table from persons, each with the names of the lists that he is on; those on none are passed over."""
    _check_lists(lists)
    place = {name: n for n, name in enumerate(lists)}
    cells: Counter[str] = Counter()
    for found in persons:
        on = {place[name] for name in found}
        if on:
            cells["".join("1" if n in on else "0" for n in range(len(lists)))] += 1
    return table(lists, cells)


def _check_lists(lists: Sequence[str]) -> None:
    twice = [name for name, number in Counter(lists).items() if number > 1]
    if twice:
        raise CapturesError(f"two lists are called {twice[0]!r}; give each a name of its own")
    if len(lists) < LEAST_LISTS:
        raise CapturesError(
            f"{len(lists)} lists: three are needed; of two nobody can tell whether who is on one is likelier to be on "
            "the other"
        )
    if len(lists) > MOST_LISTS:
        raise CapturesError(f"{len(lists)} lists: no more than {MOST_LISTS} can be taken; merge small ones")


def merged(captures: Captures, most: int) -> Captures:
    """The same persons on at most so many lists: the smallest are made one, with everybody who was on any of them."""
    if len(captures.lists) <= most:
        return captures
    by_size = sorted(range(len(captures.lists)), key=lambda i: (-captures.totals[i], i))
    kept, rest = sorted(by_size[: most - 1]), sorted(by_size[most - 1 :])
    cells: Counter[str] = Counter()
    for cell, number in captures.cells.items():
        any_ = "1" if any(cell[i] == "1" for i in rest) else "0"
        cells["".join(cell[i] for i in kept) + any_] += number
    names = [captures.lists[i] for i in kept]
    joined = " + ".join(captures.lists[i] for i in rest) if len(rest) == 2 else f"{len(rest)} smaller lists"
    return Captures((*names, joined), dict(cells))


def barely_overlap(captures: Captures) -> str | None:
    """Why these lists hold too little in common for any estimate; None where they do not."""
    twice = captures.observed - captures.on(1)
    share = twice / captures.observed
    if twice < LEAST_TWICE or share < LEAST_SHARE:
        return (
            f"the lists barely overlap: {twice:,} of {captures.observed:,} persons ({share:.1%}) are on two lists or "
            f"more, and it takes {LEAST_TWICE} and {LEAST_SHARE:.0%}; whatever came out would hang on these few"
        )
    many = LEAST_SHARE * captures.observed
    apart = [", ".join(names) for names in islands(captures)[1:] if _persons_on(captures, names) > many]
    if apart:
        return f"the lists fall apart: nobody on {apart[0]} is on any other list; nothing ties the two together"
    return None


def islands(captures: Captures) -> list[tuple[str, ...]]:
    """The lists in sets between which no person is shared, the set with most persons first."""
    left, found = set(range(len(captures.lists))), []
    while left:
        new = [min(left)]
        reached = set(new)
        while new:
            i = new.pop()
            near = {j for j in left - reached if captures.both(i, j)}
            reached |= near
            new += sorted(near)
        left -= reached
        found.append(tuple(captures.lists[i] for i in sorted(reached)))
    return sorted(found, key=lambda names: (-_persons_on(captures, names), names))


def _persons_on(captures: Captures, names: Sequence[str]) -> int:
    places = [captures.lists.index(name) for name in names]
    return sum(number for cell, number in captures.cells.items() if any(cell[i] == "1" for i in places))


def disjoint_pairs(captures: Captures) -> list[tuple[str, str]]:
    """Pairs of lists that share nobody."""
    pairs = combinations(range(len(captures.lists)), 2)
    return [(captures.lists[i], captures.lists[j]) for i, j in pairs if not captures.both(i, j)]
