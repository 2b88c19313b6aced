"""What `reconcile` makes of the claims, kept as projections cell by cell, and the log of the ids that it gives."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, insert, or_, select, union, update

from tollbook.errors import LedgerError
from tollbook.model import Dependence, Link

from . import influence, kept, lists, map_counts, schema, within
from .codec import to_json
from .influence import StoredInfluence
from .kept import KeptAccount, KeptCell, Scope
from .lists import StoredSource
from .put import Row, held_by, held_cells, put
from .store import Write
from .within import LinksWithin

_BATCH = 500


@dataclass(frozen=True)
class RecordState:
    """How far the record goes: the log's sequence number that it was made from, and what made it."""

    made_to: int
    made_by: str
    policies: str = ""
    """The policies under which influence was worked out, as one mark."""


@dataclass(frozen=True)
class StoredSubject:
    """An incident, a period or a series: `body` is its record in JSON form, `claims` the ids of its mentions."""

    id: str
    kind: str
    cell: str
    name: str
    body: dict[str, Any]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class StoredLink:
    """A link and the cell in which it was found."""

    link: Link
    cell: str


@dataclass(frozen=True)
class StoredDependence:
    """A dependence between two reports and the cell in which it was found."""

    dependence: Dependence
    cell: str


@dataclass(frozen=True)
class SubjectEvent:
    """One entry of the log of ids; `members` are the subject's claims from then on."""

    subject: str
    kind: str
    event: str
    members: tuple[str, ...]
    other: str | None = None
    at: str = ""
    seq: int = 0


@dataclass(frozen=True)
class RecordChange:
    """What a run of `reconcile` puts in the place of all that the touched cells held."""

    made_by: str
    made_to: int
    cells: frozenset[str]
    made_from: RecordState | None = None
    """The state of the record that it takes the place of; where another is there by now, nothing is stored."""
    claim_cells: Sequence[tuple[str, str, str]] = ()
    """(mention, report, cell)"""
    links: Sequence[StoredLink] = ()
    subjects: Sequence[StoredSubject] = ()
    dependences: Sequence[StoredDependence] = ()
    sources: Sequence[StoredSource] = ()
    events: Sequence[SubjectEvent] = field(default=())
    influence: Sequence[StoredInfluence] = ()
    policies: str = ""
    within: Sequence[LinksWithin] = ()
    fresh: frozenset[str] = frozenset()
    """The claims of reports that have changed since the record was made: what is told of them may be another."""
    scopes: Sequence[Scope] = ()
    """What is put in the place of what of further cells, of which the rest stays."""
    kept: Sequence[KeptCell] = ()
    accounts: Sequence[KeptAccount] = ()
    """What large cells were made with: all of it of `cells`, what is new of those in scope."""


def record_state(conn: Connection) -> RecordState | None:
    """How far the record goes; None where nothing was reconciled since the projections were made."""
    row = conn.execute(select(schema.record_state)).first()
    return None if row is None else RecordState(row.made_to, row.made_by, row.policies)


def changed_reports(conn: Connection, made_to: int, *, since: date | None = None) -> list[str]:
    """The reports whose claims the log changed after `made_to`, and those first stored on or after `since`."""
    mentions, log = schema.mentions, []
    for table, key in (
        (schema.readings, "mention_id"),
        (schema.retirements, "mention_id"),
        (schema.successors, "old_id"),
        (schema.judgements, "mention_id"),
    ):
        joined = table.join(mentions, table.c[key] == mentions.c.id)
        log.append(select(mentions.c.report_id).select_from(joined).where(table.c.seq > made_to))
    reports = schema.reports.c
    added = reports.seq > made_to if since is None else or_(reports.seq > made_to, reports.added >= since.isoformat())
    log.append(select(reports.id).where(added))
    return sorted(conn.execute(union(*log)).scalars())


