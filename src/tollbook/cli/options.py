"""Options that several commands share."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import SettingsError

if TYPE_CHECKING:
    from tollbook.run.at_date import AtDate

LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger",
        envvar="TOLLBOOK_LEDGER",
        help="The ledger: a file, or the address of a PostgreSQL database.",
        show_default=False,
    ),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=0, help="Processes that extract side by side; 0 or 1: only this one.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="The record as the reports published by this day give it (YYYY-MM-DD).", show_default=False
    ),
]
RecordedOption = Annotated[
    str | None,
    typer.Option("--recorded", help="The record as the ledger had it at the end of this day.", show_default=False),
]
PROFILES = ("internal", "public", "partner", "court")
ProfileOption = Annotated[
    str,
    typer.Option(
        "--profile",
        help="internal; public or partner: no names of victims or witnesses, no text but the evidence, masked; court: "
        "with names and texts, without restricted reports.",
    ),
]


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def day(text: str | None, *, option: str) -> date | None:
    """The date that an option gives as YYYY-MM-DD. Raises SettingsError where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")  # a week is no day
    except ValueError as error:
        raise SettingsError(f"{option} {text}: not a date; write YYYY-MM-DD, such as 2023-01-04") from error


def at_date(as_of: str | None, recorded: str | None) -> AtDate:
    """The state of the record that the two options ask for. Raises SettingsError where one is no date."""
    from tollbook.run.at_date import AtDate

    return AtDate(day(as_of, option="--as-of"), day(recorded, option="--recorded"))


def one_of(value: str, choices: tuple[str, ...], *, option: str) -> str:
    """A value that must be one of a few. Raises SettingsError that names them."""
    if value not in choices:
        raise SettingsError(f"{option} {value}: not known; choose one of {', '.join(choices)}")
    return value


def pair(text: str, *, option: str) -> tuple[str, str]:
    """The two halves of NAME=VALUE. Raises SettingsError where there is no name or no `=`."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise SettingsError(f"{option} {text}: write it as NAME=VALUE")
    return name.strip(), value
