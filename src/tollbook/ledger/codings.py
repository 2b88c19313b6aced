"""Double codings in the log: chained with the judgements, and apart from the record."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from tollbook.errors import LedgerError
from tollbook.model import CodingEntry

from . import chain, schema
from .chain_append import append
from .codec import to_json
from .store import Write


def note_coding(w: Write, entries: Sequence[CodingEntry]) -> None:
    """Append entries to double codings. Raises LedgerError where nobody is named."""
    for entry in entries:
        if not entry.by.strip():
            raise LedgerError("a coding needs the name of who codes.")
        append(w, schema.codings, entry.coding, to_json(entry.model_dump(mode="json")), chain.new_salt())


def coding_entries(conn: Connection, *, coding: str | None = None) -> list[CodingEntry]:
    """The entries of one double coding, or of all, in the order of the chain, but for those that were blanked."""
    table = schema.codings
    query = select(table.c.content).where(table.c.content.is_not(None)).order_by(table.c.n)
    if coding is not None:
        query = query.where(table.c.subject == coding)
    return [CodingEntry.model_validate(json.loads(content)) for content in conn.execute(query).scalars()]


def length(conn: Connection) -> int:
    """A number that is another once something was recorded in a double coding."""
    return int(conn.execute(select(func.max(schema.codings.c.n))).scalar() or 0)
