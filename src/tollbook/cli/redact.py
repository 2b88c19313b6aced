"""`tollbook redact`: blank a report or a name for good."""

from __future__ import annotations

from typing import Annotated

import typer

from tollbook.errors import SettingsError

from .console import counted, say
from .options import LedgerOption


def redact(
    ledger: LedgerOption,
    by: Annotated[str, typer.Option("--by", help="Who decides it.", show_default=False)],
    why: Annotated[str, typer.Option("--why", help="The reason; it stays in the ledger.", show_default=False)],
    report: Annotated[str | None, typer.Option("--report", help="The report to blank, by its id or name.")] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="The name to write over wherever it stands, as reports write it.")
    ] = None,
) -> None:
    """Blank a report or a name for good: there is no way back. `verify` then says redacted, and not tampered.

    Copies of the ledger, dumps and publications made before are not touched: see to them yourself. Nor are files that
    the reports were read from.
    """
    from tollbook.ledger import Ledger

    if (report is None) == (name is None):
        raise SettingsError("give either --report or --name")
    with Ledger.open(ledger, create=False) as book:
        if report is not None:
            done = book.redact_report(report, by=by, why=why)
        else:
            done = book.redact_name(name or "", by=by, why=why)
    rows = ", ".join(f"{counted(number, 'row')} of {table}" for table, number in done.rows.items())
    say(f"redacted: {rows}. Run `tollbook reconcile --ledger {ledger}` to make the record again.")
