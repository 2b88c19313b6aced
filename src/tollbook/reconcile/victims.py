"""Whose victims a statement counts: figures of different parties, and of civilians and fighters, are kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tollbook.model import Status
from tollbook.reference.parties import Parties

from .counting import Statement
from .flat import FlatClaim
from .replacing import in_order, voice

TOLD = (Status.CIVILIAN, Status.COMBATANT)
BY_CHANCE = 2
"""Two parties may well have lost so few each: that figures so small are the same says nothing."""
TOGETHER = 20
"""The same of two parties that one report tells of together: "twelve on each side"."""
AMONG = "it may count people who are among those of a larger figure of its report"
UNTOLD = "it does not say whose victims it counts, and is less than those told apart"
RIVAL = "the same figure as another party's: two readings of whose victims they are"


@dataclass(frozen=True, slots=True)
class Group:
    """Statements about the victims of one party, or about a party's civilians or fighters alone.

    `parts` are the groups that it is the sum of, `whole` the statements that count all of them; a group without parts
    holds its statements in `whole` alone.
    """

    party: str | None
    status: str | None
    whole: tuple[Statement, ...]
    parts: tuple[Group, ...] = ()

    @property
    def name(self) -> str:
        """The group in words."""
        who = {Status.CIVILIAN.value: "civilians", Status.COMBATANT.value: "combatants"}.get(self.status or "")
        return " ".join(word for word in (self.party, who) if word) or "party not stated"

    def leaves(self) -> tuple[Group, ...]:
        """The groups that are not told apart further."""
        return tuple(leaf for part in self.parts for leaf in part.leaves()) if self.parts else (self,)

    def statements(self) -> tuple[Statement, ...]:
        """All statements in it."""
        return (*self.whole, *(s for part in self.parts for s in part.statements()))


Left = tuple[Statement, str]
"""A statement that neither counts all victims nor those of one group alone, and why it sets no bound."""


def told_apart(statements: Sequence[Statement]) -> tuple[Group, tuple[Left, ...]]:
    """The statements as one group with the groups of victims that they tell apart, and what fits nowhere.

    Parties are apart, but for a part of another (a brigade of an army) and for rival readings: the same figure of both,
    which is hardly by chance. A statement that names no party may overlap with those that do: it counts all victims
    where it is no less than theirs together.
    """
    heads = _heads(statements)
    by_party: dict[str, list[Statement]] = {}
    untold: list[Statement] = []
    for statement in statements:
        party = statement.claim.party
        (untold if party is None else by_party.setdefault(heads[party], [])).append(statement)
    left: list[Left] = []
    _drop_rivals(by_party, left)
    groups = [_by_status(party, own, left) for party, own in sorted(by_party.items())]
    others = _of_another_status(untold, groups)
    if others:
        groups.append(_by_status(None, others, left))
        apart = {s.ids for s in others}
        untold = [s for s in untold if s.ids not in apart]
    if not groups:
        return _by_status(None, untold, left), tuple(left)
    if len(groups) == 1:
        return _with_untold(groups[0], untold, left), tuple(left)
    whole = _whole(groups, untold, left)
    return Group(None, None, whole, tuple(groups)), tuple(left)


def are_of_one(group: Group, left: Sequence[Left]) -> bool:
    """Whether statements were told apart as those of one group, and would be without any of them: all are of one
    status, no two name different parties, and none counts people who are among another's.
    """
    sides = {_status(s.claim) for s in group.whole}
    parties = {s.claim.party for s in group.whole} - {None}
    return not left and not group.parts and len(sides) == 1 and len(parties) < 2


def _heads(statements: Iterable[Statement]) -> dict[str, str]:
    """For each party told of, the widest party told of that it is part of."""
    names = sorted({s.claim.party for s in statements if s.claim.party})
    if len(names) < 2:
        return {name: name for name in names}
    known = Parties.load()
    return {name: max((n for n in names if known.belongs(name, n)), key=lambda n: _reach(n, names)) for name in names}


def _reach(name: str, names: Sequence[str]) -> tuple[int, str]:
    known = Parties.load()
    return sum(known.belongs(other, name) for other in names), name


def _drop_rivals(by_party: dict[str, list[Statement]], left: list[Left]) -> None:
    """Takes out parties that are another reading of whose the same victims are: those told of less often, or later."""
    order = sorted(by_party, key=lambda p: (-len(by_party[p]), min(in_order(s.claim) for s in by_party[p])))
    for one, other in combinations(order, 2):
        if one not in by_party or other not in by_party:
            continue
        together = {s.claim.report for s in by_party[one]} & {s.claim.report for s in by_party[other]}
        least = TOGETHER if together else BY_CHANCE
        if all(any(_same_figure(a, b, least) for a in by_party[one]) for b in by_party[other]):
            left += [(s, RIVAL) for s in by_party.pop(other)]


def _same_figure(a: Statement, b: Statement, by_chance: int) -> bool:
    return (a.low, a.high) == (b.low, b.high) and (a.low or a.high or 0) > by_chance


def _status(claim: FlatClaim) -> str | None:
    return claim.status if claim.status in TOLD else None


def _by_status(party: str | None, statements: Sequence[Statement], left: list[Left]) -> Group:
    """A party's victims, its civilians and fighters apart where one voice tells of both.

    Where one calls them civilians and another fighters, these are rival readings of who they were.
    """
    sides = {status: tuple(s for s in statements if _status(s.claim) == status) for status in TOLD}
    tellings = [{(s.claim.report, voice(s.claim)) for s in own} for own in sides.values()]
    if set.intersection(*tellings):
        parts = tuple(Group(party, status.value, own) for status, own in sides.items())
        others = [s for s in statements if _status(s.claim) is None]
        return Group(party, None, _whole(parts, others, left), parts)
    kept = _without_those_among(statements, left)
    told = {_status(s.claim) for s in kept}
    return Group(party, told.pop() if len(told) == 1 else None, kept)


def _with_untold(group: Group, untold: Sequence[Statement], left: list[Left]) -> Group:
    """One party's group with statements that name none: of other reports they are rival figures for the same."""
    if group.parts:
        return replace(group, whole=(*group.whole, *_whole([group], untold, left)))
    kept = _without_those_among((*group.whole, *untold), left)
    told = {_status(s.claim) for s in kept}
    return Group(group.party, told.pop() if len(told) == 1 else None, kept)


