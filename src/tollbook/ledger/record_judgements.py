"""Judgements on links, incidents, series and sources: appended to the chain, read back as they were made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from tollbook.errors import LedgerError
from tollbook.model import RecordJudgement

from . import chain, schema
from .chain_append import append
from .codec import to_json
from .store import Write


@dataclass(frozen=True)
class StoredRecordJudgement:
    """A judgement on the record, its place in the log, and its identity wherever it is merged to."""

    seq: int
    identity: str
    judgement: RecordJudgement


def judge_record(w: Write, judgement: RecordJudgement) -> int:
    """Append a judgement; returns its sequence number. Raises LedgerError where nobody is named."""
    if not judgement.by.strip():
        raise LedgerError("a judgement needs the name of who makes it. Give it with --by.")
    content = to_json(judgement.model_dump(mode="json"))
    (seq,) = append(w, schema.record_judgements, judgement.subject, content, chain.new_salt())
    return seq


def record_judgements(
    conn: Connection, *, subject: str | None = None, until: int | None = None, withdrawn: bool = False
) -> Sequence[StoredRecordJudgement]:
    """The judgements on the record in the order of the chain, but for those whose content was blanked.

    Those that were taken back, and what took them back, are among them only if asked for with `withdrawn`.
    """
    table = schema.record_judgements
    query = select(table).order_by(table.c.n)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    if until is not None:
        query = query.where(table.c.seq <= until)
    found = [stored_of(row) for row in conn.execute(query) if row.content is not None]
    return found if withdrawn else without_withdrawn(found)


def without_withdrawn(judgements: Sequence[StoredRecordJudgement]) -> list[StoredRecordJudgement]:
    """The judgements that decide something and were not taken back, in the order given."""
    gone: set[str] = set()
    for stored in reversed(judgements):  # a withdrawal that was taken back itself takes nothing back
        if stored.judgement.withdraws is not None and stored.identity not in gone:
            gone.add(stored.judgement.withdraws)
    return [s for s in judgements if s.judgement.withdraws is None and s.identity not in gone]


def stored_of(row: Any) -> StoredRecordJudgement:
    """A judgement from its row, whose content is there."""
    judgement = RecordJudgement.model_validate(json.loads(row.content))
    return StoredRecordJudgement(row.seq, row.origin_hash or row.hash, judgement)
