"""CSV that a spreadsheet does not run as formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters after which a spreadsheet evaluates a cell (OWASP, CSV Injection), full-width forms included."""


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet would evaluate a cell with this text."""
    return text.lstrip(" ").startswith(_DANGEROUS)


def safe_cell(value: object) -> object:
    """A value that opens as text: strings that a spreadsheet would evaluate get an apostrophe before them."""
    if isinstance(value, str) and is_dangerous(value):
        return "'" + value
    return value


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO, *, delimiter: str = ",") -> None:
    """Write rows under a header; None is an empty cell; numbers stay numbers, also negative ones."""
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(row[column]) for column in columns])
