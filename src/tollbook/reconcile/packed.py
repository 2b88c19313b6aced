"""An account as it is compared, packed into bytes, so that it is compared again without its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from struct import pack

import numpy as np
import numpy.typing as npt

from .columns import HURT, KILLED, UNKNOWN, Columns, Ints, Sets, count_of, names_of, sets_of
from .episodes import Episode
from .marks import hash_of
from .where import COARSE, FINE

SETS = 12
WEIGHED = 3
"""So many of the sets, those behind the first three, have weights."""
_HEAD = 14 + SETS
"""Numbers before the marks: days, names, place, counts, flags and the sizes of the sets."""


def packed(episode: Episode) -> bytes:
    """An account: eight bytes for each number, mark and weight."""
    where, marks = episode.where, episode.marks
    days = [UNKNOWN if day is None else day.toordinal() for day in (episode.first, episode.last, episode.published)]
    names = [hash_of(name) if name else -1 for name in names_of(episode)]
    point = [float("nan") if degrees is None else degrees for degrees in (where.lat, where.lon)]
    counts = [count_of(episode, KILLED), count_of(episode, HURT)]
    fine = where.precision in FINE
    flags = fine | (fine or where.precision in COARSE) << 1 | episode.main << 2
    sets: list[Sequence[int]] = [
        *(sorted(hash_of(name) for name in row) for row in (episode.parties, episode.actors, episode.means)),
        *([mark for mark, _ in row] for row in (marks.terms, marks.names, marks.title)),
        *(marks.people, marks.surnames, marks.ages, marks.streets, marks.clocks, marks.shingles),
    ]
    weights = [weight for row in (marks.terms, marks.names, marks.title) for _, weight in row]
    sizes = [len(row) for row in sets]
    return pack(
        f"<8q2d{4 + SETS + sum(sizes)}q{len(weights)}d",
        *days,
        *names,
        *point,
        *counts,
        flags,
        0,
        *sizes,
        *chain.from_iterable(sets),
        *weights,
    )


def unpacked(accounts: Sequence[bytes]) -> Columns:
    """Accounts as columns, in their order. Names are their hashes: which are equal is all that is asked of them."""
    numbers = np.frombuffer(b"".join(accounts), dtype="<i8").astype(np.int64, copy=False)
    floats = numbers.view(np.float64)
    lengths = np.array([len(account) // 8 for account in accounts], dtype=np.int64)
    heads = np.cumsum(lengths) - lengths
    sizes = numbers[heads[:, None] + np.arange(14, _HEAD)]
    starts = heads[:, None] + _HEAD + np.cumsum(sizes, axis=1) - sizes
    weights = starts[:, -1] + sizes[:, -1]
    sets: list[Sets] = []
    for n in range(SETS):
        at = _ranges(starts[:, n], sizes[:, n])
        weighed = 3 <= n < 3 + WEIGHED
        found = floats[_ranges(weights, sizes[:, n])] if weighed else np.ones(len(at))
        weights = weights + sizes[:, n] if weighed else weights
        sets.append(sets_of(np.concatenate(([0], np.cumsum(sizes[:, n]))), numbers[at], found))
    (first, last, published, country, admin1, place, outlet, report), flags = (
        (numbers[heads + n] for n in range(8)),
        numbers[heads + 12],
    )
    return Columns(
        first=first,
        last=last,
        published=published,
        country=country,
        admin1=admin1,
        place=place,
        fine=_flag(flags, 0),
        known=_flag(flags, 1),
        lat=floats[heads + 8],
        lon=floats[heads + 9],
        outlet=outlet,
        report=report,
        main=_flag(flags, 2),
        killed=numbers[heads + 10],
        hurt=numbers[heads + 11],
        parties=sets[0],
        actors=sets[1],
        means=sets[2],
        terms=sets[3],
        names=sets[4],
        title=sets[5],
        people=sets[6],
        surnames=sets[7],
        ages=sets[8],
        streets=sets[9],
        clocks=sets[10],
        shingles=sets[11],
    )


def _ranges(starts: Ints, sizes: Ints) -> Ints:
    """The places of all members, row by row."""
    ends = np.cumsum(sizes)
    return np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)


def _flag(flags: Ints, bit: int) -> npt.NDArray[np.bool_]:
    return (flags >> bit & 1).astype(bool)
