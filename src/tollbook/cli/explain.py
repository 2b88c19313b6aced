"""`tollbook explain`: which rule set each field of a claim, from which words."""

from __future__ import annotations

from typing import Annotated

import typer

from .console import one_line, say
from .options import LedgerOption


def explain(
    claim: Annotated[str, typer.Argument(help="The claim's id, or a beginning that only one has.", show_default=False)],
    ledger: LedgerOption,
) -> None:
    """Say which rule or part set each field of a claim, from which words, and what people decided on it."""
    from tollbook.run.explaining import explain_claim

    for line in explain_claim(ledger, claim):
        say(("  " if line.startswith(" ") else "") + one_line(line))
