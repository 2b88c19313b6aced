"""What became of the dead and the missing, group by group: who claims which status, when, in which words.

A group of remains is those of one party in one place, with one holder as far as claims name one, at about one time.
It is no person: remains may be parts, and several persons' may lie together. Remains and a case are joined by a
person's judgement only, on a group's id and its claims, never here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.model import make_id
from tollbook.reference.dead import Fate, dead_table

APART = timedelta(days=62)
"""Claims that lie further apart are not told of the same group of remains, unless they say so."""
_HOLDING = frozenset({"held", "withheld_by_holder", "offered"})
_PARTS = ("body parts", "parts of bod", "limbs", "skulls", "fragments")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadClaim:
    """One claim as this record needs it. `low`, `high` count bodies (or, with `is_parts`, parts) under the word table;
    `said_by` is the nearest speaker, else the outlet; `counterparty` the other side of a handover; `names` the dead by
    name."""

    id: str
    report: str
    measure: str
    details: tuple[str, ...] = ()
    denied: bool = False
    party: str | None = None
    place: str | None = None
    country: str | None = None
    first: date | None = None
    last: date | None = None
    published: date | None = None
    said_by: str = ""
    counterparty: str | None = None
    count: str | None = None
    low: int | None = None
    high: int | None = None
    victims: str | None = None
    names: tuple[str, ...] = ()
    state: str = "machine"
    words: str = ""

    @property
    def day(self) -> date | None:
        """The day that it is told of: when it happened, else when it was published."""
        return self.last or self.first or self.published

    @property
    def is_parts(self) -> bool:
        """Whether it counts parts of bodies."""
        said = f"{self.victims or ''} {self.words}".casefold()
        return any(part in said for part in _PARTS)

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What it says became of the dead."""
        return dead_table().fates(self.measure, self.details, denied=self.denied)

    @property
    def holder(self) -> str | None:
        """Who has the remains, where the claim names them."""
        holds = any(fate.holds and fate.status.code in _HOLDING for fate in self.fates)
        return self.counterparty if holds and self.counterparty != self.party else None


@dataclass(frozen=True, slots=True)
class Step:
    """One status that one claim gives a group."""

    claim: DeadClaim
    fate: Fate


@dataclass(frozen=True, slots=True)
class RemainsGroup:
    """A group of remains with its chain of claimed statuses, by the day told of. None of it is a finding.

    The id hangs on the group's earliest claim: where an earlier one is read later, a judgement finds the group by its
    claims.
    """

    id: str
    party: str | None
    place: str | None
    country: str | None
    holder: str | None
    steps: tuple[Step, ...]

    @property
    def claims(self) -> tuple[DeadClaim, ...]:
        """Its claims, each once, in the order of the chain."""
        return tuple({step.claim.id: step.claim for step in self.steps}.values())

    @property
    def first(self) -> date | None:
        """The earliest day that a claim is told of."""
        return min((day for c in self.claims if (day := c.first or c.day)), default=None)

    @property
    def last(self) -> date | None:
        """The latest one."""
        return max((day for c in self.claims if (day := c.day)), default=None)

    @property
    def rules(self) -> tuple[int, ...]:
        """The rules that its claims are relevant to."""
        return tuple(sorted({step.fate.status.rule for step in self.steps}))


def groups_of(claims: Iterable[DeadClaim]) -> list[RemainsGroup]:
    """The groups of remains among claims, by party, place and first day; claims about neither the dead nor the missing
    are left out. The same claims in another order give the same groups."""
    placed: dict[tuple[str, str], list[DeadClaim]] = defaultdict(list)
    for claim in sorted(claims, key=_by_day):
        if claim.fates:
            placed[(claim.party or "", claim.place or claim.country or "")].append(claim)
    found = [_group(run) for told in placed.values() for held in _by_holder(told) for run in _in_time(held)]
    return sorted(found, key=lambda g: (g.party or "~", g.place or g.country or "~", g.first or date.max, g.id))


def _by_day(claim: DeadClaim) -> tuple[date, str, str]:
    return claim.day or date.max, claim.report, claim.id


def _by_holder(claims: Sequence[DeadClaim]) -> Iterator[list[DeadClaim]]:
    """Claims apart by holder; those that name none go with the only holder that is named, if there is just one."""
    holders = {claim.holder for claim in claims if claim.holder}
    if len(holders) < 2:
        yield list(claims)
        return
    for holder in sorted(holders):
        yield [c for c in claims if c.holder == holder]
    if unnamed := [c for c in claims if c.holder is None]:
        yield unnamed


def _in_time(claims: Sequence[DeadClaim]) -> Iterator[list[DeadClaim]]:
    """Claims in runs without a gap of more than `APART`; undated ones are a run of their own."""
    run: list[DeadClaim] = []
    for claim in claims:
        before = run[-1].day if run else None
        far = before is not None and (claim.day is None or claim.day - before > APART)
        if far:
            yield run
            run = []
        run.append(claim)
    if run:
        yield run


def _group(claims: Sequence[DeadClaim]) -> RemainsGroup:
    first = claims[0]
    holder = next((c.holder for c in claims if c.holder), None)
    steps = tuple(Step(claim, fate) for claim in claims for fate in claim.fates)
    country = next((c.country for c in claims if c.country), None)
    return RemainsGroup(make_id("g", first.id, holder or ""), first.party, first.place, country, holder, steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRemains:
    """Which steps to show: whose dead, a part of the place's name or the country's code, a status, a rule."""

    party: str | None = None
    place: str | None = None
    status: str | None = None
    rule: int | None = None

    def of(self, groups: Iterable[RemainsGroup]) -> list[RemainsGroup]:
        """The groups that fit. With a status or rule, whole groups that have a step of it: a chain is not torn."""
        return [group for group in groups if self._keeps(group)]

    def _keeps(self, group: RemainsGroup) -> bool:
        places = {(group.place or "").casefold(), (group.country or "").casefold()}
        return (
            (self.party is None or self.party.casefold() == (group.party or "").casefold())
            and (self.place is None or any(self.place.casefold() in name for name in places if name))
            and any(self._fits(step.fate) for step in group.steps)
        )

    def _fits(self, fate: Fate) -> bool:
        return (self.status is None or fate.status.code == self.status) and self.rule in (None, fate.status.rule)
