"""`tollbook claims`: what the ledger holds, as a table, CSV or JSON Lines, or summed for each report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import SettingsError

from .console import note, on_terminal, one_line, output, print_json_lines, print_ruled, print_table
from .options import LedgerOption, ProfileOption, day, one_of

if TYPE_CHECKING:
    from tollbook.run.rows import Row
    from tollbook.run.viewing import Wanted

FORMATS = ("table", "csv", "jsonl")
STATES = ("machine", "accepted", "corrected", "rejected", "unsure")
COLUMNS = ("id", "measure", "count", "victims", "source", "place", "when", "marks", "report", "evidence")
STACKED = ("claim", "what", "where and when", "who says so", "words")

MeasureOption = Annotated[
    list[str] | None, typer.Option("--measure", help="Only claims of this measure (may be repeated).")
]
PartyOption = Annotated[str | None, typer.Option("--party", help="Only claims about this party's people.")]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", help="Only claims of this speaker: a part of the name, the kind, the party."),
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", help="Only claims placed here: a part of the name, or a country's code.")
]
FromOption = Annotated[
    str | None, typer.Option("--from", help="Only harm that may have happened on or after this day (YYYY-MM-DD).")
]
ToOption = Annotated[
    str | None, typer.Option("--to", help="Only harm that may have happened on or before this day (YYYY-MM-DD).")
]
ReportOption = Annotated[
    str | None, typer.Option("--report", help="Only claims of this report: its name, or the beginning of its id.")
]
OwnOption = Annotated[
    list[str] | None,
    typer.Option("--own", help="Only claims with this value of a field of the project's own: NAME=VALUE (repeatable)."),
]
StateOption = Annotated[
    list[str] | None,
    typer.Option("--state", help="Only claims in this state (may be repeated): " + ", ".join(STATES) + "."),
]


def claims(
    ledger: LedgerOption,
    measure: MeasureOption = None,
    party: PartyOption = None,
    source: SourceOption = None,
    place: PlaceOption = None,
    since: FromOption = None,
    until: ToOption = None,
    report: ReportOption = None,
    state: StateOption = None,
    own: OwnOption = None,
    form: Annotated[
        str, typer.Option("--format", help="table, csv or jsonl (the annotation guide's format).")
    ] = "table",
    totals: Annotated[
        bool, typer.Option("--totals", help="One JSON line a report: its own incident's totals, each person once.")
    ] = False,
    profile: ProfileOption = "internal",
    out: Annotated[Path | None, typer.Option("--output", help="Write to this file instead of printing.")] = None,
) -> None:
    """Print the ledger's claims: who says that what was done to whom, where and when."""
    from tollbook.run.viewing import Wanted, claim_rows, total_rows, why_no_claim

    one_of(form, FORMATS, option="--format")
    wanted = wanted_claims(
        measure=measure, party=party, source=source, place=place, since=since, until=until, report=report, state=state
    )
    wanted = replace(wanted, own=own_values(own))
    if totals:
        if wanted != Wanted(report=report):
            raise SettingsError("--totals sums whole reports; of the filters it takes --report only")
        with output(out) as stream:
            print_json_lines(total_rows(ledger, report, profile=profile), stream)
        return
    rows = claim_rows(ledger, wanted, profile=profile)
    print_claims(rows, form, out)
    if not rows:
        note(one_line(why_no_claim(ledger, wanted)))


def wanted_claims(
    *,
    measure: list[str] | None,
    party: str | None,
    source: str | None,
    place: str | None,
    since: str | None,
    until: str | None,
    report: str | None,
    state: list[str] | None,
) -> Wanted:
    """Which claims the options ask for. Raises SettingsError where one is not known."""
    from tollbook.ledger import Filter
    from tollbook.run.viewing import Wanted

    first, last = _window(since, until)
    return Wanted(
        filter=Filter(party=party, place=place, since=first, until=last),
        measures=frozenset(one_of(name, _measures(), option="--measure") for name in measure or ()),
        states=frozenset(one_of(name, STATES, option="--state") for name in state or ()),
        source=source,
        report=report,
    )


def own_values(given: Sequence[str] | None) -> dict[str, str]:
    """The values of the project's own fields that are asked for. Raises SettingsError where one is not NAME=VALUE."""
    for pair in given or ():
        if "=" not in pair:
            raise SettingsError(f"--own {pair}: write it as NAME=VALUE, such as desk=north")
    return {name.strip(): value.strip() for name, _, value in (pair.partition("=") for pair in given or ())}


def _window(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    first, last = day(since, option="--from"), day(until, option="--to")
    if first and last and last < first:
        raise SettingsError(f"--from {first} lies after --to {last}; exchange them")
    return first, last


def _measures() -> tuple[str, ...]:
    from tollbook.model import Measure

    return tuple(measure.value for measure in Measure)


def print_claims(rows: Iterable[Row], form: str, out: Path | None) -> None:
    """Print claims as a table, CSV or JSON Lines."""
    from tollbook.publish.csv_safe import write_csv
    from tollbook.run.rows import FLAT_COLUMNS, to_flat, to_guide

    if form == "table":
        if out is not None:
            raise SettingsError("--output goes with --format csv or jsonl; a table is for looking at")
        lines = [_line(row) for row in rows]
        if on_terminal():
            print_ruled([_stacked(line) for line in lines], STACKED, firm=("claim",), stretch="words", apart=True)
        else:
            print_table(lines, COLUMNS, stretch="evidence")
        return
    with output(out) as stream:
        if form == "csv":
            rows = list(rows)
            own = tuple(rows[0].own) if rows else ()
            write_csv(map(to_flat, rows), (*FLAT_COLUMNS, *own), stream)
        else:
            print_json_lines(map(to_guide, rows), stream)


def _line(row: Row) -> Mapping[str, str]:
    """A claim in the few words that fit a line; the id is shortened to a beginning that commands accept."""
    from .words import count_words, marks, place_words, source_words, victim_words, window_words

    reading = row.claim.reading
    cells = {
        "id": row.claim.id[:10],
        "measure": reading.measure.value,
        "count": count_words(reading.count),
        "victims": victim_words(reading.victims),
        "source": source_words(reading.source),
        "place": place_words(reading.place),
        "when": window_words(reading),
        "marks": marks(row),
        "report": row.report,
        "evidence": reading.evidence.text,
    }
    return {column: one_line(cells[column]) for column in COLUMNS}


def _stacked(line: Mapping[str, str]) -> list[str]:
    """The same cells two by two, for a terminal of ordinary width."""
    pairs = (("id", "marks"), ("measure", "count", "victims"), ("place", "when"), ("source", "report"), ("evidence",))
    return ["\n".join(line[name] for name in names if line[name] != "-") for names in pairs]
