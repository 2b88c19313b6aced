"""`tollbook import`: a table of claims that people already keep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import ReadError, SettingsError

from .console import counted, harmless, note, one_line, say
from .options import one_of

if TYPE_CHECKING:
    from tollbook.read.claims import Fault
    from tollbook.run.importing import Imported

NAMED_AT_MOST = 50
SHOWN_AT_MOST = 20


def import_(
    table: Annotated[
        Path | None, typer.Argument(help="The table: .csv, .xlsx or .jsonl.", show_default=False, metavar="TABLE")
    ] = None,
    map_name: Annotated[
        str | None,
        typer.Option("--map", help="What its columns hold: a map's name, or a TOML file.", show_default=False),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            envvar="TOLLBOOK_LEDGER",
            help="The ledger: a file, or the address of a PostgreSQL database. Not needed with --dry-run.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be stored and what is wrong, and store nothing.")
    ] = False,
    sheet: Annotated[str | None, typer.Option("--sheet", help="The sheet of a spreadsheet (else its first).")] = None,
    allow_falls: Annotated[
        bool,
        typer.Option(
            "--allow-falls", help="Store running totals that fall, where the map refuses them; they are named."
        ),
    ] = False,
    restricted: Annotated[
        bool, typer.Option("--restricted", help="No public page or export shows these rows or their claims.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", help="With --dry-run: table (the first claims) or jsonl (all of them).")
    ] = "table",
    print_map: Annotated[
        str | None,
        typer.Option("--print-map", help="Print a map that comes with the program, to copy and change; list: all."),
    ] = None,
) -> None:
    """Store a table of claims, each row as a report with the claims that it makes.

    Errors are named by row and column, and one of them stores nothing. Importing again stores only what has changed:
    a row with the same id and other words is a revision, and what it claimed before is retired.
    """
    one_of(form, ("table", "jsonl"), option="--format")
    if print_map is not None:
        _print_map(print_map)
        return
    if table is None or map_name is None:
        raise SettingsError("name the table, and with --map what its columns hold; --print-map list shows the maps")
    if ledger is None and not dry_run:
        raise SettingsError("--ledger says where to store it; --dry-run only looks")
    from tollbook.run.importing import import_table

    done = import_table(
        table,
        map_name,
        ledger,
        dry_run=dry_run,
        sheet=sheet,
        allow_falls=allow_falls,
        restricted=restricted,
    )
    if dry_run:
        _print_claims(done, form)
    _print_faults("worth a look", done.table.warnings)
    _print_faults("wrong", done.table.faults)
    if done.table.faults:
        wrong = len({fault.row for fault in done.table.faults})
        rows = f"{counted(wrong, 'row')} {'is' if wrong == 1 else 'are'}"
        raise ReadError(f"{table}: {rows} not as the map says; nothing was stored. Mend the table, or the map")
    if not dry_run or form == "table":
        _print_sums(done, ledger, dry_run=dry_run)


def _print_map(name: str) -> None:
    from tollbook.read.claims import load_map, map_names, map_text

    if name != "list":
        say(map_text(name).rstrip())
        return
    for known in map_names():
        say(f"{known:12}{load_map(known).title}")


def _print_claims(done: Imported, form: str) -> None:
    from .claims import print_claims

    rows = done.rows()
    print_claims(rows if form == "jsonl" else rows[:SHOWN_AT_MOST], form, None)
    if form == "table" and len(rows) > SHOWN_AT_MOST:
        say(f"and {counted(len(rows) - SHOWN_AT_MOST, 'more claim', 'more claims')}; --format jsonl shows all")


def _print_faults(kind: str, faults: Sequence[Fault]) -> None:
    for fault in faults[:NAMED_AT_MOST]:
        note(f"  {kind}: {one_line(str(fault))}")
    if len(faults) > NAMED_AT_MOST:
        note(f"  {kind}: {counted(len(faults) - NAMED_AT_MOST, 'more place', 'more places')}")


def _print_sums(done: Imported, ledger: str | None, *, dry_run: bool) -> None:
    made = f"{counted(len(done.table.rows), 'row')} with {counted(done.table.claims, 'claim')}"
    aside = sum(claim.reading.set_aside for row in done.table.rows for claim in row.claims)
    if aside:
        made += f", {aside:,} of them set aside"
    entered = done.entered
    if entered is None or ledger is None:
        say(f"{made}; nothing was stored (--dry-run)")
        return
    where = harmless(ledger) + ("; nothing was stored (--dry-run)" if dry_run else "")
    kinds = (
        (entered.new, "new"),
        (entered.revised, "revised"),
        (entered.reread, "read otherwise by the map"),
        (entered.known, "known"),
    )
    sums = ", ".join(f"{number:,} {kind}" for number, kind in kinds if number)
    say(f"{made}: {sums}, in {where}")
    if done.unjudged:
        many = len(done.unjudged) != 1
        note(
            f"{counted(len(done.unjudged), 'judged claim')} {'are' if many else 'is'} no longer what "
            f"{'their rows say' if many else 'its row says'}: no longer counted; judge what stands there now "
            f"(`tollbook explain {done.unjudged[0][:12]}` shows what was decided)"
        )
    if entered.absent:
        many = entered.absent != 1
        say(
            f"{counted(entered.absent, 'row')} of earlier imports {'are' if many else 'is'} not in this table; "
            f"{'their' if many else 'its'} claims stay"
        )
