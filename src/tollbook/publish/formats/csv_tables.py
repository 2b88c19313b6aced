"""The publication's tables as CSV (RFC 4180, UTF-8), one a file."""

from __future__ import annotations

from pathlib import Path

from ..released import Release
from ..tables import TABLES
from .streams import write_rows


def write(release: Release, folder: Path) -> list[Path]:
    """One file a table."""
    found = []
    for table in TABLES:
        names = [column.name for column in table.columns]
        rows = ([row.get(name) for name in names] for row in table.rows(release))
        found.append(write_rows(folder / f"{table.name}.csv", [names], rows))
    return found
