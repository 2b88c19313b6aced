"""`tollbook page`: the ledger as one page for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import counted, say
from .options import LedgerOption, ProfileOption


def page(
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="The file to write.", show_default=False)],
    ledger: LedgerOption,
    profile: ProfileOption = "internal",
    title: Annotated[str | None, typer.Option("--title", help="The page's title.")] = None,
    note: Annotated[
        list[str] | None, typer.Option("--note", help="A line to stand at the page's head (may be repeated).")
    ] = None,
) -> None:
    """Write one self-contained page: claims by measure and party, running totals, every figure with its words."""
    from tollbook.run.paging import write_ledger_page

    written = write_ledger_page(ledger, out, profile=profile, title=title, notes=note or ())
    say(f"{out}: {counted(written.claims, 'claim')} of {counted(written.reports, 'report')}, profile {profile}")
