"""One subject of the record with what stands around it: each query reads the rows of that subject alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from tollbook.errors import LedgerError
from tollbook.model import Dependence, Link

from . import past, schema
from .claims import StoredClaim
from .record import StoredSubject
from .record_judgements import StoredRecordJudgement, stored_of, without_withdrawn
from .reports import StoredReport, reports_by_id

_BATCH = 500


def subject(conn: Connection, subject_id: str) -> StoredSubject:
    """One incident, period or series, by its whole id. Raises LedgerError where there is none."""
    table, members = schema.subjects, schema.subject_claims.c
    row = conn.execute(select(table).where(table.c.id == subject_id)).first()
    if row is None:
        raise LedgerError(f"{subject_id}: no such incident, period or series.")
    claims = conn.execute(
        select(members.mention_id).where(members.subject_id == subject_id).order_by(members.mention_id)
    )
    return StoredSubject(row.id, row.kind, row.cell, row.name, json.loads(row.body), tuple(claims.scalars()))


def links_among(conn: Connection, claims: Sequence[str]) -> list[Link]:
    """The links of which both ends are among these claims."""
    table, known = schema.links, set(claims)
    found = [
        Link(type=r.type, a=r.a, b=r.b, why=r.why, score=r.score, fields=tuple(json.loads(r.fields)))
        for batch in _batches(claims)
        for r in conn.execute(select(table).where(table.c.a.in_(batch)))
        if r.b in known
    ]
    return sorted(found, key=lambda link: (link.a, link.b, link.type))


def dependences_among(conn: Connection, reports: Sequence[str]) -> list[Dependence]:
    """What is known of these reports that do not stand apart from another of them."""
    table, known = schema.dependences, set(reports)
    rows = [
        r
        for batch in _batches(reports)
        for r in conn.execute(select(table).where(table.c.a.in_(batch)))
        if r.b in known
    ]
    return _dependences(rows)


def dependences_of(
    conn: Connection, *, report: str | None = None, source: str | None = None, limit: int
) -> list[Dependence]:
    """At most `limit` dependences of one report, or through one source, or of any."""
    table = schema.dependences
    query = select(table).order_by(table.c.a, table.c.b, table.c.kind, table.c.source).limit(limit)
    if report is not None:
        query = query.where(or_(table.c.a == report, table.c.b == report))
    if source is not None:
        query = query.where(table.c.source == source)
    return _dependences(conn.execute(query).all())


def subjects_of_claims(conn: Connection, claims: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Id, kind and name of the subjects that hold each of these claims."""
    members, subjects = schema.subject_claims, schema.subjects
    joined = members.join(subjects, members.c.subject_id == subjects.c.id)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for batch in _batches(claims):
        query = select(members.c.mention_id, subjects.c.id, subjects.c.kind, subjects.c.name).select_from(joined)
        for row in conn.execute(query.where(members.c.mention_id.in_(batch)).order_by(subjects.c.kind, subjects.c.id)):
            found.setdefault(row.mention_id, []).append((row.id, row.kind, row.name))
    return found


def judgements_about(
    conn: Connection, subjects: Sequence[str], *, until: int | None = None, withdrawn: bool = False
) -> list[StoredRecordJudgement]:
    """The decisions on these subjects and links, in their order; those taken back only if asked for."""
    table = schema.record_judgements
    rows: list[Any] = []
    for batch in _batches(list(dict.fromkeys(subjects))):
        query = select(table).where(table.c.subject.in_(batch))
        rows += conn.execute(query if until is None else query.where(table.c.seq <= until)).all()
    found = [stored_of(row) for row in sorted(rows, key=lambda row: int(row.n)) if row.content is not None]
    return found if withdrawn else without_withdrawn(found)


def source_judgements(conn: Connection, *, until: int | None = None) -> list[StoredRecordJudgement]:
    """The decisions on sources, in their order, but for those taken back."""
    table = schema.record_judgements
    query = select(table).where(table.c.subject >= "src-", table.c.subject < "src.").order_by(table.c.n)
    rows = conn.execute(query if until is None else query.where(table.c.seq <= until))
    return without_withdrawn([stored_of(row) for row in rows if row.content is not None])


def claims_at(conn: Connection, seq: int, claims: Sequence[str]) -> list[StoredClaim]:
    """Those of these claims that were current when the log ended with entry `seq`."""
    mentions, wanted = schema.mentions.c, set(claims)
    reports = {
        report
        for batch in _batches(claims)
        for report in conn.execute(select(mentions.report_id).where(mentions.id.in_(batch)).distinct()).scalars()
    }
    return [claim for claim in past.claims_at(conn, seq, sorted(reports)) if claim.id in wanted]


def reports(conn: Connection, ids: Sequence[str]) -> dict[str, StoredReport]:
    """These reports, without their texts, by id."""
    return {report.id: report for batch in _batches(ids) for report in reports_by_id(conn, batch)}


def _dependences(rows: Sequence[Any]) -> list[Dependence]:
    found = [Dependence(a=r.a, b=r.b, kind=r.kind, why=r.why, source=r.source or None, share=r.share) for r in rows]
    return list(dict.fromkeys(found))


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _BATCH):
        yield list(values[start : start + _BATCH])
