"""`tollbook head`: the head of the ledger's chain as a signed and time-stamped file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import say
from .options import LedgerOption

app = typer.Typer(help="The head of the ledger's chain as a file: signed, time-stamped, checked later.")

FileArgument = Annotated[Path, typer.Argument(metavar="FILE.json", help="The head's file.", show_default=False)]


@app.command()
def key(out: Annotated[Path, typer.Argument(metavar="KEY.pem", help="The file to write.", show_default=False)]) -> None:
    """Make a signing key (Ed25519), to be kept outside the ledger, and the public key that others check with."""
    from tollbook.run.heads import make_key

    public = make_key(out)
    say(f"{out}: private key, keep it to yourself; {public}: public key, give it away")


@app.command()
def export(
    out: FileArgument,
    ledger: LedgerOption,
    key: Annotated[Path | None, typer.Option("--key", help="Sign it with this private key.")] = None,
) -> None:
    """Write where the ledger's chain stands now; with a key its signature too, as FILE.json.sig."""
    from tollbook.run.heads import export_head

    head = export_head(ledger, out, key)
    say(f"{out}: {head.length} rows, head {head.head or '(none)'}{', signed' if key else ', not signed'}")


@app.command()
def query(out: FileArgument) -> None:
    """Write the query that a time-stamping authority answers (RFC 3161), as FILE.json.tsq. Nothing is sent."""
    from tollbook.run.heads import make_query

    say(f"{make_query(out)}: send it to a time-stamping authority, then `tollbook head stamp` its reply")


@app.command()
def stamp(
    file: FileArgument,
    reply: Annotated[Path, typer.Option("--reply", help="The authority's reply (.tsr).", show_default=False)],
    authority: Annotated[
        Path, typer.Option("--authority", help="The authority's root certificate (PEM).", show_default=False)
    ],
) -> None:
    """Check an authority's reply and keep it as FILE.json.tsr; keep the certificate beside it too."""
    from tollbook.run.heads import take_reply

    say(f"{file}: stamped at {take_reply(file, reply, authority)}")
