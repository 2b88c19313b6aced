"""`tollbook verify`: whether the ledger's chain and its sealed log are whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tollbook.errors import SettingsError

from .console import counted, say
from .options import LedgerOption


def verify(
    ledger: LedgerOption,
    head: Annotated[
        str | None,
        typer.Option("--head", help="A head that you noted or exported earlier (a hash, or the file): is it in it?"),
    ] = None,
    public_key: Annotated[
        Path | None, typer.Option("--public-key", help="The key that the exported head must be signed by.")
    ] = None,
) -> None:
    """Check the ledger: a changed, missing, added or swapped row is named. Exit status 1 where one is found.

    Rows cut off at the very end, with what the ledger notes of its length, are found by `--head` alone.
    """
    from tollbook.ledger import Ledger
    from tollbook.run.heads import verify_against

    if public_key is not None and head is None:
        raise SettingsError("--public-key goes with --head FILE, the exported head that it signed")
    if head is not None and (Path(head).is_file() or public_key is not None):
        result = verify_against(ledger, Path(head), public_key)
    else:
        with Ledger.open(ledger, create=False) as book:
            result = book.verify(expected_head=head)
    for fault in result.faults:
        where = "row" if fault.table == "chain" else f"{fault.table}, entry"
        say(f"  {fault.kind}: {where} {fault.n}: {fault.said}")
    state = "whole" if result.ok else "broken"
    say(f"{ledger}: chain of {counted(result.judgements, 'judgement')} {state}; head {result.head or '(none)'}")
    covered = [f"{name} {number:,}" for name, number in result.covered.items() if number]
    say(f"  covered: {', '.join(covered) or 'nothing'}")
    if result.redacted:
        say(f"  redacted: {counted(result.redacted, 'row')}, each named by a redaction in the chain")
    if result.unsealed:
        say(f"  {counted(result.unsealed, 'row')} since the last seal: sealed when a run ends or at a publication")
    if not result.ok:
        raise typer.Exit(1)
