"""`tollbook reconcile`: links, incidents and series, made of the ledger's claims."""

from __future__ import annotations

from typing import Annotated

import typer

from .console import counted, say
from .options import LedgerOption, day

PLURALS = {"incident": "incidents", "period": "periods", "series": "series"}


def reconcile(
    ledger: LedgerOption,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Also work again on what reports stored on or after this day touch.", show_default=False
        ),
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Make all of it again, not only what has changed.")] = False,
) -> None:
    """Make the record of the claims: which are about the same incident or series, which repeat, revise or contradict.

    Only what has changed since the last time is worked on; running it again changes nothing. Ids stay with their
    incidents; people's decisions hold. Nothing made here counts as reviewed.
    """
    from tollbook.run.reconciling import reconcile_at

    done = reconcile_at(ledger, since=day(since, option="--since"), anew=anew)
    if not done.cells:
        say(f"{ledger}: nothing has changed since the last time")
        return
    made = ", ".join(f"{n:,} {kind if n == 1 else PLURALS[kind]}" for kind, n in sorted(done.subjects.items()))
    say(
        f"{ledger}: {counted(done.claims, 'claim')} in {counted(done.cells, 'cell')} worked on: "
        f"{made or 'no incident'}, {counted(done.links, 'link')}"
    )
    if done.events:
        say("ids: " + ", ".join(f"{n:,} {event}" for event, n in sorted(done.events.items())))
