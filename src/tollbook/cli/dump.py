"""`tollbook dump`: the whole ledger as plain files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import say
from .options import LedgerOption


def dump(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder to write to.", show_default=False)],
    ledger: LedgerOption,
) -> None:
    """Write the whole ledger as plain files, from which `tollbook restore` makes it again."""
    from tollbook.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        book.dump(folder)
    say(f"{ledger}: dumped to {folder}")
