"""Ids of incidents and series that last: a group of claims keeps the id with which it shares most.

What is published has stable ids, and consumers can follow merges, splits and withdrawals (design.md, rule 13). The
order in which reports arrive may change which id a group has, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tollbook.model import make_id

EventKind = Literal["given", "changed", "merged", "split", "ended", "returned"]


@dataclass(frozen=True, slots=True)
class Known:
    """An id that was given, with the claims that it stood for last; not `alive` once it was merged or ended."""

    id: str
    members: frozenset[str]
    alive: bool = True


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """What became of an id: `merged` into `other`, `split` from `other`; `members` are its claims from now on."""

    id: str
    kind: EventKind
    members: tuple[str, ...] = ()
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The id of each group, in their order, and the events that led there."""

    ids: tuple[str, ...]
    events: tuple[LineageEvent, ...]


def assign(groups: Sequence[frozenset[str]], known: Sequence[Known], *, kind: str) -> Lineage:
    """Give each group an id of `kind` (`i` incidents, `s` series ...); `known` in the order in which ids were given.

    Groups share no claim. The largest overlap keeps the id, then the older id, then the group with the least claim. An
    id that ended comes back only to a group that holds nothing but claims that were its own.
    """
    taken: dict[int, str] = {}
    used: set[str] = set()
    for _, place, _, number in _overlaps(groups, known):
        if number not in taken and known[place].id not in used:
            taken[number] = known[place].id
            used.add(known[place].id)
    reserved = {one.id for one in known}
    for number in sorted(range(len(groups)), key=lambda n: min(groups[n])):
        if number not in taken:
            taken[number] = _new_id(kind, groups[number], reserved)
            reserved.add(taken[number])
    ids = tuple(taken[number] for number in range(len(groups)))
    return Lineage(ids, tuple(_events(groups, ids, known)))


def _overlaps(groups: Sequence[frozenset[str]], known: Sequence[Known]) -> list[tuple[int, int, str, int]]:
    """(-shared, place in `known`, least claim, group's number), best first."""
    group_of = {claim: number for number, group in enumerate(groups) for claim in group}
    found = []
    for place, one in enumerate(known):
        shared: dict[int, int] = defaultdict(int)
        for claim in one.members:
            if claim in group_of:
                shared[group_of[claim]] += 1
        for number, count in shared.items():
            if one.alive or groups[number] <= one.members:
                found.append((-count, place, min(groups[number]), number))
    return sorted(found)


def _new_id(kind: str, group: frozenset[str], reserved: set[str]) -> str:
    turn = 0
    while True:  # the same claims may have had an id before that is a tombstone now
        made = make_id(kind, min(group), turn)
        if made not in reserved:
            return made
        turn += 1


def _events(groups: Sequence[frozenset[str]], ids: Sequence[str], known: Sequence[Known]) -> Iterable[LineageEvent]:
    before = {one.id: one for one in known}
    now_of = {claim: id_ for group, id_ in zip(groups, ids, strict=True) for claim in group}
    was_of = {claim: one.id for one in known if one.alive for claim in one.members}
    for group, id_ in zip(groups, ids, strict=True):
        members, old = tuple(sorted(group)), before.get(id_)
        if old is None:
            origin = _most(was_of[claim] for claim in group if claim in was_of)
            yield LineageEvent(id_, "split" if origin else "given", members, origin)
        elif not old.alive:
            yield LineageEvent(id_, "returned", members)
        elif old.members != group:
            yield LineageEvent(id_, "changed", members)
    for one in known:
        if one.alive and one.id not in ids:
            heir = _most(now_of[claim] for claim in one.members if claim in now_of)
            yield LineageEvent(one.id, "merged" if heir else "ended", (), heir)


def _most(ids: Iterable[str]) -> str | None:
    """The id that stands there most often, the least of several; None of none."""
    counted: dict[str, int] = defaultdict(int)
    for one in ids:
        counted[one] += 1
    return min(counted, key=lambda one: (-counted[one], one)) if counted else None
