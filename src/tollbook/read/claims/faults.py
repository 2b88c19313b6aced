"""What is wrong, or worth a look, in a table: by row and column."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a row: `warns` where it is stored all the same. `row` counts as a spreadsheet does."""

    row: int
    said: str
    column: str | None = None
    cell: str | None = None
    warns: bool = False

    def __str__(self) -> str:
        where = f"row {self.row}" + (f", column {self.column!r}" if self.column else "")
        shown = "" if self.cell is None else f"{self.cell[:60]!r} "
        return f"{where}: {shown}{self.said}"


class RowError(ValueError):
    """A fault that leaves its claim unreadable; the columns and cells are in the fault."""

    def __init__(self, said: str, column: str | None = None, cell: str | None = None) -> None:
        super().__init__(said)
        self.said, self.column, self.cell = said, column, cell
