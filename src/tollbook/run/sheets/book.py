"""The spreadsheet itself (.xlsx): the claims, what each column means, and the codes behind the drop-down lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.publish.profile import Profile

from .columns import FINGERPRINT, YES_NO, Column, is_open

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FROZEN = 4
_FIRST_DAY = date(1900, 3, 1)  # before it a spreadsheet's days are wrong by one: it takes 1900 for a leap year
_HOW = (
    "Only the cells on white are read back; the others are locked (there is no password).",
    "Say what you decide in the column verdict. Where a cell is wrong, write what is right: that corrects it.",
    "Leave the rows' ids and fingerprints as they are. Rows may be left out; new claims are added with `tollbook add`.",
    "Bring it in with: tollbook sheet in FILE --by NAME --ledger LEDGER --dry-run (shows; without --dry-run: records)",
)
_ALLOWED = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "select_locked_cells")


def write_book(path: Path, rows: Sequence[Mapping[str, Any]], profile: Profile, columns: Sequence[Column]) -> None:
    """Write rows, each a cell by column name, as a new spreadsheet. Every text is a string, never a formula or link."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), options) as book:
        claims = book.add_worksheet("claims")
        _explain(book, profile, columns)
        lists = _write_codes(book, columns)
        _write_claims(book, claims, rows, columns, names=profile.names)
        if rows:
            _restrain(claims, len(rows), lists, columns, names=profile.names)


class _Formats:
    """The looks of cells: open ones on white, locked ones on grey, each by what it holds."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, bool], Format] = {}

    def of(self, column: Column, *, is_open: bool) -> Format:
        # As text, with the prefix that a spreadsheet has for it: editing "=1+1" leaves it the words that it is
        looks = {"number": "0", "degrees": "General", "day": "yyyy-mm-dd"}.get(column.kind, "@")
        key = (looks, is_open, column.width > 30)
        if key not in self._made:
            made = {"num_format": looks, "locked": not is_open, "valign": "top", "text_wrap": key[2], "border": 1}
            made |= {"border_color": "#BBBBBB", "quote_prefix": looks == "@"}
            self._made[key] = self._book.add_format(made if is_open else {**made, "bg_color": "#EEEEEE"})
        return self._made[key]


def _write_claims(
    book: Workbook, sheet: Worksheet, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], *, names: bool
) -> None:
    formats = _Formats(book)
    head = book.add_format({"bold": True, "bottom": 2, "valign": "top"})
    for number, column in enumerate(columns):
        look = formats.of(column, is_open=is_open(column, names=names))
        sheet.set_column(number, number, column.width, None, {"hidden": column.name == FINGERPRINT})
        sheet.write_string(0, number, column.name, head)
        for line, row in enumerate(rows, 1):
            _write_cell(sheet, line, number, row[column.name], look, is_day=column.kind == "day")
    sheet.freeze_panes(1, _FROZEN)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.protect("", dict.fromkeys(_ALLOWED, True))


def _write_cell(sheet: Worksheet, line: int, number: int, value: Any, look: Format, *, is_day: bool) -> None:
    if value is None:
        sheet.write_blank(line, number, None, look)
    elif not isinstance(value, str):
        sheet.write_number(line, number, value, look)
    elif is_day and (found := date.fromisoformat(value)) >= _FIRST_DAY:
        sheet.write_datetime(line, number, found, look)
    else:
        sheet.write_string(line, number, value, look)


def _restrain(
    sheet: Worksheet, lines: int, lists: Mapping[str, str], columns: Sequence[Column], *, names: bool
) -> None:
    """Drop-down lists for coded columns, and a warning where a number or a day is none."""
    for number, column in enumerate(columns):
        if not is_open(column, names=names):
            continue
        allowed: dict[str, Any] | None = None
        if column.kind == "code":
            said = "Choose one of the list; the sheet 'columns' explains the column."
            allowed = {"validate": "list", "source": lists[column.name], "error_message": said}
        elif column.kind == "yes or no":
            allowed = {"validate": "list", "source": list(YES_NO)}
        elif column.kind == "number":
            allowed = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
        elif column.kind == "day":
            allowed = {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, "error_type": "warning"}
        if allowed:
            sheet.data_validation(1, number, lines, number, allowed)


def _write_codes(book: Workbook, columns: Sequence[Column]) -> dict[str, str]:
    """The sheet of codes, one column for each coded one; returns where each column's list stands."""
    sheet = book.add_worksheet("codes")
    head = book.add_format({"bold": True})
    found: dict[str, str] = {}
    for number, column in enumerate(column for column in columns if column.kind == "code"):
        sheet.set_column(number, number, 20)
        sheet.write_string(0, number, column.name, head)
        for line, code in enumerate(column.codes, 1):
            sheet.write_string(line, number, code)
        letter = _letter(number)
        found[column.name] = f"=codes!${letter}$2:${letter}${len(column.codes) + 1}"
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})
    return found


def _letter(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))


def _explain(book: Workbook, profile: Profile, columns: Sequence[Column]) -> None:
    """The sheet that says how to fill the other one and what each column means."""
    sheet = book.add_worksheet("columns")
    wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    for number, width in enumerate((18, 14, 70, 60)):
        sheet.set_column(number, number, width, wrapped)
    plain = book.add_format({"valign": "top"})
    for line, said in enumerate((*_HOW, profile.says)):
        sheet.write_string(line, 0, said, plain)
    start = len(_HOW) + 2
    for number, said in enumerate(("column", "read back", "meaning", "values")):
        sheet.write_string(start, number, said, bold)
    for line, column in enumerate(columns, start + 1):
        values = ", ".join(YES_NO if column.kind == "yes or no" else column.codes)
        opened = is_open(column, names=profile.names)
        for number, said in enumerate((column.name, "yes" if opened else "no", column.meaning, values)):
            sheet.write_string(line, number, said, wrapped)
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})
