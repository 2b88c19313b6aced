"""What a page is made of: reports and claims with the state that people have given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..model import Claim, Reading, Report

State = Literal["machine", "accepted", "corrected", "rejected", "unsure"]
STATES: tuple[State, ...] = ("machine", "accepted", "corrected", "rejected", "unsure")


@dataclass(frozen=True)
class PageReport:
    """A report as it stands in the ledger. `restricted` ones leave the house under no public profile."""

    report: Report
    restricted: bool = False

    @property
    def held_back(self) -> bool:
        """Whether it is restricted, by itself or here."""
        return self.restricted or self.report.restricted

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id


@dataclass(frozen=True)
class PageClaim:
    """A claim with its current reading and what a person decided on it, if anybody did.

    `machine` is the machine's own reading, where a person's differs from it; `by`, `at` and `why` are the judgement's.
    `imported`: no machine read it from a text, it was a row of somebody's table. `voices`: the ids that the registry of
    sources gives its speakers, nearest first; empty ones of speakers who are known in one report alone.
    """

    claim: Claim
    state: State = "machine"
    machine: Reading | None = None
    by: str | None = None
    at: str | None = None
    why: str | None = None
    imported: bool = False
    voices: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The mention's id."""
        return self.claim.id

    @property
    def reading(self) -> Reading:
        """The current reading."""
        return self.claim.reading

    @property
    def report_id(self) -> str:
        """The id of the report that holds it."""
        return self.claim.mention.report_id

    @property
    def corrected_fields(self) -> tuple[str, ...]:
        """The guide's fields in which the current reading differs from the machine's."""
        if self.machine is None:
            return ()
        now, before = self.reading, self.machine
        names = [n for n in type(now).model_fields if n not in ("trace", "confidence", "group")]
        return tuple(n for n in names if getattr(now, n) != getattr(before, n))
