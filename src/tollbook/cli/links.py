"""`tollbook links`: claims that repeat, revise, corroborate, contradict or are part of one another."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from .console import one_line, print_json_lines, print_table
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

WITHIN = ("report", "type", "a", "b", "why")
ACROSS = ("type", "a", "b", "report", "report_b", "score", "state", "why")


def links(
    ledger: LedgerOption,
    within: Annotated[
        bool, typer.Option("--within", help="Only links between claims of one report; these need no `reconcile`.")
    ] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also those that people rejected.")] = False,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """Print the links between claims: repeats, revises (b replaces a), corroborates, contradicts, part_of (a within b),
    adds_to (a day's figure to a running total), each with its reason."""
    one_of(form, ("table", "jsonl"), option="--format")
    if within:
        from tollbook.run.viewing import link_rows

        _show(link_rows(ledger), WITHIN, form)
        return
    from tollbook.run.linking import record_link_rows

    _show(record_link_rows(ledger, at_date(as_of, recorded), rejected=rejected), ACROSS, form)


def _show(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], form: str) -> None:
    if form == "jsonl":
        print_json_lines(rows, sys.stdout)
        return
    print_table([{c: one_line(_cell(row.get(c), c)) for c in columns} for row in rows], columns, stretch="why")


def _cell(value: object, column: str) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    said = str(value) if value is not None else "-"
    return said[:10] if column in ("a", "b") else said  # a beginning that commands accept
