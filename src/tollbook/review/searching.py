"""Search: full text over the ledger's own index; what is looked for leaves the machine nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from tollbook.ledger import StoredReport
from tollbook.ledger.codec import fold, words

from .access import Person
from .bench import Workbench
from .claim_rows import ClaimRow, claim_row
from .frame import frame
from .graphs import name_of
from .pages import render
from .passage import around

PAGE = 20


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report with the stretch of its text that holds the first of the words."""

    report: StoredReport
    name: str
    excerpt: Markup


def search_page(bench: Workbench, query: str, what: str, before: int | None, person: Person) -> str:
    """Claims, or reports, that hold all the words, the newest first."""
    claims: list[tuple[ClaimRow, list[tuple[str, str, str]]]] = []
    reports: list[FoundReport] = []
    last, more, hidden = None, False, bench.hidden_from(person)
    if what == "reports":
        texts = bench.ledger.search_reports(query, limit=PAGE + 1, before=before)
        more, last = len(texts) > PAGE, texts[:PAGE][-1][0] if texts else None
        reports = [_report(bench, report, query) for _, report in texts[:PAGE] if report.id not in hidden]
    else:
        found = bench.ledger.search_claims(query, limit=PAGE + 1, before=before)
        more, last = len(found) > PAGE, found[:PAGE][-1][0] if found else None
        shown = [claim for _, claim in found[:PAGE] if claim.report_id not in hidden]
        held = bench.ledger.subjects_of_claims([claim.id for claim in shown])
        claims = [(claim_row(c, bench.ledger.text(c.mention.text_id), None, {}), held.get(c.id, [])) for c in shown]
    return render(
        "search.html.j2",
        **frame(bench, person, "Search"),
        query=query,
        what=what,
        claims=claims,
        reports=reports,
        more=f"/search?{urlencode({'q': query, 'what': what, 'before': last})}" if more else None,
        first=f"/search?{urlencode({'q': query, 'what': what})}" if before is not None else None,
    )


def _report(bench: Workbench, report: StoredReport, query: str) -> FoundReport:
    text = bench.ledger.text(report.text_id)
    folded = text.casefold()  # of the same length but for a few letters: good enough to find a place to show
    at = min((i for word in words(query) if (i := folded.find(fold(word))) >= 0), default=0)
    return FoundReport(report, name_of(report), around(text, min(at, len(text))))
