"""`tollbook coverage`: what the reports leave unsaid."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from .console import counted, note, one_line, print_json_lines, say
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

if TYPE_CHECKING:
    from tollbook.model import Coverage, NeverStated, PlaceCover, Silence, SilentSource

MOST = 20
"""So many lines of a kind are printed; jsonl has all."""
CAUTION = (
    "No report is no evidence of no harm: sources stop, places are cut off, sides keep silent, and a ledger holds\n"
    "only the reports that were read into it."
)


def coverage(
    ledger: LedgerOption,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """Print what the reports leave unsaid: sources that fell silent, weeks and places without reports, and figures that
    a side's sources never give while others do. The absence of a report says nothing about harm."""
    from tollbook.run.coverage_rows import coverage_at, coverage_rows

    one_of(form, ("table", "jsonl"), option="--format")
    found = coverage_at(ledger, at_date(as_of, recorded))
    if form == "jsonl":
        print_json_lines(coverage_rows(found), sys.stdout)
        return
    if found.first is None:
        note(f"none of {counted(found.reports, 'report')} has a date of publication: silence cannot be told")
        return
    for line in _lines(found):
        say(one_line(line) if not line.startswith(" ") else "  " + one_line(line))
    say()
    say(CAUTION)


def _lines(found: Coverage) -> Iterator[str]:
    undated = f", {found.undated:,} undated" if found.undated else ""
    span = f"{found.first} to {found.last} ({counted(found.weeks, 'week')}{undated})"
    yield f"{counted(found.reports, 'report')} from {span}; {found.without_claims:,} without a claim"
    longest = sorted(sorted(found.empty, key=lambda s: -s.weeks)[:MOST], key=lambda s: s.first)
    title = "weeks in which nothing was published"
    yield from _part(title, [_silence(one) for one in longest], len(found.empty))
    yield from _part("sources that spoke regularly and have fallen silent", [_source(one) for one in found.sources])
    places = [_place(one) for one in found.places if one.silences]
    yield from _part("places told of in some weeks, and the weeks without a report of harm there", places)
    never = [_never(one) for one in found.never]
    yield from _part("figures that a side's sources never give in these reports, though others do", never)


def _source(one: SilentSource) -> str:
    side = f" ({one.party})" if one.party else ""
    return (
        f"{one.name}{side}: last on {one.last}, {one.silent:,} days before the last report; until then on {one.days:,} "
        f"days from {one.first}, usually every {_days(one.usual)}"
    )


def _place(one: PlaceCover) -> str:
    country = f" ({one.country})" if one.country else ""
    longest = sorted(one.silences, key=lambda s: -s.weeks)[:3]
    return (
        f"{one.place}{country}: {one.told:,} of {counted(one.weeks, 'week')}; none {'; '.join(map(_silence, longest))}"
    )


def _never(one: NeverStated) -> str:
    whose = "its own" if one.own else "any"
    of = f" of {one.party}" if not one.own or one.party != one.side else ""
    return (
        f"{one.side}: {whose} {one.measure.replace('_', ' ')}{of}, stated {counted(one.by_others, 'time')} by "
        f"{_named(one.others)} (its sources state {one.statements:,} other figures)"
    )


def _part(title: str, lines: list[str], number: int = 0) -> Iterator[str]:
    """A title with the number of lines (or `number`, where they are a choice), and at most `MOST` of them."""
    number = number or len(lines)
    yield ""
    yield f"{title}: {number:,}" if lines else f"{title}: none found"
    for line in lines[:MOST]:
        yield f"  {line}"
    if number > MOST:
        yield f"  and {number - MOST:,} more (--format jsonl has all)"


def _silence(silence: Silence) -> str:
    return f"{silence.first} to {silence.last} ({counted(silence.weeks, 'week')})"


def _days(usual: float) -> str:
    return "day" if usual == 1 else f"{usual:g} days"


def _named(names: Iterable[str]) -> str:
    found = list(names)
    shown = ", ".join(found[:3]) or "reports in their own voice"
    return f"{shown} and {len(found) - 3:,} more" if len(found) > 3 else shown
