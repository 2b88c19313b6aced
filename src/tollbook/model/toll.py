"""The toll: what a stated policy makes of the claims about one incident, period or series."""

from __future__ import annotations

from typing import Literal

from .base import Record

Grade = Literal["Confirmed", "Fair", "Weak", "Contested", "Discounted"]
Basis = Literal["read", "memory", "own"]


class AppliedRule(Record):
    """A rule that a toll was made under, in words; `basis`: read in the house's document, from memory, or our own."""

    rule: str
    says: str
    source: str
    basis: Basis = "read"


class ExcludedClaim(Record):
    """A claim that does not enter a toll, and the rule that keeps it out."""

    claim: str
    rule: str
    why: str


class DeathSplit(Record):
    """The best figure by the side of the dead, as UCDP splits it: the four add up to it.

    Sides stand in the order of their names, so that neither comes first for what it is.
    """

    side_a: str | None = None
    side_b: str | None = None
    deaths_a: int = 0
    deaths_b: int = 0
    civilians: int = 0
    unknown: int = 0


class TollPart(Record):
    """A figure for some of the victims: those of one party, or its civilians or fighters alone.

    `party` is None where no claim names one, `status` None where the claims do not all say the same. The grade is of
    the evidence on these victims.
    """

    name: str
    party: str | None = None
    status: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    low_by: tuple[str, ...] = ()
    best_by: tuple[str, ...] = ()
    high_by: tuple[str, ...] = ()
    grade: Grade | None = None
    grade_why: str | None = None


class TollFigure(Record):
    """The range of one measure. A bound of None is open where claims count, and no figure where none does.

    `low_by`, `best_by` and `high_by` are the claims that set each bound: several where a figure is the sum of what one
    report tells apart, or where several say the same. `counted` are all that enter, `reviewed` how many of them a
    person has accepted or corrected, `independent` the number of independent sources among them. `parts` are the
    figures of the groups of victims that claims tell apart, none where they do not; the range adds them up, and holds
    figures for all of them where such are told.
    """

    id: str
    measure: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    low_by: tuple[str, ...] = ()
    best_by: tuple[str, ...] = ()
    high_by: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    excluded: tuple[ExcludedClaim, ...] = ()
    rules: tuple[AppliedRule, ...] = ()
    parties: tuple[str, ...] = ()
    parts: tuple[TollPart, ...] = ()
    split: DeathSplit | None = None
    grade: Grade | None = None
    grade_why: str | None = None
    provisional: bool = False
    independent: int = 0
    reviewed: int = 0
    none_because: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether claims count and one side of the range is open."""
        return bool(self.counted) and (self.low is None or self.high is None)


class Toll(Record):
    """A policy's figures for one subject, measure by measure."""

    subject: str
    kind: str
    name: str
    policy: str
    title: str
    figures: tuple[TollFigure, ...] = ()

    def figure(self, measure: str) -> TollFigure | None:
        """The figure of a measure; None where no claim is of that measure."""
        return next((f for f in self.figures if f.measure == measure), None)
