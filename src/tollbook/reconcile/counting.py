"""Which claims enter a toll under a policy, as statements that are set beside each other; every other with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from tollbook.model import Comparator, ExcludedClaim, Extent, Link, Precision, Status

from .agree import bounds_under, counted
from .flat import FlatClaim
from .policy import Policy
from .replacing import in_order
from .stands import Stand, parts_of, standing_apart, stands


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure that is set beside others: one claim's, or the sum of the persons whom one report tells of one by one.

    `stands` are those that it is made of; `high_only`: it is doubted, and the policy lets it widen the high side alone.
    """

    stands: tuple[Stand, ...]
    low: int | None
    high: int | None
    high_only: bool = False

    @property
    def claim(self) -> FlatClaim:
        """The claim that speaks for it."""
        return self.stands[0].claim

    @property
    def ids(self) -> tuple[str, ...]:
        """The claims that make it up."""
        first, *others = self.stands
        return (first.claim.id, *(s.claim.id for s in others)) if others else (first.claim.id,)


@dataclass(frozen=True, slots=True)
class Count:
    """What counts of one measure: statements in the order of their making, and what does not, each with its rule."""

    statements: tuple[Statement, ...]
    left: tuple[tuple[str, str, str], ...]
    """What does not count: claim, rule, why."""
    rules: frozenset[str] = field(default_factory=frozenset)
    """The policy's rules that left something out or changed a bound."""

    @property
    def excluded(self) -> tuple[ExcludedClaim, ...]:
        """What does not count, as a toll says it."""
        return tuple(ExcludedClaim(claim=claim, rule=rule, why=why) for claim, rule, why in self.left)


@dataclass(frozen=True, slots=True)
class Stood:
    """What stands among claims with a house's numbers, and the parts by their claims (see `parts_of`).

    `gone`: whole figures that were replaced by one that is not among the claims. `apart`: claims without which all
    others stand as they do (see `standing_apart`).
    """

    parts: Mapping[str, tuple[str, str]]
    found: Sequence[Stand]
    gone: Sequence[FlatClaim]
    apart: frozenset[str]


class Standing:
    """What stands among some claims and which are parts of others, worked out once for all policies that give them
    the same numbers."""

    def __init__(self) -> None:
        self._stood: dict[object, Stood] = {}
        self._numbered: dict[str, list[FlatClaim]] = {}
        self._victims: dict[object, _Victims] = {}

    def of(self, numbered: Sequence[FlatClaim], links: Sequence[Link]) -> Stood:
        """What stands of claims with a house's numbers."""
        # figures that are as stated are the same in every house's table, and none of them is ever left out by it
        key = tuple((claim.id, claim.low, claim.high) for claim in numbered if not _is_as_stated(claim))
        if key not in self._stood:
            self._stood[key] = _stood(numbered, links)
        return self._stood[key]

    def numbered(self, claims: Iterable[FlatClaim], policy: Policy) -> list[FlatClaim]:
        """The claims with the numbers of the house's word table, without those that have none or do not count."""
        name = policy.words.value
        if name not in self._numbered:
            self._numbered[name] = _Sieve(policy).numbered(claims)
        return self._numbered[name]

    def victims(self, claims: Iterable[FlatClaim], policy: Policy) -> _Victims:
        """Whose figures the house does not record."""
        recorded = frozenset(policy.victims.value)
        if recorded not in self._victims:
            self._victims[recorded] = _Victims(claims, recorded)
        return self._victims[recorded]


def _stood(numbered: Sequence[FlatClaim], links: Sequence[Link]) -> Stood:
    ordered = sorted(numbered, key=in_order)
    parts = parts_of(ordered, [link for link in links if link.type == "part_of"])
    found = stands(ordered, links, parts)
    in_stands = {c.id for s in found for c in (*s.claims, *(e.claim for e in s.replaced))}
    gone = [c for c in numbered if c.id not in parts and c.id not in in_stands]
    return Stood(parts, found, gone, standing_apart(ordered, links, found))


def statements_under(
    claims: Iterable[FlatClaim], policy: Policy, links: Sequence[Link], standing: Standing
) -> tuple[list[Statement], frozenset[str]]:
    """The statements of `count_claims`, without the reasons why others do not count; and those claims without which
    they would be the same, but for the claim's own.

    `standing` was given for no other claims and links, and for no other policy whose word table has the same name.
    """
    out = _Sieve(policy, telling=False)
    once = list({c.id: c for c in claims}.values())
    out.victims = standing.victims(once, policy)
    numbered = standing.numbered(once, policy)
    stood = standing.of(numbered, links)
    kept = out.zeros([s for s in out.standing(stood) if out.keeps(s)])
    one_sided = all(c.status in policy.victims.value for c in once) and all(c.high != 0 for c in numbered)
    return _persons_together([out.statement(s) for s in kept]), stood.apart if one_sided else frozenset()


