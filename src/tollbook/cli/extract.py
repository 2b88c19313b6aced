"""`tollbook extract`: today's extractor over what the ledger holds."""

from __future__ import annotations

from typing import Annotated

import typer

from .console import counted, note, say
from .options import LedgerOption, WorkersOption


def extract(
    ledger: LedgerOption,
    again: Annotated[
        bool, typer.Option("--again", help="Also where this extractor with these settings has been run already.")
    ] = False,
    workers: WorkersOption = 0,
) -> None:
    """Run this program's extractor over the reports in the ledger.

    Readings are added, none is changed; judgements stay with their claims. Reports that this extractor has read with
    these settings are passed over, so that an interrupted run goes on where it stopped. Exit status 3: it failed on
    some reports; 130: interrupted.
    """
    from tollbook.run.extracting import extract_ledger

    result = extract_ledger(ledger, again=again, workers=workers)
    for name, reason in result.failures:
        note(f"  failed: {name} ({reason})")
    say(
        f"{ledger}: {counted(result.done, 'report')} extracted, {result.passed_over:,} passed over, "
        f"{len(result.failures):,} failed; "
        f"{counted(result.added, 'claim')} new, {result.changed:,} changed, {result.moved:,} moved, "
        f"{result.retired:,} retired"
    )
    raise typer.Exit(130 if result.interrupted else 3 if result.failures else 0)
