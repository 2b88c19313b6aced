"""Sources: who makes claims, under one id for all names, and which reports count as one."""

from __future__ import annotations

from tollbook.errors import LedgerError
from tollbook.model import Dependence, Source

from .access import Person
from .asking import whole_key_of
from .bench import Workbench
from .frame import frame
from .graphs import MOST, Graph, graph_of
from .pages import render

PAGE = 50


def sources_page(bench: Workbench, after: str, person: Person) -> str:
    """All sources, those of most claims first, and reports that do not stand apart."""
    found = bench.ledger.list_sources(limit=PAGE + 1, after=whole_key_of(after))
    shown = found[:PAGE]
    more = f"/sources?after={shown[-1][1]}~{shown[-1][0].id}" if len(found) > PAGE else None
    ties, hidden = bench.ledger.dependences_of(limit=MOST), bench.hidden_from(person)
    return render(
        "sources.html.j2",
        **frame(bench, person, "Sources"),
        rows=[(source, name_of(bench, source), number) for source, number in shown if source.report not in hidden],
        graph=_graph(bench, ties, hidden, "Reports that depend on each other"),
        cut=len(ties) == MOST,
        more=more,
        later=bool(after),
        reconciled=bench.is_reconciled(),
    )


def source_page(bench: Workbench, id_: str, person: Person) -> str:
    """One source: its names, and the reports that have it from there."""
    found = bench.ledger.sources_by_id([id_]).get(id_)
    if found is None:
        raise LedgerError(f"{id_}: no such source. `tollbook sources` lists them.")
    source, number = found
    ties = bench.ledger.dependences_of(source=id_, limit=MOST)
    decided = bench.ledger.judgements_about([id_], withdrawn=True)
    return render(
        "source.html.j2",
        **frame(bench, person, name_of(bench, source)),
        source=source,
        shown=name_of(bench, source),
        number=number,
        graph=_graph(bench, ties, bench.hidden_from(person), f"Reports that have it from {source.name}"),
        decided=[stored.judgement for stored in reversed(decided)],
    )


def _graph(bench: Workbench, ties: list[Dependence], hidden: frozenset[str], title: str) -> Graph:
    reports = bench.ledger.reports_by_id(sorted({end for one in ties for end in (one.a, one.b)} - hidden))
    known = [one for one in ties if one.a in reports and one.b in reports]
    return graph_of(reports, known, title=title)


def name_of(bench: Workbench, source: Source) -> str:
    """A source's name; of one of a single report with what people call the report."""
    if source.report is None:
        return source.name
    report = bench.ledger.reports_by_id([source.report]).get(source.report)
    return source.name.replace(source.report, (report.given_id or report.id) if report else source.report)
