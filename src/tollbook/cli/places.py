"""`tollbook places`: places that the built-in gazetteer lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import say

app = typer.Typer(help="Places that the built-in gazetteer lacks.", no_args_is_help=True)


@app.command()
def add(
    table: Annotated[
        Path, typer.Argument(help="A CSV table of places, such as a COD gazetteer with P-codes.", show_default=False)
    ],
) -> None:
    """Add a table's places to the gazetteer of this user; a table of the same name takes the old one's place."""
    from tollbook.reference.gazetteer import add_places

    added = add_places(table)
    say(f"{table}: {added:,} places added")


@app.callback()
def places() -> None:
    """Places that the built-in gazetteer lacks."""
