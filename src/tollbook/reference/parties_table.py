"""Reads the tables of names that stand in `data/` beside this file: tab-separated, with notes as comments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tollbook.errors import SettingsError

DATA = Path(__file__).parent / "data"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table as dictionaries by column; `#` starts a comment line, short rows are filled with ''.

    Raises SettingsError where the file is missing, is not UTF-8 or a row has more cells than the header.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read the table {path}: {error}; give a tab-separated UTF-8 file") from error
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise SettingsError(
                f"{path}:{number}: {len(cells)} cells under {len(header)} columns; remove the extra tab"
            )
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def listed(cell: str) -> list[str]:
    """The entries of a cell that holds several, divided by ';'."""
    return [entry for part in cell.split(";") if (entry := part.strip())]


def first_day(cell: str, where: str = "") -> date | None:
    """`1994`, `1994-05` or `1994-05-17` as the first day it can mean; '' is None."""
    return _day(cell, where, last=False)


def last_day(cell: str, where: str = "") -> date | None:
    """As `first_day`, the last day it can mean (a month's last day is taken as the 28th: no day is invented)."""
    return _day(cell, where, last=True)


def _day(cell: str, where: str, *, last: bool) -> date | None:
    if not cell:
        return None
    parts = cell.split("-")
    fill = ["12", "28"] if last else ["01", "01"]
    if last and len(parts) == 1:
        fill = ["12", "31"]
    year, month, day = (parts + fill[len(parts) - 1 :])[:3]
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise SettingsError(f"{where}: {cell!r} is no date; write 1994, 1994-05 or 1994-05-17") from error
