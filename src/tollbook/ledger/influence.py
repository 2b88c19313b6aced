"""What each claim's rejection would move, kept with the record; the order of review follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from . import schema
from .codec import to_json

_BATCH = 500


@dataclass(frozen=True)
class StoredInfluence:
    """What a claim moves, in people, as worked out in a cell; `body` says of which figure, in JSON form."""

    claim: str
    cell: str
    move: int
    body: dict[str, Any]


def clear_cells(conn: Connection, cells: Sequence[str]) -> None:
    """Forget what was worked out in these cells."""
    _clear(conn, schema.influence.c.cell.in_(cells))


def clear_all(conn: Connection) -> None:
    """Forget all influence."""
    _clear(conn, schema.influence.c.cell.is_not(None))


def fill(conn: Connection, found: Sequence[StoredInfluence]) -> None:
    """Keep what was worked out, and give the claims their turns in review."""
    if not found:
        return
    rows = [{"mention_id": f.claim, "cell": f.cell, "move": f.move, "body": to_json(f.body)} for f in found]
    conn.execute(insert(schema.influence), rows)
    table, claims = schema.influence, schema.current_claims
    moved = select(-table.c.move).where(table.c.mention_id == claims.c.mention_id).scalar_subquery()
    for batch in _batches(sorted({f.cell for f in found})):
        among = select(table.c.mention_id).where(table.c.cell.in_(batch))
        conn.execute(update(claims).where(claims.c.mention_id.in_(among)).values(turn=moved))


def of_claims(conn: Connection, mention_ids: Iterable[str]) -> dict[str, StoredInfluence]:
    """What each of these claims moves, by its id; claims that set no bound are left out."""
    table, found = schema.influence, {}
    for batch in _batches(list(mention_ids)):
        for row in conn.execute(select(table).where(table.c.mention_id.in_(batch))):
            found[row.mention_id] = StoredInfluence(row.mention_id, row.cell, row.move, json.loads(row.body))
    return found


def all_influence(conn: Connection) -> list[StoredInfluence]:
    """What every claim moves, by id; claims that set no bound are left out."""
    rows = conn.execute(select(schema.influence).order_by(schema.influence.c.mention_id))
    return [StoredInfluence(row.mention_id, row.cell, row.move, json.loads(row.body)) for row in rows]


def _clear(conn: Connection, gone: ColumnElement[bool]) -> None:
    table, claims = schema.influence, schema.current_claims
    among = select(table.c.mention_id).where(gone)
    conn.execute(update(claims).where(claims.c.mention_id.in_(among)).values(turn=schema.NO_TURN))
    conn.execute(delete(table).where(gone))


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
