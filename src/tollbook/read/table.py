"""Tables of reports: JSON Lines and CSV, one report a row, streamed."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Protocol

from .dates import parse_date
from .decode import has_escapes, sniff_encoding
from .draft import Day, Draft, Fact
from .frontmatter import front_matter
from .options import COLUMNS, ReadOptions
from .outcome import Input, ReadFailed, UnreadableError
from .sniff import CSV, FEED, JSONL
from .stream import Source

READER = "table.1"
_DELIMITERS = ",;\t|"
_BROKEN = "holds bytes that are not of the table's encoding; save the table again as UTF-8"


class Rows(Protocol):
    """What csv.reader returns (its type has no name of its own)."""

    @property
    def line_num(self) -> int:
        """Lines read so far."""

    def __next__(self) -> list[str]:
        """The next row's cells."""


def read_row(item: Input) -> Draft:
    """A row that `jsonl_rows` or `csv_rows` yielded: its `text` unchanged, the other columns as given facts."""
    row = item.row or {}
    text = row.get("text", "")
    if not text.strip():
        raise UnreadableError("has no text in its text column; fill it, or leave the row out")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise UnreadableError("its text holds half of a surrogate pair, which is no character; mend the row")
    if "\x00" in text:
        raise UnreadableError("its text holds NUL characters; take them out")
    published = parse_date(row.get("published", ""))
    front = front_matter(text)
    how = "metadata" if item.media_type == FEED else "given"
    return Draft(
        text=text,
        media_type=item.media_type or JSONL,
        reader=READER,
        encoding=Fact(item.encoding, "metadata") if item.encoding else None,
        given_id=row.get("id") or None,
        zones=front.zones,
        title=_given(row, "title") or front.title,
        outlet=_given(row, "outlet"),
        address=_given(row, "url") or front.address,
        language=_given(row, "language"),
        published=Day(published, how) if published else front.published,
    )


def _given(row: Mapping[str, str], column: str) -> Fact | None:
    value = row.get(column, "").strip()
    return Fact(value, "given") if value else None


def jsonl_rows(name: str, source: Source, options: ReadOptions) -> Iterator[Input | ReadFailed]:
    """The rows of a JSON Lines table (UTF-8); a row's raw bytes are its line without the line's end.

    Blank lines are no rows. A line that cannot be read, or is over the size limit, fails alone.
    """
    for number, line in _lines(io.BufferedReader(source), options.max_bytes):
        where = f"{name}:{number}"
        if line is None:
            yield ReadFailed(where, too_long("the row", options.max_bytes), source.taken())
            continue
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        raw = raw.rstrip(b"\r\n")
        if not raw.strip():
            continue
        try:
            row = _json_row(raw, options)
        except UnreadableError as error:
            yield ReadFailed(where, str(error), source.taken())
        else:
            yield Input(name=where, raw=raw, row=row, media_type=JSONL, encoding="utf-8", size=source.taken())


def _lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, each at most `limit` bytes; None stands for a longer one, which is passed over unread."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit)
        yield number, None


def _json_row(raw: bytes, options: ReadOptions) -> dict[str, str]:
    try:
        record = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableError(_BROKEN) from error
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is not JSON at character {error.pos + 1}; write one object a line") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets thousands deep
        raise UnreadableError("is not JSON of a report; write one object a line") from error
    if not isinstance(record, dict):
        raise UnreadableError("is not a JSON object; write {...} with the report's columns")
    if options.column("text") not in record:
        raise UnreadableError(no_text_column(list(record), options))
    return {name: _cell(name, record.get(options.column(name))) for name in COLUMNS}


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UnreadableError(f"its column {name} is not a string; write it between quotation marks")


def no_text_column(columns: list[str], options: ReadOptions) -> str:
    """The message for a table or row without the column that holds the text."""
    shown = ", ".join(column[:40] for column in columns[:12]) or "none"
    return f"has no column {options.column('text')!r}; its columns are {shown}: name it with --column text=COLUMN"


def too_long(what: str, limit: int) -> str:
    """The message for an input over the size limit."""
    return f"{what} is over the limit of {limit:,} bytes for one report; split it, or raise max_report_bytes"


def csv_rows(name: str, source: Source, options: ReadOptions) -> Iterator[Input | ReadFailed]:
    """The rows of a CSV table with a header; a row's raw bytes are its cells as one line of canonical JSON.

    Canonical JSON: an object of the header's names in order of code points, UTF-8, no spaces. The delimiter is
    that of `, ; tab |` under which the header names the text column. A row that cannot be read fails alone.
    """
    encoding = sniff_encoding(source.head)
    first_line = next(iter(source.head.decode(encoding, "replace").removeprefix("\ufeff").splitlines()), "")
    # The limit is one for the whole process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    text = io.TextIOWrapper(io.BufferedReader(source), encoding=encoding, errors="surrogateescape", newline="")
    rows = csv.reader(text, delimiter=csv_delimiter(first_line, options) or ",", strict=True)
    try:
        header = [cell.removeprefix("\ufeff").strip() for cell in next(rows, ())]
    except (csv.Error, UnicodeError) as error:
        yield ReadFailed(name, f"its header cannot be read ({error}); mend the first line", source.taken())
        return
    if fault := _header_fault(header, options):
        yield ReadFailed(name, fault, source.taken())
        return
    for number, cells in _records(rows):
        where = f"{name}:{number}"
        try:
            row = _csv_row(cells, header)
        except UnreadableError as error:
            yield ReadFailed(where, str(error), source.taken())
            continue
        raw = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
        if len(raw) > options.max_bytes:
            yield ReadFailed(where, too_long("the row", options.max_bytes), source.taken())
            continue
        known = {column: row.get(options.column(column), "") for column in COLUMNS}
        yield Input(name=where, raw=raw, row=known, media_type=CSV, encoding=encoding, size=source.taken())


def _header_fault(header: list[str], options: ReadOptions) -> str | None:
    if options.column("text") not in header:
        return no_text_column(header, options)
    twice = next((name for name in header if header.count(name) > 1 and name), None)
    return f"has two columns {twice[:40]!r}; rename one of them" if twice else None


def csv_delimiter(header: str, options: ReadOptions) -> str | None:
    """The delimiter under which a header line names the text column; None where it does not."""
    for delimiter in _DELIMITERS:
        cells = [cell.strip().strip('"') for cell in header.strip("\r\n").split(delimiter)]
        if options.column("text") in cells:
            return delimiter
    return None


def _records(rows: Rows) -> Iterator[tuple[int, list[str] | csv.Error | UnicodeError]]:
    """Each row with the line that it begins on, or why it cannot be read; blank lines are no rows.

    Bytes that no escape can stand for (in UTF-16) are the last row: behind them nothing can be told apart.
    """
    while True:
        number = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error
            continue
        except UnicodeError as error:
            yield number, error
            return
        if cells:
            yield number, cells


def _csv_row(cells: list[str] | csv.Error | UnicodeError, header: list[str]) -> dict[str, str]:
    if isinstance(cells, UnicodeError):
        raise UnreadableError(f"{_BROKEN}; the rows from here on are not read")
    if isinstance(cells, csv.Error):
        raise UnreadableError(f"is not a row of CSV ({cells}); mend its quotation marks")
    if len(cells) != len(header):
        raise UnreadableError(f"has {len(cells)} cells where the header has {len(header)}; mend its delimiters")
    if any(has_escapes(cell) for cell in cells):
        raise UnreadableError(_BROKEN)
    return dict(zip(header, cells, strict=True))
