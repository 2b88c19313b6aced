"""`tollbook agreement`: how far two coders agree, or a coder and the machine, field by field."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tollbook.errors import SettingsError

from .console import counted, note, one_line, print_json_lines, print_table, say
from .options import LedgerOption, one_of

if TYPE_CHECKING:
    from tollbook.agreement import Estimate, FieldAgreement
    from tollbook.run.agreeing import Agreement

COLUMNS = ("field", "claims", "agree", "alpha", "Gwet", "scale")


def agreement(
    ledger: LedgerOption,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", help="A coder, by the name in their judgements (give two).")
    ] = None,
    machine: Annotated[
        bool, typer.Option("--machine", help="The machine is one of the two coders, with its newest readings.")
    ] = False,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", help="Only this field: claim (whether it is one), count.low ... (may be repeated)."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
) -> None:
    """Print how far two coders agree on the claims that both judged, field by field.

    Percent agreement, Krippendorff's alpha (nominal; interval for days, ratio for counts) and Gwet's AC1 (AC2 for days
    and counts), each with an interval of 95 % from reports drawn anew. Each coder's own last word counts, without what
    others set. Without --coder: the two people of a ledger that has two.
    """
    from tollbook.run.agreeing import MACHINE, agreement, coders_of

    one_of(form, ("table", "jsonl"), option="--format")
    names = [*(coder or ()), *([MACHINE] if machine else [])]
    if len(names) < 2:
        names = _with_others(names, coders_of(ledger))
    if len(names) != 2:
        raise SettingsError("agreement is between two coders; give --coder twice, or once with --machine")
    found = agreement(ledger, names[0], names[1], fields=field or ())
    if form == "jsonl":
        print_json_lines((_json(found, one) for one in found.fields), sys.stdout)
        return
    say(one_line(_head(found)))
    print_table([_line(one) for one in found.fields], COLUMNS, stretch="scale")
    for said in _notes(found):
        note(one_line(said))


def _with_others(names: list[str], coders: Mapping[str, int]) -> list[str]:
    """The two coders that can be meant where fewer than two were named."""
    others = [name for name in coders if name not in names]
    if len(others) == 2 - len(names):
        return [*names, *others]
    known = ", ".join(f"{name} ({counted(reports, 'report')})" for name, reports in coders.items())
    raise SettingsError(
        f"name two coders with --coder, or one with --machine; the ledger has judgements of {known or 'nobody'}"
    )


def _head(found: Agreement) -> str:
    first, second = found.coders
    return (
        f"{first} and {second}: {counted(found.claims, 'claim')} of {counted(found.reports, 'report')} that both judged"
    )


def _line(one: FieldAgreement) -> dict[str, str]:
    cells = {
        "field": one.field,
        "claims": f"{one.units:,}",
        "agree": _words(one.percent, percent=True),
        "alpha": _words(one.alpha),
        "Gwet": _words(one.gwet),
        "scale": f"{one.level}, {one.gwet_name}",
    }
    return {column: one_line(cells[column]) for column in COLUMNS}


def _words(estimate: Estimate, *, percent: bool = False) -> str:
    """A coefficient with its interval, such as .81 [.70, .90]."""
    if estimate.value is None:
        return "-"
    numbers = [n for n in (estimate.value, estimate.low, estimate.high) if n is not None]
    value, *interval = (f"{100 * n:.0f}%" if percent else f"{n:.2f}" for n in numbers)
    return f"{value} [{', '.join(interval)}]" if interval else value


def _notes(found: Agreement) -> list[str]:
    kinds = (
        (found.overlapping, "were added by both and paired by their words"),
        (found.one_sided, "were added by one alone"),
        (found.informed, "were judged when the other's judgement stood in the ledger: not blind"),
        (found.unsure, "are left out, since one of the two was unsure"),
    )
    lines = [f"{counted(number, 'claim')} {said}" for number, said in kinds if number]
    reasons = {one.why for each in found.fields for one in (each.percent, each.alpha, each.gwet) if one.why}
    return [*lines, *sorted(reasons)]


def _json(found: Agreement, one: FieldAgreement) -> dict[str, Any]:
    def estimate(of: Estimate) -> dict[str, Any]:
        return {"value": of.value, "low": of.low, "high": of.high, "why": of.why}

    return {
        "coders": list(found.coders),
        "field": one.field,
        "scale": one.level,
        "claims": one.units,
        "reports": one.reports,
        "percent": estimate(one.percent),
        "alpha": estimate(one.alpha),
        one.gwet_name.lower(): estimate(one.gwet),
        "informed": found.informed,
    }
