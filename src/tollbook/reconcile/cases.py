"""Cases: namings of one person, joined by what people decided and, beside it, by average linkage over likely pairs.

The average keeps chains apart: a naming that is like one of a case and unlike the others does not join it. Two entries
of one list are joined by people alone, since whoever keeps the list took them for two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Literal

from tollbook.model import Naming, PersonPair, RecordJudgement

JOINED = 0.8
"""The least average probability at which the machine joins two groups; people see it as the machine's."""
SAME = "same:"
"""What the subject of a judgement on a pair of namings begins with."""
Key = tuple[str, str]
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class PersonDecisions:
    """What people decided of pairs of namings, the last word on each."""

    accepted: tuple[Key, ...] = ()
    rejected: frozenset[Key] = frozenset()
    unsure: frozenset[Key] = frozenset()

    def of(self, a: str, b: str) -> str | None:
        """The verdict on a pair; None where nobody judged it."""
        key = _key(a, b)
        if key in self.rejected:
            return "reject"
        return "accept" if key in self.accepted else "unsure" if key in self.unsure else None


def decisions_of(judgements: Iterable[RecordJudgement]) -> PersonDecisions:
    """What holds after all judgements on pairs of namings, in their order; judgements on anything else are passed."""
    last: dict[Key, str] = {}
    for judgement in judgements:
        if judgement.subject.startswith(SAME):
            _, a, b = judgement.subject.split(":")
            last.pop(_key(a, b), None)
            last[_key(a, b)] = judgement.verdict
    accepted = tuple(key for key, verdict in last.items() if verdict == "accept")
    rejected = frozenset(key for key, verdict in last.items() if verdict == "reject")
    return PersonDecisions(accepted, rejected, frozenset(key for key, v in last.items() if v == "unsure"))


def _key(a: str, b: str) -> Key:
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True, slots=True)
class Joined:
    """The namings of one person; see `Case.state`."""

    members: frozenset[str]
    state: Literal["single", "machine", "accepted"]


@dataclass
class _Groups:
    """Groups of namings while they are joined."""

    namings: Mapping[str, Naming]
    decided: PersonDecisions
    chances: Mapping[Key, float]
    of: dict[str, int] = field(default_factory=dict)
    members: dict[int, set[str]] = field(default_factory=dict)
    by_people: dict[int, bool] = field(default_factory=dict)

    def may_join(self, a: int, b: int, *, people: bool) -> bool:
        """Whether nobody rejected a pair between two groups, and, for the machine, no list holds both."""
        pairs = [(x, y) for x in self.members[a] for y in self.members[b]]
        if any(_key(x, y) in self.decided.rejected for x, y in pairs):
            return False
        return people or not any(_are_two(self.namings[x], self.namings[y]) for x, y in pairs)

    def average(self, a: int, b: int) -> float:
        """The average probability over all pairs between two groups; one that was not proposed counts as none."""
        pairs = [_key(x, y) for x in self.members[a] for y in self.members[b]]
        known = sum(0.0 if key in self.decided.unsure else self.chances.get(key, 0.0) for key in pairs)
        return known / len(pairs)

    def join(self, a: int, b: int, *, people: bool) -> None:
        """Put the second group into the first."""
        self.by_people[a] = people and self._whole(a) and self._whole(b)
        self.members[a] |= self.members.pop(b)
        for member in self.members[a]:
            self.of[member] = a

    def _whole(self, group: int) -> bool:
        return len(self.members[group]) == 1 or self.by_people[group]


def _are_two(a: Naming, b: Naming) -> bool:
    """Whether one list has two entries of them, or one claim two names."""
    if a.list_name is not None and a.list_name == b.list_name:
        return True
    return a.mention is not None and a.mention == b.mention


def join(namings: Sequence[Naming], pairs: Sequence[PersonPair], decided: PersonDecisions) -> list[Joined]:
    """The cases that namings make up, by their least naming."""
    by_id = {naming.id: naming for naming in namings}
    chances = {_key(pair.a, pair.b): pair.probability for pair in pairs if pair.a in by_id and pair.b in by_id}
    groups = _Groups(by_id, decided, chances)
    for number, id_ in enumerate(sorted(by_id)):
        groups.of[id_], groups.members[number], groups.by_people[number] = number, {id_}, False
    for a, b in decided.accepted:
        if a in by_id and b in by_id and groups.of[a] != groups.of[b]:
            one, other = sorted((groups.of[a], groups.of[b]))
            if groups.may_join(one, other, people=True):
                groups.join(one, other, people=True)
    _join_likely(groups)
    return [
        Joined(frozenset(members), "single" if len(members) == 1 else "accepted" if groups.by_people[n] else "machine")
        for n, members in sorted(groups.members.items(), key=lambda found: min(found[1]))
    ]


def _join_likely(groups: _Groups) -> None:
    """Join the two groups with the highest average, again and again, down to `JOINED`; each step weighs anew only the
    pairs of the group that grew."""
    near: dict[int, set[int]] = {}
    for x, y in groups.chances:
        one, other = groups.of[x], groups.of[y]
        if one != other:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    heap = [(-groups.average(a, b), a, b) for a in near for b in near[a] if a < b]
    heapify(heap)
    while heap:
        less, a, b = heappop(heap)
        if -less < JOINED:
            return
        alive = a in groups.members and b in groups.members
        if not alive or abs(groups.average(a, b) + less) > _EQUAL or not groups.may_join(a, b, people=False):
            continue
        groups.join(a, b, people=False)
        near[a] = {n for n in near[a] | near.pop(b) if n in groups.members and n != a}
        for other in sorted(near[a]):
            near[other].add(a)
            first, second = min(a, other), max(a, other)
            heappush(heap, (-groups.average(first, second), first, second))
