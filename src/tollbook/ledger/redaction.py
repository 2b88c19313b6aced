"""Redaction: a report, or a person, blanked for good. The rows keep their places and digests, and say nothing.

What is taken out is written over with blocks of the same length, so that offsets into texts hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, inspect, select, text, update

from tollbook.errors import LedgerError
from tollbook.model import Reading, Span

from . import chain, projection, schema
from .chain_append import append
from .codec import pack, pack_text, record_json, to_json, unpack_text
from .readings import append_retirements
from .reports import resolve_report
from .store import Write
from .timeline import folded, load

BLOCK = "\u2588"
Rows = list[tuple[str, int]]


@dataclass(frozen=True)
class Redacted:
    """How many rows were blanked, by table."""

    rows: dict[str, int]


def redact_report(w: Write, name: str, *, by: str, why: str) -> Redacted:
    """Blank a report: its text (and so every copy of it), raw bytes, titles and addresses, readings and judgements.

    Raises LedgerError where there is no such report, or nobody and no reason is named.
    """
    _check(by, why)
    report_id = resolve_report(w.conn, name)
    text_id = w.conn.execute(select(schema.reports.c.text_id).where(schema.reports.c.id == report_id)).scalar_one()
    reports = w.conn.execute(select(schema.reports).where(schema.reports.c.text_id == text_id)).all()
    done: Rows = []
    _texts(w.conn, done, schema.texts.c.id == text_id, lambda chars: re.sub(r"\S", BLOCK, chars))
    for report in reports:
        _report_body(w.conn, done, report)
        _blob(w.conn, done, report.blob)
        _claims_of(w, done, report.id)
    return _finish(w, done, report_id, by, why)


def redact_name(w: Write, name: str, *, by: str, why: str) -> Redacted:
    """Write over a name wherever it stands: in texts, titles, readings and judgements, whatever its case.

    Raw bytes that hold the texts it stood in go as a whole. Raises LedgerError where the name stands nowhere.
    """
    _check(by, why)
    words = [re.escape(word) for word in name.split()]
    if not words:
        raise LedgerError("a name to redact is empty. Give the name as the reports write it.")
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)

    def masked(chars: str) -> str:
        return pattern.sub(lambda match: re.sub(r"\S", BLOCK, match.group()), chars)

    done: Rows = []
    _texts(w.conn, done, None, masked)
    texts = {seq for table, seq in done if table == schema.texts.name}
    _bodies(w.conn, done, schema.reports, "body", masked)
    held = select(schema.reports.c.blob).join(schema.texts, schema.reports.c.text_id == schema.texts.c.id)
    for blob in set(w.conn.execute(held.where(schema.texts.c.seq.in_(texts))).scalars()):
        _blob(w.conn, done, blob)
    _bodies(w.conn, done, schema.readings, "body", masked)
    for table in (*chain.JUDGED, schema.publications):
        _bodies(w.conn, done, table, "content", masked)
    settings = schema.project_settings  # no chain covers them, so that there is no salt to take
    for seq, said in _json_rows(w.conn, settings, "body"):
        if masked(said) != said:
            _set(w.conn, done, settings, seq, body=masked(said))
    for seq, said in _json_rows(w.conn, schema.person_lists, "content"):
        if (schema.person_lists.name, seq) in done:  # the file of a list that held the name goes as a whole
            _blob(w.conn, done, json.loads(said).get("sha256"))
    if not done:
        raise LedgerError(f"{name}: stands nowhere in this ledger. Give the name as the reports write it.")
    return _finish(w, done, "a name", by, why)


def _check(by: str, why: str) -> None:
    if not by.strip() or not why.strip():
        raise LedgerError("a redaction needs the name of who makes it and the reason. Give --by and --why.")


def _finish(w: Write, done: Rows, about: str, by: str, why: str) -> Redacted:
    """Note the redaction in the chain, without the name that was taken out; make all projections again."""
    rows = sorted(set(done))
    content = to_json({"rows": rows, "by": by, "why": why, "at": w.at})
    append(w, schema.redactions, about, content, chain.new_salt())
    projection.rebuild(w.conn)
    counted: dict[str, int] = {}
    for table, _ in rows:
        counted[table] = counted.get(table, 0) + 1
    return Redacted(counted)


def _set(conn: Connection, done: Rows, table: Table, seq: int, **values: Any) -> None:
    conn.execute(update(table).where(table.c.seq == seq).values(**values))
    done.append((table.name, seq))


def _texts(conn: Connection, done: Rows, which: Any, changed: Callable[[str], str]) -> None:
    table = schema.texts
    query = select(table.c.seq, table.c.chars)
    for row in conn.execute(query if which is None else query.where(which)).all():
        before = unpack_text(row.chars)
        after = changed(before)
        if after != before:
            _set(conn, done, table, row.seq, chars=pack_text(after), salt=None)


def _bodies(conn: Connection, done: Rows, table: Table, column: str, changed: Callable[[str], str]) -> None:
    """Write over words in a JSON column; the JSON stays JSON, since blocks need no escape."""
    for seq, before in _json_rows(conn, table, column):
        after = changed(before)
        if after != before:
            _set(conn, done, table, seq, **{column: after, "salt": None})


def _json_rows(conn: Connection, table: Table, column: str) -> Iterator[tuple[int, str]]:
    for row in conn.execute(select(table.c.seq, table.c[column].label("said"))).all():
        if row.said is not None:
            yield row.seq, row.said


def _report_body(conn: Connection, done: Rows, report: Any) -> None:
    body = json.loads(report.body)
    body |= {"given_id": None, "address": None, "title": None, "zones": [], "known": []}
    _set(conn, done, schema.reports, report.seq, body=to_json(body), revision_key=None, salt=None)


def _blob(conn: Connection, done: Rows, sha256: str | None) -> None:
    table = schema.blobs
    seq = conn.execute(select(table.c.seq).where(table.c.sha256 == sha256)).scalar() if sha256 else None
    if seq is not None:
        _set(conn, done, table, seq, data=pack(b""))


def _claims_of(w: Write, done: Rows, report_id: str) -> None:
    log = load(w.conn, [report_id])[report_id]
    live, newest = folded(log).live, folded(log).newest
    measures = {row.id: row.measure for row in log.mentions}
    for row in log.readings:
        empty = Reading(evidence=Span(start=0, end=0, text=""), measure=measures[row.mention_id])
        _set(w.conn, done, schema.readings, row.seq, body=record_json(empty), salt=None)
    for judgement in log.judgements:
        _set(w.conn, done, schema.judgements, judgement.seq, content=None, salt=None)
    for mention in sorted(live):
        append_retirements(w, newest[mention].run_id, [mention], "retired")


def vacuum(engine: Engine) -> None:
    """Take what was overwritten out of the files too: free pages and the write-ahead log, or dead rows.

    In PostgreSQL the ledger's own tables alone are written anew: the rest of the database may be somebody else's.
    """
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()  # past the engine's own transactions: VACUUM takes none
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement).close()
        finally:
            raw.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        ours = {*schema.metadata.tables, schema.CLAIM_INDEX, schema.QUEUE_INDEX} & set(inspect(conn).get_table_names())
        conn.execute(text(f"VACUUM (FULL) {', '.join(sorted(ours))}"))
