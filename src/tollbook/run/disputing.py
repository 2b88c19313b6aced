"""The ledger's disputes: as records with their reports' names, and as a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tollbook.ledger import Filter, Ledger
from tollbook.model import Dispute
from tollbook.publish.disputes import render_disputes
from tollbook.publish.profile import find_profile
from tollbook.publish.record import PageClaim, PageReport
from tollbook.reconcile import Subject, disputes

from .at_date import NOW, AtDate
from .holding_back import held_back
from .paging import check_target, to_page_claim, write_page
from .subjects import choose, matter_at
from .viewing import look_into


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDisputes:
    """Which disputes: of these measures (empty: all), about this party's people, of this subject (its id's beginning,
    or a part of its name)."""

    measures: frozenset[str] = frozenset()
    party: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Disputes, the names of the reports that their claims stand in and the claims' words, and what is to be said of
    the record that they are made of."""

    disputes: tuple[Dispute, ...]
    reports: Mapping[str, str]
    evidence: Mapping[str, str]
    undated: int = 0
    behind: int = 0


def find_disputes(
    where: str, wanted: WantedDisputes, at: AtDate = NOW, *, without: Collection[str] = frozenset()
) -> Found:
    """The wanted disputes of the record, in the order of their subjects; `without` the claims of these reports."""
    matter = matter_at(where, at)
    subjects = [_without(subject, without) for subject in choose(matter.subjects, wanted.incident)]
    found = tuple(
        dispute
        for dispute in disputes(subjects, matter.links)
        if (not wanted.measures or dispute.measure in wanted.measures)
        and (wanted.party is None or (dispute.party or "").casefold() == wanted.party.casefold())
    )
    return Found(
        disputes=found,
        reports={id_: report.name for id_, report in matter.reports.items()},
        evidence={claim.id: claim.evidence for subject in subjects for claim in subject.claims},
        undated=matter.undated,
        behind=matter.behind,
    )


def _without(subject: Subject, reports: Collection[str]) -> Subject:
    return replace(subject, claims=tuple(claim for claim in subject.claims if claim.report not in reports))


def dispute_record(dispute: Dispute, found: Found) -> dict[str, Any]:
    """One dispute as plain values, each claim with its report's name and its words, for JSON Lines."""
    record = dispute.model_dump(mode="json")
    for position in record["positions"]:
        for standing in position["standings"]:
            for claim in (standing, *standing["replaced"]):
                claim["report_name"] = found.reports.get(claim["report"], claim["report"])
                claim["evidence"] = found.evidence.get(claim["claim"], "")
    return record


def write_disputes_page(
    where: str,
    out: Path,
    wanted: WantedDisputes,
    at: AtDate = NOW,
    *,
    profile: str = "internal",
    title: str | None = None,
    notes: Sequence[str] = (),
) -> int:
    """Write the disputes as one page under a profile; how many it shows.

    What the profile holds back takes no part in them: no distance tells of a figure that is not shown.
    """
    limits = find_profile(profile)
    check_target(out)
    with look_into(where) as ledger:
        closed = () if limits.restricted else {report.id for report in ledger.reports() if report.restricted}
    found = find_disputes(where, wanted, at, without=closed).disputes
    with look_into(where) as ledger:
        reports, claims = _behind(ledger, found)
        names = held_back(ledger, limits)
    shown = render_disputes(found, reports, claims, profile=limits, title=title, notes=notes, held_back=names)
    write_page(out, shown)
    return len(found)


def _behind(ledger: Ledger, found: Sequence[Dispute]) -> tuple[list[PageReport], list[PageClaim]]:
    """The claims of these disputes with their reports."""
    wanted = {claim for dispute in found for claim in dispute.claims}
    claims = [stored for stored in ledger.claims(Filter()) if stored.id in wanted]
    reports = dict.fromkeys(stored.report_id for stored in claims)
    return [PageReport(ledger.report(report)) for report in reports], [to_page_claim(stored) for stored in claims]
