"""The rows of a cell's accounts while some come and some go, and where that moves their neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .episodes import Episode
from .linkage import Scores
from .neighbours import Bools, Entries, Ints, days_of, entries_of, neighbours_across, neighbours_at, once
from .workings import Workings


@dataclass(frozen=True, slots=True)
class Places:
    """Places in lists: where an entry came or went, and the entries that came or went themselves."""

    between: Ints
    at: Ints


@dataclass(frozen=True, slots=True)
class Changing:
    """Old and fresh accounts together in the order of ids. `now`: the row of each old one. `other`: what came, went or
    is another now; `stays`: what is there now. `entries` are the lists as they are now."""

    ids: tuple[str, ...]
    now: Ints
    days: Ints
    other: Bools
    stays: Bools
    entries: Entries
    _before: Entries
    _old: Places
    _new: Places

    @classmethod
    def of(cls, old: Workings, gone: Collection[str], fresh: Sequence[Episode]) -> Changing:
        """Workings from which accounts go, and to which `fresh` ones, in the order of ids, come; some may do both."""
        known = set(old.ids)
        new = [episode.id for episode in fresh if episode.id not in known]
        ids = sorted((*old.ids, *new))
        rows = np.arange(len(old.ids))
        now = rows + np.searchsorted([bisect_left(old.ids, id_) for id_ in new], rows, side="right")
        came, went = _rows(ids, (episode.id for episode in fresh)), _rows(ids, gone)
        days = np.zeros(len(ids), dtype=np.int64)
        days[now] = old.days
        days[came] = days_of(fresh)
        other, stays = np.zeros(len(ids), dtype=bool), np.ones(len(ids), dtype=bool)
        other[came] = other[went] = True
        stays[went], stays[came] = False, True
        before = Entries(old.entries.lists, now[old.entries.rows])
        entries, were, are = _merged(before, other[before.rows], entries_of(fresh, came), days)
        return cls(tuple(ids), now, days, other, stays, entries, before, were, are)

    @property
    def number(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def marked(self, rows: Iterable[int] | Ints) -> Bools:
        """These rows, marked."""
        found = np.zeros(self.number, dtype=bool)
        found[rows if isinstance(rows, np.ndarray) else np.array(list(rows), dtype=np.int64)] = True
        return found

    def were_there(self) -> Bools:
        """The old accounts."""
        return self.marked(self.now)

    def moved(self, labels: Ints) -> Ints:
        """What says of each old row which one stands for it, for all rows; a new one stands for itself."""
        out = np.arange(self.number)
        out[self.now] = self.now[labels]
        return out

    def lost(self) -> Ints:
        """Pairs of neighbours that may be none any more, all those among them that are not."""
        return _pairs(self._before, self._old, self.number)

    def won(self) -> Ints:
        """Pairs of neighbours that may have been none before, all those among them that were not."""
        return _pairs(self.entries, self._new, self.number)

    def done(self, pairs: Ints, scores: Scores, floors: Ints, groups: Ints) -> Workings:
        """Workings as they are now, rows counted without those that went."""
        place = np.cumsum(self.stays) - 1
        number = int(self.stays.sum())
        a, b = np.divmod(pairs, max(1, self.number))
        return Workings(
            ids=tuple(id_ for id_, stays in zip(self.ids, self.stays.tolist(), strict=True) if stays),
            days=self.days[self.stays],
            entries=Entries(self.entries.lists, place[self.entries.rows]),
            pairs=place[a] * number + place[b],
            scores=scores,
            floors=place[floors[self.stays]],
            groups=place[groups[self.stays]],
        )


def _rows(ids: Sequence[str], wanted: Iterable[str]) -> Ints:
    return np.array([bisect_left(ids, id_) for id_ in wanted], dtype=np.int64)


def _pairs(entries: Entries, places: Places, number: int) -> Ints:
    found = (neighbours_across(entries, places.between, number), neighbours_at(entries, places.at, number))
    return once(np.concatenate(found))


def _merged(before: Entries, went: Bools, new: Entries, days: Ints) -> tuple[Entries, Places, Places]:
    """Entries without those that went and with new ones, and the places of both in the lists before and now."""
    kept = Entries(before.lists[~went], before.rows[~went])
    places = _behind(kept, new, days)
    rows = np.arange(len(kept.lists))
    of_old = np.append(np.flatnonzero(~went), len(before.lists))
    of_new = np.append(rows + np.searchsorted(places, rows, side="right"), len(kept.lists) + len(new.lists))
    left = np.flatnonzero(went)
    entries = Entries(np.insert(kept.lists, places, new.lists), np.insert(kept.rows, places, new.rows))
    return (
        entries,
        Places(once(of_old[places]), left),
        Places(once(of_new[np.cumsum(~went)[left]]), places + np.arange(len(places))),
    )


def _behind(held: Entries, new: Entries, days: Ints) -> Ints:
    """How many entries stand before each new one."""
    low = np.searchsorted(held.lists, new.lists, side="left")
    high = np.searchsorted(held.lists, new.lists, side="right")
    while (low < high).any():
        middle = np.minimum((low + high) // 2, len(held.rows) - 1)
        row = held.rows[middle]
        day, wanted = days[row], days[new.rows]
        less = (low < high) & ((day < wanted) | ((day == wanted) & (row < new.rows)))
        low, high = np.where(less, middle + 1, low), np.where(less | (low >= high), high, middle)
    return low
