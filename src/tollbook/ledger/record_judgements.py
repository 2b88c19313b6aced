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
    conn: Connection, *, subject: str | None = None, until: int | None = None
) -> Sequence[StoredRecordJudgement]:
    """The judgements on the record in the order of the chain, but for those whose content was blanked."""
    table = schema.record_judgements
    query = select(table).order_by(table.c.n)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    if until is not None:
        query = query.where(table.c.seq <= until)
    return [_stored(row) for row in conn.execute(query) if row.content is not None]


def _stored(row: Any) -> StoredRecordJudgement:
    judgement = RecordJudgement.model_validate(json.loads(row.content))
    return StoredRecordJudgement(row.seq, row.origin_hash or row.hash, judgement)
