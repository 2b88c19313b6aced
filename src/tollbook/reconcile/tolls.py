"""Tolls: what a stated policy makes of the claims about one subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from tollbook.model import (
    AppliedRule,
    ExcludedClaim,
    Grade,
    Link,
    Measure,
    Status,
    Toll,
    TollFigure,
    TollPart,
    make_id,
)

from .counting import Count, Standing, Statement, count_claims, statements_under
from .deaths import split_deaths
from .flat import FlatClaim
from .grading import airwars_grade
from .policy import Policy
from .ranges import Range, range_apart, range_of
from .replacing import voice
from .subject import Subject, SubjectKind
from .victims import Group, Left, are_of_one, told_apart

Apart = tuple[Group, tuple[Left, ...]]


class Independence(Protocol):
    """Groups claims so that two groups are independent of one another."""

    def __call__(self, claims: Sequence[FlatClaim], *, unnamed_differ: bool) -> Sequence[tuple[FlatClaim, ...]]:
        """The claims in groups."""


def by_voice(claims: Sequence[FlatClaim], *, unnamed_differ: bool) -> list[tuple[FlatClaim, ...]]:
    """Independence as far as the claims alone tell it: one group for each voice; unnamed ones together unless told."""
    groups: dict[str, list[FlatClaim]] = {}
    for claim in claims:
        unnamed = claim.source_kind == "unnamed" and not unnamed_differ
        groups.setdefault("unnamed" if unnamed else voice(claim) or claim.report, []).append(claim)
    return [tuple(group) for group in groups.values()]


def toll(subject: Subject, policy: Policy, independence: Independence = by_voice, links: Iterable[Link] = ()) -> Toll:
    """A policy's figures for an incident, a period or a series, one a measure that its claims are of."""
    links = tuple(links)
    told = {c.measure for c in subject.claims}
    measures = [m for m in Measure if m in told]
    figures = (_figure(subject, measure, policy, independence, links) for measure in measures)
    return Toll(
        subject=subject.id,
        kind=subject.kind.value,
        name=subject.name,
        policy=policy.name,
        title=policy.title,
        figures=tuple(figures),
    )


class Ranges:
    """The ranges of claims of one measure about a subject, under one policy after the other, with all of the claims
    and without one; what they have in common is worked out once. `links` are those among the claims.

    No two of the policies have word tables that share a name.
    """

    def __init__(self, kind: SubjectKind, claims: Sequence[FlatClaim], links: Sequence[Link]) -> None:
        self._kind = kind
        self._claims = claims
        self._links = links
        self._standing: dict[str | None, Standing] = {}
        self._apart: dict[object, Apart] = {}
        self._whole: dict[str, _Whole] = {}

    def range(self, policy: Policy, left_out: str | None = None) -> Range | None:
        """The bounds of a toll's figure alone; None where no claim that is left counts."""
        if policy.name not in self._whole:
            self._whole[policy.name] = _Whole(*self._statements(policy, None))
        whole = self._whole[policy.name]
        if left_out is None:
            return self._ranged(whole.statements, policy)
        if left_out not in whole.apart:
            return self._ranged(self._statements(policy, left_out)[0], policy, left_out)
        if whole.one is not None:
            return _one_range([s for s in whole.one if s.stands[0].claim.id != left_out], policy)
        return self._ranged([s for s in whole.statements if s.stands[0].claim.id != left_out], policy)

    def _statements(self, policy: Policy, left_out: str | None) -> tuple[list[Statement], frozenset[str]]:
        claims = [c for c in self._claims if c.id != left_out]
        if not claims or _not_recorded(self._kind, Measure(claims[0].measure), claims, policy) is not None:
            return [], frozenset()
        links = [link for link in self._links if left_out not in (link.a, link.b)]
        return statements_under(claims, policy, links, self._standing.setdefault(left_out, Standing()))

    def _ranged(self, statements: Sequence[Statement], policy: Policy, left_out: str | None = None) -> Range | None:
        """The range of statements, of which those of one id are equal where the same claim is left out of them all."""
        if not statements:
            return None
        same = (left_out, *[(s.ids, s.low, s.high, s.high_only) for s in statements])
        if same not in self._apart:
            self._apart[same] = told_apart(statements)
        group, left = self._apart[same]
        found = range_apart(group, policy)
        nothing = len(left) == len(statements) or (policy.range.value == "single" and not found.chosen)
        return None if nothing else found


class _Whole:
    """The statements of all claims, the claims without which all others would be the same, and, where all count the
    same victims whichever is left out, the statements in the order in which they are weighed."""

    def __init__(self, statements: Sequence[Statement], apart: frozenset[str]) -> None:
        self.statements = statements
        self.apart = apart
        self.one: Sequence[Statement] | None = None
        if apart:
            group, left = told_apart(statements)
            self.one = group.whole if are_of_one(group, left) else None


def _one_range(statements: Sequence[Statement], policy: Policy) -> Range | None:
    """The range of statements that all count the same victims."""
    if not statements:
        return None
    found = range_of(statements, policy)
    return None if policy.range.value == "single" and not found.chosen else found


def figure_id(subject: Subject, policy: Policy, measure: str) -> str:
    """The id of a figure: the same as long as subject, policy and measure are."""
    return make_id("t", subject.id, policy.name, measure)


