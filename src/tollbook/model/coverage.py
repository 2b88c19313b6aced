"""What a ledger does not hold: sources that fell silent, weeks and places without reports, figures never stated."""

from __future__ import annotations

from datetime import date

from .base import Record


class Silence(Record):
    """Days on which nothing was said, both included; `weeks` is how many calendar weeks lie wholly within."""

    first: date
    last: date
    weeks: int


class SilentSource(Record):
    """A source that spoke regularly and has not since: `days` of its statements, the `usual` days between them (the
    median), and how many days lie between its last and the ledger's last report.
    """

    source: str
    name: str
    party: str | None = None
    first: date
    last: date
    days: int
    usual: float
    silent: int
    claims: tuple[str, ...] = ()


class PlaceCover(Record):
    """In how many of the weeks since a place was first told of a report tells of harm there, and the weeks without."""

    place: str
    country: str | None = None
    weeks: int
    told: int
    claims: int
    silences: tuple[Silence, ...] = ()


class NeverStated(Record):
    """A figure that a side's sources never give and others do: `own` where it is about the side's own people."""

    side: str
    measure: str
    party: str
    own: bool
    statements: int
    by_others: int
    others: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Coverage(Record):
    """What the ledger's reports leave unsaid. The absence of a report says nothing about harm."""

    first: date | None = None
    last: date | None = None
    reports: int = 0
    undated: int = 0
    without_claims: int = 0
    weeks: int = 0
    empty: tuple[Silence, ...] = ()
    sources: tuple[SilentSource, ...] = ()
    places: tuple[PlaceCover, ...] = ()
    never: tuple[NeverStated, ...] = ()
