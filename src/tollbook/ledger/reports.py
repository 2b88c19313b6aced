"""Reports in the log: what is known, what is a copy, what is a revision; their texts and raw bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from tollbook.errors import LedgerError
from tollbook.model import Report, make_id, sha256_hex

from . import schema
from .claims import HAND
from .codec import pack, pack_text, plain, record_json, unpack, unpack_text
from .projection import index_text, texts_with
from .store import Write

_BATCH = 500
RESTORE = "Restore the ledger from a dump or a copy (`tollbook restore`)."
Outcome = Literal["read", "known", "copy", "revision"]

_c = schema.reports.c
_LOOK = select(
    select(_c.id).where(_c.id == bindparam("id")).scalar_subquery().label("known"),
    select(_c.id).where(_c.text_id == bindparam("text_id")).order_by(_c.seq).limit(1).scalar_subquery().label("first"),
    select(_c.id)
    .where(_c.revision_key == bindparam("key"))
    .order_by(_c.seq.desc())
    .limit(1)
    .scalar_subquery()
    .label("last"),
)
_BLOB = select(schema.blobs.c.seq).where(schema.blobs.c.sha256 == bindparam("sha256"))


@dataclass(frozen=True)
class Added:
    """What became of a report: `of` is the report that it is a copy or revision of."""

    outcome: Outcome
    report_id: str
    of: str | None = None


@dataclass(frozen=True)
class StoredReport:
    """A report in the ledger, without its text: `outcome` and `of` as when it was added."""

    id: str
    text_id: str
    outcome: Outcome
    of: str | None
    added: str
    length: int
    given_id: str | None
    outlet: str | None
    address: str | None
    published: date | None
    title: str | None
    language: str | None
    media_type: str
    blob: str | None
    entered: str | None = None
    restricted: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table of claims."""
        return self.entered not in (None, HAND)


def revision_key(report: Report) -> str | None:
    """What a report and its later states share: the address; without one, the given id and outlet.

    Rows of a table may share an address: they go by the table's name and the row's id.
    """
    if report.entered is not None:
        return None if report.given_id is None else make_id("k", "entered", report.entered, report.given_id)
    if report.address is not None:
        return make_id("k", "address", report.address)
    if report.given_id is not None:
        return make_id("k", "given", report.given_id, report.outlet)
    return None


def look(conn: Connection, report: Report) -> Added:
    """What would become of the report if it were added now.

    All of outlet, address, date, given id and text equal: known. The same text, anything else different: a copy of
    the first that had it. Another text at the same address: a revision of the last that stood there.
    """
    wanted: dict[str, Any] = {"id": report.id, "text_id": report.text_id, "key": revision_key(report)}
    found = conn.execute(_LOOK, wanted).one()
    if found.known is not None:
        return Added("known", found.known)
    if found.first is not None:
        return Added("copy", wanted["id"], found.first)
    return Added("read" if found.last is None else "revision", wanted["id"], found.last)


def add_report(w: Write, report: Report, raw: bytes | None) -> Added:
    """Append a report with its text and raw bytes, unless it is known."""
    added = look(w.conn, report)
    if added.outcome == "known":
        return added
    blob, text_id = _add_blob(w, report, raw), report.text_id
    if added.outcome != "copy":
        _add_text(w, report, text_id)
    row = {
        "id": added.report_id,
        "text_id": text_id,
        "blob": blob,
        "revision_key": revision_key(report),
        "outcome": added.outcome,
        "of_report": added.of,
        "added": w.at,
        "body": record_json(report.model_copy(update={"blob": blob}), exclude={"text"}),
    }
    w.append(schema.reports, [row])
    return added


def _add_blob(w: Write, report: Report, raw: bytes | None) -> str | None:
    if raw is None:
        if report.blob is not None and w.conn.execute(_BLOB, {"sha256": report.blob}).first() is None:
            raise LedgerError(f"report {report.id}: its raw bytes {report.blob} are not in the ledger. Give them too.")
        return report.blob
    sha256 = sha256_hex(raw)
    if report.blob not in (None, sha256):
        raise LedgerError(f"report {report.id}: names the raw bytes {report.blob}, but those given are {sha256}.")
    return add_blob(w, raw)


