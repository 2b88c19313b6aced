"""A selection of claims written out as a spreadsheet or CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tollbook.errors import SettingsError
from tollbook.ledger import Standing, StoredReport
from tollbook.publish.csv_safe import write_csv
from tollbook.publish.mask import Names
from tollbook.publish.profile import find_profile
from tollbook.run.holding_back import held_back
from tollbook.run.rows import Row, to_flat
from tollbook.run.viewing import Wanted, claim_rows, look_into

from . import fingerprint
from .cells import as_text, written_value
from .columns import COLUMNS, COMPARED, FINGERPRINT, VERDICT, WHY
from .own_columns import own_fields, sheet_columns

SUFFIXES = (".xlsx", ".csv")
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many claims, and how many of them of restricted reports."""

    claims: int
    restricted: int


def write_sheet(where: str, path: Path, wanted: Wanted, *, profile: str = "internal", delimiter: str = ",") -> Written:
    """Write the claims that are wanted to a new file, as much of them as the profile lets out.

    Raises SettingsError where the file's name ends neither in .xlsx nor in .csv.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SettingsError(f"{path}: end its name in .xlsx or .csv, which says what to write")
    # Marks first: should somebody judge a claim in between, the row is seen as older than it is, never as newer
    with look_into(where) as ledger:
        marks = ledger.standings([row.claim.id for row in claim_rows(where, wanted, profile=profile)])
        reports = {report.id: report for report in ledger.reports()}
        limits = find_profile(profile)
        fields = own_fields(ledger.project(), limits)
        names = held_back(ledger, limits)
    rows = [row for row in claim_rows(where, wanted, profile=profile) if row.claim.id in marks]
    today = datetime.now(UTC).date()
    made = [
        sheet_row(row, marks[row.claim.id], _address(reports[row.report_id], names), profile=profile, today=today)
        for row in rows
    ]
    columns = sheet_columns(fields)
    if path.suffix.lower() == ".csv":
        # The mark at the beginning tells Excel that it is UTF-8
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            write_csv(made, [column.name for column in columns], stream, delimiter=delimiter)
    else:
        from .book import write_book  # XlsxWriter is only needed here

        write_book(path, made, find_profile(profile), columns)
    return Written(len(made), sum(reports[row.report_id].restricted for row in rows))


def _address(report: StoredReport, names: Names) -> str | None:
    """The report's address, but for one that spells a name which is held back."""
    return None if report.address is None or names.hits(report.address, report.id) else report.address


def sheet_row(row: Row, standing: Standing, address: str | None, *, profile: str, today: date) -> dict[str, Any]:
    """A claim as the cells of a row: numbers as numbers, all else as text."""
    cells = claim_cells(row)
    # An address that is none of the web may be the path of somebody's file
    cells["address"] = _cell(address if address and address.lower().startswith(_WEB) else None)
    values = {column.name: written_value(column, cells[column.name], today) for column in COMPARED}
    marks, own = (standing.read_mark, standing.judged_mark), {n.removeprefix("own."): v for n, v in row.own.items()}
    mark = fingerprint.write(row.claim.id, profile, marks, values, own)
    own_cells = {name: _cell(value) for name, value in row.own.items()}
    return {**cells, **own_cells, VERDICT: None, WHY: None, FINGERPRINT: mark}


def claim_cells(row: Row) -> dict[str, Any]:
    """What a claim says in each column that tells of it, without its report's address."""
    flat = to_flat(row)
    place = row.claim.reading.place
    flat["admin1"] = place.admin1 if place else None
    return {column.name: _cell(flat[column.name]) for column in COLUMNS if column.name in flat}


def _cell(value: object) -> int | float | str | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return as_text(value)
