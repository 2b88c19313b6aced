"""`tollbook tolls`: what house policies make of the claims, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import SettingsError
from tollbook.run.houses import HOUSES

from .console import counted, note, on_terminal, one_line, output, print_json_lines, print_ruled, print_table
from .of_record import say_of_record
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

if TYPE_CHECKING:
    from tollbook.model import TollFigure
    from tollbook.reconcile import Policy
    from tollbook.run.tolling import TollRow

FORMATS = ("table", "csv", "jsonl")


def tolls(
    ledger: LedgerOption,
    policy: Annotated[
        str,
        typer.Option(
            "--policy",
            help="House policies, with commas between: ucdp, acled, airwars, ibc, aoav, latest, official, TOML files.",
        ),
    ] = HOUSES,
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help="Only tolls of this measure (may be repeated).")
    ] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Only where claims are about this party's people.")
    ] = None,
    incident: Annotated[
        str | None,
        typer.Option(
            "--incident", help="Only this incident, period or series: its id's beginning, a part of its name."
        ),
    ] = None,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[
        str, typer.Option("--format", help="table, csv or jsonl (with rules and claims left out).")
    ] = "table",
    out: Annotated[Path | None, typer.Option("--output", help="Write to this file instead of printing.")] = None,
) -> None:
    """Print each subject's low, best and high under house policies, beside each other."""
    from tollbook.model import Measure
    from tollbook.publish.csv_safe import write_csv
    from tollbook.run.houses import load_policies
    from tollbook.run.tolling import FLAT, WantedTolls, find_tolls, flat_toll, toll_record

    one_of(form, FORMATS, option="--format")
    measures = tuple(m.value for m in Measure)
    wanted = WantedTolls(
        measures=frozenset(one_of(name, measures, option="--measure") for name in measure or ()),
        party=party,
        incident=incident,
    )
    policies = load_policies(policy)
    found = find_tolls(ledger, policies, wanted, at_date(as_of, recorded))
    say_of_record(found)
    rows = found.rows
    if found.none_because is not None:
        note(f"no toll: {found.none_because}")
    if form == "table":
        if out is not None:
            raise SettingsError("--output goes with --format csv or jsonl; a table is for looking at")
        _print(rows, policies)
        return
    with output(out) as stream:
        if form == "csv":
            write_csv((flat_toll(r, p, f) for r in rows for p, f in r.figures), FLAT, stream)
        else:
            print_json_lines((toll_record(r, p, f) for r in rows for p, f in r.figures), stream)


def _print(rows: Sequence[TollRow], policies: Sequence[Policy]) -> None:
    shown = [row for row in rows if row.has_figure]
    columns = ("subject", "measure", *(p.title for p in policies))
    lines = [
        [row.subject.name, row.measure.replace("_", " "), *map(_cell, (f for _, f in row.figures))] for row in shown
    ]
    if on_terminal():
        print_ruled(lines, columns, firm=(), stretch="subject", apart=True)
    else:
        flat = [dict(zip(columns, (one_line(c.replace("\n", "; ")) for c in line), strict=True)) for line in lines]
        print_table(flat, columns, stretch=columns[-1])
    left = len(rows) - len(shown)
    if left:
        note(f"{counted(left, 'measure')} of subjects not shown: no figure under any of these policies")
    for policy in policies:
        unread = [name for name, rule in policy.rules().items() if not rule.checked and not rule.own]
        if unread and shown:
            note(f"{policy.title}: known from memory, not read in its documents: {', '.join(unread)}")


def _cell(figure: TollFigure) -> str:
    """A figure, that of each party where several are told of, what is to be said, and the id for `why`."""
    from tollbook.run.range_words import range_words

    if not figure.counted:
        return "–"
    said = [
        figure.grade,
        "provisional" if figure.provisional else None,
        f"{figure.reviewed} of {len(figure.counted)} reviewed",
    ]
    parts = [f"{part.name} {range_words(part.low, None, part.high)}" for part in figure.parts]
    return "\n".join(
        [range_words(figure.low, figure.best, figure.high), *parts, ", ".join(s for s in said if s), figure.id[:10]]
    )