def _without_those_among(statements: Sequence[Statement], left: list[Left]) -> tuple[Statement, ...]:
    """Without figures that count some of the people that one voice counts more of in the same report."""
    if len({(s.claim.party, _status(s.claim)) for s in statements}) < 2:
        return tuple(statements)
    tellings: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        tellings.setdefault((statement.claim.report, voice(statement.claim)), []).append(statement)
    among = {s.ids for own in tellings.values() if len(own) > 1 for s in own if any(_among(s, t) for t in own)}
    left += [(s, AMONG) for s in statements if s.ids in among]
    return tuple(s for s in statements if s.ids not in among)


def _among(part: Statement, whole: Statement) -> bool:
    """Whether a statement counts some of the people of another of its telling."""
    a, b = part.claim, whole.claim
    least, most = whole.low or whole.high or 0, part.high if part.high is not None else part.low or 0
    return most < least and (a.party, _status(a)) != (b.party, _status(b))


def _whole(parts: Sequence[Group], statements: Sequence[Statement], left: list[Left]) -> tuple[Statement, ...]:
    """The statements that may count the victims of all parts, as they are no less than these together."""
    least = sum(min((s.low or 0 for s in leaf.whole), default=0) for part in parts for leaf in part.leaves())
    whole: list[Statement] = []
    less: list[Statement] = []
    for statement in statements:
        most = statement.high if statement.high is not None else statement.low or 0
        (whole if most >= least else less).append(statement)
    left += [(s, UNTOLD) for s in less]
    return tuple(whole)


def _of_another_status(statements: Sequence[Statement], groups: Sequence[Group]) -> list[Statement]:
    """Those of civilians where all victims of the groups are fighters, or the other way round."""
    told = {_status(s.claim) for group in groups for s in group.statements()}
    if not told or None in told:
        return []
    return [s for s in statements if _status(s.claim) not in (None, *told)]
