"""A sheet for forensic staff: the eight particulars of Geneva Convention I, article 16, and what is claimed of remains.

Rows come from anybody's iterable: groups of remains, or cases. What nobody has stated says so and is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from tollbook.errors import PublishError
from tollbook.model import Record
from tollbook.reference.dead import NO_FINDING

NOT_STATED = "not stated"
TITLE = "The dead: particulars and what is claimed of the remains"
KEEP = "Confidential: may hold names of the dead. A claim about a group is no identification of remains."
PARTICULARS = (
    ("power", "(a) power on which they depend"),
    ("number", "(b) army, regimental, personal or serial number"),
    ("surname", "(c) surname"),
    ("first_names", "(d) first name or names"),
    ("born", "(e) date of birth"),
    ("other", "(f) other particulars shown on card or disc"),
    ("place_and_date", "(g) date and place of capture or death"),
    ("cause", "(h) wounds or illness, or cause of death"),
)
"""The eight particulars, in the article's order, each with the field of a row that holds it."""
_CELL = 32_767


class ClaimedRow(Record):
    """One status that one claim gives the remains, with who says it, of which day, and the words."""

    says: str
    rule: int
    said_by: str
    day: date | None = None
    count: str = ""
    words: str = ""
    claim: str = ""


class CaseRow(Record):
    """A case, or a group of remains: its id, the eight particulars as far as they are stated, and what is claimed."""

    case: str
    power: str | None = None
    number: str | None = None
    surname: str | None = None
    first_names: str | None = None
    born: str | None = None
    other: str | None = None
    place_and_date: str | None = None
    cause: str | None = None
    holder: str | None = None
    claimed: tuple[ClaimedRow, ...] = ()

    def particulars(self) -> list[tuple[str, str]]:
        """The eight, each under its name in the article; what is not known is `not stated`."""
        return [(label, getattr(self, name) or NOT_STATED) for name, label in PARTICULARS]


def write_sheet(rows: Iterable[CaseRow], path: Path) -> int:
    """Write the sheet as its name ends (.xlsx or .pdf); returns how many rows it holds.

    Raises PublishError for another ending, a folder that is not there, or a file that cannot be written.
    """
    writers = {".xlsx": _workbook, ".pdf": _document}
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        raise PublishError(f"{path}: a sheet is written as .xlsx or .pdf; name the file so")
    if not path.parent.is_dir():
        raise PublishError(f"{path.parent}: no such folder to write {path.name} to; make it first")
    found = list(rows)
    try:
        writer(found, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise PublishError(f"{path}: cannot be written: {error}; close the file or name another one") from error
    return len(found)


def _workbook(rows: Sequence[CaseRow], path: Path) -> None:
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), safe)
    bold, wrapped = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    about = book.add_worksheet("about")
    about.set_column(0, 0, 110)
    for n, line in enumerate((TITLE, KEEP, NO_FINDING)):
        about.write_string(n, 0, line, wrapped if n else bold)
    sheet = book.add_worksheet("particulars")
    headers = ["case or group", *(label for _, label in PARTICULARS), "held by, as claimed", "claims"]
    _table(sheet, headers, _particular_rows(rows), bold, wrapped, widths=(20, *[22] * 9, 10))
    claimed = book.add_worksheet("claimed")
    headers = [
        "case or group",
        "what is claimed",
        "relevant to rule",
        "how many",
        "said by",
        "of the day",
        "words",
        "claim",
    ]
    _table(claimed, headers, _claimed_rows(rows), bold, wrapped, widths=(20, 28, 10, 14, 28, 12, 80, 20))
    book.close()


def _particular_rows(rows: Iterable[CaseRow]) -> Iterable[list[str]]:
    for row in rows:
        yield [row.case, *(value for _, value in row.particulars()), row.holder or NOT_STATED, str(len(row.claimed))]


def _claimed_rows(rows: Iterable[CaseRow]) -> Iterable[list[str]]:
    seen = set()
    for row in rows:
        if row.case in seen:
            continue
        seen.add(row.case)
        for one in row.claimed:
            day = str(one.day) if one.day else NOT_STATED
            yield [row.case, one.says, str(one.rule), one.count or NOT_STATED, one.said_by, day, one.words, one.claim]


def _table(
    sheet: Any, headers: Sequence[str], rows: Iterable[Sequence[str]], bold: Any, wrapped: Any, *, widths: Sequence[int]
) -> None:
    sheet.freeze_panes(1, 1)
    for n, (header, width) in enumerate(zip(headers, widths, strict=True)):
        sheet.set_column(n, n, width)
        sheet.write_string(0, n, header, bold)
    for at, row in enumerate(rows, 1):
        for n, value in enumerate(row):
            sheet.write_string(at, n, value[:_CELL], wrapped)


def _document(rows: Sequence[CaseRow], path: Path) -> None:
    from .forensic_pdf import write_pdf  # reportlab takes long to load

    write_pdf(rows, path)
