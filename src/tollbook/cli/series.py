"""`tollbook series`: running totals and daily figures as one thing, and what their arithmetic shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.errors import SettingsError

from .console import counted, note, one_line, print_json_lines, say
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

if TYPE_CHECKING:
    from tollbook.model import Finding
    from tollbook.run.series_views import SeriesView

FEW = 12
"""So many agreements are listed; more are counted."""


def series(
    ledger: LedgerOption,
    source: Annotated[
        str | None, typer.Option("--source", help="Only series of this source: a part of a name of it, or its party.")
    ] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="Only series of this measure.")] = None,
    party: Annotated[str | None, typer.Option("--party", help="Only counts of this party's people.")] = None,
    place: Annotated[
        str | None, typer.Option("--place", help="Only counts of this place: a part of its name, or a country's code.")
    ] = None,
    points: Annotated[bool, typer.Option("--points", help="Also every figure, day by day.")] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw the totals as lines, daily figures as bars, into this SVG file.")
    ] = None,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """Print each source's running figures and check their arithmetic: a day's figure against the totals around it.

    Differences, gaps, falls, revisions, late totals, earlier cases recognised later, parts above their whole, and
    totals that two series share, each with its claims. Nothing is added up to a toll.
    """
    from tollbook.run.series_views import WantedSeries, series_row, series_views

    one_of(form, ("table", "jsonl"), option="--format")
    if measure is not None:
        from tollbook.model import Measure

        one_of(measure, tuple(m.value for m in Measure), option="--measure")
    wanted = WantedSeries(source=source, measure=measure, party=party, place=place)
    views = series_views(ledger, wanted, at_date(as_of, recorded))
    if plot is not None:
        _draw(views, plot)
    if form == "jsonl":
        print_json_lines(map(series_row, views), sys.stdout)
        return
    for number, view in enumerate(views):
        if number:
            say()
        for line in _lines(view, points=points):
            say(one_line(line) if not line.startswith(" ") else "  " + one_line(line))
    if not views:
        note("no series matches: a series needs two figures of one source for different days")


def _draw(views: list[SeriesView], path: Path) -> None:
    from tollbook.run.series_views import plot

    svg = plot(views)
    if not svg:
        raise SettingsError("--plot: there is no running total among these series")
    path.write_text(svg, encoding="utf-8")
    note(f"the plot: {path}")


def _lines(view: SeriesView, *, points: bool) -> Iterator[str]:
    from tollbook.model import FindingKind, PointKind
    from tollbook.run.series_views import words_of

    one, sums = view.series, view.account
    since = f", since {one.since}" if one.since else ""
    yield f"{view.title}{since} ({one.id[:10]})"
    first, last = one.points[0], one.points[-1]
    said = f"{counted(sums.totals, 'total')}, {counted(sums.daily, 'daily figure')}, {first.day} to {last.day}"
    yield f"  {said}{_outcome(view)}"
    agreements = sum(f.kind is FindingKind.AGREES for f in view.findings)
    for finding in view.findings:
        if finding.kind is not FindingKind.AGREES or agreements <= FEW:
            yield f"  {_finding(finding)}"
    for point in one.points if points else ():
        kind = {PointKind.TOTAL: "total", PointKind.DAILY: "daily", PointKind.ADDED: "recognised"}[point.kind]
        about = f" of {point.days} days" if point.days > 1 else ""
        claims = " ".join(claim[:10] for claim in point.claims)
        yield f"  {point.day}  {kind}  {words_of(point.low, point.high)}{about}  {claims}"


def _outcome(view: SeriesView) -> str:
    sums = view.account
    parts = [
        f"{sums.checked:,} checked against totals: {sums.agree:,} agree, {sums.differ:,} differ"
        if sums.checked
        else "",
        counted(sums.gaps, "gap") if sums.gaps else "",
        f"{sums.unchecked:,} without totals around" if sums.unchecked else "",
        counted(sums.falls, "fall") if sums.falls else "",
        counted(sums.standstills, "standstill") if sums.standstills else "",
        f"{counted(sums.additions, 'addition')} of {sums.recognised:,} earlier cases" if sums.additions else "",
    ]
    return "".join(f"; {part}" for part in parts if part)


def _finding(finding: Finding) -> str:
    days = " and ".join(day.isoformat() for day in finding.days[:2]) + (" ..." if len(finding.days) > 2 else "")
    claims = " ".join(claim[:10] for claim in finding.claims[:4])
    return f"{finding.kind.value.replace('_', ' ')}  {days}  {finding.why}  [{claims}]"
