"""The claims of a ledger with the registry's ids of who says them, as it is or as it was on a day."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from tollbook.ledger import Filter, Ledger, StoredClaim
from tollbook.reconcile import FlatClaim, FlatReport
from tollbook.reconcile.decisions import SourceDecisions, source_decisions
from tollbook.reconcile.sources import identified
from tollbook.reference.words import WordTable

from .at_date import NOW, AtDate
from .flattening import flat_claims, flat_reports, without_text


@dataclass(frozen=True, slots=True)
class Told:
    """`named` are the claims with their speakers' names, `claims` the same with ids; `undated` were left out, since
    they stand in reports without a date of publication."""

    named: tuple[FlatClaim, ...]
    claims: tuple[FlatClaim, ...]
    reports: tuple[FlatReport, ...]
    decisions: SourceDecisions
    undated: int = 0

    def report_name(self, id_: str) -> str:
        """What people call a report."""
        return next((report.name for report in self.reports if report.id == id_), id_)


def told(ledger: Ledger, at: AtDate = NOW, *, texts: bool = False) -> Told:
    """The claims that count, with their reports; these hold their texts only if asked for."""
    until = None if at.recorded is None else ledger.seq_on(at.recorded)
    stored = ledger.claims() if until is None else ledger.claims_at(until)
    project = ledger.project() if until is None else ledger.project_at(until)
    counted = [claim for claim in stored if claim.counts]
    kept = [c for c in counted if at.as_of is None or (c.published is not None and c.published <= at.as_of)]
    named = flat_claims(kept, WordTable.load(project.word_table))
    decisions = source_decisions(found.judgement for found in ledger.record_judgements(until=until))
    dated = [r for r in ledger.reports() if at.as_of is None or (r.published is not None and r.published <= at.as_of)]
    known = {claim.report for claim in named}
    kept_reports = [r for r in dated if until is None or r.id in known]
    reports = flat_reports(ledger, kept_reports) if texts else [without_text(r) for r in kept_reports]
    undated = sum(claim.published is None for claim in counted) if at.as_of is not None else 0
    return Told(tuple(named), tuple(identified(named, decisions)), tuple(reports), decisions, undated)


def running_totals_told(
    ledger: Ledger, measure: str, parties: Iterable[str], without: Set[str] = frozenset()
) -> list[FlatClaim]:
    """The running totals of a measure about these parties' people, with ids, as the ledger is; no others are read.

    `without` are reports that are left out.
    """
    found: dict[str, StoredClaim] = {}
    for party in parties:
        told = ledger.claims(Filter(measure=measure, party=party, running=True))
        found.update((claim.id, claim) for claim in told if claim.counts and claim.report_id not in without)
    named = flat_claims(found.values(), WordTable.load(ledger.project().word_table))
    return identified(named, source_decisions(held.judgement for held in ledger.source_judgements()))
