"""The fields of one claim as a row's cells, or the map, give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from typing import TypeVar

from tollbook.model import (
    Actor,
    Certainty,
    Comparator,
    Extent,
    Means,
    Measure,
    Place,
    Precision,
    SourceKind,
    Speaker,
    Status,
    Victims,
    Window,
)

from .cells import CellError, day, degrees, whole_number, yes_or_no
from .faults import RowError
from .mapping import ANY_OTHER, CODES, COUNTS, Block
from .places import country_code, place_of
from .speakers import Chains, known_party

Code = TypeVar("Code", bound=StrEnum)


class Fields:
    """One claim's cells under its block of the map. `remarks` gathers what is stored but worth a look."""

    def __init__(self, block: Block, cells: Mapping[str, str], dates: str, today: date, chains: Chains) -> None:
        self.block = block
        self.cells = cells
        self.dates = dates
        self.today = today
        self.chains = chains
        self.remarks: list[tuple[str, str | None, str | None]] = []

    def applies(self) -> bool:
        """Whether the row is one of those in which the claim stands."""
        only, unless = self.block.only, self.block.unless
        wanted = all(self.cells.get(column, "") in cells for column, cells in only.items())
        return wanted and not (unless and all(self.cells.get(column, "") in cells for column, cells in unless.items()))

    def column(self, field: str) -> str | None:
        """The column that gives the field in this row; None where the map itself does, or nothing."""
        column = self.block.columns.get(field)
        return column if column is not None and self.cells.get(column) else None

    def value(self, field: str) -> str:
        """The field's value in words: of its column, translated, else what the map always says, else empty."""
        column = self.column(field)
        if column is None:
            return self.block.always.get(field, "")
        cell = self.cells[column]
        meanings = self.block.values.get(field)
        if meanings is None:
            return cell
        found = meanings.get(cell)
        if found is None:
            folded = {key.casefold(): value for key, value in meanings.items()}
            found = folded.get(cell.casefold(), folded.get(ANY_OTHER))
        if found is not None:
            return found
        if field in CODES and cell not in CODES[field]._value2member_map_:
            raise RowError(f"is not among the values of {field} in the map: {', '.join(meanings)}", column, cell)
        return cell

    def code(self, field: str, of: type[Code], default: Code) -> Code:
        """A coded field."""
        return self.code_or_none(field, of) or default

    def code_or_none(self, field: str, of: type[Code]) -> Code | None:
        """A coded field that may not be told."""
        value = self.value(field)
        if not value:
            return None
        if value not in of._value2member_map_:
            said = f"is no {field}; it is one of {', '.join(of)}, or say in [values.{field}] of the map what it means"
            raise RowError(said, self.column(field), value)
        return of(value)

    def measure(self) -> Measure:
        """What is counted."""
        found = self.code_or_none("measure", Measure)
        if found is None:
            raise RowError("nothing says what is counted", self.block.columns.get("measure"))
        return found

    def comparator(self) -> Comparator | None:
        """How a single figure is qualified."""
        return self.code_or_none("comparator", Comparator)

    def count_cells(self) -> tuple[dict[str, str], dict[str, str]]:
        """The cells of the count and their columns, by field."""
        columns = {field: self.block.columns[field] for field in COUNTS if field in self.block.columns}
        return {field: self.cells.get(column, "") for field, column in columns.items()}, columns

    def day(self, field: str) -> date | None:
        """A day."""
        value = self.value(field)
        if not value:
            return None
        try:
            return day(value, self.dates, self.today)
        except CellError as error:
            raise RowError(str(error), self.column(field), value) from error

    def number(self, field: str) -> int | None:
        """A whole number that is no count: hours, days."""
        value = self.value(field)
        if not value:
            return None
        try:
            return whole_number(value)
        except CellError as error:
            raise RowError(str(error), self.column(field), value) from error

    def window(self) -> Window:
        """When it happened: from `start` to `end`, or `hours` up to `end`, wider by `margin` days on either side."""
        start, end, hours, margin = self.day("start"), self.day("end"), self.number("hours"), self.number("margin")
        if hours and end is not None:
            start = end - timedelta(days=ceil(hours / 24) - 1)
        if start is not None and end is not None and start > end:
            column = self.column("end") or self.column("start")
            cell = None if column is None else self.cells[column]
            raise RowError(f"it would end on {end}, before it begins on {start}", column, cell)
        days = timedelta(days=margin or 0)
        return Window(start=start and start - days, end=end and end + days)

    def party(self, field: str) -> str | None:
        """A party by its canonical name."""
        value = self.value(field)
        if not value:
            return None
        name, known = known_party(value)
        if not known:
            self.remarks.append(("is no party of the table of parties; kept as written", self.column(field), value))
        return name

    def victims(self) -> Victims:
        """Whose people, and what they were."""
        return Victims(
            party=self.party("party"),
            status=self.code("status", Status, Status.UNKNOWN),
            text=self.value("victims") or None,
            names=tuple(self.listed("names")),
            group=tuple(self.listed("group")),
        )

    def listed(self, field: str) -> Iterator[str]:
        """The words between the semicolons of a cell."""
        return (part.strip() for part in self.value(field).split(";") if part.strip())

    def source(self) -> tuple[Speaker, ...]:
        """The chain of speakers; kind and party of the nearest as the row gives them, where it does."""
        chain = self.chains.of(self.value("source"), self.value("via"))
        kind, party = self.code_or_none("source_kind", SourceKind), self.party("source_party")
        if not chain or (kind is None and party is None):
            return chain
        nearest = chain[0].model_copy(update={"kind": kind or chain[0].kind, "party": party or chain[0].party})
        return (nearest, *chain[1:])

    def place(self) -> Place | None:
        """Where, with what the gazetteer knows."""
        said = self.value("country")
        country = country_code(said) if said else None
        if said and country is None:
            self.remarks.append(("is no country that is known; left out", self.column("country"), said))
        words = self.value("place")
        place, known = place_of(
            words, country, self.value("admin1") or None, self.point(), self.code_or_none("precision", Precision)
        )
        if not known:
            self.remarks.append(("is not in the gazetteer; kept without coordinates", self.column("place"), words))
        if place is not None and self.column("place") is None:
            place = place.model_copy(update={"text": None})  # the map's word, and none of the row's
        return place

    def point(self) -> tuple[float, float] | None:
        """The row's own coordinates."""
        lat, lon = self.value("lat"), self.value("lon")
        if not lat or not lon:
            return None
        return self._degrees("lat", 90), self._degrees("lon", 180)

    def _degrees(self, field: str, limit: int) -> float:
        try:
            return degrees(self.value(field), limit)
        except CellError as error:
            raise RowError(str(error), self.column(field), self.value(field)) from error

    def actor(self) -> Actor | None:
        """Who is said to have done it."""
        said = self.value("actor")
        return Actor(party=self.party("actor"), text=said) if said else None

    def means(self) -> Means | None:
        """By what."""
        return self.code_or_none("means", Means)

    def extent(self) -> Extent:
        """What stretch of events the figure covers."""
        return self.code("extent", Extent, Extent.UNCLEAR)

    def certainty(self, *, none_told: bool) -> Certainty:
        """Whether doubt is marked: also where the figure is none, and the map says that this means none was told of."""
        if none_told and self.block.zero == "hedged":
            return Certainty.HEDGED
        return self.code("certainty", Certainty, Certainty.STATED)

    def set_aside(self) -> bool:
        """Whether whoever keeps the table leaves the row out of their own count."""
        value = self.value("set_aside")
        try:
            return yes_or_no(value)
        except CellError as error:
            raise RowError(f"{error}; say in [values.set_aside] of the map", self.column("set_aside"), value) from error
