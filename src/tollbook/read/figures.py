"""Tables of published figures, each with the report that it cites."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from tollbook.errors import ReadError
from tollbook.model import Measure, PublishedFigure, Window

from .claims.cells import CellError, whole_number
from .claims.faults import Fault, RowError
from .claims.sheet import Line, read_sheet

NEEDED = ("value", "measure", "report")
COLUMNS = (*NEEDED, "whose", "place", "date")

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FiguresRead:
    """The figures of a table; they are to be checked only where there are no `faults`."""

    figures: tuple[PublishedFigure, ...]
    faults: tuple[Fault, ...]


def read_figures(name: str, data: bytes) -> FiguresRead:
    """Read a table's bytes (.csv, .xlsx or .jsonl); `name` is the file's.

    Raises ReadError where it cannot be read as a table, or lacks a column; what is wrong in a row is among the faults.
    """
    sheet = read_sheet(name, data)
    lacking = [column for column in NEEDED if column not in sheet.columns]
    if lacking:
        raise ReadError(
            f"{name}: row 1: has no column {' and no column '.join(map(repr, lacking))}; a table of published figures "
            f"has {', '.join(NEEDED)}, and may have {', '.join(COLUMNS[len(NEEDED) :])}"
        )
    figures: list[PublishedFigure] = []
    faults: list[Fault] = []
    for line in sheet.lines:
        figure = _figure(line, faults)
        if figure is not None:
            figures.append(figure)
    return FiguresRead(tuple(figures), tuple(faults))


def _figure(line: Line, faults: list[Fault]) -> PublishedFigure | None:
    """A row's figure; None where something is wrong with it, which is then among the faults."""
    if line.fault is not None:
        faults.append(Fault(line.number, line.fault))
        return None
    before = len(faults)

    def cell(column: str) -> str:
        return line.cells.get(column, "").strip()

    def tell(column: str, read: Callable[[str], object]) -> object:
        try:
            return read(cell(column))
        except (CellError, RowError) as error:
            faults.append(Fault(line.number, str(error), column, cell(column)))
            return None

    value, measure, when = tell("value", _value), tell("measure", _measure), tell("date", _when)
    report = tell("report", _report)
    if len(faults) > before:
        return None
    return PublishedFigure.model_validate(
        {
            "row": line.number,
            "value": value,
            "measure": measure,
            "whose": cell("whose"),
            "place": cell("place"),
            "when": when,
            "exact_window": "/" in cell("date"),
            "report": report,
        }
    )


def _value(cell: str) -> int:
    if not cell:
        raise CellError("no figure is given; write the published figure, digits only")
    return whole_number(cell)


def _measure(cell: str) -> Measure:
    try:
        return Measure(cell.casefold().replace(" ", "_"))
    except ValueError as error:
        known = [measure.value for measure in Measure]
        near = get_close_matches(cell.casefold(), known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"it must be one of {', '.join(known)}"
        raise CellError(f"is no measure; {hint}") from error


def _report(cell: str) -> str:
    if not cell:
        raise CellError(
            "no report is cited; give its id, its file's name or its address. A figure without is not checked"
        )
    return cell


def _when(cell: str) -> Window:
    """The first and last day of a day, a month, a year, or two days with a stroke between; empty: not told."""
    first, stroke, last = (part.strip() for part in cell.partition("/"))
    if not cell:
        return Window()
    start, end = _days(first), _days(last if stroke else first)
    if end[1] < start[0]:
        raise CellError("ends before it begins; write the first day first")
    return Window(start=start[0], end=end[1])


def _days(words: str) -> tuple[date, date]:
    try:
        if _DAY.fullmatch(words):
            day = date.fromisoformat(words)
            return day, day
        month = _MONTH.fullmatch(words)
        if month:
            year, number = int(month[1]), int(month[2])
            return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
        if _YEAR.fullmatch(words):
            return date(int(words), 1, 1), date(int(words), 12, 31)
    except ValueError as error:  # covers calendar's error for a thirteenth month
        raise CellError("is no day of the calendar") from error
    raise CellError("is no date; write 2023-01-04, 2023-01, 2023 or 2023-01-01/2023-01-14")
