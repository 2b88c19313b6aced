"""`tollbook disputes`: claims about the same thing that cannot all hold."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import SettingsError

from .console import counted, note, one_line, print_json_lines, say
from .of_record import say_of_record
from .options import AsOfOption, LedgerOption, ProfileOption, RecordedOption, at_date, one_of

if TYPE_CHECKING:
    from tollbook.model import Dispute, Position, Replaced, Standing
    from tollbook.run.disputing import Found


def disputes(
    ledger: LedgerOption,
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help="Only disputes over this measure (may be repeated).")
    ] = None,
    party: Annotated[str | None, typer.Option("--party", help="Only disputes about this party's people.")] = None,
    incident: Annotated[
        str | None,
        typer.Option(
            "--incident", help="Only this incident, period or series: its id's beginning, a part of its name."
        ),
    ] = None,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE.html", help="Write a page instead: one line a claim, on a scale."),
    ] = None,
    profile: ProfileOption = "internal",
    title: Annotated[str | None, typer.Option("--title", help="The page's title.")] = None,
) -> None:
    """Print what is disputed: who stands where, how far apart, since when, and what each figure replaced."""
    from tollbook.model import Measure
    from tollbook.run.disputing import WantedDisputes, dispute_record, find_disputes, write_disputes_page

    one_of(form, ("table", "jsonl"), option="--format")
    measures = tuple(m.value for m in Measure)
    wanted = WantedDisputes(
        measures=frozenset(one_of(name, measures, option="--measure") for name in measure or ()),
        party=party,
        incident=incident,
    )
    at = at_date(as_of, recorded)
    if page is not None:
        shown = write_disputes_page(ledger, page, wanted, at, profile=profile, title=title)
        say(f"{page}: {counted(shown, 'dispute')}, profile {profile}")
        return
    if profile != "internal" or title is not None:
        raise SettingsError("--profile and --title go with --page")
    found = find_disputes(ledger, wanted, at)
    say_of_record(found)
    if form == "jsonl":
        print_json_lines((dispute_record(d, found) for d in found.disputes), sys.stdout)
        return
    for number, dispute in enumerate(found.disputes):
        if number:
            say()
        for line in _lines(dispute, found):
            say(line)
    if not found.disputes:
        note("no dispute: all claims about the same thing can hold together")


def _lines(dispute: Dispute, found: Found) -> Iterable[str]:
    yield one_line(heading(dispute))
    facts = [f"{len(dispute.positions)} positions"]
    facts += [f"{dispute.apart:,} apart"] if dispute.apart is not None else []
    facts += [f"since {dispute.since}"] if dispute.since else []
    facts += [f"counted to days {dispute.days_apart} apart, so that some may be growth"] if dispute.days_apart else []
    yield f"  {', '.join(facts)} ({dispute.id[:10]})"
    for position in dispute.positions:
        yield f"  {_range(position)}"
        for standing in position.standings:
            yield f"    {_said(standing, found)}"
            yield from _replaced(standing, found)


def heading(dispute: Dispute) -> str:
    """What is disputed: a period's name says it, an incident's needs the measure and the party beside it."""
    about = ", ".join(x for x in (dispute.measure.replace("_", " "), dispute.party) if x)
    return f"{dispute.name}: {about}" if dispute.kind == "incident" else dispute.name


def _replaced(standing: Standing, found: Found) -> Iterable[str]:
    """The figures that it replaced, each once with all who said it."""
    figures: dict[tuple[str, str], list[Replaced]] = {}
    for replaced in standing.replaced:
        figures.setdefault((replaced.how, replaced.figure), []).append(replaced)
    for (how, figure), said in figures.items():
        yield f"      {standing.figure}, revised from {figure}:" if how == "revised" else f"      earlier {figure}:"
        yield from (f"        {_place(r, found)}; {one_line(r.why)}" for r in said)


def _range(position: Position) -> str:
    from tollbook.run.range_words import range_words

    return range_words(position.low, None, position.high)


def _said(s: Standing, found: Found) -> str:
    figure = f"denied: {s.figure}" if s.denied else s.figure
    marks = [m for m, is_set in (("hedged", s.hedged), (s.state, s.state != "machine")) if is_set]
    again = [f"said again {len(s.again)}×: {', '.join(c[:10] for c in s.again)}"] if s.again else []
    return _line(figure, s, found, [*marks, *again])


def _line(figure: str, said: Standing, found: Found, more: Iterable[str]) -> str:
    words = "" if any(c.isdigit() for c in said.words) else f" (“{said.words}”)"
    return one_line(f"{figure}{words} — {_place(said, found)}" + "".join(f"; {m}" for m in more))


def _place(said: Standing | Replaced, found: Found) -> str:
    """Who said it, when, in which report, and the claim's id."""
    report = found.reports.get(said.report, said.report)
    day = said.published.isoformat() if said.published else "undated"
    to = f"counted to {said.as_of}" if said.as_of and said.as_of != said.published else ""
    who = ", ".join(x for x in (said.said_by, to, day, report) if x)
    return one_line(f"{who} [{said.claim[:10]}]")
