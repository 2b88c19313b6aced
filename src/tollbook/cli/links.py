"""`tollbook links`: claims that repeat, revise, contradict or are part of one another."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tollbook.errors import SettingsError

from .console import one_line, print_json_lines, print_table
from .options import LedgerOption, one_of

COLUMNS = ("report", "type", "a", "b", "why")


def links(
    ledger: LedgerOption,
    within: Annotated[
        bool, typer.Option("--within", help="Links between claims of one report (the only ones made so far).")
    ] = False,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """Print the links between claims: repeats, revises (b replaces a), contradicts, part_of (a within b)."""
    from tollbook.run.viewing import link_rows

    one_of(form, ("table", "jsonl"), option="--format")
    if not within:
        raise SettingsError("links across reports are not made yet; add --within for those inside each report")
    rows = link_rows(ledger)
    if form == "jsonl":
        print_json_lines(rows, sys.stdout)
        return
    print_table([{c: one_line(str(row.get(c) or "-")) for c in COLUMNS} for row in rows], COLUMNS, stretch="why")
