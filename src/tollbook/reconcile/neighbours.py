"""Neighbours in sorted lists, in memory: the pairs that `candidate_sql` finds, among all accounts or in some lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .candidate_lists import NARROW, UNDATED, WIDE, narrow_lists, wide_lists
from .episodes import Episode
from .marks import hash_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
_SPREAD, _SPREAD_TOO = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_EVEN = (1 << 63) - 2
_KINDS = {kind: hash_of(f"list {kind}") for kind in ("street", "person", "name", "word", "title")}


@dataclass(frozen=True, slots=True)
class Entries:
    """Where accounts stand in lists: in the order of lists, days and rows. A list is a number, odd where it is wide."""

    lists: Ints
    rows: Ints


def entries_of(episodes: Sequence[Episode], rows: Ints | None = None) -> Entries:
    """The entries of accounts, which are in these rows (in their own places, where none are given)."""
    numbers: list[int] = []
    sizes: list[int] = []
    for episode in episodes:
        before = len(numbers)
        numbers += list_numbers(episode)
        sizes.append(len(numbers) - before)
    places = np.arange(len(episodes)) if rows is None else rows
    days = np.repeat(days_of(episodes), sizes)
    lists, of_rows = np.array(numbers, dtype=np.int64), np.repeat(places, sizes)
    order = np.lexsort((of_rows, days, lists))
    return Entries(lists[order], of_rows[order])


def days_of(episodes: Sequence[Episode]) -> Ints:
    """The day by which each account is sorted."""
    return np.array([e.day.toordinal() if e.day else UNDATED for e in episodes], dtype=np.int64)


def list_numbers(episode: Episode) -> Iterator[int]:
    """The lists in which an account stands."""
    for name in wide_lists(episode):
        yield hash_of(name) | 1
    for kind, a, b in narrow_lists(episode):
        yield ((a ^ b * _SPREAD_TOO) * _SPREAD + _KINDS[kind]) & _EVEN


def neighbours(entries: Entries, number: int) -> Ints:
    """The pairs of `number` rows that stand near each other in a list: the lesser row times `number` plus the other."""
    found = []
    for step in range(1, min(WIDE, len(entries.lists) - 1) + 1):
        ahead, here = entries.lists[step:], entries.lists[:-step]
        near = ahead == here
        if step > NARROW:
            near &= (here & 1).astype(bool)
        found.append(_keys(entries.rows[:-step][near], entries.rows[step:][near], number))
    return once(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def neighbours_at(entries: Entries, places: Ints, number: int) -> Ints:
    """Those of these pairs that the entries at these places have part in."""
    found = [_paired(entries, places - step, places, step, number) for step in range(1, WIDE + 1)]
    found += [_paired(entries, places, places + step, step, number) for step in range(1, WIDE + 1)]
    return once(np.concatenate(found))


def neighbours_across(entries: Entries, places: Ints, number: int) -> Ints:
    """Those of these pairs of which one is before one of these places and the other at it or behind it."""
    found = [
        _paired(entries, places - behind, places - behind + step, step, number)
        for step in range(1, WIDE + 1)
        for behind in range(1, step + 1)
    ]
    return once(np.concatenate(found))


def _paired(entries: Entries, first: Ints, second: Ints, step: int, number: int) -> Ints:
    inside = (first >= 0) & (second < len(entries.lists))
    first, second = first[inside], second[inside]
    near = entries.lists[first] == entries.lists[second]
    if step > NARROW:
        near &= (entries.lists[first] & 1).astype(bool)
    return _keys(entries.rows[first[near]], entries.rows[second[near]], number)


def neighbours_among(entries: Entries, marked: Bools, number: int) -> Ints:
    """Those of these pairs of which both rows are marked."""
    places = np.flatnonzero(marked[entries.rows])
    lists, rows = entries.lists[places], entries.rows[places]
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, min(WIDE, len(places) - 1) + 1):
        gap = places[step:] - places[:-step]
        near = (lists[step:] == lists[:-step]) & (gap <= np.where(lists[step:] & 1, WIDE, NARROW))
        found.append(_keys(rows[:-step][near], rows[step:][near], number))
    return once(np.concatenate(found))


def _keys(a: Ints, b: Ints, number: int) -> Ints:
    keys: Ints = np.minimum(a, b)[a != b] * number + np.maximum(a, b)[a != b]
    return keys


def once(numbers: Ints) -> Ints:
    """Each number once, in order; sorting takes an eighth of the time of `np.unique`, which hashes."""
    ordered = np.sort(numbers, kind="stable")
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