def cells_of_reports(conn: Connection, report_ids: Sequence[str]) -> set[str]:
    """The cells in which the record has claims of these reports."""
    cells = schema.claim_cells.c
    found: set[str] = set()
    for batch in _batches(report_ids):
        found |= set(conn.execute(select(cells.cell).where(cells.report_id.in_(batch)).distinct()).scalars())
    return found


def cells_of_claims(conn: Connection, mention_ids: Sequence[str]) -> set[str]:
    """The cells in which the record has these claims."""
    cells = schema.claim_cells.c
    found: set[str] = set()
    for batch in _batches(mention_ids):
        found |= set(conn.execute(select(cells.cell).where(cells.mention_id.in_(batch)).distinct()).scalars())
    return found


def incidents_in(conn: Connection, cell: str) -> set[frozenset[str]]:
    """The incidents of a cell, each by its claims."""
    subjects_, members = schema.subjects, schema.subject_claims
    joined = members.join(subjects_, members.c.subject_id == subjects_.c.id)
    query = select(members).select_from(joined).where(subjects_.c.cell == cell, subjects_.c.kind == "incident")
    claims = defaultdict[str, list[str]](list)
    for row in conn.execute(query):
        claims[row.subject_id].append(row.mention_id)
    return {frozenset(own) for own in claims.values()}


def link_keys_in(conn: Connection, cell: str) -> set[tuple[str, str, str]]:
    """The links of a cell, each by its type and its ends."""
    c = schema.links.c
    return {(row.type, row.a, row.b) for row in conn.execute(select(c.type, c.a, c.b).where(c.cell == cell))}


def all_cells(conn: Connection) -> set[str]:
    """All cells of which the record holds anything."""
    tables = (schema.claim_cells, schema.subjects, schema.links, schema.dependences)
    return {cell for table in tables for cell in conn.execute(select(table.c.cell).distinct()).scalars()}


def reports_in(conn: Connection, cells: Iterable[str]) -> set[str]:
    """The reports of which the record has claims in these cells."""
    table, found = schema.claim_cells.c, set[str]()
    for batch in _batches(sorted(cells)):
        found |= set(conn.execute(select(table.report_id).where(table.cell.in_(batch)).distinct()).scalars())
    return found


def cells_of_each(conn: Connection, report_ids: Sequence[str]) -> dict[str, str]:
    """The cell in which the record has each claim of these reports."""
    table, found = schema.claim_cells.c, dict[str, str]()
    for batch in _batches(report_ids):
        rows = conn.execute(select(table.mention_id, table.cell).where(table.report_id.in_(batch)))
        found.update((row.mention_id, row.cell) for row in rows)
    return found


def replace(w: Write, change: RecordChange) -> bool:
    """Put what was made anew in the place of what the touched cells held, and log what became of ids.

    False, with nothing stored, where somebody else has made the record since (`RecordChange.made_from`).
    """
    if record_state(w.conn) != change.made_from:
        return False
    cells, conn = sorted(change.cells), w.conn

    def held(table: Table, name: str, values_of: Callable[[Scope], Iterable[str]]) -> list[Row]:
        """The rows of the cells that were made anew, and of the others those in scope."""
        rows = held_cells(conn, table, cells)
        for scope in change.scopes:
            rows += kept.held_in(conn, table, name, sorted(values_of(scope)), scope.cell)
        return rows

    put(conn, schema.claim_cells, _claim_cell_rows(change), held(schema.claim_cells, "report_id", lambda s: s.reports))
    put(conn, schema.links, [_link_row(one) for one in change.links], held(schema.links, "a", lambda s: s.claims))
    renewed = _put_subjects(conn, change, held(schema.subjects, "id", lambda s: s.subjects))
    depend = held(schema.dependences, "a", lambda s: {a for a, *_ in s.dependences})
    replaced = {(one.cell, *key) for one in change.scopes for key in one.dependences}
    put(
        conn,
        schema.dependences,
        [_dependence_row(one) for one in change.dependences],
        [row for row in depend if row["cell"] in change.cells or _dependence_key(row) in replaced],
    )
    influence.put_in(conn, change.influence, held(schema.influence, "mention_id", lambda s: s.claims))
    within.keep(conn, change.within)
    told = [(s.id, s.kind, s.body, s.claims) for s in change.subjects if s.id in renewed]
    map_counts.refresh(conn, map_counts.touched_by(lists.put_heads(conn, told, sorted(renewed))))
    lists.put_sources(conn, change.sources, held(schema.source_cells, "source_id", lambda s: s.sources))
    kept.forget(conn, cells)
    kept.keep(conn, change.kept, change.accounts)
    w.append(
        schema.subject_events,
        [
            {
                "subject_id": event.subject,
                "kind": event.kind,
                "event": event.event,
                "other": event.other,
                "members": to_json(list(event.members)),
                "at": w.at,
            }
            for event in change.events
        ],
    )
    conn.execute(delete(schema.record_state))
    state = {"made_to": change.made_to, "made_by": change.made_by, "policies": change.policies}
    conn.execute(insert(schema.record_state), [{"one": 1, **state}])
    return True


