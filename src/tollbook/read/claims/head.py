"""A row as a report: its id, and when it was said."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from tollbook.model import Known, Report, Zone

from .cells import CellError, address, day, day_of_address
from .faults import RowError
from .setting import Setting
from .text import RowText

READER = "claims.1"


def report_of(cells: Mapping[str, str], rendered: RowText, setting: Setting) -> Report:
    """The report that a row becomes. Raises RowError where its id or day of publication cannot be read."""
    of_map = setting.of_map
    given_id = row_id(cells, setting)
    general = setting.fields(setting.blocks[0], cells)
    published, how = _published(cells, setting)
    known = [Known(field="published", how=how)] if published is not None else []
    return Report(
        text=rendered.text,
        given_id=given_id,
        outlet=general.value("outlet") or None,
        address=address(general.value("address")),
        published=published,
        title=general.value("title") or None,
        media_type=setting.media_type,
        blob=setting.blob,
        reader=READER,
        zones=(Zone(start=0, end=len(rendered.text), kind="table"),) if rendered.text else (),
        known=tuple(known),
        entered=of_map.name,
        restricted=setting.restricted,
    )


def row_id(cells: Mapping[str, str], setting: Setting) -> str:
    """The row's id, of the columns that the map names; days in it are ISO, however the table writes them.

    Raises RowError where the first of the columns is empty.
    """
    of_map = setting.of_map
    parts = [cells.get(column, "") for column in of_map.id]
    if not parts[0]:
        raise RowError("is empty, but the row's id is made of it", of_map.id[0])
    days = {setting.blocks[0].columns.get(name) for name in ("start", "end", "recognised")} | {*of_map.published[:1]}
    for number, column in enumerate(of_map.id):
        if column in days:
            with suppress(CellError):  # the column's own field says what is wrong with it
                parts[number] = day(parts[number], of_map.dates, setting.today).isoformat()
    return " ".join(part for part in (of_map.prefix, *parts) if part)


def _published(cells: Mapping[str, str], setting: Setting) -> tuple[date | None, str]:
    """The day on which it was said, and how it is known: by the first of the map's columns that tells one.

    Where a later column stands in that gives the day which the figure is about, it is `guessed`: the figure is no
    older than that.
    """
    for number, column in enumerate(setting.of_map.published):
        cell = cells.get(column, "")
        link = address(cell)
        if link is not None:
            found = day_of_address(link)
            if found is not None and date(1990, 1, 1) <= found <= setting.today:
                return found, "metadata"
        elif column == setting.blocks[0].columns.get("address"):
            continue  # a remark where others have an address
        elif cell and number == 0:
            return _day(cell, column, setting), "given"
        elif cell:
            try:
                return day(cell, setting.of_map.dates, setting.today), "guessed"
            except CellError:
                continue  # the column's own field says what is wrong with it
    return None, "unknown"


def _day(cell: str, column: str, setting: Setting) -> date:
    try:
        return day(cell, setting.of_map.dates, setting.today)
    except CellError as error:
        raise RowError(str(error), column, cell) from error
