"""What each claim's rejection would move, kept with the record; the order of review follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update

from . import schema
from .claim_names import add_names, drop_names
from .claim_words import add_words, drop_words
from .codec import to_json
from .put import Row, put

_BATCH = 500


@dataclass(frozen=True)
class StoredInfluence:
    """What a claim moves, in people, as worked out in a cell; `body` says of which figure, in JSON form."""

    claim: str
    cell: str
    move: int
    body: dict[str, Any]


def put_in(conn: Connection, found: Sequence[StoredInfluence], held: Sequence[Row]) -> None:
    """Put this in the place of what is held, and give the claims their turns in review."""
    _give_turns(conn, put(conn, schema.influence, [_row(one) for one in found], held))


def put_all(conn: Connection, found: Sequence[StoredInfluence]) -> None:
    """Make this all that is kept, and give the claims their turns in review."""
    held = [dict(row) for row in conn.execute(select(schema.influence)).mappings()]
    _give_turns(conn, put(conn, schema.influence, [_row(one) for one in found], held))


def _row(found: StoredInfluence) -> Row:
    return {"mention_id": found.claim, "cell": found.cell, "move": found.move, "body": to_json(found.body)}


def _give_turns(conn: Connection, changed: Sequence[Row]) -> None:
    table, claims = schema.influence, schema.current_claims
    moved = select(-table.c.move).where(table.c.mention_id == claims.c.mention_id).scalar_subquery()
    turn = func.coalesce(moved, schema.NO_TURN)
    for batch in _batches(sorted({row["mention_id"] for row in changed})):
        among = claims.c.mention_id.in_(batch)
        drop_names(conn, among)
        drop_words(conn, among)
        conn.execute(update(claims).where(among).values(turn=turn))
        held = conn.execute(select(claims).where(among)).mappings().all()
        add_names(conn, held)
        add_words(conn, held)


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


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
