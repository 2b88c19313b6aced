"""A ledger of invented claims, and what a person's spreadsheet does to a sheet of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.ledger.made import changed, claims_of, report
from tollbook.ledger import Ledger
from tollbook.model import Claim, Place, Window

Rows = list[dict[str, Any]]


def make(where: Path, **of_report: Any) -> list[Claim]:
    """A ledger of two reports with four claims each; the first claims have days and a place on the map."""
    made = []
    with Ledger.open(where) as ledger:
        run = ledger.start_run("rules.1")
        for number in (1, 2):
            r = report(number, published=date(2023, 1, 9), **of_report)
            claims = claims_of(r, number)
            claims[0] = changed(
                claims[0],
                when=Window(start=date(2023, 1, 4), end=date(2023, 1, 13)),
                place=Place(text="Kesh", name="Kesh", country="UA", lat=48.51234, lon=37.5, precision="settlement"),
            )
            ledger.add_report_with_claims(r, None, run.id, claims)
            made += claims
    return made


def rows_of(path: Path) -> Rows:
    """The rows of a written spreadsheet's first sheet, each by its columns."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [dict(zip(map(str, sheet[0]), line, strict=True)) for line in sheet[1:]]


def save(path: Path, rows: Rows, name: str = "claims") -> Path:
    """Save rows as a spreadsheet program does: what is a number or a day as such, formulas as their results."""
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for column, title in enumerate(rows[0]):
            sheet.write_string(0, column, title)
            for line, row in enumerate(rows, 1):
                value = row[title]
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(line, column, value)
                elif value is not None:
                    sheet.write(line, column, value)
    return path


def edit(path: Path, change: Callable[[Rows], None], to: str = "edited.xlsx") -> Path:
    """Open a spreadsheet, change its rows, and save it under another name."""
    rows = rows_of(path)
    change(rows)
    return save(path.with_name(to), rows)


def as_csv(path: Path, rows: Rows, *, delimiter: str, days: str, decimal: str, encoding: str) -> Path:
    """Save rows as CSV as a spreadsheet program of some locale does."""

    def cell(value: Any) -> str:
        if isinstance(value, date):
            return value.strftime(days)
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else str(value).replace(".", decimal)
        return "" if value is None else str(value)

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(rows[0])
    writer.writerows([cell(value) for value in row.values()] for row in rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path
