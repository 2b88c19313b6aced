"""The project's own fields of claims as columns of a sheet, and what was edited in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import OwnField, Project, RecordJudgement
from tollbook.publish.profile import Profile, find_profile
from tollbook.read.claims.cells import CellError
from tollbook.read.claims.faults import RowError
from tollbook.read.claims.sheet import Line
from tollbook.run.own import TYPES, Own, Value, change_of, column, every_own, fields_on, own_values, parsed, shown

from .cells import plain, read_cell
from .columns import COLUMNS, WHY, Column, Kind
from .fingerprint import Fingerprint

_KINDS: Mapping[str, Kind] = {
    "number": "degrees",
    "date": "day",
    "choice": "code",
    "yes_no": "yes or no",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class OwnChange:
    """What one row sets in the project's own fields: its number in the sheet, the claim and the judgement."""

    row: int
    claim: str
    judgement: RecordJudgement


def own_fields(project: Project, profile: Profile) -> tuple[OwnField, ...]:
    """The fields of claims that a sheet under this profile has: they are the house's, and leave it under no other."""
    return fields_on(project, "claim") if profile.texts else ()


def sheet_columns(fields: Sequence[OwnField]) -> tuple[Column, ...]:
    """The columns of a sheet, the project's own before the last one."""
    return (*COLUMNS[:-1], *map(_column, fields), COLUMNS[-1])


def _column(field: OwnField) -> Column:
    said = (field.help or field.title).rstrip(".")
    meaning = f"{said}: {TYPES[field.type]}" + (", never empty." if field.required else "; empty: not stated.")
    return Column(column(field), meaning, column(field), _KINDS[field.type], field.choices, 18)


class OwnReader:
    """What the rows of a sheet set in the project's own fields."""

    def __init__(self, ledger: Ledger, columns: Sequence[str], by: str, today: date) -> None:
        self.ledger, self.by, self.today = ledger, by, today
        self.fields = tuple(one for one in fields_on(ledger.project(), "claim") if column(one) in columns)
        self.columns = frozenset(map(column, self.fields))
        self.own = every_own(ledger, "claim") if self.fields else {}

    def read(
        self, line: Line, mention: str, claim: str, mark: Fingerprint, order: str | None
    ) -> tuple[OwnChange | None, str | None]:
        """What a row sets, and what others set in the same fields since it was written; None where nothing.

        Raises RowError with the column, where a value is not of its field's type or may not be empty.
        """
        if not self.fields or not find_profile(mark.profile).texts:
            return None, None
        own = self.own.get(mention, Own())
        entered: dict[str, str] = {}
        for field in self.fields:
            text, value = self._value(field, line.cells.get(column(field), ""), order)
            if not mark.is_own_as_written(claim, field.name, value) and value != own.values.get(field.name):
                entered[field.name] = text
        if not entered:
            return None, None
        try:
            values = own_values(Project(fields=self.fields), "claim", entered, own.values)
        except LedgerError as error:
            lacking = next(one for one in self.fields if one.name in entered)
            raise RowError(str(error).removesuffix(" Nothing was stored."), column(lacking)) from error
        why = plain(line.cells.get(WHY, "")) or None
        made = change_of(self.ledger, mention, values, by=self.by, why=why)
        return OwnChange(line.number, mention, made), self._others(values, claim, mark, own)

    def _value(self, field: OwnField, cell: str, order: str | None) -> tuple[str, Value]:
        """A cell as a form would have it, and its value."""
        text = plain(cell)
        try:
            if field.type == "choice":  # a spreadsheet may have begun it with a capital
                text = next((choice for choice in field.choices if choice.casefold() == text.casefold()), text)
            elif field.type == "date":
                text = read_cell(_column(field), cell, self.today, order) or ""
            return text, parsed(field, text)
        except (CellError, LedgerError) as error:
            raise RowError(str(error), column(field)) from error

    def _others(self, values: Mapping[str, Value], claim: str, mark: Fingerprint, own: Own) -> str | None:
        for field in self.fields:
            now = own.values.get(field.name)
            if field.name in values and not mark.is_own_as_written(claim, field.name, now):
                last = next(one for one in reversed(own.changes) if field.name in one.values)
                if last.by != self.by:
                    set_to = shown(field, now) or "nothing"
                    return f"{last.by} set {column(field)} to {set_to} since the sheet was written"
        return None
