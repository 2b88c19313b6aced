"""`tollbook estimate`: how many were never counted, from three lists or more."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import EstimateError

from .console import counted, note, one_line, print_json_lines, print_table, say
from .options import one_of

if TYPE_CHECKING:
    from tollbook.reconcile.uncounted import Estimates
    from tollbook.run.list_files import ListsRead


def estimate(
    lists: Annotated[
        list[Path],
        typer.Argument(
            help="One CSV file with a column for each list (a row a person, or a row a combination with a count), or "
            "a CSV file for each list, with ids.",
            show_default=False,
            metavar="LISTS...",
            exists=False,
        ),
    ],
    id_column: Annotated[
        str | None, typer.Option("--id", help="The column of persons' ids (else one called id).", show_default=False)
    ] = None,
    count: Annotated[
        str | None,
        typer.Option("--count", help="The column that counts persons (else count, n or persons).", show_default=False),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--list", metavar="COLUMN", help="A column that is a list; for each (else all of yes and no)."),
    ] = None,
    rounds: Annotated[
        int,
        typer.Option("--rounds", min=0, help="Latent classes: at most so many rounds a chain; 0 leaves them out."),
    ] = 200_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Latent classes: another seed draws other chains.")] = 1,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the estimates into this SVG file.")] = None,
    form: Annotated[str, typer.Option("--format", help="text or jsonl.")] = "text",
) -> None:
    """Estimate how many there are in all, counted or not, from how often the same persons are on several lists.

    Several methods side by side, each with its interval, and how far they lie apart: none of them is the answer.
    Refused, with the reason, where the lists barely overlap or a method does not hold. An estimate is no count and
    enters no toll: this command opens no ledger.
    """
    from tollbook.reconcile.uncounted import estimate as estimate_all
    from tollbook.run.estimating import estimate_rows
    from tollbook.run.list_files import read_lists

    one_of(form, ("text", "jsonl"), option="--format")
    read = read_lists(lists, id_column=id_column, count=count, lists=column or ())
    found = estimate_all(read.captures, most_rounds=rounds, seed=seed)
    if found.refused is not None:
        raise EstimateError(f"no estimate: {found.refused}")
    if plot is not None:
        _draw(found, plot)
    if form == "jsonl":
        print_json_lines(estimate_rows(read, found), sys.stdout)
        return
    _print(read, found)


def _draw(found: Estimates, path: Path) -> None:
    from tollbook.run.estimating import plot
    from tollbook.run.paging import write_page

    write_page(path, plot(found))
    note(f"the plot: {path}")


def _print(read: ListsRead, found: Estimates) -> None:
    from tollbook.reconcile.uncounted import WARNING

    captures = found.captures
    twice = captures.observed - captures.on(1)
    persons = counted(captures.observed, "person")
    say(f"{persons} on {len(captures.lists)} lists ({read.origin}), {twice:,} on two or more")
    for name, total in zip(captures.lists, captures.totals, strict=True):
        say(f"  {total:>7,}  {one_line(name)}")
    say()
    say(f"persons in all, on a list or not: {WARNING}")
    rows = []
    for one in found.estimates:
        made = one.total is not None and one.low is not None and one.high is not None
        rows.append(
            {
                "estimate": f"{one.total:,.0f}" if made else "refused",
                "95% interval": f"{one.low:,.0f} to {one.high:,.0f}" if made else "–",
                "method": one.method,
                "AIC": f"{one.figures['aic']:,.1f}" if "aic" in one.figures else "–",
                "what it rests on": one_line(one.refused or one.note),
            }
        )
    print_table(rows, list(rows[0]), stretch="what it rests on")
    say()
    say(f"how far they lie apart: {found.spread}")
    say("AIC compares log-linear models alone, and the best by it are the best among models of pairs")
    say("which lists go together the table itself cannot show: no method here is the answer, and the range is not one")
    for said in (*read.notes, *found.notes):
        note(f"note: {one_line(said)}")
