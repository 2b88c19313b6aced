"""`tollbook show`: one report's text with its claims marked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from .console import console, harmless, on_terminal, say
from .options import LedgerOption, one_of

if TYPE_CHECKING:
    from tollbook.run.viewing import Viewed

_STYLES = {"killed": "bold red", "injured": "yellow", "missing": "magenta", "captured": "cyan", "released": "cyan"}
_OTHER_STYLE = "bold blue"


def show(
    report: Annotated[
        str, typer.Argument(help="The report's name, or its id, or a beginning of that.", show_default=False)
    ],
    ledger: LedgerOption,
    form: Annotated[str, typer.Option("--format", help="text or html.")] = "text",
    raw: Annotated[
        bool, typer.Option("--bytes", help="Print the bytes that the report was read from, as they were.")
    ] = False,
) -> None:
    """Print a report's text with the words that state each claim marked and numbered, and the claims below it."""
    from tollbook.run.showing_bytes import bytes_of
    from tollbook.run.viewing import view_report

    if raw:
        sys.stdout.buffer.write(bytes_of(ledger, report))
        return
    one_of(form, ("text", "html"), option="--format")
    viewed = view_report(ledger, report)
    if form == "html":
        sys.stdout.write(_html(viewed))
    elif on_terminal():
        _print_styled(viewed)
    else:
        _print_plain(viewed)


def _heading(viewed: Viewed) -> str:
    report = viewed.report
    facts = (report.outlet, report.published and report.published.isoformat(), report.address, report.id)
    return ", ".join(str(fact) for fact in facts if fact)


def _claim_lines(viewed: Viewed) -> list[str]:
    from .words import describe

    return [f"{describe(row)}  {row.claim.id[:10]}" for row in viewed.rows]


def _print_plain(viewed: Viewed) -> None:
    """Brackets hold the words of a claim, its number stands behind them."""
    from tollbook.run.marked import pieces

    say(harmless(_heading(viewed)))
    say()
    shown: list[str] = []
    before: tuple[int, ...] = ()
    for piece in pieces(viewed.report.text, viewed.rows):
        shown.append("[" * len(set(piece.claims) - set(before)) + harmless(piece.text))
        shown.extend(f"]{number}" for number in piece.ends)
        before = piece.claims
    say("".join(shown).rstrip())
    say()
    for number, line in enumerate(_claim_lines(viewed), 1):
        say(f"{number}. {harmless(line)}")


def _print_styled(viewed: Viewed) -> None:
    from rich.text import Text

    from tollbook.run.marked import pieces

    screen = console()
    screen.print(Text(harmless(_heading(viewed)), style="dim"))
    text = Text("\n")
    for piece in pieces(viewed.report.text, viewed.rows):
        measures = [viewed.rows[number - 1].claim.reading.measure.value for number in piece.claims]
        text.append(harmless(piece.text), style=_STYLES.get(measures[-1], _OTHER_STYLE) if measures else "")
        text.append("".join(f"[{number}]" for number in piece.ends), style="dim")
    screen.print(text)
    for number, line in enumerate(_claim_lines(viewed), 1):
        screen.print(Text(f"{number}. {harmless(line)}"))


def _html(viewed: Viewed) -> str:
    from tollbook.run.marked import to_html

    title = viewed.report.title or viewed.report.given_id or viewed.report.id
    return to_html(
        viewed.report.text, viewed.rows, title=title, about=_heading(viewed), descriptions=_claim_lines(viewed)
    )
