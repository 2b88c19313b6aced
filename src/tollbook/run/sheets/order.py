"""In which order a sheet's days stand: a spreadsheet saves them in its own locale's."""

from __future__ import annotations

import re
from datetime import date

from tollbook.read.claims.cells import CellError
from tollbook.read.claims.sheet import Line, Sheet

from . import fingerprint
from .cells import ORDERS, plain, read_cell
from .columns import COMPARED, FINGERPRINT, ID, Column
from .fingerprint import FingerprintError

_YEAR_FIRST = re.compile(r"[0-9]{4}")


def order_of(table: Sheet, today: date) -> str | None:
    """In which order the sheet's days stand besides the year first, told by those that were not edited."""
    days = tuple(column for column in COMPARED if column.kind == "day" and column.name in table.columns)
    counted = {
        order: sum(_fits(line, column, order, today) for line in table.lines for column in days) for order in ORDERS
    }
    first, second = ORDERS
    if counted[first] == counted[second]:
        return None
    return max(ORDERS, key=counted.__getitem__)


def _fits(line: Line, column: Column, order: str, today: date) -> bool:
    """Whether a day read in that order is the one that was written."""
    claim, cell = claim_of(line), line.cells.get(column.name, "")
    if not cell or _YEAR_FIRST.match(cell):
        return False
    try:
        value = read_cell(column, cell, today, order)
        return fingerprint.read(claim, line.cells.get(FINGERPRINT, "")).is_as_written(claim, column.name, value)
    except (CellError, FingerprintError):
        return False  # told with its row and column when the row itself is read


def claim_of(line: Line) -> str:
    """The id of the claim that a row is about; empty where it has none."""
    return plain(line.cells.get(ID, ""))
