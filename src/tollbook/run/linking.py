"""The links of the record as rows, with what people decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.reconcile.decisions import pair_decisions

from .at_date import AtDate
from .record import record_at


def record_link_rows(where: str, at: AtDate, *, rejected: bool = False) -> Iterator[dict[str, Any]]:
    """The links between claims, inside reports and across them, by their ends; those that people rejected if asked."""
    record = record_at(where, at)
    decisions = pair_decisions(record.judgements)
    names = {report.id: report.name for report in record.reports.values()}
    for link in sorted(record.links, key=lambda found: (found.a, found.b, found.type)):
        key = (link.type, link.a, link.b)
        state = "accepted" if key in decisions.accepted else "rejected" if key in decisions.rejected else "machine"
        if state == "rejected" and not rejected:
            continue
        a, b = record.claims.get(link.a), record.claims.get(link.b)
        if a is None or b is None:  # the claim was rejected since the record was made
            continue
        yield {
            "report": names[a.report],
            "report_b": names[b.report],
            "type": link.type,
            "a": link.a,
            "b": link.b,
            "score": link.score,
            "state": state,
            "fields": list(link.fields),
            "why": link.why,
        }
