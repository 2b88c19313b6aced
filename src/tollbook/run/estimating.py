"""Estimates of the uncounted as rows and as a drawing. No ledger is opened: they can enter none."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from tollbook.draw import EstimateRow, estimates_chart, standalone
from tollbook.reconcile.uncounted import WARNING, Estimate, Estimates

from .list_files import ListsRead


def estimate_rows(read: ListsRead, found: Estimates) -> Iterator[dict[str, Any]]:
    """The lists, then each method, then how far they lie apart, as plain values."""
    captures = found.captures
    lists = [{"list": name, "persons": total} for name, total in zip(captures.lists, captures.totals, strict=True)]
    on_two = captures.observed - captures.on(1)
    notes = [*read.notes, *found.notes]
    head = {"observed": captures.observed, "on_two_or_more": on_two, "lists": lists, "notes": notes}
    yield {"kind": "lists", "origin": read.origin, **head, "warning": WARNING}
    for one in found.estimates:
        values = {k: None if v is None else round(v) for k, v in _values(one).items()}
        said = {"note": one.note, "refused": one.refused, "figures": one.figures}
        yield {"kind": "estimate", "method": one.method, **values, **said, "warning": WARNING}
    yield {"kind": "spread", "said": found.spread, "warning": WARNING}


def _values(one: Estimate) -> dict[str, float | None]:
    return {"total": one.total, "low": one.low, "high": one.high}


def plot(found: Estimates) -> str:
    """The estimates side by side as an SVG file."""
    title = f"Persons in all, by {len(found.estimates)} methods ({WARNING})"
    rows = [_row(one) for one in found.estimates]
    svg = estimates_chart(rows, found.captures.observed, title=title)
    marks = "Dot: the estimate. Line: its 95% interval, for chance alone. Upright line: persons on any list."
    notes = (marks, *textwrap.wrap(f"How far they lie apart: {found.spread}.", 125))
    return standalone(svg, title=title, notes=notes)


def _row(one: Estimate) -> EstimateRow:
    value, low, high = (None if v is None else round(v) for v in _values(one).values())
    words = one.refused or f"{value:,} ({low:,} to {high:,}); {one.note}"
    return EstimateRow(one.method, value, low, high, words)
