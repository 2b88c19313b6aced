"""Tolls: what a stated policy makes of the claims about one subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from tollbook.model import AppliedRule, ExcludedClaim, Link, Measure, Status, Toll, TollFigure, make_id

from .counting import Count, count_claims
from .deaths import split_deaths
from .flat import FlatClaim
from .grading import airwars_grade
from .policy import Policy
from .ranges import range_apart, range_of
from .replacing import voice
from .subject import Subject, SubjectKind
from .victims import apart, named


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


def figure_of(
    subject: Subject,
    measure: str,
    policy: Policy,
    independence: Independence = by_voice,
    links: Iterable[Link] = (),
) -> TollFigure | None:
    """The toll's figure of one measure alone; None where no claim is of that measure."""
    if not any(c.measure == measure for c in subject.claims):
        return None
    return _figure(subject, Measure(measure), policy, independence, tuple(links))


def figure_id(subject: Subject, policy: Policy, measure: str) -> str:
    """The id of a figure: the same as long as subject, policy and measure are."""
    return make_id("t", subject.id, policy.name, measure)


def _figure(
    subject: Subject, measure: Measure, policy: Policy, independence: Independence, links: Sequence[Link]
) -> TollFigure:
    claims = [c for c in subject.claims if c.measure == measure]
    base = TollFigure(id=figure_id(subject, policy, measure), measure=measure.value)
    barred = _not_recorded(subject, measure, claims, policy)
    if barred is not None:
        rule, why = barred
        return base.model_copy(update={"none_because": why, "rules": (policy.rules()[rule].applied(rule),)})
    count = count_claims(claims, policy, links)
    if not count.statements:
        why = "no claim of it counts under this policy" if count.excluded else "no claim"
        update = {"none_because": why, "excluded": count.excluded, "rules": _rules(policy, count.rules)}
        return base.model_copy(update=update)
    return base.model_copy(update=_counted(count, policy, independence))


def _not_recorded(
    subject: Subject, measure: Measure, claims: Sequence[FlatClaim], policy: Policy
) -> tuple[str, str] | None:
    """The rule by which a house has no figure here at all, and what it says; None where it has."""
    if measure not in policy.measures.value:
        return "measures", f"{policy.title} records {policy.measures.says}"
    told = [c.status for c in claims if c.status != Status.UNKNOWN and not c.set_aside]
    for status in Status:
        if status not in policy.victims.value and 2 * told.count(status) > len(told):
            return "victims", f"{policy.title} records {policy.victims.says}; these are said to be {status.value}s"
    if subject.kind != SubjectKind.INCIDENT and policy.split.value == "drop":
        return "split", f"{policy.title}: {policy.split.says}"
    return None


def _counted(count: Count, policy: Policy, independence: Independence) -> dict[str, object]:
    """The figure's fields, from what counts."""
    statements, used = count.statements, set(count.rules) | {"range", "best"}
    told = apart(statements)
    found = range_apart(told, policy) if told else range_of(statements, policy)
    unclear = told.unclear if told else ()
    statements = tuple(s for s in statements if s not in unclear)
    excluded = (*count.excluded, *(_not_told(i) for s in unclear for i in s.ids))
    if policy.range.value == "single" and not found.chosen:
        return {
            "none_because": f"no claim that counts is of the kind that {policy.title} takes: {policy.best.says}",
            "excluded": (*excluded, *(_not_taken(i, policy) for s in statements for i in s.ids)),
            "rules": _rules(policy, used),
        }
    speaking = [c for s in statements for stand in s.stands for c in stand.claims]
    independent = len(independence(speaking, unnamed_differ=policy.independence.unnamed_differ))
    counted = tuple(c for s in statements for c in s.ids)
    reviewed = {c.id for s in statements for stand in s.stands for c in stand.claims[:1] if c.reviewed}
    grade = airwars_grade(speaking, independent) if policy.grading.value == "airwars" else (None, None)
    provisional = independent < policy.independence.value and policy.independence.below == "provisional"
    split = None
    if policy.deaths.value == "sides" and found.best.value is not None:
        parts = [p for s in statements for stand in s.stands for p in stand.parts]
        split = split_deaths(found.best.value, found.chosen, [*speaking, *parts])
    used |= {"independence"} if policy.independence.value > 1 else set()
    used |= {"grading"} if policy.grading.value != "none" else set()
    used |= {"deaths"} if split else set()
    return {
        "low": found.low.value,
        "best": found.best.value,
        "high": found.high.value,
        "low_by": found.low.by,
        "best_by": found.best.by,
        "high_by": found.high.by,
        "counted": counted,
        "excluded": excluded,
        "rules": _rules(policy, used),
        "summed": tuple(named(g) for g in told.groups) if told else (),
        "parties": tuple(sorted({c.party for c in speaking if c.party})),
        "split": split,
        "grade": grade[0],
        "grade_why": grade[1],
        "provisional": provisional,
        "independent": independent,
        "reviewed": len(reviewed),
    }


def _rules(policy: Policy, used: Iterable[str]) -> tuple[AppliedRule, ...]:
    wanted = set(used)
    return tuple(rule.applied(name) for name, rule in policy.rules().items() if name in wanted)


def _not_told(claim: str) -> ExcludedClaim:
    why = "it does not say whose victims it counts, and is less than those told apart"
    return ExcludedClaim(claim=claim, rule="parts", why=why)


def _not_taken(claim: str, policy: Policy) -> ExcludedClaim:
    return ExcludedClaim(claim=claim, rule="best", why=policy.best.says)
