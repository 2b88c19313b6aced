"""`tollbook merge`: another office's ledger into this one."""

from __future__ import annotations

from typing import Annotated

import typer

from .console import counted, say
from .options import LedgerOption


def merge(
    other: Annotated[str, typer.Argument(help="The other ledger; it is only read.", show_default=False)],
    ledger: LedgerOption,
) -> None:
    """Take over another ledger's reports, readings and judgements. What both have is kept once."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False) as book, Ledger.open(other, create=False, read_only=True) as theirs:
        merged = book.merge(theirs)
    say(
        f"{ledger}: took over from {other} {counted(merged.reports, 'report')}, "
        f"{counted(merged.mentions, 'mention')}, {counted(merged.readings, 'reading')}, "
        f"{counted(merged.judgements, 'judgement')}"
    )
