"""`tollbook reports`: what was read."""

from __future__ import annotations

from typing import Annotated

import typer

from .console import one_line, print_json_lines, print_table
from .options import LedgerOption, one_of

COLUMNS = ("id", "report", "published", "outlet", "language", "claims", "kept as", "title")


def reports(
    ledger: LedgerOption,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """List the reports in the ledger, with how many claims each makes."""
    import sys

    from tollbook.run.viewing import report_rows

    one_of(form, ("table", "jsonl"), option="--format")
    rows = report_rows(ledger)
    if form == "jsonl":
        print_json_lines(rows, sys.stdout)
        return
    lines = [{column: one_line(str(row.get(column) or "-")) for column in COLUMNS} for row in rows]
    print_table([{**line, "id": line["id"][:10]} for line in lines], COLUMNS, stretch="title")
