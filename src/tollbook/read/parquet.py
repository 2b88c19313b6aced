"""Tables of reports in Parquet, one report a row, in batches."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from .options import COLUMNS, ReadOptions
from .outcome import Input, ReadFailed, UnreadableError
from .sniff import PARQUET
from .stream import Source
from .table import no_text_column, too_long

_BATCH = 64
_GROUP = 2_000_000_000
"""Bytes of our columns in one row group; they are held at once."""


def parquet_rows(name: str, source: Source, options: ReadOptions) -> Iterator[Input | ReadFailed]:
    """The rows of a table; a row's raw bytes are our columns as one line of canonical JSON.

    Raises UnreadableError where the file is no table that can be read.
    """
    if not source.seekable():
        raise UnreadableError("is a Parquet table, which cannot be read from a pipe; save it as a file")
    number = 0
    try:
        table = pq.ParquetFile(io.BufferedReader(source))
        wanted = _columns(table, options)
        for batch in table.iter_batches(batch_size=_BATCH, columns=list(wanted.values())):
            for record in batch.to_pylist():
                number += 1
                yield _row(f"{name}:{number}", {ours: record.get(theirs) for ours, theirs in wanted.items()},
                           source, options)  # fmt: skip
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        what = " ".join(str(error).split())[:100]
        raise UnreadableError(f"is broken from row {number + 1} on ({what}); write the table again") from error


def _columns(table: pq.ParquetFile, options: ReadOptions) -> dict[str, str]:
    there = table.schema_arrow.names
    wanted = {name: options.column(name) for name in COLUMNS if options.column(name) in there}
    if "text" not in wanted:
        raise UnreadableError(no_text_column(there, options))
    meta = table.metadata
    for group in range(meta.num_row_groups):
        columns = (meta.row_group(group).column(at) for at in range(meta.num_columns))
        held = sum(c.total_uncompressed_size for c in columns if c.path_in_schema in wanted.values())
        if held > _GROUP:
            raise UnreadableError(f"has a row group of {held:,} bytes; write it again with smaller ones")
    return wanted


def _row(where: str, record: Mapping[str, object], source: Source, options: ReadOptions) -> Input | ReadFailed:
    try:
        row = {name: _cell(name, value) for name, value in record.items()}
    except UnreadableError as error:
        return ReadFailed(where, str(error), source.taken())
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(raw) > options.max_bytes:
        return ReadFailed(where, too_long("the row", options.max_bytes), source.taken())
    whole = {name: row.get(name, "") for name in COLUMNS}
    return Input(name=where, raw=raw, row=whole, media_type=PARQUET, encoding="utf-8", size=source.taken())


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UnreadableError(f"its column {name} is no text; write it as a string")
