"""A whole table under a map: every row read, then what only rows together show: ids given twice, totals that fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from tollbook.errors import ReadError
from tollbook.model import Claim, sha256_hex

from .count import WordsReader
from .faults import Fault, RowError
from .head import row_id
from .mapping import ClaimsMap
from .row import EnteredRow, read_row
from .setting import Setting
from .sheet import Line, Sheet, read_sheet

__all__ = ["EnteredRow", "Fault", "TableRead", "read_table"]


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table holds; its `rows` are to be stored only where there are no `faults`."""

    rows: tuple[EnteredRow, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    @property
    def claims(self) -> int:
        """How many claims the rows make."""
        return sum(len(row.claims) for row in self.rows)


def read_table(
    name: str,
    data: bytes,
    of_map: ClaimsMap,
    *,
    today: date,
    sheet: str | None = None,
    words: WordsReader | None = None,
    allow_falls: bool = False,
    restricted: bool = False,
) -> TableRead:
    """Read a table's bytes under a map; `name` is the file's, `today` the day on which it is read.

    `allow_falls`: running totals that fall are told as warnings. Raises ReadError where the table itself cannot be
    read, or lacks a column that the map names.
    """
    found = read_sheet(name, data, sheet=sheet)
    _check_columns(name, found, of_map)
    setting = Setting(of_map, found.columns, found.media_type, sha256_hex(data), today, words, restricted)
    read = [read_row(line, setting) for line in found.lines]
    rows = tuple(each.row for each in read if each.row is not None)
    told = [fault for each in read for fault in each.faults]
    told += _twice(found.lines, setting)
    told += _falling(rows, allow=allow_falls)
    told.sort(key=lambda fault: fault.row)
    return TableRead(
        rows,
        tuple(fault for fault in told if not fault.warns),
        tuple(fault for fault in told if fault.warns),
    )


def _check_columns(name: str, sheet: Sheet, of_map: ClaimsMap) -> None:
    lacking = [column for column in of_map.needed() if column not in sheet.columns]
    if not lacking:
        return
    said = []
    for column in lacking:
        near = get_close_matches(column, sheet.columns, n=1)
        said.append(f"{column!r}" + (f" (did you mean {near[0]!r}?)" if near else ""))
    columns = ", ".join(repr(column) for column in sheet.columns[:40])
    plural = "columns" if len(lacking) > 1 else "column"
    missed = f"row 1: has no {plural} {', '.join(said)}, which the map {of_map.name} names"
    raise ReadError(f"{name}: {missed}; its columns are {columns}")


def _twice(lines: Sequence[Line], setting: Setting) -> list[Fault]:
    """Rows with the id of an earlier row."""
    first: dict[str, int] = {}
    found = []
    for line in lines:
        try:
            given = row_id(line.cells, setting)
        except RowError:
            continue  # told where the row is read
        before = first.setdefault(given, line.number)
        if before != line.number:
            found.append(Fault(line.number, f"is the id of row {before} too", " + ".join(setting.of_map.id), given))
    return found


_Key = tuple[str, ...]
_Point = tuple[date, int, str, str, Claim]


def _falling(rows: Sequence[EnteredRow], *, allow: bool) -> list[Fault]:
    """Running totals that are lower than the same source's total of an earlier day."""
    chains: dict[_Key, list[_Point]] = defaultdict(list)
    for row in rows:
        for claim, column, falls in zip(row.claims, row.counted, row.falls, strict=True):
            end = claim.reading.when.end
            if falls != "allow" and end is not None:
                chains[_series(claim)].append((end, row.number, column, falls, claim))
    found: list[Fault] = []
    for points in chains.values():
        points.sort(key=lambda point: point[:2])
        found += _falls_in(points, allow=allow)
    return found


def _falls_in(points: Iterable[_Point], *, allow: bool) -> list[Fault]:
    found = []
    last: tuple[int, date, int] | None = None
    for end, number, column, falls, claim in points:
        count = claim.reading.count
        reached = count.high if count.high is not None else count.low
        if last is not None and reached is not None and reached < last[0] and end > last[1]:
            said = (
                f"the running total of {claim.reading.measure.value} falls: {reached:,} on {end}, "
                f"after {last[0]:,} on {last[1]} (row {last[2]})"
            )
            found.append(Fault(number, said, column, warns=allow or falls == "warn"))
        floor = count.low if count.low is not None else count.high
        if floor is not None:
            last = (floor, end, number)
    return found


def _series(claim: Claim) -> _Key:
    reading = claim.reading
    victims, place = reading.victims, reading.place
    return (
        reading.measure.value,
        reading.source[0].name if reading.source else "",
        (victims.party or "") if victims else "",
        victims.status.value if victims else "",
        ";".join(victims.group) if victims else "",
        (place.name or place.text or "") if place else "",
        reading.means.value if reading.means else "",
        reading.object or "",
    )
