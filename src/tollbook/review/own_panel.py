"""What a page shows of the project's own fields of a claim, an incident or a case."""

from __future__ import annotations

from typing import Any

from tollbook.ledger import Ledger
from tollbook.run.own import fields_on, kind_of, own_of, shown

from .access import Person
from .permissions import Role


def own_panel(ledger: Ledger, subject: str, person: Person) -> dict[str, Any]:
    """The fields with their values, and how they came to them, the newest change first.

    Free text may name a witness: readers see the other fields alone, and no history.
    """
    own, whole = own_of(ledger, subject), person.may(Role.CODER)
    fields = [one for one in fields_on(ledger.project(), kind_of(subject)) if whole or one.type != "text"]
    return {
        "subject": subject,
        "fields": [(one, shown(one, own.values.get(one.name))) for one in fields],
        "changes": list(reversed(own.changes)) if whole else [],
    }