def add_blob(w: Write, raw: bytes) -> str:
    """Keep raw bytes, unless they are there already; returns their SHA-256."""
    sha256 = sha256_hex(raw)
    if w.conn.execute(_BLOB, {"sha256": sha256}).first() is None:
        w.append(schema.blobs, [{"sha256": sha256, "size": len(raw), "data": pack(raw)}])
    return sha256


def _add_text(w: Write, report: Report, text_id: str) -> None:
    row = {
        "id": text_id,
        "length": len(report.text),
        "reader": plain(report.reader),
        "chars": pack_text(report.text),
    }
    (seq,) = w.append(schema.texts, [row])
    index_text(w.conn, seq, report.text)


def resolve_report(conn: Connection, name: str) -> str:
    """A report's id from the id, a unique beginning of it, or a given id that one report has.

    Of a table's row that was revised it is the latest state.
    Raises LedgerError where none or several fit.
    """
    reports = schema.reports
    exact = conn.execute(select(reports.c.id).where(reports.c.id == name)).scalar()
    if exact is not None:
        return str(exact)
    begins = list(
        conn.execute(select(reports.c.id).where(reports.c.id.startswith(name, autoescape=True)).limit(6)).scalars()
    )
    given = [] if len(begins) == 1 and name.startswith("r-") else _with_given_id(conn, name)
    found = given or (begins if name else [])
    if not found:
        raise LedgerError(f"{name}: no such report. `tollbook reports` lists them.")
    if len(found) > 1 and _are_states(conn, found):
        return found[-1]
    if len(found) > 1:
        raise LedgerError(f"{name}: fits several reports ({', '.join(found[:5])}). Give one of these ids.")
    return found[0]


def _are_states(conn: Connection, report_ids: list[str]) -> bool:
    """Whether these are all states of one row of a table."""
    rows = conn.execute(select(_c.revision_key, _c.body).where(_c.id.in_(report_ids))).all()
    entered = all(json.loads(row.body).get("entered") for row in rows)
    return entered and len({row.revision_key for row in rows}) == 1 and rows[0].revision_key is not None


def _with_given_id(conn: Connection, name: str) -> list[str]:
    reports = schema.reports
    rows = conn.execute(select(reports.c.id, reports.c.body).order_by(reports.c.seq))
    return [row.id for row in rows if json.loads(row.body)["given_id"] == name]


def get_report(conn: Connection, report_id: str) -> Report:
    """The report with its text. Raises LedgerError where there is none."""
    reports = schema.reports
    row = conn.execute(select(reports).where(reports.c.id == report_id)).first()
    if row is None:
        raise LedgerError(f"{report_id}: no such report in the ledger. Give the id of one, as `tollbook show` does.")
    return _whole(row, get_text(conn, row.text_id))


def _whole(row: Row[Any], text: str) -> Report:
    """A stored report with its text, under the ids that it has here, whatever was redacted of it since."""
    report = Report.model_validate({**json.loads(row.body), "text": text})
    kept = (row.id, row.text_id)
    return report if (report.id, report.text_id) == kept else report.model_copy(update={"kept": kept})


def reports_with_texts(conn: Connection, ids: Sequence[str]) -> Iterator[Report]:
    """These reports with their texts, in batches so that no more of them than wanted are in memory; in no order."""
    reports, texts = schema.reports, schema.texts
    joined = reports.join(texts, reports.c.text_id == texts.c.id)
    for start in range(0, len(ids), _BATCH):
        wanted = reports.c.id.in_(ids[start : start + _BATCH])
        for row in conn.execute(select(reports, texts.c.chars).select_from(joined).where(wanted)):
            yield _whole(row, unpack_text(row.chars))


