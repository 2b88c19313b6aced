"""`tollbook cases`: persons killed, missing or detained, joined from lists and reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import ReadError, SettingsError

from .console import counted, harmless, note, one_line, print_json_lines, print_table, say
from .options import LedgerOption, day, one_of

if TYPE_CHECKING:
    from tollbook.ledger import ListChange
    from tollbook.model import Naming
    from tollbook.run.casing import PairView

app = typer.Typer(help="Persons killed, missing or detained, joined from lists and reports.", no_args_is_help=True)
NAMED_AT_MOST = 50
SHOWN_AT_MOST = 20
ByOption = Annotated[
    str | None,
    typer.Option("--by", envvar="TOLLBOOK_BY", help="Who does this; kept in the ledger.", show_default=False),
]
FormOption = Annotated[str, typer.Option("--format", help="table or jsonl.")]


@app.command("import")
def import_(
    table: Annotated[
        Path | None, typer.Argument(help="The list: .csv, .xlsx or .jsonl.", show_default=False, metavar="LIST")
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", help="What its columns hold: a TOML file.", show_default=False)
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
    by: ByOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The day up to which the list counts.", show_default=False)
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="The sheet of a spreadsheet (else its first).")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be stored and what is wrong, and store nothing.")
    ] = False,
    print_map: Annotated[bool, typer.Option("--print-map", help="Print a map to copy and change.")] = False,
) -> None:
    """Store a list of persons, or what a new version of it changes.

    The list has an id of its own for each person. A later file under a map of the same name is a version of the same
    list: who was added, removed or changed is kept in the ledger's log. Errors are named by row, and one of them
    stores nothing.
    """
    if print_map:
        from tollbook.read.person_map import EXAMPLE

        say(EXAMPLE.rstrip())
        return
    if table is None or map_ is None:
        raise SettingsError("name the list, and with --map what its columns hold; --print-map prints a map to change")
    if not dry_run and not (by and by.strip()):
        raise SettingsError("a list needs to know who imports it; give --by NAME or set TOLLBOOK_BY")
    from tollbook.run.casing import import_list

    counted_to = day(as_of, option="--as-of")
    done = import_list(table, map_, ledger, by=(by or "").strip(), as_of=counted_to, sheet=sheet, dry_run=dry_run)
    for fault in done.read.faults[:NAMED_AT_MOST]:
        note(f"  wrong: {one_line(str(fault))}")
    if done.read.faults:
        wrong = len({fault.row for fault in done.read.faults})
        raise ReadError(f"{table}: {counted(wrong, 'row')} not as the map says; nothing was stored")
    if dry_run:
        for naming in done.read.namings[:SHOWN_AT_MOST]:
            say(one_line(f"{naming.source_id}: {_told(naming)}"))
        if len(done.read.namings) > SHOWN_AT_MOST:
            say(f"and {len(done.read.namings) - SHOWN_AT_MOST:,} more")
    _print_change(done.list_name, len(done.read.namings), done.change)
    later = [n for n in done.read.namings if counted_to and n.when.start and n.when.start > counted_to]
    if later:
        note(
            f"{counted(len(later), 'person', 'persons')} came to harm after {counted_to}, the day that the list is said"
            f" to count to (--as-of), first {one_line(later[0].source_id or later[0].label)}: is the day right?"
        )
    say("nothing was stored (--dry-run)" if dry_run else f"in {harmless(ledger or '')}; then: tollbook cases match")


def _print_change(list_name: str, entries: int, change: ListChange | None) -> None:
    if change is None:
        return
    if change.version is None:
        say(f"{list_name}: {counted(entries, 'person', 'persons')}, as in its last version; nothing is new")
        return
    sums = f"{len(change.added):,} added, {len(change.removed):,} removed, {len(change.changed):,} changed"
    say(f"{list_name}, version {change.version}: {counted(entries, 'person', 'persons')}; {sums}")
    if change.version == 1:
        return
    lines = [f"  added {n.source_id}: {_told(n)}" for n in change.added]
    lines += [f"  removed {n.source_id}: {_told(n)}" for n in change.removed]
    lines += [f"  changed {a.source_id}: {_differences(a, b)}" for a, b in change.changed]
    for line in lines[:NAMED_AT_MOST]:
        say(one_line_kept(line))
    if len(lines) > NAMED_AT_MOST:
        say(f"  and {len(lines) - NAMED_AT_MOST:,} more changes")


def one_line_kept(line: str) -> str:
    """One harmless line that keeps its indent."""
    return line[: len(line) - len(line.lstrip())] + one_line(line)


def _differences(before: Naming, after: Naming) -> str:
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return "; ".join(f"{field} {_cell(old[field])} → {_cell(new[field])}" for field in old if old[field] != new[field])


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return "/".join(str(v) for v in value.values() if v) or "-"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    return "-" if value in (None, "") else str(value)


@app.command()
def versions(
    ledger: LedgerOption,
    list_name: Annotated[str | None, typer.Argument(metavar="LIST", help="A list's name; else all.")] = None,
) -> None:
    """Show the versions of lists: when, from which file, how many were added, removed and changed."""
    from tollbook.run.viewing import look_into

    with look_into(ledger) as opened:
        found = opened.list_versions(list_name)
    if not found:
        note("no list of persons" + (f" is named {list_name}" if list_name else " was imported"))
    for one in found:
        counts_to = f", counts to {one.as_of}" if one.as_of else ""
        sums = f"{len(one.added):,} added, {len(one.removed):,} removed, {len(one.changed):,} changed"
        say(one_line(f"{one.list_name} {one.version}: {one.at[:10]}, {one.file}{counts_to}, by {one.by}: {sums}"))


@app.command()
def match(ledger: LedgerOption) -> None:
    """Weigh everybody whom lists and reports name against each other, and join those who are one person into cases.

    What people decided on pairs holds; beside it, the machine joins those that are likely one person on the average,
    and proposes the other likely pairs (`tollbook cases pairs`). Ids of cases last; merges leave tombstones.
    """
    from tollbook.run.casing import match_cases

    made = match_cases(ledger)
    say(
        f"{counted(made.namings, 'naming')}: {counted(made.cases, 'case')}, {made.joined:,} of several namings; "
        f"{counted(made.waiting, 'likely pair')} for a person to judge"
    )


@app.command("list")
def list_(
    ledger: LedgerOption,
    list_name: Annotated[str | None, typer.Option("--list", help="Only cases with an entry of this list.")] = None,
    form: FormOption = "table",
) -> None:
    """Show the cases, each with its names and where these come from."""
    from tollbook.run.case_views import case_rows
    from tollbook.run.viewing import look_into

    one_of(form, ("table", "jsonl"), option="--format")
    with look_into(ledger) as opened:
        rows = case_rows(opened, list_name=list_name)
    if form == "jsonl":
        print_json_lines(rows, sys.stdout)
        return
    columns = ("id", "state", "fate", "age", "sex", "place", "day", "named by", "name")
    lines = [{column: one_line(str(row.get(column) or "-")) for column in columns} for row in rows]
    print_table([{**line, "id": line["id"][:13]} for line in lines], columns, stretch="name")


@app.command("sheet")
def sheet_(
    ledger: LedgerOption,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx or .pdf file to write.")],
    list_name: Annotated[str | None, typer.Option("--list", help="Only cases with an entry of this list.")] = None,
) -> None:
    """Write a sheet for forensic staff: the eight particulars of Geneva Convention I, article 16, a case a row.

    Beside each stands what the claims that name the person say of the remains. What nobody stated is "not stated". The
    sheet holds names of the dead: it is for those who work on the cases, and for no publication.
    """
    from tollbook.publish.forensic import write_sheet
    from tollbook.run.case_sheets import sheet_of_cases
    from tollbook.run.viewing import look_into

    with look_into(ledger) as opened:
        rows = sheet_of_cases(opened, list_name=list_name)
    note(f"the sheet: {harmless(str(file))}, {counted(write_sheet(rows, file), 'case')}")


@app.command()
def show(
    ledger: LedgerOption,
    case: Annotated[str, typer.Argument(metavar="CASE", help="A case's id (case-...), or a beginning of it.")],
) -> None:
    """Show one case: every naming of the person, the pairs that hold it together, and what became of its id."""
    from tollbook.run.casing import pairs_to_judge
    from tollbook.run.viewing import look_into

    with look_into(ledger) as opened:
        id_ = opened.resolve_case(case)
        namings = opened.namings(id_)
        views = pairs_to_judge(opened, everything=True, case=id_)
        events = opened.case_events(id_)
    say(id_)
    for naming_id, naming in namings.items():
        say(one_line_kept(f"  {naming_id[:12]}  {_told(naming)} ({_origin(naming)})"))
    for view in views:
        for line in _pair_lines(view):
            say(line)
    for event in events:
        other = f" {event.other}" if event.other else ""
        say(one_line_kept(f"  {event.at[:10]}: {event.event}{other}, {counted(len(event.members), 'naming')}"))


@app.command()
def pairs(
    ledger: LedgerOption,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are judged or unlikely.")] = False,
    take: Annotated[int, typer.Option("--take", min=1, help="How many to show.")] = 20,
) -> None:
    """Show the pairs that are likely one person and wait for a decision, the likeliest first."""
    from tollbook.run.casing import pairs_to_judge, require_cases
    from tollbook.run.viewing import look_into

    with look_into(ledger) as opened:
        require_cases(opened)
        found = pairs_to_judge(opened, everything=everything)
    for view in found[:take]:
        for line in _pair_lines(view):
            say(line)
    say(f"{counted(len(found), 'pair')}{f', {take:,} shown' if len(found) > take else ''}")


@app.command()
def judge(
    a: Annotated[str, typer.Argument(metavar="A", help="The id of a naming (n-...), or a beginning of it.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The id of the other one.")],
    verdict: Annotated[str, typer.Argument(help="accept (one person), reject (two), unsure.")],
    ledger: LedgerOption,
    why: Annotated[str | None, typer.Option("--why", help="The reason.")] = None,
    by: ByOption = None,
) -> None:
    """Decide whether two namings are of one person. Cases follow with the next `tollbook cases match`."""
    from tollbook.run.casing import VERDICTS, judge_pair

    one_of(verdict, VERDICTS, option="VERDICT")
    if not by or not by.strip():
        raise SettingsError("a judgement needs to know who decides; give --by NAME or set TOLLBOOK_BY")
    said = judge_pair(ledger, a, b, verdict=verdict, by=by.strip(), why=why)
    say(one_line(f"{said.subject}: {verdict}"))


@app.command()
def gap(
    list_name: Annotated[str, typer.Argument(metavar="LIST", help="A list's name.")],
    ledger: LedgerOption,
    claim: Annotated[
        str | None, typer.Option("--claim", help="The id of a claim (m-...) with the total.", show_default=False)
    ] = None,
    total: Annotated[
        int | None, typer.Option("--total", min=0, help="Or the total itself.", show_default=False)
    ] = None,
    fate: Annotated[str, typer.Option("--fate", help="With --total: killed, missing, captured, released.")] = "killed",
    to: Annotated[
        str | None, typer.Option("--to", help="With --total: the day that it counts to.", show_default=False)
    ] = None,
) -> None:
    """Hold a list against a claimed total: how many it names, how many are claimed, and what explains the gap."""
    from tollbook.run.case_views import gap_of

    one_of(fate, ("killed", "missing", "captured", "released"), option="--fate")
    if (claim is None) == (total is None):
        raise SettingsError("give the total that the list is held against: --claim ID, or --total NUMBER")
    for line in gap_of(ledger, list_name, claim=claim, total=total, fate=fate, to=day(to, option="--to")):
        say(one_line_kept(line))


def _pair_lines(view: PairView) -> Iterable[str]:
    pair = view.pair
    yield one_line(f"{pair.a[:12]} {pair.b[:12]}  {pair.probability:.2f}  {view.verdict or 'not judged'}")
    for naming in (view.a, view.b):
        yield one_line_kept(f"  {_told(naming)} ({_origin(naming)})")
    yield one_line_kept(f"  {', '.join(pair.why)}")


def _told(naming: Naming) -> str:
    from tollbook.run.case_views import naming_words

    return naming_words(naming)


def _origin(naming: Naming) -> str:
    from tollbook.run.case_views import origin_words

    return origin_words(naming)
