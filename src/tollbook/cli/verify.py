"""`tollbook verify`: whether the ledger's chain of judgements is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from .console import counted, say
from .options import LedgerOption


def verify(
    ledger: LedgerOption,
    head: Annotated[
        str | None,
        typer.Option("--head", help="The chain's head as you noted it earlier: is it still part of the chain?"),
    ] = None,
) -> None:
    """Check the chain of judgements: a changed, missing or added row is named. Exit status 1 where one is found."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        result = book.verify(expected_head=head)
    for fault in result.faults:
        say(f"  {fault.kind}: row {fault.n}: {fault.said}")
    state = "whole" if result.ok else "broken"
    say(f"{ledger}: chain of {counted(result.length, 'judgement')} {state}; head {result.head or '(none)'}")
    if not result.ok:
        raise typer.Exit(1)
