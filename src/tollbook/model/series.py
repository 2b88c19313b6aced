"""A source's running figures for one thing, and what their arithmetic shows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from .base import Record


class PointKind(StrEnum):
    """What a figure of a series is."""

    TOTAL = "total"
    """A running total up to a day."""
    DAILY = "daily"
    """The figure of one day, or of the few days that one bulletin covers."""
    ADDED = "added"
    """Earlier harm that was recognised on a day: part of that day's figure and total, no harm of that day."""


class SeriesPoint(Record):
    """One figure. `claim` states it first; `repeats` are further claims that state the same for the same day.

    `days` is how many days a daily figure covers, `rounding` how far a number said to be "about" may lie from what is
    written; `published` and `outlet` say when and where it was said first, `reports` in which reports it stands.
    """

    claim: str
    day: date
    kind: PointKind
    low: int | None = None
    high: int | None = None
    days: int = Field(default=1, ge=1)
    rounding: int = Field(default=0, ge=0)
    reports: tuple[str, ...] = ()
    outlet: str | None = None
    published: date | None = None
    superseded: bool = False
    repeats: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims that state it."""
        return (self.claim, *self.repeats)

    @property
    def stated(self) -> int | None:
        """The number as it is written: the lower bound of a range."""
        return self.low if self.low is not None else self.high


class Series(Record):
    """The running totals and daily figures of one source for one measure, party, group and place, in order of days.

    The id is provisional: a hash of what the series is about. `place` is None for a country or a whole war; `since`
    is the start of the count where it is told.
    """

    id: str
    source: str
    said_by: str
    measure: str
    party: str | None = None
    status: str = "unknown"
    group: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    since: date | None = None
    points: tuple[SeriesPoint, ...] = ()


class FindingKind(StrEnum):
    """What the arithmetic of a series shows."""

    DIFFERENCE = "difference"
    """A day's figure is not the step between the totals around it."""
    CANCELS = "cancels"
    """Two differences next to each other that cancel out."""
    LATE_TOTAL = "late_total"
    """The same, where the total stood still first: it was published a bulletin late."""
    GAP = "gap"
    """Unequal, and a bulletin in between is missing: no error is shown."""
    FALL = "fall"
    """A running total is lower than the one before."""
    REVISED = "revised"
    """Another figure for the same day, later."""
    LATE = "late"
    """Published long after the day it stands for."""
    RETROACTIVE = "retroactive"
    """Earlier harm recognised on this day."""
    PARTS = "parts"
    """Parts that add up to more than their whole."""
    AGREES = "agrees"
    """A day's figure is the step between the totals around it."""
    SAME_FIGURES = "same_figures"
    """Another series states the same total for the day."""


class Finding(Record):
    """One finding: the days and claims that it is about, in words; `stated` and `worked_out` where two numbers are
    compared, `other` the id of a second series.
    """

    series: str
    kind: FindingKind
    days: tuple[date, ...]
    claims: tuple[str, ...]
    why: str
    stated: int | None = None
    worked_out: int | None = None
    other: str | None = None


class Account(Record):
    """How the arithmetic of one series comes out, in numbers.

    `checked` day's figures were held against totals: they agree, differ or lie at a gap. `unchecked` ones have no
    total before and after them. `standstills` are totals that repeat the one before; `recognised` is the sum of what
    was added later.
    """

    series: str
    totals: int = 0
    daily: int = 0
    checked: int = 0
    agree: int = 0
    differ: int = 0
    gaps: int = 0
    unchecked: int = 0
    falls: int = 0
    standstills: int = 0
    additions: int = 0
    recognised: int = 0
