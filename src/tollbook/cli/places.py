"""`tollbook places`: places that the built-in gazetteer lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import counted, say
from .options import pair

app = typer.Typer(help="Places that the built-in gazetteer lacks.", no_args_is_help=True)


@app.command()
def add(
    table: Annotated[
        Path,
        typer.Argument(help="A CSV or TSV table of places, such as a COD gazetteer with P-codes.", show_default=False),
    ],
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="What the table calls one of our columns, as name=VILLAGE (may be repeated)."),
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="The country's two letters, for a table without such a column.")
    ] = None,
) -> None:
    """Add a table's places to this user's gazetteer; a table of the same name takes the earlier one's place."""
    from tollbook.reference.gazetteer_user import add_places

    columns = dict(pair(text, option="--column") for text in column or ())
    added = add_places(table, columns=columns, country=country)
    say(f"{table}: {counted(added, 'place')} added")


@app.callback()
def places() -> None:
    """Places that the built-in gazetteer lacks."""