def _figure(
    subject: Subject, measure: Measure, policy: Policy, independence: Independence, links: Sequence[Link]
) -> TollFigure:
    claims = [c for c in subject.claims if c.measure == measure]
    base = TollFigure(id=figure_id(subject, policy, measure), measure=measure.value)
    barred = _not_recorded(subject.kind, measure, claims, policy)
    if barred is not None:
        rule, why = barred
        return base.model_copy(update={"none_because": why, "rules": (policy.rules()[rule].applied(rule),)})
    count = count_claims(claims, policy, links)
    if not count.statements:
        why = "no claim of it counts under this policy" if count.excluded else "no claim"
        if any(left.rule == "victims" for left in count.excluded):
            why = f"{policy.title} records {policy.victims.says}; these are said to be others"
        update = {"none_because": why, "excluded": count.excluded, "rules": _rules(policy, count.rules)}
        return base.model_copy(update=update)
    return base.model_copy(update=_counted(count, policy, independence))


def _not_recorded(
    kind: SubjectKind, measure: Measure, claims: Sequence[FlatClaim], policy: Policy
) -> tuple[str, str] | None:
    """The rule by which a house has no figure here at all, and what it says; None where it has."""
    if measure not in policy.measures.value:
        return "measures", f"{policy.title} records {policy.measures.says}"
    told = {c.status for c in claims if c.status != Status.UNKNOWN and not c.set_aside}
    if told and not told & set(policy.victims.value):
        who = " and ".join(f"{status}s" for status in sorted(told))
        return "victims", f"{policy.title} records {policy.victims.says}; these are said to be {who}"
    if kind != SubjectKind.INCIDENT and policy.split.value == "drop":
        return "split", f"{policy.title}: {policy.split.says}"
    return None


def _counted(count: Count, policy: Policy, independence: Independence) -> dict[str, Any]:
    """The figure's fields, from what counts."""
    used = set(count.rules) | {"range", "best"}
    group, left = told_apart(count.statements)
    found = range_apart(group, policy)
    fitting_nowhere = {s.ids for s, _ in left}
    statements = tuple(s for s in count.statements if s.ids not in fitting_nowhere)
    excluded = (*count.excluded, *(ExcludedClaim(claim=i, rule="parts", why=why) for s, why in left for i in s.ids))
    if policy.range.value == "single" and not found.chosen:
        return {
            "none_because": f"no claim that counts is of the kind that {policy.title} takes: {policy.best.says}",
            "excluded": (*excluded, *(_not_taken(i, policy) for s in statements for i in s.ids)),
            "rules": _rules(policy, used),
        }
    speaking = speaking_in(statements)
    independent = len(independence(speaking, unnamed_differ=policy.independence.unnamed_differ))
    counted = tuple(c for s in statements for c in s.ids)
    reviewed = {c.id for s in statements for stand in s.stands for c in stand.claims[:1] if c.reviewed}
    parts = tuple(_part(leaf, policy, independence) for leaf in group.leaves()) if group.parts else ()
    grade = _grade(group, policy, independence)
    provisional = independent < policy.independence.value and policy.independence.below == "provisional"
    split = None
    if policy.deaths.value == "sides" and found.best.value is not None:
        some = [p for s in statements for stand in s.stands for p in stand.parts]
        split = split_deaths(found.best.value, found.chosen, [*speaking, *some])
    used |= {"independence"} if policy.independence.value > 1 else set()
    used |= {"grading"} if policy.grading.value != "none" else set()
    used |= {"deaths"} if split else set()
    return {
        **_bounds(found),
        "counted": counted,
        "excluded": excluded,
        "rules": _rules(policy, used),
        "parts": parts,
        "parties": tuple(sorted({c.party for c in speaking if c.party})),
        "split": split,
        "grade": grade[0],
        "grade_why": grade[1],
        "provisional": provisional,
        "independent": independent,
        "reviewed": len(reviewed),
    }


def _part(leaf: Group, policy: Policy, independence: Independence) -> TollPart:
    """What is counted of one group of victims."""
    grade = _grade(leaf, policy, independence)
    return TollPart(
        name=leaf.name,
        party=leaf.party,
        status=leaf.status,
        **_bounds(range_apart(leaf, policy)),
        grade=grade[0],
        grade_why=grade[1],
    )


def _bounds(found: Range) -> dict[str, Any]:
    return {
        "low": found.low.value,
        "best": found.best.value,
        "high": found.high.value,
        "low_by": found.low.by,
        "best_by": found.best.by,
        "high_by": found.high.by,
    }


def _grade(group: Group, policy: Policy, independence: Independence) -> tuple[Grade | None, str | None]:
    """The grade of what is claimed of these victims; of several groups that of those who are not fighters, if any."""
    if policy.grading.value != "airwars":
        return None, None
    leaves = [leaf for leaf in group.leaves() if leaf.status != Status.COMBATANT] or group.leaves()
    claims = speaking_in([*(s for leaf in leaves for s in leaf.whole), *(group.whole if group.parts else ())])
    return airwars_grade(claims, len(independence(claims, unnamed_differ=policy.independence.unnamed_differ)))


def speaking_in(statements: Iterable[Statement]) -> list[FlatClaim]:
    """The claims that make statements up, repetitions too."""
    return [c for s in statements for stand in s.stands for c in stand.claims]


def _rules(policy: Policy, used: Iterable[str]) -> tuple[AppliedRule, ...]:
    wanted = set(used)
    return tuple(rule.applied(name) for name, rule in policy.rules().items() if name in wanted)


def _not_taken(claim: str, policy: Policy) -> ExcludedClaim:
    return ExcludedClaim(claim=claim, rule="best", why=policy.best.says)
