"""`tollbook curve`: rival running totals in one curve, an estimate of estimates."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tollbook.errors import SettingsError

from .console import counted, note, one_line, print_json_lines, print_table, say
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, day, one_of, pair

if TYPE_CHECKING:
    from tollbook.reconcile.curve import RivalCurve
    from tollbook.run.curving import Curves, CurveView

MOST_AHEAD = 366
SHOWN_AT_MOST = 60
"""So many claims are printed, those that pull most; a page and JSON Lines have all."""


def curve(
    ledger: LedgerOption,
    party: Annotated[
        list[str], typer.Option("--party", help="Whose people are counted; again for a second curve in the same plot.")
    ],
    measure: Annotated[str, typer.Option("--measure", help="What is counted.")] = "killed",
    weight: Annotated[
        list[str] | None,
        typer.Option(
            "--weight", metavar="SOURCE=NUMBER", help="Weigh a source's claims so much (1 else; 0: left out)."
        ),
    ] = None,
    weights: Annotated[
        Path | None,
        typer.Option("--weights", help="Weights from a file: .toml with [sources], or CSV with source,weight."),
    ] = None,
    equal: Annotated[
        str, typer.Option("--equal", help="claims: each claim weighs 1; sources: each source 1, over all its claims.")
    ] = "claims",
    with_parties: Annotated[
        bool, typer.Option("--with-parties", help="Also the warring parties' own claims, also those set aside.")
    ] = False,
    place: Annotated[
        str | None, typer.Option("--place", help="Totals of this place (else that of most claims).")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", help="Totals of combatant, civilian or mixed victims (else as most claims)."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Totals that count from about this day (else as most claims).")
    ] = None,
    ahead: Annotated[
        int, typer.Option("--ahead", min=0, max=MOST_AHEAD, help="What each source would say so many days on.")
    ] = 0,
    page: Annotated[
        Path | None, typer.Option("--page", help="Write a page (.html), or the plot alone (.svg), to this file.")
    ] = None,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="text or jsonl.")] = "text",
) -> None:
    """Draw one never-falling curve through the running totals of several sources, with what each claim pulls.

    An estimate of estimates, by weights that you see and can change: it is no count, decides nothing between sources,
    and never enters a toll. The warring parties' own claims are kept out unless asked for.
    """
    from tollbook.model import Measure, Status
    from tollbook.reconcile.curve import WantedCurve, Weights
    from tollbook.run.curve_rows import curve_rows
    from tollbook.run.curving import find_curves, load_weights, weight_of

    one_of(form, ("text", "jsonl"), option="--format")
    one_of(measure, tuple(m.value for m in Measure), option="--measure")
    one_of(equal, ("claims", "sources"), option="--equal")
    if status is not None:
        one_of(status, tuple(s.value for s in Status if s != Status.UNKNOWN), option="--status")
    if page is not None and page.suffix.lower() not in (".svg", ".html"):
        raise SettingsError(f"--page {page}: name a file that ends in .html or .svg")
    given = load_weights(weights) if weights is not None else {}
    for text in weight or ():
        name, value = pair(text, option="--weight")
        given[name] = weight_of(value, f"--weight {name}")
    wanted = [
        WantedCurve(
            measure=measure,
            party=name,
            place=place,
            status=status,
            since=day(since, option="--since"),
            with_parties=with_parties,
        )
        for name in dict.fromkeys(party)
    ]
    shared: Literal["claims", "sources"] = "sources" if equal == "sources" else "claims"
    found = find_curves(ledger, wanted, Weights(shared, given), at_date(as_of, recorded), ahead=ahead)
    if found.undated:
        note(f"{counted(found.undated, 'claim')} left out: in reports without a date of publication")
    if page is not None:
        _write(found, page)
    if form == "jsonl":
        print_json_lines(curve_rows(found), sys.stdout)
        return
    for number, view in enumerate(found.views):
        if number:
            say()
        _print(view, found)


def _write(found: Curves, page: Path) -> None:
    from tollbook.publish.curves import render_curves
    from tollbook.run.curve_page import curve_sections
    from tollbook.run.curve_plot import notes_of, plot, svg_file, title_of
    from tollbook.run.paging import write_page

    svg = svg_file(found)
    if page.suffix.lower() == ".html":
        write_page(page, render_curves(title_of(found), curve_sections(found), notes_of(found), plot(found)))
    else:
        write_page(page, svg)
    note(f"the {'page' if page.suffix.lower() == '.html' else 'plot'}: {page}")


def _print(view: CurveView, found: Curves) -> None:
    from tollbook.run.curving import WARNING

    say(f"{one_line(view.chosen.about)}: {WARNING}")
    if view.curve is None:
        say(f"  no curve: {view.why_none}")
    else:
        for line in _curve(view, view.curve):
            say(line)
        say()
        _print_sources(view, view.curve, found)
        say()
        _print_claims(view.curve)
    _print_forecasts(view)
    for why, number in sorted(Counter(out.why for out in view.chosen.left_out).items(), key=lambda w: (-w[1], w[0])):
        say(f"left out: {counted(number, 'claim')}: {one_line(why)}")


def _curve(view: CurveView, curve: RivalCurve) -> Iterator[str]:
    from tollbook.run.curve_rows import rounded, sampled

    second = view.effects
    yield ("  day         estimate  95% interval           " + ("sources' levels out" if second else "")).rstrip()
    for day_, mid, low, high, n in sampled(curve):
        interval = f"{rounded(low):,} to {rounded(high):,}"
        beside = f"{rounded(float(second.mid[n])):>11,}" if second else ""
        yield f"  {day_}  {rounded(mid):>8,}  {interval:<22} {beside}".rstrip()


def _print_sources(view: CurveView, curve: RivalCurve, found: Curves) -> None:
    from tollbook.run.curve_rows import pull_words

    rows = []
    for part in curve.sources:
        level = view.effects.multiples.get(part.source) if view.effects else None
        rows.append(
            {
                "claims": f"{part.claims:,}",
                "weight each": f"{part.weight:.3g}",
                "of the whole": f"{part.share:.1%}",
                "level": f"× {level:.2f}" if level is not None else "–",
                "moves the end by": pull_words(part.end) if part.end is not None else "–",
                "source": one_line(part.said_by),
            }
        )
    how = "each claim weighs 1" if found.weights.equal == "claims" else "each source weighs 1, over all its claims"
    if len(rows) == 1:
        say("one source alone: no rival totals, but its own figures smoothed (`tollbook series` checks them)")
    say(f"sources ({how}; change it with --weight, --weights or --equal):")
    print_table(rows, list(rows[0]), stretch="source")


def _print_claims(curve: RivalCurve) -> None:
    from tollbook.run.curve_rows import figure_words, pull_words

    strongest = sorted(curve.pulls, key=lambda p: (-abs(p.here), p.claim.day, p.claim.claim))[:SHOWN_AT_MOST]
    shown = [pull for pull in curve.pulls if pull in strongest]
    rows = [
        {
            "day": pull.claim.day.isoformat(),
            "figure": figure_words(pull.claim),
            "pull": pull_words(pull.here) if pull.heard else "none",
            "at the end": pull_words(pull.end) if pull.heard else "none",
            "claim": pull.claim.claim[:10],
            "source": one_line(pull.claim.said_by) + (" (a party of the war)" if pull.claim.own else ""),
        }
        for pull in shown
    ]
    say("claims (pull: by how many the curve is higher on that day, and at its end, than without the claim):")
    print_table(rows, list(rows[0]), stretch="source")
    more = len(curve.pulls) - len(shown)
    if more:
        say(f"and {counted(more, 'claim')} that pull less; --page and --format jsonl show all")


def _print_forecasts(view: CurveView) -> None:
    from tollbook.run.curve_rows import rounded

    if not view.forecasts:
        return
    say()
    say(f"if they go on as they did, by {view.forecasts[0].day} (bounds: 90% of past errors of that way):")
    for found in view.forecasts:
        bounds = (
            f"{rounded(found.low):,} to {rounded(found.high):,}, from {counted(found.errors, 'past error')}"
            if found.low is not None and found.high is not None
            else f"no bounds: {counted(found.errors, 'past error')} are too few"
        )
        way = "its own trend" if found.way == "own trend" else "the curve's growth"
        say(f"  {one_line(found.said_by)}: {rounded(found.value):,} by {way} ({bounds})")
