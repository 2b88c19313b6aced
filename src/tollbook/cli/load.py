"""`tollbook load`: a dataset of archives into the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import counted, harmless, note, say
from .options import LedgerOption

INTERRUPTED = 130


def load(
    dataset: Annotated[
        Path, typer.Argument(help="The folder that `tollbook read --out` wrote; it is only read.", show_default=False)
    ],
    ledger: LedgerOption,
) -> None:
    """Take a dataset's reports and claims over into the ledger.

    Each report stays an appearance of its own: one whose text the ledger has already is kept as a copy. What the ledger
    has is passed over, so that loading again stores nothing, and a load that was stopped goes on.
    """
    from tollbook.run.archives.loading import load_dataset

    done = load_dataset(dataset, ledger)
    kinds = ", ".join(f"{n:,} {'new' if kind == 'read' else kind}" for kind, n in sorted(done.reports.items()))
    before = f", {done.passed_over:,} taken over before" if done.passed_over else ""
    say(f"{harmless(str(dataset))}: {counted(done.shards, 'archive')}{before}")
    say(f"{counted(done.reports.total(), 'report')}{kinds and f' ({kinds})'}")
    if done.near:
        say(f"{counted(done.near, 'near copy', 'near copies')} of other reports in the dataset; reconcile joins them")
    say(f"{counted(done.claims, 'new claim')} recorded in {harmless(ledger)}")
    if done.interrupted:
        note("tollbook: interrupted; run the same command again to go on")
        raise typer.Exit(INTERRUPTED)
