"""The tables of a shard: their columns and types, and how rows are made of what was read.

Besides flat columns for queries, reports and claims have a `body`: the whole record as JSON, as the ledger writes it,
so that loading a dataset loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from tollbook.model import Report

from ..arrow import columns_of, flat_fields
from ..codec import plain, record_json
from .appearance import Appearance, Unread, as_stored

_JUDGED = frozenset(
    ("state", "retired", "counts", "disagreement", "contested", "judged_by", "judged_at", "run_id", "given_id")
)
"""Columns of a ledger's claims that say what people and later runs made of them: a dataset has none of it."""

_text, _whole = pa.string(), pa.int64()

REPORTS = pa.schema(
    [
        ("id", _text),
        ("text_id", _text),
        ("outcome", _text),
        ("outlet", _text),
        ("address", _text),
        ("published", pa.date32()),
        ("title", _text),
        ("language", _text),
        ("claims", pa.int32()),
        ("archive", _text),
        ("record_uri", _text),
        ("record_date", _text),
        ("record_digest", _text),
        ("record_offset", _whole),
        ("blob", _text),
        ("body", _text),
    ]
)
# bytes, not a string: a text may hold half a surrogate pair, which UTF-8 does not have (decode(text) in DuckDB)
TEXTS = pa.schema([("report_id", _text), ("text_id", _text), ("text", pa.binary())])
RAWS = pa.schema([("report_id", _text), ("data", pa.binary())])
BANDS = pa.schema([("report_id", _text), ("band", _whole)])
UNREAD = pa.schema(
    [
        ("input", _text),
        ("ending", _text),
        ("reason", _text),
        ("stage", _text),
        ("offset", _whole),
        ("data", pa.binary()),
    ]
)
CLAIMS = pa.schema(
    [
        *((field.name, field.type) for field in flat_fields(leave_out=_JUDGED)),
        ("text_id", _text),
        ("anchor_start", _whole),
        ("anchor_end", _whole),
        ("ordinal", pa.int32()),
        ("body", _text),
    ]
)

SCHEMAS: Mapping[str, pa.Schema] = {
    "reports": REPORTS,
    "texts": TEXTS,
    "claims": CLAIMS,
    "bands": BANDS,
    "raws": RAWS,
    "unread": UNREAD,
}
"""Each table's columns, by its name: `claims.parquet` in each shard's folder and so on."""


def text_bytes(text: str) -> bytes:
    """Characters as UTF-8; half a surrogate pair in the same way."""
    return text.encode("utf-8", "surrogatepass")


def report_rows(appearances: Iterable[Appearance]) -> pa.Table:
    """One row for each report."""
    rows = [
        {
            "id": one.report.id,
            "text_id": one.report.text_id,
            "outcome": one.outcome,
            "outlet": plain(one.report.outlet),
            "address": plain(one.report.address),
            "published": one.report.published,
            "title": plain(one.report.title),
            "language": one.report.language,
            "claims": len(one.claims),
            **_where(one.report),
            "blob": one.report.blob,
            "body": record_json(one.report, exclude={"text"}),
        }
        for one in appearances
    ]
    return pa.Table.from_pylist(rows, REPORTS)


def _where(report: Report) -> dict[str, Any]:
    """Where in an archive a report's bytes are."""
    found = report.capture
    return {
        "archive": found and plain(found.archive),
        "record_uri": found and plain(found.uri),
        "record_date": found and found.date,
        "record_digest": found and found.digest,
        "record_offset": found and found.offset,
    }


def claim_rows(appearances: Iterable[Appearance]) -> pa.Table:
    """One row for each claim, flat, with its mention and the whole reading."""
    claims = [(one.report, claim) for one in appearances for claim in one.claims]
    flat = columns_of([as_stored(report, claim) for report, claim in claims], leave_out=_JUDGED)
    mentions = [claim.mention for _, claim in claims]
    return pa.Table.from_arrays(
        [
            *flat,
            pa.array([m.text_id for m in mentions], _text),
            pa.array([m.anchor_start for m in mentions], _whole),
            pa.array([m.anchor_end for m in mentions], _whole),
            pa.array([m.ordinal for m in mentions], pa.int32()),
            pa.array([record_json(claim.reading) for _, claim in claims], _text),
        ],
        schema=CLAIMS,
    )


def text_rows(appearances: Iterable[Appearance]) -> pa.Table:
    """One row for each report."""
    rows = [
        {"report_id": one.report.id, "text_id": one.report.text_id, "text": text_bytes(one.report.text)}
        for one in appearances
    ]
    return pa.Table.from_pylist(rows, TEXTS)


def raw_rows(appearances: Iterable[Appearance]) -> pa.Table:
    """One row for each report whose bytes stand nowhere else."""
    rows = [{"report_id": one.report.id, "data": one.raw} for one in appearances if one.raw is not None]
    return pa.Table.from_pylist(rows, RAWS)


def band_rows(appearances: Iterable[Appearance]) -> pa.Table:
    """One row for each band of each report."""
    rows = [{"report_id": one.report.id, "band": band} for one in appearances for band in one.bands]
    return pa.Table.from_pylist(rows, BANDS)


def unread_rows(found: Iterable[Unread]) -> pa.Table:
    """One row for each input that gave no report."""
    rows: list[dict[str, Any]] = [
        {
            "input": plain(one.input),
            "ending": one.ending,
            "reason": plain(one.reason),
            "stage": one.stage,
            "offset": one.offset,
            "data": one.data,
        }
        for one in found
    ]
    return pa.Table.from_pylist(rows, UNREAD)


ROWS_OF: Mapping[str, Callable[[Sequence[Appearance]], pa.Table]] = {
    "reports": report_rows,
    "texts": text_rows,
    "claims": claim_rows,
    "bands": band_rows,
    "raws": raw_rows,
}
"""How each table but `unread` is made of reports, in their order."""
