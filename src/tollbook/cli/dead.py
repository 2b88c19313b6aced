"""`tollbook dead`: what is claimed of the dead and the missing, group by group, and a sheet for forensic staff."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import counted, note, one_line, print_json_lines, say
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

if TYPE_CHECKING:
    from tollbook.reconcile.remains import RemainsGroup


def dead(
    ledger: LedgerOption,
    party: Annotated[str | None, typer.Option("--party", help="Only the dead and missing of this party.")] = None,
    place: Annotated[
        str | None, typer.Option("--place", help="Only in this place: a part of its name, or a country's code.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status", help="Only groups with a claim of this status, such as held, returned or uncollected."
        ),
    ] = None,
    rule: Annotated[
        int | None,
        typer.Option(
            "--rule", min=112, max=117, help="Only groups with a claim relevant to this rule of customary law."
        ),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            help="Write a sheet for forensic staff into this .xlsx or .pdf file: the eight particulars of Geneva "
            "Convention I art. 16 and what is claimed of the remains. It may hold names.",
        ),
    ] = None,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="text, jsonl or csv.")] = "text",
) -> None:
    """Print what is claimed of the dead and the missing: left lying, recovered, held, asked for, offered, refused by
    their own side, withheld, exchanged, returned, identified, buried, cremated, mutilated, missing, declared dead.

    Each group of remains (whose, where, held by whom, when) with its chain of claimed statuses: who says so, when, in
    which words, and the rule of customary humanitarian law (112 to 117) that the claim is relevant to. Never a legal
    finding. A group is no person: remains may be parts, and are joined to a case by a person's judgement only.
    """
    from tollbook.reconcile.remains import WantedRemains
    from tollbook.run import remains

    one_of(form, ("text", "jsonl", "csv"), option="--format")
    wanted = WantedRemains(party=party, place=place, status=status, rule=rule)
    groups = remains.remains_of(ledger, wanted, at_date(as_of, recorded))
    if sheet is not None:
        from tollbook.publish.forensic import write_sheet

        written = write_sheet(remains.cases_of(groups), sheet)
        note(f"the sheet: {sheet}, {counted(written, 'row')}")
        return
    if form == "jsonl":
        print_json_lines(map(_plain, remains.rows(groups)), sys.stdout)
        return
    if form == "csv":
        from tollbook.publish.csv_safe import write_csv

        write_csv(remains.rows(groups), remains.COLUMNS, sys.stdout)
        return
    for line in _lines(groups):
        say(line)
    note(remains.NO_FINDING if groups else "no claim about the dead or the missing fits")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _lines(groups: list[RemainsGroup]) -> Iterator[str]:
    from tollbook.run.remains import counted as how_many

    for number, group in enumerate(groups):
        if number:
            yield ""
        whose = group.party or "whose is not stated"
        days = " to ".join(dict.fromkeys(str(day) for day in (group.first, group.last) if day)) or "no date"
        held = f", held by {group.holder}" if group.holder else ""
        yield one_line(f"{whose}: {group.place or group.country or 'place not stated'}, {days}{held} ({group.id[:10]})")
        for step in group.steps:
            claim = step.claim
            many = f"{how_many(claim)}: " if how_many(claim) else ""
            told = f"{claim.day or 'undated'}  {many}{step.fate.words}, says {claim.said_by}"
            yield "  " + one_line(f"{told}  [relevant to rule {step.fate.status.rule}; {claim.id[:10]}]")
            yield "    " + one_line(f"“{claim.words}”")
