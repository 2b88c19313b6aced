"""`tollbook project`: the settings of the recording effort that a ledger serves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .console import say
from .options import LedgerOption

app = typer.Typer(help="The settings of the recording effort that a ledger serves.", no_args_is_help=True)


@app.command()
def show(ledger: LedgerOption) -> None:
    """Print the settings in force as a project.toml."""
    from tollbook.run.settings import project_toml
    from tollbook.run.viewing import look_into

    with look_into(ledger) as book:
        sys.stdout.write(project_toml(book.project()))


@app.command("set")
def set_(
    file: Annotated[Path, typer.Argument(help="A project.toml with the new settings.", show_default=False)],
    ledger: LedgerOption,
) -> None:
    """Put new settings in force; the earlier ones stay in the log.

    `tollbook extract` then reads what is in the ledger anew under them.
    """
    from tollbook.ledger import Ledger
    from tollbook.run.settings import load_project

    settings = load_project(file)
    with Ledger.open(ledger) as book:
        changed = book.set_project(settings)
    say(f"{ledger}: settings of project {settings.name!r} " + ("stored" if changed else "unchanged"))


@app.callback()
def project() -> None:
    """The settings of the recording effort that a ledger serves."""
