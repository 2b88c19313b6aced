"""The incident: one event in one place and time, as all claims about it give it."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .base import Record


class VictimGroup(Record):
    """Victims of one kind: what was done to whom, as far as it is told; `claims` state it, between `low` and `high`.

    `low` is the lowest bound stated and `high` the highest; None where a claim leaves that side open, or none has a
    number.
    """

    measure: str
    party: str | None = None
    status: str = "unknown"
    sex: str | None = None
    age: str | None = None
    low: int | None = None
    high: int | None = None
    claims: tuple[str, ...] = ()


class Incident(Record):
    """An incident, with precision in the codes of UCDP and of ACLED.

    `id` is provisional here (the least id among its claims): lasting ids are given by the ledger. `where_prec` 1 to 7
    and `date_prec` 1 to 5 are UCDP's, `geo_precision` and `time_precision` 1 to 3 ACLED's; None where place or day are
    not known. `event_type` and `sub_event_type` are ACLED's names, None where neither means nor victims tell.
    `event_clarity` is UCDP's: 1 where place and day are told, else 2. `sources` are ids in the registry.
    `agreement` is the mean probability, over its accounts in different reports two by two, that they are of one event;
    None where one report alone tells of it.
    """

    id: str
    name: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    where_prec: int | None = Field(default=None, ge=1, le=7)
    geo_precision: int | None = Field(default=None, ge=1, le=3)
    first: date | None = None
    last: date | None = None
    date_prec: int | None = Field(default=None, ge=1, le=5)
    time_precision: int | None = Field(default=None, ge=1, le=3)
    event_type: str | None = None
    sub_event_type: str | None = None
    actors: tuple[str, ...] = ()
    victims: tuple[VictimGroup, ...] = ()
    sources: tuple[str, ...] = ()
    event_clarity: int = Field(default=2, ge=1, le=2)
    agreement: float | None = Field(default=None, ge=0, le=1)
