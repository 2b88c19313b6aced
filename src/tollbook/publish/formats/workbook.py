"""The publication's tables as one workbook (.xlsx): text is never a formula, a link or a number."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from ..released import Release
from ..tables import TABLES, Table

ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
CELL = 32_767
"""Characters that a cell holds."""
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


def write(release: Release, folder: Path) -> list[Path]:
    """One sheet a table (more where it does not fit one), and a first sheet that says what it is."""
    path = folder / "record.xlsx"
    book = xlsxwriter.Workbook(str(path), SAFE)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    _about(book, release, bold)
    for table in TABLES:
        _sheet(book, table, release, bold, day)
    book.close()
    return [path]


def _about(book: Any, release: Release, bold: Any) -> None:
    colophon, sheet = release.colophon, book.add_worksheet("about")
    lines = [
        (colophon.title, bold),
        (f"Draft: {colophon.standing}." if colophon.standing else "Passed the gates before publishing.", bold),
        (f"Made on {colophon.made} under {', '.join(p.title for p in colophon.policies)}.", None),
        (colophon.profile_says, None),
        ("Every figure is what somebody said; none is judged here to be right.", None),
    ]
    lines += [(f"{table.name}: {table.says}", None) for table in TABLES]
    for n, (text, style) in enumerate(lines):
        sheet.write_string(n, 0, text, style)
    sheet.set_column(0, 0, 100)


def _sheet(book: Any, table: Table, release: Release, bold: Any, day: Any) -> None:
    sheet, at, number = None, ROWS, 0
    for row in table.rows(release):
        if at >= ROWS:
            number, at = number + 1, 0
            sheet = _new(book, table, number, bold)
        at += 1
        for n, column in enumerate(table.columns):
            _cell(sheet, at, n, row.get(column.name), day)
    if sheet is None:
        _new(book, table, 1, bold)


def _new(book: Any, table: Table, number: int, bold: Any) -> Any:
    sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
    sheet.freeze_panes(1, 1)
    for n, column in enumerate(table.columns):
        sheet.write_string(0, n, column.name, bold)
    return sheet


def _cell(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, str(value)[:CELL])
