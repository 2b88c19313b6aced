"""`tollbook sheet`: claims in a spreadsheet, edited by somebody who does not run the program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import ReadError, SettingsError

from .claims import (
    FromOption,
    MeasureOption,
    OwnOption,
    PartyOption,
    PlaceOption,
    ReportOption,
    SourceOption,
    StateOption,
    ToOption,
    own_values,
    wanted_claims,
)
from .console import counted, harmless, note, one_line, say
from .options import LedgerOption, ProfileOption, one_of

if TYPE_CHECKING:
    from tollbook.read.claims import Fault
    from tollbook.run.sheets import SheetRead

app = typer.Typer(help="Claims in a spreadsheet, to be edited offline by somebody else.", no_args_is_help=True)
NAMED_AT_MOST = 50
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


@app.command()
def out(
    file: Annotated[Path, typer.Argument(help="The file to write: .xlsx or .csv.", show_default=False)],
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
    profile: ProfileOption = "internal",
    delimiter: Annotated[
        str,
        typer.Option(
            "--delimiter", help="Of CSV: comma, semicolon (where a spreadsheet takes the comma for decimals) or tab."
        ),
    ] = "comma",
) -> None:
    """Write claims to a spreadsheet or CSV, for somebody to judge and correct.

    The same options as those of `tollbook claims` choose the claims. `tollbook sheet in` reads it back.
    """
    from tollbook.run.sheets import write_sheet

    one_of(delimiter, tuple(DELIMITERS), option="--delimiter")
    wanted = wanted_claims(
        measure=measure, party=party, source=source, place=place, since=since, until=until, report=report, state=state
    )
    wanted = replace(wanted, own=own_values(own))
    written = write_sheet(ledger, file, wanted, profile=profile, delimiter=DELIMITERS[delimiter])
    say(f"{counted(written.claims, 'claim')} in {harmless(str(file))} ({profile})")
    if written.restricted:
        many = counted(written.restricted, "claim")
        note(f"{many} of restricted reports among them; --profile public leaves them out")


@app.command("in")
def in_(
    file: Annotated[Path, typer.Argument(help="The sheet, as .xlsx or CSV.", show_default=False)],
    ledger: LedgerOption,
    by: Annotated[
        str | None,
        typer.Option("--by", envvar="TOLLBOOK_BY", help="Who edited it; kept with each judgement.", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be recorded and what is wrong, and record nothing.")
    ] = False,
    despite_conflicts: Annotated[
        bool,
        typer.Option(
            "--despite-conflicts",
            help="Also record rows whose claims others judged, or a run read anew, since the sheet was written.",
        ),
    ] = False,
    sheet: Annotated[str | None, typer.Option("--sheet", help="The sheet of a spreadsheet (else its first).")] = None,
) -> None:
    """Read a sheet back: what was edited becomes judgements of that person.

    Errors are named by row and column, and one of them records nothing. A row whose claim others judged or a run read
    anew since the sheet was written is named and left out; exit status 3 then. Reading it in again records nothing
    twice.
    """
    from tollbook.run.sheets import bring_in

    if not by or not by.strip():
        raise SettingsError("judgements need to know who decided; give --by NAME or set TOLLBOOK_BY")
    done = bring_in(ledger, file, by=by.strip(), dry_run=dry_run, despite_conflicts=despite_conflicts, sheet=sheet)
    if dry_run:
        _print_decisions(done)
    if done.unread:
        note(f"  not read back: {one_line(', '.join(done.unread))}")
    _print_faults("worth a look", done.remarks)
    for conflict in done.conflicts[:NAMED_AT_MOST]:
        note(f"  conflict: row {conflict.row}, {conflict.claim}: {one_line(conflict.said)}")
    _print_faults("wrong", done.faults)
    if done.faults:
        rows = counted(len({fault.row for fault in done.faults}), "row")
        raise ReadError(f"{file}: {rows} cannot be taken as written; nothing was recorded. Mend that, and try again")
    say(_sums(done, ledger))
    if done.conflicts:
        note("look at these claims again; --despite-conflicts records the sheet's rows all the same")
        raise typer.Exit(3)


def _print_decisions(done: SheetRead) -> None:
    for decision in done.decisions:
        made = decision.judgement
        fields = (f" {name}={json.dumps(value, ensure_ascii=False)}" for name, value in made.fields.items())
        why = f" ({made.why})" if made.why else ""
        say(one_line(f"row {decision.row}  {made.mention}  {made.verdict}" + "".join(fields) + why))
    for change in done.own:
        said = (f" own.{n}={json.dumps(v, ensure_ascii=False)}" for n, v in change.judgement.fields.items())
        say(one_line(f"row {change.row}  {change.claim}  sets" + "".join(said)))


def _print_faults(kind: str, faults: Sequence[Fault]) -> None:
    for fault in faults[:NAMED_AT_MOST]:
        note(f"  {kind}: {one_line(str(fault))}")
    if len(faults) > NAMED_AT_MOST:
        note(f"  {kind}: {counted(len(faults) - NAMED_AT_MOST, 'more place', 'more places')}")


def _sums(done: SheetRead, ledger: str) -> str:
    kinds = [decision.judgement.verdict for decision in done.decisions]
    names = (("accept", "accepted"), ("correct", "corrected"), ("reject", "rejected"), ("unsure", "unsure"))
    made = ", ".join(f"{kinds.count(kind):,} {name}" for kind, name in names if kind in kinds)
    others = ((done.known, "recorded before"), (len(done.conflicts), "in conflict"), (done.untouched, "untouched"))
    rest = ", ".join(f"{number:,} {name}" for number, name in others if number)
    where = f"in {harmless(ledger)}" if done.recorded else "nothing was recorded (--dry-run)"
    own = counted(len(done.own), "row of own fields", "rows of own fields") if done.own else ""
    judged = counted(len(kinds), "judgement") + (f": {made}" if made else "")
    sums = "; ".join(part for part in (judged, own, rest) if part)
    return f"{sums}; {where}"


@app.callback()
def sheet() -> None:
    """Claims in a spreadsheet, to be edited offline by somebody else."""