def replace_influence(w: Write, found: Sequence[StoredInfluence], made_from: RecordState, policies: str) -> bool:
    """Put influence under other policies in the place of all that is kept; False where the record is another by now."""
    if record_state(w.conn) != made_from:
        return False
    influence.put_all(w.conn, found)
    w.conn.execute(update(schema.record_state).values(policies=policies))
    return True


def links(conn: Connection) -> list[StoredLink]:
    """All links, by their ends."""
    table = schema.links
    return [
        StoredLink(
            Link(type=r.type, a=r.a, b=r.b, why=r.why, score=r.score, fields=tuple(json.loads(r.fields))), r.cell
        )
        for r in conn.execute(select(table).order_by(table.c.a, table.c.b, table.c.type))
    ]


def subjects(conn: Connection, kind: str | None = None) -> list[StoredSubject]:
    """All incidents, periods and series, or those of one kind, by id."""
    table, members = schema.subjects, schema.subject_claims
    claims: dict[str, list[str]] = {}
    for row in conn.execute(select(members).order_by(members.c.subject_id, members.c.mention_id)):
        claims.setdefault(row.subject_id, []).append(row.mention_id)
    query = select(table).order_by(table.c.id)
    return [
        StoredSubject(r.id, r.kind, r.cell, r.name, json.loads(r.body), tuple(claims.get(r.id, ())))
        for r in conn.execute(query if kind is None else query.where(table.c.kind == kind))
    ]


def resolve_subject(conn: Connection, given: str) -> str:
    """A subject's id from the id or a unique beginning of it.

    Raises LedgerError where none fits, or several, or where the id was merged into another or ended.
    """
    ids = schema.subjects.c.id
    if conn.execute(select(ids).where(ids == given)).first() is not None:
        return given  # pages give whole ids: to look for a beginning takes longer the more there are
    found = list(
        conn.execute(select(ids).where(ids.startswith(given, autoescape=True)).order_by(ids).limit(6)).scalars()
    )
    if len(found) == 1:
        return str(found[0])
    if found:
        shown = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
        raise LedgerError(f"{given}: several incidents or series begin so ({shown}). Give more of the id.")
    past = subject_events(conn, given)
    if past and past[-1].event == "merged":
        raise LedgerError(f"{given}: was merged into {past[-1].other}. Give that id.")
    if past and past[-1].event == "ended":
        raise LedgerError(f"{given}: has ended: no claim is left in it.")
    raise LedgerError(f"{given}: no such incident or series. `tollbook incidents` lists the ids.")


def dependences(conn: Connection) -> list[StoredDependence]:
    """What is known of reports that do not stand alone, by their ids."""
    table = schema.dependences
    rows = conn.execute(select(table).order_by(table.c.a, table.c.b, table.c.kind, table.c.source, table.c.cell))
    return [
        StoredDependence(
            Dependence(a=r.a, b=r.b, kind=r.kind, why=r.why, source=r.source or None, share=r.share), r.cell
        )
        for r in rows
    ]


