"""What a page shows of the project's own fields of a claim, an incident or a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import FieldOn, OwnField
from tollbook.run.own import fields_on, kind_of, own_of, shown

from .access import Person
from .permissions import Role


def own_panel(ledger: Ledger, subject: str, person: Person) -> dict[str, Any]:
    """The fields with their values, and how they came to them, the newest change first.

    Free text may name a witness: readers see the other fields alone, and no history.
    """
    own, whole = own_of(ledger, subject), person.may(Role.CODER)
    fields = readable(ledger, kind_of(subject), person)
    return {
        "subject": subject,
        "back": True,  # to the page that the form stands on
        "fields": [(one, shown(one, own.values.get(one.name))) for one in fields],
        "changes": list(reversed(own.changes)) if whole else [],
    }


def readable(ledger: Ledger, on: FieldOn, person: Person) -> list[OwnField]:
    """The fields that somebody may see and filter by: readers see no free text."""
    whole = person.may(Role.CODER)
    return [one for one in fields_on(ledger.project(), on) if whole or one.type != "text"]


AskedOwn = tuple[tuple[str, str], ...]
"""Values of own fields that a list is asked for, by name, as they are shown."""


def asked_own(request: Request) -> AskedOwn:
    """The values that a page's address asks for (`own.desk=north`). Raises LedgerError for one that is too long."""
    found = []
    for name, value in request.query_params.items():
        if name.startswith("own.") and value.strip():
            if len(name) > 60 or len(value) > 200:
                raise LedgerError(f"{name[:60]}: a value that is asked for has at most 200 characters.")
            found.append((name.removeprefix("own."), value.strip()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """One field as the form of a list's filters shows it."""

    field: OwnField
    value: str

    @property
    def choices(self) -> tuple[str, ...]:
        """What there is to choose; none where it is written."""
        return self.field.choices or (("yes", "no") if self.field.type == "yes_no" else ())


def own_filters(ledger: Ledger, on: FieldOn, asked: AskedOwn, person: Person) -> list[OwnFilter]:
    """The filters of a list. Raises LedgerError where it is asked for a field that is not there, or not for readers."""
    fields, values = readable(ledger, on, person), dict(asked)
    strange = next((name for name in values if name not in {one.name for one in fields}), None)
    if strange is not None:
        raise LedgerError(f"{strange}: no field of this project on a {on} that you can ask for.")
    return [OwnFilter(one, values.get(one.name, "")) for one in fields]


def own_query(asked: AskedOwn) -> Mapping[str, str]:
    """The same as part of an address."""
    return {f"own.{name}": value for name, value in asked}
