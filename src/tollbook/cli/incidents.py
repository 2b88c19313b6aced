"""`tollbook incidents`: the record's incidents, with their reports and figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from tollbook.errors import SettingsError

from .console import one_line, output, print_json_lines, print_table
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

FORMATS = ("table", "csv", "jsonl")
COLUMNS = ("incident", "what", "day", "killed", "injured", "reports", "place")


def incidents(
    ledger: LedgerOption,
    policy: Annotated[
        str,
        typer.Option(
            "--policy",
            help="latest, official, a house's policy (ucdp, acled, airwars, ibc, aoav), a TOML file, or likeliest: "
            "what all accounts together make likeliest, fitted on reports of shootings.",
        ),
    ] = "latest",
    unplaced: Annotated[
        bool,
        typer.Option(
            "--unplaced",
            help="Also list reports without claims, and those of no known country, with the incident they tell of.",
        ),
    ] = False,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="table, csv or jsonl.")] = "table",
    out: Annotated[Path | None, typer.Option("--output", help="Write to this file instead of printing.")] = None,
) -> None:
    """Print the incidents of the record: where, when, what, in which reports, and how many were killed and injured.

    Places and days come with their precision in UCDP's and ACLED's codes; CSV and JSON have the house's own fields
    (`status`, `own.NAME`). `articles` are the reports whose own
    subject an incident is; `also` names others that mention it.
    """
    from tollbook.publish.csv_safe import write_csv
    from tollbook.run.incidents import FLAT, flat_incident, incident_rows, own_columns

    one_of(form, FORMATS, option="--format")
    if form == "table" and out is not None:
        raise SettingsError("--output goes with --format csv or jsonl; a table is for looking at")
    rows = incident_rows(ledger, policy, at_date(as_of, recorded), unplaced=unplaced)
    if form == "table":
        print_table([_line(row) for row in rows], COLUMNS, stretch="place")
        return
    with output(out) as stream:
        if form == "csv":
            flat = list(rows)
            own = own_columns(flat[0]) if flat else ()
            write_csv(map(flat_incident, flat), (*FLAT, *own), stream)
        else:
            print_json_lines(rows, stream)


def _line(row: Mapping[str, Any]) -> dict[str, str]:
    day = f"{row['first']}/{row['last']}" if row["first"] != row["last"] else row["first"]
    cells = {
        "incident": row["incident"],
        "what": row["sub_event_type"] or "-",
        "day": day or "-",
        "killed": _range(row["killed"]),
        "injured": _range(row["injured"]),
        "reports": f"{len(row['articles']) + len(row['also']):,}",
        "place": row["place"] or row["country"] or "-",
    }
    return {name: one_line(text) for name, text in cells.items()}


def _range(figure: Mapping[str, int | None]) -> str:
    from tollbook.run.range_words import range_words

    low, best, high = figure["low"], figure["best"], figure["high"]
    return "-" if low is best is high is None else range_words(low, best, high)
