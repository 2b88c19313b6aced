"""Printing: plain where the output is piped, with colour and width on a terminal; text from reports made harmless."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Text without what moves a terminal's cursor or turns its direction: such characters are shown as U+FFFD.

    A report is hostile input (design rule 8): an escape sequence in it must not reach the terminal.
    """
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Harmless text on one line."""
    return " ".join(harmless(text).split())


def on_terminal(stream: TextIO | None = None) -> bool:
    """Whether a person looks at the stream (standard output unless another is given)."""
    return (stream or sys.stdout).isatty()


def console(*, stderr: bool = False) -> Console:
    """A rich console; markup and emoji codes in the text are left as they are."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say(line: str = "") -> None:
    """Print one line to standard output."""
    sys.stdout.write(line + "\n")


def note(line: str) -> None:
    """Print one line for the person to standard error, so that piped output stays clean."""
    sys.stderr.write(line + "\n")


def print_table(
    rows: Sequence[Mapping[str, str]], columns: Sequence[str], *, firm: Collection[str] = (), stretch: str
) -> None:
    """Print rows under their columns: a ruled table on a terminal, aligned plain lines in a pipe.

    `stretch` names the last column, which takes a terminal's spare width and is never shortened in a pipe; `firm`
    ones are never broken on a terminal.
    """
    if on_terminal():
        print_ruled([[row[column] for column in columns] for row in rows], columns, firm=firm, stretch=stretch)
        return
    lines = [{column: column for column in columns}, *rows]
    widths = {column: max(_width(line[column]) for line in lines) for column in columns if column != stretch}
    for line in lines:
        say("  ".join(_padded(line[c], widths.get(c, 0)) for c in columns).rstrip())


def print_ruled(
    rows: Iterable[Sequence[str]],
    columns: Sequence[str],
    *,
    firm: Collection[str] = (),
    stretch: str,
    apart: bool = False,
) -> None:
    """Print a table for a terminal; cells may hold several lines, and `apart` puts an empty line between rows."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, leading=1 if apart else 0)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in firm, ratio=1 if column == stretch else None)
    for row in rows:
        table.add_row(*map(Text, row))
    console().print(table)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """How many cells a terminal gives the text: two for wide characters, none for combining ones."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """The file to write to, as UTF-8 (half a surrogate pair as its escape), or standard output where none is named."""
    if path is None:
        yield sys.stdout
        return
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        yield stream


def print_json_lines(values: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write values as JSON Lines, UTF-8, one a line."""
    import json

    for value in values:
        stream.write(json.dumps(value, ensure_ascii=False) + "\n")
