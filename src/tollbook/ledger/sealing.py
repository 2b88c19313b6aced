"""Seals: a Merkle root over the rows of the log, so that a changed, missing or swapped one is found and named.

Each row of the covered tables carries a salted digest of itself. A seal, which is a link of the chain, holds the root
over the digests of all rows since the seal before. The salt of a row goes when it is redacted; its digest stays, and
the root with it. The tree is RFC 6962's (leaves and nodes are hashed with prefixes of their own).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, literal, select, union_all

from tollbook.model import canonical, sha256_hex

from . import schema

if TYPE_CHECKING:
    from .store import Write

SEALED = (schema.texts, schema.reports, schema.readings)
"""The tables whose rows carry digests. Raw bytes and mentions need none: their ids are hashes of what they are."""
_PLAIN = {table.name: [c.name for c in table.columns if c.name not in ("seq", "salt", "digest")] for table in SEALED}
EMPTY = hashlib.sha256(b"").hexdigest()


def with_digest(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a covered table with a new salt and its digest; any other row as it is."""
    if table.name not in _PLAIN:
        return dict(row)
    salt = secrets.token_hex(16)
    return {**row, "salt": salt, "digest": row_digest(table, salt, row)}


def row_digest(table: Table, salt: str, row: Mapping[str, Any]) -> str:
    """The salted digest of a row: over its table, its place in the log and all that it says."""
    values = [_value(row[name]) for name in _PLAIN[table.name]]
    return sha256_hex(canonical([table.name, row["seq"], salt, values]))


def _value(value: Any) -> Any:
    return sha256_hex(bytes(value)) if isinstance(value, (bytes, memoryview)) else value


def merkle_root(leaves: Iterable[str]) -> str:
    """The root over leaves in hexadecimal, in their order (RFC 6962, 2.1); memory grows with their log alone."""
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        node, size = hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest(), 1
        while stack and stack[-1][0] == size:
            node, size = _node(stack.pop()[1], node), size * 2
        stack.append((size, node))
    if not stack:
        return EMPTY
    _, root = stack.pop()
    while stack:
        root = _node(stack.pop()[1], root)
    return root.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Seal:
    """What a seal covers: entries `first` to `last` of the log, so many rows of each table, and their root."""

    first: int
    last: int
    rows: Mapping[str, int]
    root: str
    run: str | None = None


def seal(w: Write, run: str | None = None) -> Seal | None:
    """Seal all rows since the seal before; None where there are none."""
    from .chain import new_salt
    from .chain_append import append

    first, last = last_sealed(w.conn) + 1, w.last_seq
    made = worked_out(w.conn, first, last, run)
    if not made.rows:
        return None
    content = {"first": first, "last": last, "rows": dict(made.rows), "root": made.root, "run": run}
    append(w, schema.seals, run or "", json.dumps(content, separators=(",", ":")), new_salt())
    return made


def last_sealed(conn: Connection) -> int:
    """The last entry of the log that a seal covers; 0 where none does."""
    return max((seal.last for seal in seals(conn)), default=0)


def worked_out(conn: Connection, first: int, last: int, run: str | None = None) -> Seal:
    """The seal that the rows from one entry to another give now; rows from before there were digests are left out."""
    counted: dict[str, int] = {}

    def leaves() -> Iterator[str]:
        for row in conn.execute(_digests(first, last)):
            counted[row.name] = counted.get(row.name, 0) + 1
            yield row.digest

    root = merkle_root(leaves())
    return Seal(first, last, counted, root, run)


def _digests(first: int, last: int) -> Any:
    parts = [
        select(literal(table.name).label("name"), table.c.seq.label("seq"), table.c.digest.label("digest")).where(
            table.c.seq >= first, table.c.seq <= last, table.c.digest.is_not(None)
        )
        for table in SEALED
    ]
    both = union_all(*parts).subquery()
    return select(both.c.name, both.c.digest).order_by(both.c.seq)


def seals(conn: Connection) -> list[Seal]:
    """All seals whose content is there, in the order of the chain; of a spoiled one the chain itself tells."""
    contents = conn.execute(select(schema.seals.c.content).order_by(schema.seals.c.n)).scalars()
    return [Seal(**values) for content in contents if (values := content_of(content)) is not None]


def content_of(text: str | None) -> dict[str, Any] | None:
    """A link's content; None where it was blanked, or is no JSON any more (then it does not give its digest either)."""
    try:
        values = json.loads(text) if text else None
    except ValueError:
        return None
    return values if isinstance(values, dict) else None
