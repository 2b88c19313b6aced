"""The graph of reports that do not stand apart, with the reason for each two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from tollbook.draw import Arc, Node, graph
from tollbook.ledger import StoredReport
from tollbook.model import Dependence
from tollbook.publish import words

MOST = 60
"""Reports that one graph shows at most."""
KINDS = {"copy": "near copy", "cites": "cites", "same_source": "the same source"}


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports that do not stand apart; `number` is that of its arc."""

    number: int
    kind: str
    a: str
    b: str
    a_name: str
    b_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing for a wide and for a narrow page, the reasons behind its arcs, and how many reports it leaves out."""

    wide: Markup
    narrow: Markup
    ties: tuple[Tie, ...]
    reports: int
    left_out: int = 0


def graph_of(reports: Mapping[str, StoredReport], dependences: Sequence[Dependence], *, title: str) -> Graph:
    """Reports by their day, those that stand for nobody else's word included."""
    ordered = sorted(reports.values(), key=lambda r: (r.published or date.max, r.outlet or "", r.id))
    tied = {end for one in dependences for end in (one.a, one.b)}
    first = [r for r in ordered if r.id in tied][:MOST]
    kept = {r.id for r in (*first, *[r for r in ordered if r.id not in tied][: MOST - len(first)])}
    shown = [r for r in ordered if r.id in kept]
    nodes = [Node(r.id, name_of(r), f"/reports/{r.id}") for r in shown]
    ties = tuple(
        Tie(n, KINDS.get(one.kind, one.kind), one.a, one.b, name_of(reports[one.a]), name_of(reports[one.b]), one.why)
        for n, one in enumerate((d for d in dependences if d.a in kept and d.b in kept), 1)
    )
    arcs = [Arc(tie.a, tie.b, _code(tie.kind), f"{tie.kind}: {tie.why}", f"#tie-{tie.number}") for tie in ties]
    wide, narrow = (Markup(graph(nodes, arcs, title=title, width=width)) for width in (680, 330))
    return Graph(wide, narrow, ties, len(ordered), len(ordered) - len(shown))


def _code(kind: str) -> str:
    return next((code for code, shown in KINDS.items() if shown == kind), kind)


def name_of(report: StoredReport) -> str:
    """A report in a line: its outlet, day and title; without a title what its files call it."""
    day = words.day(report.published) if report.published else "day not known"
    called = report.title or report.given_id
    return ", ".join(part for part in (report.outlet or "outlet not known", day, called) if part)
