"""How many incidents there are at each place and on each day, kept: a map of all of them reads no single one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, insert, or_, select

from . import schema
from .put import Row

_BATCH = 500
_ALL = 300
"""Where more places or days than these are touched, all are counted anew at once."""
_KIND = "incident"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its incidents; `rough`: of each only an area is known. Days are ISO 8601, empty where not known.

    `subject` is one of them, the only one where there is one.
    """

    country: str
    lat: float
    lon: float
    place: str
    number: int
    rough: bool
    first: str
    last: str
    subject: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The places with most incidents, how many places there are, and how many incidents on each day ("" for none)."""

    spots: tuple[Spot, ...]
    places: int
    days: dict[str, int]


def counts(conn: Connection, country: str | None, *, limit: int) -> Counts:
    """The counts of a country (two letters), or of the whole record, at most `limit` places with most incidents."""
    spots, days = schema.map_spots.c, schema.map_days.c
    here = [spots.country == country.upper()] if country else []
    rows = conn.execute(
        select(schema.map_spots).where(*here).order_by(spots.number.desc(), spots.lat, spots.lon).limit(limit)
    ).all()
    places = len(rows)
    if places == limit:
        places = conn.execute(select(func.count()).select_from(schema.map_spots).where(*here)).scalar_one()
    query = select(days.day, func.sum(days.number)).group_by(days.day)
    if country:
        query = query.where(days.country == country.upper())
    return Counts(tuple(Spot(*row) for row in rows), places, {day: int(number) for day, number in conn.execute(query)})


@dataclass(frozen=True, slots=True)
class Touched:
    """Places and days by country, of which something came or went."""

    spots: frozenset[tuple[str, float, float]]
    days: frozenset[tuple[str, str]]

    def __or__(self, other: Touched) -> Touched:
        return Touched(self.spots | other.spots, self.days | other.days)


def touched_by(heads: Iterable[Row]) -> Touched:
    """The places and days of these rows of `subject_heads`, as far as they are of incidents."""
    spots, days = set[tuple[str, float, float]](), set[tuple[str, str]]()
    for row in heads:
        if row["kind"] == _KIND:
            days.add((row["country"] or "", row["day"]))
            if row["lat"] is not None and row["lon"] is not None:
                spots.add((row["country"] or "", row["lat"], row["lon"]))
    return Touched(frozenset(spots), frozenset(days))


def refresh(conn: Connection, touched: Touched) -> None:
    """Count the incidents of these places and days anew."""
    c, spots, days = schema.subject_heads.c, schema.map_spots.c, schema.map_days.c
    if len(touched.spots) > _ALL:
        conn.execute(delete(schema.map_spots))
        _count_spots(conn)
    else:
        for country, lat, lon in touched.spots:
            conn.execute(delete(schema.map_spots).where(spots.country == country, spots.lat == lat, spots.lon == lon))
            _count_spots(conn, _in(country), c.lat == lat, c.lon == lon)
    if len(touched.days) > _ALL:
        conn.execute(delete(schema.map_days))
        _count_days(conn)
    else:
        for country, day in touched.days:
            conn.execute(delete(schema.map_days).where(days.country == country, days.day == day))
            _count_days(conn, _in(country), c.day == day)


def _in(country: str) -> ColumnElement[bool]:
    c = schema.subject_heads.c
    return c.country == country if country else or_(c.country.is_(None), c.country == "")


def _count_spots(conn: Connection, *of: ColumnElement[bool]) -> None:
    c = schema.subject_heads.c
    country = func.coalesce(c.country, "")
    rough = func.min(case((c.rough, 1), else_=0)) == 1
    first = func.coalesce(func.min(case((c.day != "", c.day))), "")
    query = (
        select(
            country, c.lat, c.lon, func.coalesce(func.min(c.shown), ""), func.count(), rough, first, func.max(c.day),
            func.max(c.subject_id),
        )
        .where(and_(c.kind == _KIND, c.lat.is_not(None), c.lon.is_not(None), *of))
        .group_by(country, c.lat, c.lon)
    )  # fmt: skip
    conn.execute(insert(schema.map_spots).from_select([one.name for one in schema.map_spots.c], query))


def _count_days(conn: Connection, *of: ColumnElement[bool]) -> None:
    c = schema.subject_heads.c
    country = func.coalesce(c.country, "")
    query = select(country, c.day, func.count()).where(and_(c.kind == _KIND, *of)).group_by(country, c.day)
    conn.execute(insert(schema.map_days).from_select([one.name for one in schema.map_days.c], query))
