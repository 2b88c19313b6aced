"""What the addresses of pages ask for: days, and where a page of a list begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from tollbook.errors import LedgerError
from tollbook.ledger import Key
from tollbook.run.at_date import AtDate


def day_of(given: str, name: str) -> date | None:
    """A day from a form's field; None where it is empty. Raises LedgerError for anything else."""
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise LedgerError(f"{name}: {given} is no day. Write it as 2023-01-04.") from error


def key_of(given: str) -> Key | None:
    """Where a page begins, from its address: `2023-01-04~i-1f0c`; None for the first page."""
    value, mark, id_ = given.rpartition("~")
    return (value, id_) if mark and id_ else None


def whole_key_of(given: str) -> Key | None:
    """The same of a list that is ordered by a whole number; None where it is none."""
    key = key_of(given)
    return key if key is not None and key[0].isdigit() and len(key[0]) < 18 else None


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The state of the record that a page is asked for, as its form holds it."""

    as_of: str = ""
    recorded: str = ""

    @property
    def at(self) -> AtDate:
        """The state. Raises LedgerError for what is no day."""
        return AtDate(day_of(self.as_of, "known by"), day_of(self.recorded, "recorded by"))

    @property
    def query(self) -> dict[str, str]:
        """What of it an address needs."""
        return {name: value for name in ("as_of", "recorded") if (value := getattr(self, name).strip())}

    def address(self, path: str, **more: str) -> str:
        """An address in the same state."""
        query = urlencode({**self.query, **{name: value for name, value in more.items() if value}})
        return f"{path}?{query}" if query else path
