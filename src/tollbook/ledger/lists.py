"""What lists read of the record: a page's rows and no more, whatever else the ledger holds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, exists, func, insert, literal, or_, select
from sqlalchemy import Row as DatabaseRow

from tollbook.model import Source

from . import schema
from .codec import fold, record_json, to_json
from .map_counts import Counts, Spot
from .own_values import WantedValue, holds
from .put import Row, held_by, put

_BATCH = 500
Found = DatabaseRow[Any]
"""A row of a subject and its head, as it was read."""
Key = tuple[str, str]
"""Where a page of a list begins: the value that the list is ordered by, and the id, of the last row before it."""


@dataclass(frozen=True)
class StoredSource:
    """A source of the claims in one cell, and how many of them it makes; `seen`: what they say of it, in JSON form,
    where the cell's workings are kept."""

    source: Source
    cell: str
    claims: int
    seen: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSubjects:
    """Which subjects a list shows: of this kind, in this country (two letters) or place (its whole name), with a first
    day between two; `reported` those of that day or before of which a report told by then; `given` those that had
    their id by that entry of the log; `located` those whose place has coordinates; `own` those with these values of the
    project's own fields."""

    kind: str = "incident"
    country: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    reported: date | None = None
    given: int | None = None
    located: bool = False
    own: tuple[WantedValue, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectHead:
    """A subject as lists show it. `day` and `reported` are ISO 8601, empty where not known."""

    id: str
    kind: str
    name: str
    day: str
    reported: str
    size: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SubjectSpot:
    """Where and when a subject was: `day` is ISO 8601, empty where not known; `rough`: of the place only an area is
    known."""

    id: str
    day: str
    size: int
    lat: float | None
    lon: float | None
    place: str | None
    rough: bool


def list_subjects(conn: Connection, wanted: WantedSubjects, *, limit: int, after: Key | None = None) -> list[Found]:
    """At most `limit` subjects, newest first (undated last), from the row behind `after` on, for `heads_of`."""
    c = schema.subject_heads.c
    conditions = _wanted(conn, wanted)
    if after is not None:
        conditions.append(or_(c.day < after[0], and_(c.day == after[0], c.subject_id < after[1])))
    return _heads(conn, conditions, (c.day.desc(), c.subject_id.desc()), limit)


def list_spots(conn: Connection, wanted: WantedSubjects, *, limit: int) -> list[SubjectSpot]:
    """Where and when at most `limit` subjects were, the newest first (undated ones last); no subject itself is read."""
    return [SubjectSpot(*row) for row in conn.execute(_newest(conn, wanted, limit))]


def count_spots(conn: Connection, wanted: WantedSubjects, *, limit: int) -> Counts:
    """The same subjects counted by place and day, as `map_counts` keeps all of them; `places` are those of them."""
    c = _newest(conn, wanted, limit).cte().c
    at_places = (
        select(
            literal("").label("country"),
            c.lat,
            c.lon,
            func.coalesce(func.min(c.shown), "").label("place"),
            func.count().label("number"),
            (func.min(case((c.rough, 1), else_=0)) == 1).label("rough"),
            func.coalesce(func.min(case((c.day != "", c.day))), "").label("first"),
            func.max(c.day).label("last"),
            func.max(c.subject_id).label("subject"),
        )
        .where(c.lat.is_not(None), c.lon.is_not(None))
        .group_by(c.lat, c.lon)
    )
    spots = tuple(Spot(**row._mapping) for row in conn.execute(at_places))
    days = conn.execute(select(c.day, func.count()).group_by(c.day))
    return Counts(spots, len(spots), {day: int(number) for day, number in days})


def _newest(conn: Connection, wanted: WantedSubjects, limit: int) -> Select[Any]:
    """Where and when the newest subjects were: the columns of a `SubjectSpot`, in its order."""
    c = schema.subject_heads.c
    query = select(c.subject_id, c.day, c.size, c.lat, c.lon, c.shown, c.rough).where(*_wanted(conn, wanted))
    return query.order_by(c.day.desc(), c.subject_id.desc()).limit(limit)


def list_by_size(conn: Connection, kind: str, *, limit: int, after: Key | None = None) -> list[Found]:
    """At most `limit` subjects of a kind, those of most claims first: for `heads_of`."""
    c = schema.subject_heads.c
    conditions: list[ColumnElement[bool]] = [c.kind == kind]
    if after is not None:
        size = int(after[0])
        conditions.append(or_(c.size < size, and_(c.size == size, c.subject_id < after[1])))
    return _heads(conn, conditions, (c.size.desc(), c.subject_id.desc()), limit)


def rivals(conn: Connection, subject_id: str, *, limit: int) -> list[Found]:
    """A series with those that count the same measure of the same party's people, the longest first: for `heads_of`."""
    c = schema.subject_heads.c
    topic = conn.execute(select(c.topic).where(c.subject_id == subject_id)).scalar()
    found = _heads(conn, [c.topic == topic], (c.size.desc(),), limit) if topic is not None else []
    if subject_id in {head.id for head in found}:
        return found
    return [*_heads(conn, [c.subject_id == subject_id], (), 1), *found[: limit - 1]]


def _wanted(conn: Connection, wanted: WantedSubjects) -> list[ColumnElement[bool]]:
    c = schema.subject_heads.c
    conditions: list[ColumnElement[bool]] = [c.kind == wanted.kind]
    if wanted.country:
        conditions.append(c.country == wanted.country.upper())
    if wanted.place:
        conditions.append(c.place == fold(wanted.place.strip()))
    if wanted.since:
        conditions.append(c.day >= wanted.since.isoformat())
    if wanted.until:
        conditions += [c.day <= wanted.until.isoformat(), c.day != ""]
    if wanted.reported:
        by = wanted.reported.isoformat()  # what is dated later was not known so; it is the order of the list that ends
        conditions += [c.reported <= by, c.reported != "", c.day <= by]
    if wanted.located:
        conditions += [c.lat.is_not(None), c.lon.is_not(None)]
    if wanted.given is not None:
        events = schema.subject_events.c
        known = exists().where(events.subject_id == c.subject_id, events.seq <= wanted.given)
        conditions.append(known)
    return [*conditions, *holds(conn, c.subject_id, "i-", wanted.own)]


def _heads(
    conn: Connection, conditions: Sequence[ColumnElement[bool]], order: Sequence[Any], limit: int
) -> list[Found]:
    heads, subjects = schema.subject_heads, schema.subjects
    joined = heads.join(subjects, heads.c.subject_id == subjects.c.id)
    query = (
        select(
            subjects.c.id, heads.c.kind, subjects.c.name, heads.c.day, heads.c.reported, heads.c.size, subjects.c.body
        )
        .select_from(joined)
        .where(*conditions)
        .order_by(*order)
        .limit(limit)
    )
    return list(conn.execute(query))


def heads_of(rows: Sequence[Found]) -> list[SubjectHead]:
    """The subjects of these rows: their bodies are parsed once the transaction that read them is over."""
    return [SubjectHead(r.id, r.kind, r.name, r.day, r.reported, r.size, json.loads(r.body)) for r in rows]


def put_heads(
    conn: Connection, subjects: Sequence[tuple[str, str, dict[str, Any], Sequence[str]]], renewed: Sequence[str]
) -> list[Row]:
    """Make the heads of these subjects (id, kind, body and claims of each) all that there are of the ids that were
    `renewed`; the rows that went or came.
    """
    rows: list[Row] = []
    for start in range(0, len(subjects), _BATCH):
        batch = subjects[start : start + _BATCH]
        told = _told(conn, [claim for *_, claims in batch for claim in claims])
        rows += [_head(id_, kind, body, [told[c] for c in claims if c in told]) for id_, kind, body, claims in batch]
    return put(conn, schema.subject_heads, rows, held_by(conn, schema.subject_heads, _heads_id, renewed))


_heads_id = schema.subject_heads.c.subject_id


def _told(conn: Connection, claims: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The first day of what each claim tells, and the day of its report; empty where not known."""
    current, reports = schema.current_claims, schema.reports
    found: dict[str, tuple[str, str]] = {}
    days: dict[str, str] = {}
    for start in range(0, len(claims), _BATCH):
        batch = claims[start : start + _BATCH]
        query = select(current.c.mention_id, current.c.report_id, current.c.when_start, current.c.when_end).where(
            current.c.mention_id.in_(batch)
        )
        rows = conn.execute(query).all()
        new = sorted({row.report_id for row in rows} - days.keys())
        for report in conn.execute(select(reports.c.id, reports.c.body).where(reports.c.id.in_(new))):
            days[report.id] = json.loads(report.body)["published"] or ""
        for row in rows:
            day = row.when_start or row.when_end
            found[row.mention_id] = (day.isoformat() if day else "", days[row.report_id])
    return found


def _head(id_: str, kind: str, body: dict[str, Any], told: Sequence[tuple[str, str]]) -> dict[str, Any]:
    place = body.get("place")
    running = "points" in body
    topic = f"{body['measure']} {fold(body['party'] or '')} {body['status']}" if running else None
    return {
        "subject_id": id_,
        "kind": kind,
        "day": body.get("first") or min((day for day, _ in told if day), default=""),
        "reported": min((day for _, day in told if day), default=""),
        "country": body.get("country"),
        "place": fold(place) if place else None,
        "topic": topic,
        "lat": body.get("lat"),
        "lon": body.get("lon"),
        "size": len(told),
        "shown": place,
        "rough": (body.get("where_prec") or 1) > 1,
    }


def put_sources(conn: Connection, found: Sequence[StoredSource], held: Sequence[Row]) -> None:
    """Put these sources of cells in the place of those held, and work out what all cells say of those that changed."""
    rows = [
        {
            "source_id": s.source.id,
            "cell": s.cell,
            "claims": s.claims,
            "body": record_json(s.source),
            "seen": None if s.seen is None else to_json(s.seen),
        }
        for s in found
    ]
    touched = {row["source_id"] for row in put(conn, schema.source_cells, rows, held)}
    c = schema.source_cells.c
    for batch in _batches(sorted(touched)):
        conn.execute(delete(schema.sources).where(schema.sources.c.id.in_(batch)))
        by_source: dict[str, list[Any]] = defaultdict(list)
        for row in conn.execute(select(schema.source_cells).where(c.source_id.in_(batch)).order_by(c.cell)):
            by_source[row.source_id].append(row)
        made = [{"id": id_, "claims": sum(r.claims for r in of), "body": _joined(of)} for id_, of in by_source.items()]
        if made:
            conn.execute(insert(schema.sources), made)


def stored_source(row: Any) -> StoredSource:
    """A source of a cell from its row."""
    seen = None if row.seen is None else json.loads(row.seen)
    return StoredSource(Source.model_validate(json.loads(row.body)), row.cell, row.claims, seen)


def _joined(rows: Sequence[Any]) -> str:
    """What most claims say of a source, with all names that any cell has for it."""
    if len(rows) == 1:
        return str(rows[0].body)
    ordered = sorted(rows, key=lambda row: (-row.claims, row.cell))
    sources = [Source.model_validate(json.loads(row.body)) for row in ordered]
    names = dict.fromkeys(name for source in sources for name in source.aliases)
    return record_json(sources[0].model_copy(update={"aliases": tuple(names)}))


def list_sources(conn: Connection, *, limit: int, after: Key | None = None) -> list[tuple[Source, int]]:
    """At most `limit` sources with the number of their claims, those of most claims first."""
    c = schema.sources.c
    query = select(c.body, c.claims).order_by(c.claims.desc(), c.id.desc()).limit(limit)
    if after is not None:
        number = int(after[0])
        query = query.where(or_(c.claims < number, and_(c.claims == number, c.id < after[1])))
    return [(Source.model_validate(json.loads(row.body)), row.claims) for row in conn.execute(query)]


def sources_by_id(conn: Connection, ids: Sequence[str]) -> dict[str, tuple[Source, int]]:
    """These sources with the number of their claims, by id."""
    c = schema.sources.c
    return {
        row.id: (Source.model_validate(json.loads(row.body)), row.claims)
        for batch in _batches(ids)
        for row in conn.execute(select(schema.sources).where(c.id.in_(batch)))
    }


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _BATCH):
        yield list(values[start : start + _BATCH])