def count_claims(claims: Iterable[FlatClaim], policy: Policy, links: Sequence[Link] = ()) -> Count:
    """The claims of one measure about one subject, as far as the policy counts them."""
    out = _Sieve(policy)
    once = {c.id: c for c in claims}.values()  # two readings of one mention are one claim
    out.victims = _Victims(once, frozenset(policy.victims.value))
    numbered = out.numbered(once)
    stood = _stood(numbered, links)
    for claim in numbered:
        if claim.id in stood.parts:
            whole, why = stood.parts[claim.id]
            out.leave(claim, "parts", f"{why} ({whole})")
    kept = out.zeros([s for s in out.standing(stood) if out.keeps(s)])
    statements = _persons_together([out.statement(s) for s in kept])
    return Count(tuple(statements), tuple(out.left), frozenset(out.rules))


_OPENED = (Comparator.AT_LEAST, Comparator.MORE_THAN)
"""Comparators whose open side a word table may close."""


def _is_as_stated(claim: FlatClaim) -> bool:
    """Whether no word table gives the claim other numbers than its own."""
    return claim.vague is None and claim.comparator not in _OPENED


class _Sieve:
    """Takes claims out under a policy's rules, and keeps what it took and why (of repetitions if `telling`)."""

    def __init__(self, policy: Policy, *, telling: bool = True) -> None:
        self.policy = policy
        self.telling = telling
        self.table = policy.table()
        self.left: list[tuple[str, str, str]] = []
        self.rules: set[str] = set()
        self.victims = _Victims((), frozenset(Status))

    def leave(self, claim: FlatClaim, rule: str, why: str) -> bool:
        self.left.append((claim.id, rule, why))
        self.rules.add(rule)
        return False

    def numbered(self, claims: Iterable[FlatClaim]) -> list[FlatClaim]:
        """Claims with the bounds of the house's word table; without those that give it no number."""
        out = []
        for claim in claims:
            low, high = (claim.low, claim.high) if _is_as_stated(claim) else bounds_under(claim, self.table)
            if claim.set_aside:
                self.leave(claim, "set aside", "set aside in the table that it was imported from")
            elif claim.state == "rejected":
                self.leave(claim, "judgement", "a person rejected it")
            elif low is None and high is None:
                why = f"{self.policy.title} has no number for “{claim.vague}”" if claim.vague else "it states no number"
                self.leave(claim, "words", why)
            else:
                other = (low, high) != (claim.low, claim.high)
                if other or claim.vague:
                    self.rules.add("words")
                out.append(replace(claim, low=low, high=high) if other else claim)
        return out

    def standing(self, stood: Stood) -> list[Stand]:
        """What stands once each statement counts once and replaced ones are out, if the policy leaves them out."""
        if self.telling:
            self._tell_repeated(stood)
        out = list(stood.found)
        if self.policy.revised.value == "keep":
            out += [Stand(claim) for claim in stood.gone]
            out += [Stand(earlier.claim) for stand in stood.found for earlier in stand.replaced]
        return sorted(out, key=lambda s: in_order(s.claim))

    def _tell_repeated(self, stood: Stood) -> None:
        """Say of what is told again, and of what was replaced where that is left out, why it does not count."""
        drops = self.policy.revised.value == "drop"
        for claim in stood.gone if drops else ():
            self.leave(claim, "revised", "the report says that it was replaced")
        for stand in stood.found:
            for again in stand.again:
                self.leave(again, "counted once", f"the same statement as {stand.claim.id}")
            for earlier in stand.replaced if drops else ():
                self.leave(earlier.claim, "revised", f"replaced by {stand.claim.id}: {earlier.why}")

    def keeps(self, stand: Stand) -> bool:
        """Whether the policy counts a statement that stands."""
        claim, policy = stand.claim, self.policy
        if self.victims.are_others(claim):
            why = "" if claim.status not in policy.victims.value else "most that say who they were tell of others: "
            return self.leave(claim, "victims", f"{why}{policy.title} records {policy.victims.says}")
        if claim.stance == "denied":
            if policy.denied.value == "drop":
                return self.leave(claim, "denied", policy.denied.says)
            self.rules.add("denied")
        if claim.optional and policy.optional.value == "drop":
            return self.leave(claim, "optional", policy.optional.says)
        if claim.certainty == "hedged" and policy.hedged.value == "drop":
            return self.leave(claim, "hedged", policy.hedged.says)
        if _over_a_day(claim) and policy.split.value != "whole":
            if policy.split.value == "drop":
                return self.leave(claim, "split", policy.split.says)
            self.rules.add("split")
        return self._has_what_is_asked(claim)

    def _has_what_is_asked(self, claim: FlatClaim) -> bool:
        for rule in self.policy.exclusions:
            match rule.value:
                case "undated":
                    lacks = claim.first is None and claim.last is None
                case "country_only":
                    lacks = claim.place is None or claim.precision in (Precision.COUNTRY, Precision.REGION)
                case "means":
                    lacks = claim.means is not None and claim.means not in rule.means
            if lacks:
                return self.leave(claim, f"exclusion: {rule.value.replace('_', ' ')}", rule.says)
        return True

    def zeros(self, kept: Sequence[Stand]) -> list[Stand]:
        """Without figures of zero beside claims of harm, if the policy leaves them out."""
        if self.policy.zero.value == "keep" or not any(_harm(s.claim) for s in kept):
            return list(kept)
        out = []
        for stand in kept:
            if stand.claim.high == 0:
                self.leave(stand.claim, "zero", self.policy.zero.says)
            else:
                out.append(stand)
        return out

    def statement(self, stand: Stand) -> Statement:
        claim = stand.claim
        if claim.stance == "denied":
            return Statement((stand,), 0, 0)
        high_only = claim.certainty == "hedged" and self.policy.hedged.value == "high"
        if high_only:
            self.rules.add("hedged")
        return Statement((stand,), claim.low, claim.high, high_only)


