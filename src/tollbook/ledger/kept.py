"""What large cells were made with, kept with the record, and what of the record stands around new reports."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, insert, select

from tollbook.model import Dependence, Link

from . import schema
from .codec import to_json
from .lists import StoredSource, stored_source
from .put import Row

_BATCH = 500


@dataclass(frozen=True, slots=True)
class KeptAccount:
    """An account of a report: its claims, what it is compared by, and whom its report cites, where it stands for it."""

    id: str
    cell: str
    report: str
    claims: tuple[str, ...]
    packed: bytes
    cited: bytes | None = None


@dataclass(frozen=True, slots=True)
class KeptCell:
    """What a cell was made with."""

    cell: str
    accounts: bytes
    reports: bytes


@dataclass(frozen=True, slots=True)
class Scope:
    """What is made anew of a cell of which the rest stays: the rows of these reports, subjects, claims and sources, and
    these dependences by their keys (a, b, kind, source)."""

    cell: str
    reports: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    dependences: frozenset[tuple[str, str, str, str]] = frozenset()


def held_in(conn: Connection, table: Table, name: str, values: Sequence[str], cell: str) -> list[Row]:
    """The rows of a table with one of these values in a column, of this cell alone."""
    column, found = table.c[name], list[Row]()
    for batch in _batches(values):
        rows = conn.execute(select(table).where(column.in_(batch))).mappings()
        found += [dict(row) for row in rows if row["cell"] == cell]
    return found


def forget(conn: Connection, cells: Sequence[str]) -> None:
    """Keep nothing of these cells any more."""
    for batch in _batches(cells):
        for table in (schema.cell_workings, schema.kept_accounts):
            conn.execute(delete(table).where(table.c.cell.in_(batch)))


def keep(conn: Connection, kept: Sequence[KeptCell], accounts: Sequence[KeptAccount]) -> None:
    """Put workings in the place of those of the same cells, and add accounts to theirs."""
    table = schema.cell_workings
    for one in kept:
        conn.execute(delete(table).where(table.c.cell == one.cell))
        conn.execute(insert(table), [{"cell": one.cell, "accounts": one.accounts, "reports": one.reports}])
    rows = [
        {
            "id": one.id,
            "cell": one.cell,
            "report_id": one.report,
            "claims": to_json(list(one.claims)),
            "packed": one.packed,
            "cited": one.cited,
        }
        for one in accounts
    ]
    if rows:
        conn.execute(insert(schema.kept_accounts), rows)


def workings(conn: Connection, cell: str) -> KeptCell | None:
    """What a cell was made with; None where that is not kept."""
    row = conn.execute(select(schema.cell_workings).where(schema.cell_workings.c.cell == cell)).first()
    return None if row is None else KeptCell(row.cell, row.accounts, row.reports)


def packed(conn: Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """Accounts as they are compared, by their ids."""
    c = schema.kept_accounts.c
    return {
        row.id: row.packed
        for batch in _batches(ids)
        for row in conn.execute(select(c.id, c.packed).where(c.id.in_(batch)))
    }


def claims_of(conn: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The claims of accounts, by their ids."""
    c = schema.kept_accounts.c
    return {
        row.id: tuple(json.loads(row.claims))
        for batch in _batches(ids)
        for row in conn.execute(select(c.id, c.claims).where(c.id.in_(batch)))
    }


def cited(conn: Connection, cell: str) -> Iterator[tuple[str, bytes]]:
    """The reports of a cell that cite anybody, each with whom, hashed."""
    c = schema.kept_accounts.c
    query = select(c.report_id, c.cited).where(c.cell == cell, c.cited.is_not(None))
    yield from ((row.report_id, row.cited) for row in conn.execute(query))


def claims_in(
    conn: Connection, cells: Collection[str], *, reports: Sequence[str] = (), claims: Sequence[str] = ()
) -> set[str]:
    """Those of these claims, and of the claims of these reports, that the record has in these cells."""
    c, found = schema.claim_cells.c, set[str]()
    for column, values in ((c.report_id, reports), (c.mention_id, claims)):
        for batch in _batches(values):
            rows = conn.execute(select(c.mention_id, c.cell).where(column.in_(batch)))
            found |= {row.mention_id for row in rows if row.cell in cells}
    return found


def incidents_of(conn: Connection, claims: Sequence[str]) -> dict[str, str]:
    """The incident of each of these claims that is in one."""
    members, subjects = schema.subject_claims.c, schema.subjects.c
    held = [
        (row.mention_id, row.subject_id)
        for batch in _batches(claims)
        for row in conn.execute(select(schema.subject_claims).where(members.mention_id.in_(batch)))
    ]
    incidents: set[str] = set()  # asked for apart: in one query SQLite would begin with all incidents
    for batch in _batches(sorted({subject for _, subject in held})):
        query = select(subjects.id, subjects.kind).where(subjects.id.in_(batch))
        incidents |= {row.id for row in conn.execute(query) if row.kind == "incident"}
    return {claim: subject for claim, subject in held if subject in incidents}


def links_from(conn: Connection, claims: Sequence[str]) -> list[tuple[Link, str]]:
    """The links that start at these claims, each with its cell."""
    table = schema.links
    return [
        (Link(type=r.type, a=r.a, b=r.b, why=r.why, score=r.score, fields=tuple(json.loads(r.fields))), r.cell)
        for batch in _batches(claims)
        for r in conn.execute(select(table).where(table.c.a.in_(batch)))
    ]


def dependences_in(
    conn: Connection, cell: str, *, reports: Sequence[str] = (), sources: Sequence[str] = ()
) -> list[Dependence]:
    """The dependences in a cell of these reports on others, and those by way of these sources."""
    c = schema.dependences.c
    return [
        Dependence(a=r.a, b=r.b, kind=r.kind, why=r.why, source=r.source or None, share=r.share)
        for column, values in ((c.a, reports), (c.source, sources))
        for batch in _batches(values)
        for r in conn.execute(select(schema.dependences).where(column.in_(batch), c.cell == cell))
    ]


def sources_in(conn: Connection, cell: str, ids: Sequence[str]) -> dict[str, StoredSource]:
    """These sources as a cell has them, by id."""
    c = schema.source_cells.c
    return {
        row.source_id: stored_source(row)
        for batch in _batches(ids)
        for row in conn.execute(select(schema.source_cells).where(c.source_id.in_(batch), c.cell == cell))
    }


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _BATCH):
        yield list(values[start : start + _BATCH])
