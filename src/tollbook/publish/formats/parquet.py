"""The publication's tables as Parquet, one a file, with the codebook's words and the versions in the metadata."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..released import Colophon, Release
from ..tables import TABLES, Column, Row

BATCH = 10_000
TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def write(release: Release, folder: Path) -> list[Path]:
    """One file a table."""
    found = []
    for table in TABLES:
        schema = pa.schema([field_of(c) for c in table.columns], metadata=about(release.colophon))
        found.append(write_table(folder / f"{table.name}.parquet", schema, table.rows(release)))
    return found


def field_of(column: Column) -> Any:
    """A column's Arrow field, its line of the codebook with it."""
    return pa.field(column.name, TYPES[column.type], nullable=not column.required, metadata={"says": column.says})


def about(colophon: Colophon) -> dict[str, str]:
    """What every Parquet file says of its publication."""
    return {
        "tollbook.schema": "1",
        "tollbook.title": colophon.title,
        "tollbook.policies": ",".join(p.name for p in colophon.policies),
        "tollbook.head": colophon.head,
        "tollbook.standing": colophon.standing or "",
    }


def write_table(path: Path, schema: Any, rows: Iterator[Row]) -> Path:
    """Write rows in batches, so that memory does not grow with their number."""
    with pq.ParquetWriter(path, schema) as writer:
        while batch := [{name: row.get(name) for name in schema.names} for row in islice(rows, BATCH)]:
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
    return path
