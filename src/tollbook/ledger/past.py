"""The claims as the log had them at an earlier sequence number, worked out with today's code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from types import SimpleNamespace

from sqlalchemy import Connection, select

from tollbook.model import Project

from . import schema
from .claims import StoredClaim, stored_claim
from .projection import claim_rows
from .timeline import load

_BATCH = 200


def claims_at(conn: Connection, seq: int, of: Sequence[str] | None = None) -> Iterator[StoredClaim]:
    """The claims that were current when the log ended with entry `seq`, in the order of reports and of the text; with
    `of` those of these reports alone."""
    reports = schema.reports
    query = select(reports.c.id, reports.c.body).where(reports.c.seq <= seq).order_by(reports.c.seq)
    if of is None:
        known = conn.execute(query).all()
    else:
        batches = [list(of[start : start + _BATCH]) for start in range(0, len(of), _BATCH)]
        known = [row for batch in batches for row in conn.execute(query.where(reports.c.id.in_(batch)))]
    for start in range(0, len(known), _BATCH):
        batch = known[start : start + _BATCH]
        logs = load(conn, [row.id for row in batch], until=seq)
        for row in batch:
            body, log = json.loads(row.body), logs[row.id]
            mentions = {m.id: m for m in log.mentions}
            rows = claim_rows(log)
            found = [stored_claim(current, _mention(mentions[current["mention_id"]]), body) for current in rows]
            yield from sorted(found, key=_place)


def project_at(conn: Connection, seq: int) -> Project:
    """The settings that were in force then."""
    table = schema.project_settings
    query = select(table.c.body).where(table.c.seq <= seq).order_by(table.c.seq.desc()).limit(1)
    body = conn.execute(query).scalar()
    return Project() if body is None else Project.model_validate(json.loads(body))


def _mention(row: object) -> SimpleNamespace:
    columns = row._mapping  # type: ignore[attr-defined]  # a row of `mentions`
    return SimpleNamespace(**columns, mention_measure=columns["measure"])


def _place(claim: StoredClaim) -> tuple[int, int, str, int]:
    mention = claim.mention
    return mention.anchor_start, mention.anchor_end, mention.measure.value, mention.ordinal
