"""The page of a whole ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tollbook.errors import PublishError
from tollbook.ledger import Ledger, StoredClaim
from tollbook.model import Link
from tollbook.publish.page import TITLE, render_page
from tollbook.publish.profile import find_profile
from tollbook.publish.record import PageClaim, PageReport
from tollbook.reconcile.sources import propose_sources

from .holding_back import held_back
from .told import told
from .viewing import look_into, reports_with_claims


@dataclass(frozen=True, slots=True)
class Written:
    """What a page holds."""

    claims: int
    reports: int


def write_ledger_page(
    where: str, out: Path, *, profile: str = "internal", title: str | None = None, notes: Sequence[str] = ()
) -> Written:
    """Write the ledger's page under a profile; a page that was there is replaced only when the new one is whole."""
    limits = find_profile(profile)
    check_target(out)
    with look_into(where) as ledger:
        reports, claims, links = _gather(ledger)
        names = held_back(ledger, limits)
    page = render_page(reports, claims, profile=limits, title=title or TITLE, notes=notes, links=links, held_back=names)
    write_page(out, page)
    return Written(claims=len(claims), reports=len(reports))


def check_target(out: Path) -> None:
    """Raise PublishError where no page can be written to that path."""
    if not out.parent.is_dir():
        raise PublishError(f"{out.parent}: no such folder to write {out.name} to; make it first")
    if out.is_dir():
        raise PublishError(f"{out}: is a folder; name a file in it, such as {out / 'page.html'}")


def write_page(out: Path, page: str) -> None:
    """Write a page; one that was there is replaced only when the new one is whole."""
    check_target(out)
    beside = out.with_name(out.name + ".part")
    beside.write_text(page, encoding="utf-8", newline="")
    beside.replace(out)


def _gather(ledger: Ledger) -> tuple[list[PageReport], list[PageClaim], list[Link]]:
    from tollbook.extract import links_within

    reports: list[PageReport] = []
    claims: list[PageClaim] = []
    links: list[Link] = []
    voices = _voices(ledger)
    for report, stored in reports_with_claims(ledger, rejected=True):
        reports.append(PageReport(report, restricted=report.restricted))
        claims.extend(replace(to_page_claim(claim), voices=voices.get(claim.id, ())) for claim in stored)
        counted = [claim.claim for claim in stored if claim.counts]
        links.extend(links_within(report, counted, learned=ledger.project().learned))
    return reports, claims, links


def _voices(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The ids of each claim's speakers in the registry; empty ones of those who are known in one report alone."""
    state = told(ledger)
    wide = {source.id for source in propose_sources(state.named, state.decisions) if source.report is None}
    return {claim.id: tuple(id_ if id_ in wide else "" for id_ in claim.chain) for claim in state.claims}


def to_page_claim(stored: StoredClaim) -> PageClaim:
    """A stored claim as the page shows it."""
    return PageClaim(
        claim=stored.claim,
        state=stored.state,
        machine=None if stored.machine == stored.reading else stored.machine,
        by=stored.judged_by,
        at=stored.judged_at,
        why=stored.why,
        imported=stored.is_row,
    )
