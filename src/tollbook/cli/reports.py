"""`tollbook reports`: what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from .console import on_terminal, one_line, print_json_lines, print_ruled, print_table
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
    lines = [{**line, "id": line["id"][:10]} for line in lines]
    if on_terminal():
        print_ruled(map(_stacked, lines), ("report", "published", "claims", "title"), stretch="title", apart=True)
    else:
        print_table(lines, COLUMNS, stretch="title")


def _stacked(line: Mapping[str, str]) -> list[str]:
    """The same cells, two by two, for a terminal of ordinary width."""
    pairs = (("report", "id"), ("published", "outlet"), ("claims", "kept as"), ("title", "language"))
    return ["\n".join(line[name] for name in names) for names in pairs]
