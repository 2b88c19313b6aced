"""A table's bytes as rows of cells: CSV, spreadsheets (.xlsx) and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tollbook.errors import ReadError
from tollbook.read.decode import decode
from tollbook.read.outcome import UnreadableError

CSV, XLSX, JSONL = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/jsonl",
)
_DELIMITERS = ",;\t|"
_NAMED_DELIMITER = re.compile(r"sep=([,;\t|])\r?\n")
"""What some write before a table, so that Excel takes its delimiter whatever its locale; Excel counts it as no row."""
_ZIP = b"PK\x03\x04"
_MAX_EXPANDED = 300_000_000
_MAX_RATIO = 200
_MERGED_NAMED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet counts (the header is row 1; of JSON Lines, the line) and its cells.

    `fault` says why it cannot be read; it has no cells then.
    """

    number: int
    cells: dict[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns in order and its rows; rows without any cell filled are none."""

    media_type: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(name: str, data: bytes, *, sheet: str | None = None) -> Sheet:
    """Read a table; `sheet` is the name of a spreadsheet's sheet (else its first).

    Raises ReadError, with the name and the remedy, where it is none of the three kinds or has no rows.
    """
    try:
        if data.startswith(_ZIP):
            found = _spreadsheet(data, sheet)
        elif name.lower().endswith((".jsonl", ".ndjson")) or data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
            found = _json_lines(_decoded(data))
        else:
            found = _csv(_decoded(data))
    except UnreadableError as error:
        raise ReadError(f"{name}: {error}") from error
    if not found.lines:
        raise ReadError(f"{name}: holds no rows; a table has a header and at least one row below it")
    return found


def _decoded(data: bytes) -> str:
    return decode(data)[0].removeprefix("\ufeff")


def _csv(text: str) -> Sheet:
    named = _NAMED_DELIMITER.match(text)
    text = text[named.end() :] if named else text
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = named.group(1) if named else max(_DELIMITERS, key=first.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for cells in reader:
            number += 1
            rows.append((number, cells))
    except csv.Error as error:
        raise UnreadableError(f"row {number + 1} is not CSV ({error}); mend its quotation marks") from error
    return _grid(CSV, rows)


def _spreadsheet(data: bytes, wanted: str | None) -> Sheet:
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_bomb(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if wanted is not None and wanted not in names:
            raise UnreadableError(f"has no sheet {wanted!r}; its sheets are {', '.join(names)}")
        page = book.get_sheet_by_name(wanted or names[0])
        values = page.to_python(skip_empty_area=False)
        merged = page.merged_cell_ranges or []
    except (CalamineError, ValueError, IndexError, OSError) as error:
        raise UnreadableError(f"cannot be read as a spreadsheet ({error}); save it again as .xlsx or .csv") from error
    rows = [(number, [_cell(value) for value in row]) for number, row in enumerate(values, 1)]
    _refuse_merged([cells for _, cells in rows], merged)
    return _grid(XLSX, rows)


def _refuse_merged(rows: Sequence[Sequence[str]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Raises for merged cells: their value stands in the first row and column alone, and the others would have none."""
    told = [
        f"{_called(*first)}:{_called(*last)} (“{rows[first[0]][first[1]][:40]}”)"
        for first, last in sorted(merged)
        if first[0] < len(rows) and first[1] < len(rows[first[0]]) and rows[first[0]][first[1]].strip()
    ]
    if told:
        more = f" and {len(told) - _MERGED_NAMED:,} more" if len(told) > _MERGED_NAMED else ""
        raise UnreadableError(
            f"has merged cells: {', '.join(told[:_MERGED_NAMED])}{more}. Which rows and columns their values hold for "
            "is not to be read from the file: unmerge them, write the value into each cell that it holds for, and save"
        )


def _called(row: int, column: int) -> str:
    """A cell's name in a spreadsheet, from its row and column counted from 0: B3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _refuse_bomb(data: bytes) -> None:
    """Sizes are checked before anything is unpacked; rows of one cell repeated pack well, yet not as a bomb does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("is a broken spreadsheet (its ZIP cannot be opened); save it again") from error
    if size > _MAX_EXPANDED and size > _MAX_RATIO * len(data):
        raise UnreadableError(f"would unpack to {size:,} bytes (a ZIP bomb?); save the table as .csv")


def _cell(value: object) -> str:
    """A spreadsheet's cell as words: a day as ISO, a whole number without decimals."""
    match value:
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ")
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _grid(media_type: str, rows: Iterable[tuple[int, list[str]]]) -> Sheet:
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return Sheet(media_type, (), ())
    header = [" ".join(cell.split()) for cell in filled[0][1]]
    while header and not header[-1]:
        header.pop()
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        raise UnreadableError(f"has two columns {twice!r}; rename one of them")
    lines = [_line(number, cells, header) for number, cells in filled[1:] if not _is_tags(cells)]
    return Sheet(media_type, tuple(name for name in header if name), tuple(lines))


def _is_tags(cells: list[str]) -> bool:
    """Whether it is the row of HXL tags that humanitarian tables have below their header."""
    told = [cell.strip() for cell in cells if cell.strip()]
    return all(cell.startswith("#") and cell[1:2].isalpha() for cell in told)


def _line(number: int, cells: list[str], header: list[str]) -> Line:
    beyond = [cell for cell in cells[len(header) :] if cell.strip()]
    if beyond:
        said = f"has {len(cells)} cells where the header has {len(header)}; mend its delimiters or quotation marks"
        return Line(number, {}, said)
    padded = cells + [""] * (len(header) - len(cells))
    return Line(number, {name: cell.strip() for name, cell in zip(header, padded, strict=False) if name})


def _json_lines(text: str) -> Sheet:
    columns: dict[str, None] = {}
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found = _json_line(number, line)
        columns.update(dict.fromkeys(found.cells))
        lines.append(found)
    return Sheet(JSONL, tuple(columns), tuple(lines))


def _json_line(number: int, line: str) -> Line:
    try:
        record = json.loads(line, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        return Line(number, {}, f"is not JSON ({error}); write one object a line")
    if not isinstance(record, dict):
        return Line(number, {}, "is not a JSON object; write {...} with the table's columns")
    nested = next((name for name, value in record.items() if isinstance(value, dict | list)), None)
    if nested is not None:
        return Line(number, {}, f"its column {nested!r} holds a list or an object; a cell holds one value")
    return Line(number, dict(_json_cells(record)))


def _json_cells(record: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, bool):
            yield name, "yes" if value else "no"
        else:
            yield name, "" if value is None else str(value).strip()
