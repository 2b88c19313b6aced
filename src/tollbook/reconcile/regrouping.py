"""Accounts that come to others, or go: only what they touch is compared and grouped anew, the rest stays as it was.

What comes out is what grouping all accounts would give. Small components are grouped anew as wholes. In a large one
clusters are joined in the order of their averages, and no two between which no pair is at least `LEAST` ever are. So
groups whose pairs are other than before are grouped anew together with those that such a pair ties to them; where these
come out as they were, nothing farther can be other either, and else they are taken in with what is tied to them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .changing import Changing
from .episodes import Episode
from .linkage import WHOLE_AT_MOST, Scores, averaged, components
from .neighbours import Bools, Ints, neighbours_among, once
from .packed import packed, unpacked
from .pairs import FLOOR, LEAST, compare, pair_model
from .workings import Workings

Packed = Callable[[Sequence[str]], Mapping[str, bytes]]
"""Accounts as they were packed, by their ids."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The workings as they are now, the groups that are new or other than before, and those that are no more.

    A group is its accounts' ids; with each new one stand the scores of its accounts that were compared.
    """

    workings: Workings
    groups: tuple[tuple[tuple[str, ...], Mapping[tuple[str, str], int]], ...]
    before: tuple[tuple[str, ...], ...]


def regrouped(old: Workings, gone: Collection[str], fresh: Sequence[Episode], packed_of: Packed) -> Regrouped:
    """Workings without the accounts `gone` and with `fresh` ones; an id may be in both."""
    return _Regrouping(old, gone, sorted(fresh, key=lambda episode: episode.id), packed_of).done()


class _Regrouping:
    """One run, over the rows of old and fresh accounts together."""

    def __init__(self, old: Workings, gone: Collection[str], fresh: Sequence[Episode], packed_of: Packed) -> None:
        self.rows = Changing.of(old, gone, fresh)
        self.number = self.rows.number
        self._packed_of = packed_of
        self._packed = {episode.id: packed(episode) for episode in fresh}
        a, b = np.divmod(old.pairs, max(1, len(old.ids)))
        self.pairs = self.rows.now[a] * self.number + self.rows.now[b]
        self.scores = old.scores
        self.floors, self.groups = self.rows.moved(old.floors), self.rows.moved(old.groups)
        self.was_small = _are_small(self.floors)

    def done(self) -> Regrouped:
        """What is other."""
        tied = self._tied()
        lost = self.rows.lost()
        lost = lost[_among(lost, self.pairs) | self._related(lost, tied)]
        others = self._of_others(lost)
        held = neighbours_among(self.rows.entries, self._marked(_ends(lost[~others], self.number)), self.number)
        lost = lost[others | ~_among(lost, held)]
        won = self.rows.won()
        scores = self._scored(won)
        floors = self.floors
        self._compared(lost, won, scores)
        small = _are_small(self.floors)
        seeds = self.rows.other | (small != self.was_small)
        seeds |= self._marked(_ends(won[_within(won, self.floors, self.number)], self.number))
        seeds |= self._marked(_ends(lost[_within(lost, floors, self.number)], self.number))
        whole = self._marked(self.floors[seeds])[self.floors] & small & self.rows.stays
        changed = np.concatenate((lost, won))
        few = changed[~self._of_others(changed)]
        few = few[self._related(few, tied) | self._related(few, self._tied())]
        begun = self.rows.other | (small != self.was_small) | self._marked(self._lesser(few))
        begun = self._marked(self.groups[begun])[self.groups] & ~small & self.rows.stays
        groups, pairs, known = self.groups.copy(), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        for marked, found in (self._wholes(whole), self._apart(begun, small)):
            groups[marked] = found.groups[marked]
            pairs, known = np.concatenate((pairs, found.pairs)), np.concatenate((known, found.scores))
            whole |= marked
        return self._told(whole, groups, pairs, known, changed)

    def _marked(self, rows: Iterable[int] | Ints) -> Bools:
        return self.rows.marked(rows)

    def _of_others(self, pairs: Ints) -> Bools:
        """Which pairs have an end that came, went or is another now."""
        a, b = np.divmod(pairs, self.number)
        return self.rows.other[a] | self.rows.other[b]

    def _tied(self) -> Ints:
        """The groups as they were, two and two, between which a pair may join."""
        a, b = np.divmod(self.pairs[self.scores >= LEAST], self.number)
        x, y = self.groups[a], self.groups[b]
        apart = x != y
        return once(np.minimum(x, y)[apart] * self.number + np.maximum(x, y)[apart])

    def _related(self, pairs: Ints, tied: Ints) -> Bools:
        """Which pairs matter to groups as they were: within one, in a small component, or between two that are tied."""
        a, b = np.divmod(pairs, self.number)
        x, y = self.groups[a], self.groups[b]
        near = _among(np.minimum(x, y) * self.number + np.maximum(x, y), tied)
        related: Bools = near | (x == y) | (self.was_small[a] & (self.floors[a] == self.floors[b]))
        return related

    def _lesser(self, pairs: Ints) -> Ints:
        """Of each pair the end that is in the smaller group."""
        sizes = np.bincount(self.groups, minlength=self.number)
        a, b = np.divmod(pairs, self.number)
        return np.where(sizes[self.groups[a]] <= sizes[self.groups[b]], a, b)

    def _compared(self, lost: Ints, won: Ints, scores: Scores) -> None:
        """Take the pairs that are not under the floor to what they are now, and the components of these."""
        over = _among(self.pairs, lost)
        kept = ~over & ~_among(self.pairs, won)
        high = scores >= FLOOR
        pairs = np.concatenate((self.pairs[kept], won[high]))
        order = np.argsort(pairs, kind="stable")
        less, self.scores = self.pairs[over], np.concatenate((self.scores[kept], scores[high]))[order]
        self.pairs = pairs[order]
        if len(less):
            self.floors = components(self.number, np.column_stack(np.divmod(self.pairs, self.number)))
        else:
            self.floors = self._joined(self.floors, won[high])

    def _joined(self, labels: Ints, pairs: Ints) -> Ints:
        """Labels, those that these pairs join made one: the least."""
        heads: dict[int, int] = {}

        def head(label: int) -> int:
            while label in heads:
                label = heads[label]
            return label

        a, b = np.divmod(pairs, self.number)
        for x, y in zip(labels[a].tolist(), labels[b].tolist(), strict=True):
            low, high = sorted((head(x), head(y)))
            if low != high:
                heads[high] = low
        now = np.arange(self.number)
        for label in heads:
            now[label] = head(label)
        return now[labels]

    def _scored(self, pairs: Ints) -> Scores:
        """The scores of pairs, from the accounts as they were packed."""
        if not len(pairs):
            return np.empty(0, dtype=np.int64)
        rows = _ends(pairs, self.number)
        ids = [self.rows.ids[row] for row in rows.tolist()]
        wanted = [id_ for id_ in ids if id_ not in self._packed]
        self._packed |= self._packed_of(wanted)
        columns = unpacked([self._packed[id_] for id_ in ids])
        ends = np.column_stack([np.searchsorted(rows, end) for end in np.divmod(pairs, self.number)])
        return pair_model().scores(compare(columns, ends))

    def _known(self, pairs: Ints) -> Scores:
        """The scores of pairs, those that are not under the floor as they are kept."""
        kept = _among(pairs, self.pairs)
        out = np.zeros(len(pairs), dtype=np.int64)
        out[kept] = self.scores[np.searchsorted(self.pairs, pairs[kept])]
        out[~kept] = self._scored(pairs[~kept])
        return out

    def _wholes(self, marked: Bools) -> tuple[Bools, _Grouping]:
        """Small components: every pair in them is compared."""
        pairs = neighbours_among(self.rows.entries, marked, self.number)
        pairs = pairs[_within(pairs, self.floors, self.number)]
        units = _by_label(np.flatnonzero(marked), self.floors)
        every = [
            x * self.number + y for members in units.values() if len(members) > 2 for x, y in combinations(members, 2)
        ]
        more = np.array(every, dtype=np.int64)
        return marked, self._grouped(units, pairs, more[~_among(more, pairs)])

    def _apart(self, begun: Bools, small: Bools) -> tuple[Bools, _Grouping]:
        """Groups of large components, with what they turn out to touch."""
        joins = self.pairs[self.scores >= LEAST]
        a, b = np.divmod(joins, self.number)
        joins, a, b = (ends[~small[a] & ~small[b]] for ends in (joins, a, b))
        sizes = np.bincount(self.groups[self.rows.stays], minlength=self.number)
        every = np.zeros(self.number, dtype=bool)
        found = self._connected(every, joins[:0])
        while True:
            ends = np.concatenate((a[begun[b]], b[begun[a]]))
            near = self._marked(self.groups[ends[~begun[ends]]])[self.groups] & ~begun & self.rows.stays
            if ((begun | near) != every).any():
                every = begun | near
                found = self._connected(every, joins[every[a] & every[b]])
            rows = np.flatnonzero(every)
            now = np.bincount(found.groups[rows], minlength=self.number)[found.groups]
            moved = near & ((now != sizes[self.groups]) | (found.groups != self.groups))
            if not moved.any():
                return begun, found
            begun = begun | self._marked(self.groups[moved])[self.groups] & self.rows.stays

    def _connected(self, marked: Bools, joins: Ints) -> _Grouping:
        """The groups of these rows, within what these pairs connect."""
        units = self._joined(np.arange(self.number), joins)
        pairs = neighbours_among(self.rows.entries, marked, self.number)
        pairs = pairs[_within(pairs, units, self.number)]
        return self._grouped(_by_label(np.flatnonzero(marked), units), pairs, np.empty(0, dtype=np.int64))

    def _grouped(self, units: Mapping[int, Sequence[int]], pairs: Ints, more: Ints) -> _Grouping:
        """The groups of units, of which these pairs were compared, and more if all were."""
        together = np.concatenate((pairs, more))
        scores = self._known(together)
        home = {row: unit for unit, members in units.items() for row in members}
        of_unit: dict[int, list[tuple[int, int, int]]] = {}
        a, b = np.divmod(together, self.number)
        for x, y, score in zip(a.tolist(), b.tolist(), scores.tolist(), strict=True):
            of_unit.setdefault(home[x], []).append((x, y, score))
        groups = np.arange(self.number)
        for unit, members in units.items():
            for group in averaged(members, of_unit.get(unit, ()), LEAST):
                groups[list(group)] = group[0]
        return _Grouping(groups, pairs, scores[: len(pairs)])

    def _told(self, marked: Bools, groups: Ints, pairs: Ints, scores: Scores, changed: Ints) -> Regrouped:
        """What is other among the rows marked, and all workings."""
        inner = changed[_within(changed, groups, self.number)] // self.number
        were = changed[_within(changed, self.groups, self.number)] // self.number
        dirty = self._marked(groups[inner]) | self._marked(self.groups[were])
        had = self.rows.were_there() & (marked | ~self.rows.stays)
        before = _by_label(np.flatnonzero(had), self.groups)
        after = _by_label(np.flatnonzero(marked), groups)
        same = {
            label
            for label, members in after.items()
            if before.get(label) == members and not dirty[label] and not self.rows.other[members].any()
        }
        within: dict[int, dict[tuple[str, str], int]] = {}
        ids = self.rows.ids
        inside = _within(pairs, groups, self.number)
        for pair, score in zip(pairs[inside].tolist(), scores[inside].tolist(), strict=True):
            a, b = divmod(pair, self.number)
            within.setdefault(int(groups[a]), {})[ids[a], ids[b]] = score
        return Regrouped(
            self.rows.done(self.pairs, self.scores, self.floors, groups),
            tuple((tuple(ids[row] for row in after[n]), within.get(n, {})) for n in sorted(after.keys() - same)),
            tuple(tuple(ids[row] for row in before[n]) for n in sorted(before.keys() - same)),
        )


@dataclass(frozen=True, slots=True)
class _Grouping:
    """For each row the least one of its group; the pairs that were compared, with their scores."""

    groups: Ints
    pairs: Ints
    scores: Scores


def _are_small(components_: Ints) -> Bools:
    """Which rows are in a component in which every pair is compared."""
    found: Bools = np.bincount(components_, minlength=1)[components_] <= WHOLE_AT_MOST
    return found


def _among(pairs: Ints, others: Ints) -> Bools:
    """Which of these are among others, which are in order."""
    if not len(others):
        return np.zeros(len(pairs), dtype=bool)
    at = np.searchsorted(others, pairs)
    at[at == len(others)] = 0
    found: Bools = others[at] == pairs
    return found


def _ends(pairs: Ints, number: int) -> Ints:
    return once(np.concatenate(np.divmod(pairs, number)))


def _within(pairs: Ints, labels: Ints, number: int) -> Bools:
    a, b = np.divmod(pairs, number)
    found: Bools = labels[a] == labels[b]
    return found


def _by_label(rows: Ints, labels: Ints) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for row, label in zip(rows.tolist(), labels[rows].tolist(), strict=True):
        out.setdefault(label, []).append(row)
    return out
