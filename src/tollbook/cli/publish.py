"""`tollbook publish`: the record in the formats that its readers use, and as a site."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from .console import counted, say
from .options import LedgerOption

BLOCKED = 4
"""The exit status of a publication that its gates held back."""
SHOWN = 20


def publish(
    out: Annotated[Path, typer.Option("--out", help="The folder to write.", show_default=False)],
    ledger: LedgerOption,
    policy: Annotated[
        str, typer.Option("--policy", help="Policies, with commas between; the first leads. See `tollbook tolls`.")
    ] = "ucdp,airwars,ibc",
    profile: Annotated[str, typer.Option("--profile", help="Who may read it: public, or internal.")] = "public",
    formats: Annotated[
        str, typer.Option("--formats", help="Formats, with commas between, or all: csv, parquet, geojson, hxl ...")
    ] = "all",
    draft: Annotated[
        bool, typer.Option("--draft", help="Publish although gates hold; everything says that it is not reviewed.")
    ] = False,
    title: Annotated[str, typer.Option("--title", help="The publication's title.")] = "Casualty record",
    licence: Annotated[str | None, typer.Option("--licence", help="The licence, such as CC-BY-4.0.")] = None,
    address: Annotated[
        str | None, typer.Option("--address", help="The web address that the folder will stand at.")
    ] = None,
) -> None:
    """Publish the record: tables and other formats, and a site that opens from disk or from any server.

    First the gates: every toll worked out anew, every quotation at its hash, number words read again, claims that set a
    bound accepted by a person, no personal data, series that add up. Where one holds, nothing is written, and the exit
    status is 4.
    """
    from tollbook.run.publishing import Wanted, publish

    wanted = Wanted(
        policies=policy,
        profile=profile,
        formats=formats,
        draft=draft,
        title=title,
        licence=licence,
        address=address,
    )
    done = publish(ledger, out, wanted)
    for gate, number in Counter(hold.gate for hold in done.holds).items():
        held = [hold for hold in done.holds if hold.gate == gate]
        for hold in held[:SHOWN]:
            say(f"{gate}: {hold.row}: {hold.why}")
        if number > SHOWN:
            say(f"{gate}: and {number - SHOWN:,} more")
    if done.blocked:
        say(f"blocked: {counted(len(done.holds), 'row')} held back; nothing was written. See to them, or use --draft.")
        raise typer.Exit(BLOCKED)
    standing = "draft, not reviewed" if done.draft else "published"
    say(f"{out}: {counted(len(done.files), 'file')}, profile {profile}, {standing}")
