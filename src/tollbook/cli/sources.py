"""`tollbook sources`: who says it, under one name each, and who does not stand apart from whom."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from .console import counted, note, one_line, print_json_lines, print_table, say
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

COLUMNS = ("id", "claims", "kind", "party", "name", "known by")
GRAPH = ("report", "is", "report_b", "why")
LONGEST = 60
"""A longer name is cut; jsonl has it whole."""
WORDS = {"copy": "a copy of", "cites": "citing", "same_source": "beside"}


def sources(
    ledger: LedgerOption,
    source: Annotated[
        str | None, typer.Option("--source", help="Only sources so named (a part will do), of this kind or party.")
    ] = None,
    graph: Annotated[bool, typer.Option("--graph", help="Reports that depend on others, in place of sources.")] = False,
    why: Annotated[
        tuple[str, str] | None,
        typer.Option("--why", help="Why two are not independent: claims, reports or sources, by id or name."),
    ] = None,
    unnamed_as_one: Annotated[
        bool, typer.Option("--unnamed-as-one", help="With --why: unnamed speakers of one kind and side count as one.")
    ] = False,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """Print the registry of sources: each once, with all its names, and how they were known to be one.

    It is a proposal of the machine until people merge and split; speakers whom nobody names are one source a report.
    `--graph` prints which reports are near copies, cite another or have it from the same source.
    """
    from tollbook.run.source_rows import dependence_rows, reasons, source_rows, sources_at

    one_of(form, ("table", "jsonl"), option="--format")
    found = sources_at(ledger, at_date(as_of, recorded))
    if why is not None:
        _say_why(why, reasons(found, *why, unnamed_differ=not unnamed_as_one))
        return
    rows = list(dependence_rows(found) if graph else source_rows(found, source))
    if form == "jsonl":
        print_json_lines(rows, sys.stdout)
    elif graph:
        print_table([_edge(row) for row in rows], GRAPH, stretch="why")
    else:
        print_table([_line(row) for row in rows], COLUMNS, firm=("id",), stretch="known by")
    if not rows:
        note("no report depends on another" if graph else "no source matches")
    elif form == "table" and not graph:
        note(f"{counted(len(rows), 'source')}; {sum(row['report'] is None for row in rows):,} named")


def _say_why(names: tuple[str, str], reasons: list[str]) -> None:
    a, b = map(one_line, names)
    if not reasons:
        say(f"{a} and {b} are independent: no common source, copy or citation was found")
        return
    say(f"{a} and {b} are not independent:")
    for reason in reasons:
        say(f"  {one_line(reason)}")


def _line(row: Mapping[str, Any]) -> dict[str, str]:
    others = [name for name in row["aliases"] if name != row["name"] and not row["report"]]
    cells = {
        "id": row["id"][:12],
        "claims": f"{row['claims']:,}",
        "kind": row["kind"] + (", outlet" if row["outlet"] and row["kind"] != "media" else ""),
        "party": row["party"] or "-",
        "name": row["name"] if len(row["name"]) <= LONGEST else row["name"][: LONGEST - 1] + "…",
        "known by": row["why"] + (f" (also: {'; '.join(others)})" if others else ""),
    }
    return {column: one_line(cells[column]) for column in COLUMNS}


def _edge(row: Mapping[str, Any]) -> dict[str, str]:
    cells = {"report": row["report"], "is": WORDS[row["kind"]], "report_b": row["report_b"], "why": row["why"]}
    return {column: one_line(cells[column]) for column in GRAPH}
