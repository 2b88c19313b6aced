"""`tollbook restore`: a ledger from a dump."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import say
from .options import LedgerOption


def restore(
    folder: Annotated[Path, typer.Argument(help="The folder that `tollbook dump` wrote.", show_default=False)],
    ledger: LedgerOption,
) -> None:
    """Make a new ledger from a dump. A ledger that exists is never written over."""
    from tollbook.ledger import Ledger

    Ledger.restore(folder, ledger).close()
    say(f"{ledger}: restored from {folder}")
