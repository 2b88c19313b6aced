"""The dispute: claims about the same thing that cannot all hold."""

from __future__ import annotations

from datetime import date

from .base import Record


class Replaced(Record):
    """An earlier figure of the same source, folded under the one that took its place.

    `figure` is the count in digits, `words` as it was said; `as_of` the day up to which a running total counts. `how`:
    `revised` where another figure for the same thing took its place, `earlier` where a running total went on.
    """

    claim: str
    report: str
    said_by: str
    words: str
    figure: str
    low: int | None = None
    high: int | None = None
    published: date | None = None
    as_of: date | None = None
    how: str = "revised"
    why: str = ""


class Standing(Record):
    """Who stands by which figure now: the claim, the same statement elsewhere, and the figures it replaced."""

    claim: str
    report: str
    said_by: str
    party: str | None = None
    words: str
    figure: str
    low: int | None = None
    high: int | None = None
    published: date | None = None
    as_of: date | None = None
    denied: bool = False
    hedged: bool = False
    state: str = "machine"
    again: tuple[str, ...] = ()
    replaced: tuple[Replaced, ...] = ()


class Position(Record):
    """Statements that can all hold together, with the range in which they do (None: open)."""

    low: int | None = None
    high: int | None = None
    standings: tuple[Standing, ...]


class Dispute(Record):
    """What is disputed about one subject: the positions from the lowest to the highest.

    `apart` is the distance between the highest and the lowest position: how far one would have to move; None where it
    is one of harm or none. `since` is the day on which a claim first stood against another; None where no day is
    known. `days_apart` is how far the dates of running totals differ.
    """

    id: str
    subject: str
    kind: str
    name: str
    measure: str
    party: str | None = None
    positions: tuple[Position, ...]
    apart: int | None = None
    since: date | None = None
    days_apart: int | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims in it, replaced and repeated ones too."""
        standings = [s for p in self.positions for s in p.standings]
        return tuple(c for s in standings for c in (s.claim, *s.again, *(r.claim for r in s.replaced)))
