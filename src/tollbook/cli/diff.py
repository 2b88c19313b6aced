"""`tollbook diff`: which figures changed between two days, and what changed them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tollbook.errors import SettingsError

from .console import counted, note, one_line, print_json_lines, say
from .of_record import say_of_record
from .options import LedgerOption, day, one_of

SIGNS = {
    "joined": "+",
    "left": "-",
    "restated": "~",
    "judged": "!",
    "no_longer_counted": "-",
    "counted_again": "+",
    "subject": "*",
}


def diff(
    ledger: LedgerOption,
    since: Annotated[str, typer.Option("--from", help="The earlier day (YYYY-MM-DD).", show_default=False)],
    until: Annotated[
        str | None, typer.Option("--to", help="The later day; without it, now.", show_default=False)
    ] = None,
    recorded: Annotated[
        bool,
        typer.Option(
            "--recorded",
            help="Compare what the ledger held on the two days, not what had been published by then (no day).",
        ),
    ] = False,
    policy: Annotated[str, typer.Option("--policy", help="House policies, with commas between.")] = "ucdp",
    incident: Annotated[
        str | None, typer.Option("--incident", help="Only this incident, period or series: its id, a part of its name.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text or jsonl.")] = "text",
) -> None:
    """Say which figures changed between two days, and which claims and decisions changed them.

    A sign stands before each cause: + a claim that joined, - one that left or counts no longer, ~ one read otherwise,
    ! one that a person judged, * what became of the incident itself.
    """
    from tollbook.run.at_date import NOW, AtDate
    from tollbook.run.differing import find_differences
    from tollbook.run.houses import load_policies

    one_of(form, ("text", "jsonl"), option="--format")
    first, last = day(since, option="--from"), day(until, option="--to")
    if first and last and last < first:
        raise SettingsError(f"--to {last} lies before --from {first}; give the earlier day as --from")
    states = [AtDate(recorded=d) if recorded else AtDate(as_of=d) for d in (first, last)]
    found = find_differences(ledger, states[0], states[1] if last else NOW, load_policies(policy), incident=incident)
    say_of_record(found)
    if form == "jsonl":
        print_json_lines((change.model_dump(mode="json") for change in found.changes), sys.stdout)
        return
    for change in found.changes:
        say(one_line(f"{change.name}: {change.measure.replace('_', ' ')}, {change.policy}"))
        say(f"  {_range(change.before)} -> {_range(change.after)}    {change.subject[:10]}")
        for cause in change.causes:
            at = f"    {cause.claim[:10]}" if cause.claim else ""
            say(f"    {SIGNS[cause.kind]} {one_line(cause.why)}{at}")
    note(f"{counted(len(found.changes), 'figure')} changed, {found.same:,} the same")


def _range(range_: tuple[int | None, int | None, int | None] | None) -> str:
    from tollbook.run.range_words import range_words

    return range_words(*range_) if range_ is not None else "no figure"