def texts_of(conn: Connection, report_ids: Sequence[str]) -> dict[str, str]:
    """The texts of these reports by the reports' ids."""
    reports, texts = schema.reports, schema.texts
    joined = reports.join(texts, reports.c.text_id == texts.c.id)
    found: dict[str, str] = {}
    for start in range(0, len(report_ids), _BATCH):
        wanted = reports.c.id.in_(report_ids[start : start + _BATCH])
        rows = conn.execute(select(reports.c.id, texts.c.chars).select_from(joined).where(wanted))
        found.update((row.id, unpack_text(row.chars)) for row in rows)
    if lacking := set(report_ids) - found.keys():
        raise LedgerError(f"{min(lacking)}: its text is not in the ledger. {RESTORE}")
    return found


def get_text(conn: Connection, text_id: str) -> str:
    """The characters of a text. Raises LedgerError where there is none."""
    chars = conn.execute(select(schema.texts.c.chars).where(schema.texts.c.id == text_id)).scalar()
    if chars is None:
        raise LedgerError(f"{text_id}: no such text in the ledger.")
    return unpack_text(chars)


def get_raw(conn: Connection, report_id: str) -> bytes | None:
    """The raw bytes that a report was read from; None where none were kept."""
    joined = schema.reports.outerjoin(schema.blobs, schema.reports.c.blob == schema.blobs.c.sha256)
    row = conn.execute(select(schema.blobs.c.data).select_from(joined).where(schema.reports.c.id == report_id)).first()
    if row is None:
        raise LedgerError(f"{report_id}: no such report in the ledger.")
    return None if row.data is None else unpack(row.data)


def list_reports(conn: Connection, *, search: str | None = None) -> list[StoredReport]:
    """All reports in the order of adding, or those whose text holds all words of `search`."""
    reports, texts = schema.reports, schema.texts
    joined = reports.join(texts, reports.c.text_id == texts.c.id)
    rows = conn.execute(select(reports, texts.c.length).select_from(joined).order_by(reports.c.seq)).all()
    if search is not None:
        wanted = texts_with(conn, search)
        rows = [row for row in rows if row.text_id in wanted]
    return [_stored(row) for row in rows]


def report_ids(conn: Connection) -> list[str]:
    """The ids of all reports in the order of adding."""
    return list(conn.execute(select(_c.id).order_by(_c.seq)).scalars())


def reports_after(conn: Connection, seq: int, *, limit: int) -> list[tuple[int, StoredReport]]:
    """At most `limit` reports added after that entry of the log, in the order of adding, each with its own entry."""
    reports, texts = schema.reports, schema.texts
    joined = reports.join(texts, reports.c.text_id == texts.c.id)
    query = select(reports, texts.c.length).select_from(joined).where(reports.c.seq > seq).order_by(reports.c.seq)
    return [(row.seq, _stored(row)) for row in conn.execute(query.limit(limit))]


def reports_by_id(conn: Connection, ids: Sequence[str]) -> list[StoredReport]:
    """These reports in the order of adding, without their texts."""
    return _listed(conn, schema.reports.c.id.in_(ids))


def reports_of_texts(conn: Connection, text_ids: Sequence[str]) -> list[StoredReport]:
    """The reports that have these texts, in the order of adding."""
    return _listed(conn, schema.reports.c.text_id.in_(text_ids))


def _listed(conn: Connection, condition: ColumnElement[bool]) -> list[StoredReport]:
    reports, texts = schema.reports, schema.texts
    joined = reports.join(texts, reports.c.text_id == texts.c.id)
    query = select(reports, texts.c.length).select_from(joined).where(condition).order_by(reports.c.seq)
    return [_stored(row) for row in conn.execute(query)]


def _stored(row: Row[Any]) -> StoredReport:
    body = json.loads(row.body)
    published = body["published"]
    return StoredReport(
        id=row.id,
        text_id=row.text_id,
        outcome=row.outcome,
        of=row.of_report,
        added=row.added,
        length=row.length,
        given_id=body["given_id"],
        outlet=body["outlet"],
        address=body["address"],
        published=date.fromisoformat(published) if published else None,
        title=body["title"],
        language=body["language"],
        media_type=body["media_type"],
        blob=row.blob,
        entered=body.get("entered"),
        restricted=body.get("restricted", False),
    )
