"""Lists of persons: each row a naming, faults named by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from tollbook.errors import ReadError
from tollbook.model import Naming, Window

from .claims.cells import CellError, day, is_broken, whole_number
from .claims.faults import Fault
from .claims.sheet import Line, Sheet, read_sheet
from .person_map import CODES, PersonMap

OLDEST = 130
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class ListRead:
    """The namings of a list; they are to be stored only where there are no `faults`."""

    namings: tuple[Naming, ...]
    faults: tuple[Fault, ...]


def read_list(name: str, data: bytes, of_map: PersonMap, *, today: date, sheet: str | None = None) -> ListRead:
    """Read a list's bytes under a map; `name` is the file's, `today` the day on which it is read.

    Raises ReadError where it cannot be read as a table, or lacks a column that the map names.
    """
    table = read_sheet(name, data, sheet=sheet)
    _check_columns(name, table, of_map)
    faults: list[Fault] = []
    namings: list[Naming] = []
    first: dict[str, int] = {}
    for line in table.lines:
        naming = _Row(line, of_map, today, faults).naming()
        given = line.cells.get(of_map.id, "")
        before = first.setdefault(given, line.number)
        if given and before != line.number:
            faults.append(Fault(line.number, f"is the id of row {before} too", of_map.id, given))
        if naming is not None:
            namings.append(naming)
    return ListRead(tuple(namings), tuple(faults))


def _check_columns(name: str, table: Sheet, of_map: PersonMap) -> None:
    lacking = next((column for column in of_map.needed() if column not in table.columns), None)
    if lacking is None:
        return
    near = get_close_matches(lacking, table.columns, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    columns = ", ".join(map(repr, table.columns[:40]))
    raise ReadError(f"{name}: row 1: has no column {lacking!r}{hint}, which the map names; its columns are {columns}")


class _Row:
    """One row under a map."""

    def __init__(self, line: Line, of_map: PersonMap, today: date, faults: list[Fault]) -> None:
        self.line, self.map, self.today, self.faults = line, of_map, today, faults

    def naming(self) -> Naming | None:
        """The row's naming; None where something is wrong with it."""
        if self.line.fault is not None:
            self.faults.append(Fault(self.line.number, self.line.fault))
            return None
        before = len(self.faults)
        source_id = self.line.cells.get(self.map.id, "")
        if not source_id:
            self.faults.append(Fault(self.line.number, "no id is given; each person needs the list's own", self.map.id))
        for column, cell in self.line.cells.items():
            if is_broken(cell):
                self.faults.append(Fault(self.line.number, "holds what is no character; mend the cell", column))
        name = self._name()
        description = self._cell("description")
        if not name and not description:
            self.faults.append(Fault(self.line.number, "has neither a name nor a description"))
        made: dict[str, Any] = {
            "name": name,
            "other_names": tuple(filter(None, (self._cell("other_name"),))),
            "patronymic": self._cell("patronymic") or None,
            "description": description or None,
            "age": self._read("age", _age),
            "born": self._read("born", self._born),
            "sex": self._read("sex", lambda cell: _code("sex", cell)),
            "fate": self._read("fate", lambda cell: _code("fate", cell)) or "unknown",
            "place": self._cell("place") or None,
            "country": self._cell("country").upper() or None,
            "when": self._when(),
            "list_name": self.map.name,
            "source_id": source_id,
        }
        return Naming.model_validate(made) if len(self.faults) == before else None

    def _cell(self, field: str) -> str:
        column = self.map.columns.get(field)
        cell = self.line.cells.get(column, "") if column else ""
        said = self.map.values.get(field, {}).get(cell, cell)
        return " ".join((said or self.map.always.get(field, "")).split())

    def _name(self) -> str:
        parts = (self._cell("given"), self._cell("father"), self._cell("family"))
        return self._cell("name") or " ".join(filter(None, parts))

    def _read(self, field: str, read: Callable[[str], _Value]) -> _Value | None:
        cell = self._cell(field)
        if not cell:
            return None
        try:
            return read(cell)
        except CellError as error:
            self.faults.append(Fault(self.line.number, str(error), self.map.columns.get(field), cell))
            return None

    def _born(self, cell: str) -> int:
        year = int(cell) if cell.isdecimal() and len(cell) == 4 else day(cell, self.map.dates, self.today).year
        if not self.today.year - OLDEST <= year <= self.today.year:
            raise CellError("is no year of birth of anybody who could be named")
        return year

    def _when(self) -> Window:
        one = self._read("date", self._day)
        start, end = self._read("first", self._day) or one, self._read("last", self._day) or one
        if start is not None and end is not None and end < start:
            self.faults.append(Fault(self.line.number, "ends before it begins", self.map.columns.get("last")))
            return Window()
        return Window(start=start, end=end)

    def _day(self, cell: str) -> date:
        return day(cell, self.map.dates, self.today)


def _age(cell: str) -> int:
    age = whole_number(cell)
    if age > OLDEST:
        raise CellError("is no age of a person, which is in years")
    return age


def _code(field: str, cell: str) -> str:
    if cell.casefold() not in CODES[field]:
        raise CellError(f"is none of {', '.join(CODES[field])}; say in the map what it means ([values.{field}])")
    return cell.casefold()