def subject_events(conn: Connection, subject: str | None = None, *, until: int | None = None) -> list[SubjectEvent]:
    """The log of ids, or of one id, in its order; `until` a sequence number."""
    table = schema.subject_events
    query = select(table).order_by(table.c.seq)
    if subject is not None:
        query = query.where(table.c.subject_id == subject)
    if until is not None:
        query = query.where(table.c.seq <= until)
    return [
        SubjectEvent(r.subject_id, r.kind, r.event, tuple(json.loads(r.members)), r.other, r.at, r.seq)
        for r in conn.execute(query)
    ]


def events_around(conn: Connection, cells: Sequence[str], subjects_: Sequence[str]) -> list[SubjectEvent]:
    """The log of ids of the subjects of these cells, of these subjects, and of all that are no more, in its order."""
    table, known = schema.subject_events, schema.subjects
    alive = exists().where(known.c.id == table.c.subject_id)
    wanted = [~alive]
    wanted += [exists().where(known.c.id == table.c.subject_id, known.c.cell.in_(one)) for one in _batches(cells)]
    wanted += [table.c.subject_id.in_(one) for one in _batches(subjects_)]
    return [
        SubjectEvent(r.subject_id, r.kind, r.event, tuple(json.loads(r.members)), r.other, r.at, r.seq)
        for r in conn.execute(select(table).where(or_(*wanted)).order_by(table.c.seq))
    ]


def successor_edges(conn: Connection) -> dict[str, str]:
    """Old mention -> the one that stands in its place, by the newest entry."""
    table = schema.successors
    return {r.old_id: r.new_id for r in conn.execute(select(table.c.old_id, table.c.new_id).order_by(table.c.seq))}


def _put_subjects(conn: Connection, change: RecordChange, held: Sequence[Row]) -> set[str]:
    """Put the change's subjects in the place of those held; the ids of all that went, came, or hold a fresh claim."""
    members = held_by(conn, schema.subject_claims, schema.subject_claims.c.subject_id, [row["id"] for row in held])
    renewed = {row["id"] for row in put(conn, schema.subjects, [_subject_row(one) for one in change.subjects], held)}
    rows = [{"subject_id": one.id, "mention_id": claim} for one in change.subjects for claim in one.claims]
    renewed |= {row["subject_id"] for row in put(conn, schema.subject_claims, rows, members)}
    return renewed | {one.id for one in change.subjects if not change.fresh.isdisjoint(one.claims)}


def _claim_cell_rows(change: RecordChange) -> list[dict[str, Any]]:
    return [{"mention_id": m, "report_id": r, "cell": cell} for m, r, cell in change.claim_cells]


def _link_row(stored: StoredLink) -> dict[str, Any]:
    link = stored.link
    return {
        "type": link.type,
        "a": link.a,
        "b": link.b,
        "cell": stored.cell,
        "score": link.score,
        "why": link.why,
        "fields": to_json(list(link.fields)),
    }


def _subject_row(stored: StoredSubject) -> dict[str, Any]:
    return {
        "id": stored.id,
        "kind": stored.kind,
        "cell": stored.cell,
        "name": stored.name,
        "body": to_json(stored.body),
    }


def _dependence_row(stored: StoredDependence) -> dict[str, Any]:
    found = stored.dependence
    return {
        "a": found.a,
        "b": found.b,
        "kind": found.kind,
        "source": found.source or "",
        "cell": stored.cell,
        "why": found.why,
        "share": found.share,
    }


def _dependence_key(row: Row) -> tuple[str, str, str, str, str]:
    return row["cell"], row["a"], row["b"], row["kind"], row["source"]


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _BATCH):
        yield list(values[start : start + _BATCH])