class _Victims:
    """Whose figures a house does not record, by what most claims say of who the victims were."""

    def __init__(self, claims: Iterable[FlatClaim], recorded: frozenset[Status]) -> None:
        self._recorded = recorded
        self._mostly_others, self._figures = False, set[object]()
        if self._recorded.issuperset(Status):
            return
        told = [c for c in claims if c.status != Status.UNKNOWN and not c.set_aside]
        self._mostly_others = self._most(told)
        by_figure: dict[object, list[FlatClaim]] = {}
        for claim in told:
            by_figure.setdefault((claim.low, claim.high), []).append(claim)
        self._figures = {figure for figure, own in by_figure.items() if self._most(own)}

    def _most(self, told: Sequence[FlatClaim]) -> bool:
        return 2 * sum(c.status not in self._recorded for c in told) > len(told)

    def are_others(self, claim: FlatClaim) -> bool:
        """Whether they are people whom the house does not record: as the claim says, as most say who give its figure,
        or, where the claim does not say, as most say at all."""
        if claim.status == Status.UNKNOWN:
            return self._mostly_others
        return claim.status not in self._recorded or (claim.low, claim.high) in self._figures


def _harm(claim: FlatClaim) -> bool:
    return claim.stance == "affirmed" and counted(claim) and claim.high != 0


def _over_a_day(claim: FlatClaim) -> bool:
    """Whether the figure itself covers more than a day; a day that is not known exactly is no stretch."""
    if claim.extent == Extent.CUMULATIVE:
        return claim.first is None or claim.first != claim.last
    long = claim.first is not None and claim.last is not None and claim.first != claim.last
    return claim.extent == Extent.PERIOD and long


def _persons_together(statements: Sequence[Statement]) -> list[Statement]:
    """Where a report gives no number of victims but tells of several by name, they are added up; each counts once."""
    if not any(statement.claim.names for statement in statements):
        return list(statements)
    by_report: dict[str, list[Statement]] = {}
    for statement in statements:
        by_report.setdefault(statement.claim.report, []).append(statement)
    out = []
    for own in by_report.values():
        named = [s for s in own if s.claim.names and s.low == s.high == len(s.claim.names)]
        apart = len(named) > 1 and all(not set(a.claim.names) & set(b.claim.names) for a, b in combinations(named, 2))
        people = sum(s.low or 0 for s in named)
        told = any(s not in named and (s.low or 0) >= people for s in own)
        if apart and not told:
            together = tuple(stand for s in named for stand in s.stands)
            out += [s for s in own if s not in named]
            out.append(Statement(together, people, people, any(s.high_only for s in named)))
        else:
            out += own
    return sorted(out, key=lambda s: in_order(s.claim))
