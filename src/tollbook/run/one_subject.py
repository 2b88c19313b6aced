"""One subject of the record with all that is said of it, read without the rest of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, StoredClaim, StoredRecordJudgement, StoredReport, StoredSubject, SubjectEvent
from tollbook.model import Dependence, Link, Source
from tollbook.reconcile import Independence, Subject, SubjectKind, independent, propose_sources
from tollbook.reconcile.decisions import pair_decisions, source_decisions
from tollbook.reconcile.replacing import in_order
from tollbook.reconcile.sources import identified
from tollbook.reference.words import WordTable

from .at_date import NOW, AtDate
from .flattening import flat_claims


@dataclass(frozen=True, slots=True)
class OneSubject:
    """An incident, a period or a series as it is, or as it was known on a day.

    `subject` holds the claims that count, `stored` the same as the ledger has them, by id. `links` are those between
    them, each with what people decided of it (`machine`, `accepted`, `rejected`); `sources` those of its claims;
    `decided` the standing decisions on it. `undated` claims were left out of an earlier state, since they stand in
    reports without a date of publication; `later` ones since they were published, or read, after it; `withheld` ones
    since they stand in reports that whoever asks may not see.
    """

    record: StoredSubject
    subject: Subject
    stored: Mapping[str, StoredClaim]
    links: tuple[tuple[Link, str], ...]
    dependences: tuple[Dependence, ...]
    sources: tuple[Source, ...]
    reports: Mapping[str, StoredReport]
    decided: tuple[StoredRecordJudgement, ...]
    events: tuple[SubjectEvent, ...]
    undated: int = 0
    later: int = 0
    withheld: int = 0

    def independence(self) -> Independence:
        """Which of its claims are independent."""
        return partial(independent, dependences=self.dependences, sources=self.sources)

    def live_links(self) -> tuple[Link, ...]:
        """The links, but for those that people rejected."""
        return tuple(link for link, state in self.links if state != "rejected")

    def report_name(self, id_: str) -> str:
        """What people call a report."""
        report = self.reports.get(id_)
        return id_ if report is None else report.given_id or id_

    @property
    def state(self) -> str:
        """What people last decided on it as it is; one that claims have joined since is the machine's again."""
        last = self.decided[-1].judgement if self.decided else None
        if last is None or not set(self.record.claims) <= set(last.claims):
            return "machine"
        found = {"accept": "accepted", "merge": "accepted", "reject": "rejected", "unsure": "unsure"}
        return found.get(last.verdict, "machine")


def one_subject(ledger: Ledger, given: str, at: AtDate = NOW, hidden: frozenset[str] = frozenset()) -> OneSubject:
    """The subject of that id (or its unique beginning), of the claims that were published, or recorded, by then.

    Of an earlier state it has the claims that it had then, or of those that it has now the ones published by then: the
    record is not made anew for it. Claims of the reports `hidden` are left out of it. Raises LedgerError where there is
    none, where it was not there yet, or where nothing of it may be seen.
    """
    if ledger.record_state() is None:
        raise LedgerError(
            f"{ledger.name}: nothing was reconciled yet. Run `tollbook reconcile --ledger {ledger.name}`."
        )
    record = ledger.subject(ledger.resolve_subject(given))
    events = ledger.subject_events(record.id)
    until = None if at.recorded is None else ledger.seq_on(at.recorded)
    if until is None:
        members, project = record.claims, ledger.project()
        current = ledger.claims_by_id(members)
    else:
        members, project = _members_then(record, events, until, at), ledger.project_at(until)
        current = ledger.claims_then(until, members)
        events = [event for event in events if event.seq <= until]
    every = [claim for claim in current if claim.counts]
    counted = [claim for claim in every if claim.report_id not in hidden]
    if every and not counted:
        raise LedgerError(f"{record.id}: holds claims of restricted reports alone, which readers do not see.")
    kept = [c for c in counted if at.as_of is None or (c.published is not None and c.published <= at.as_of)]
    undated = sum(c.published is None for c in counted) if at.as_of is not None else 0
    decisions = source_decisions(found.judgement for found in ledger.source_judgements(until=until))
    named = flat_claims(kept, WordTable.load(project.word_table))
    claims = sorted(identified(named, decisions), key=in_order)
    links = ledger.links_among([claim.id for claim in kept])
    keys = [f"{link.type}:{link.a}:{link.b}" for link in links]
    judged = pair_decisions(found.judgement for found in ledger.judgements_about(keys, until=until))
    reports = sorted({claim.report_id for claim in kept})
    return OneSubject(
        record=record,
        subject=Subject(record.id, SubjectKind(record.kind), record.name, tuple(claims)),
        stored={claim.id: claim for claim in kept},
        links=tuple((link, _decided(link, judged.accepted, judged.rejected)) for link in links),
        dependences=tuple(ledger.dependences_among(reports)),
        sources=tuple(propose_sources(named, decisions)),
        reports=ledger.reports_by_id(reports),
        decided=tuple(ledger.judgements_about([record.id], until=until)),
        events=tuple(events),
        undated=undated,
        later=len(members) - len(kept) - undated - (len(every) - len(counted)) if not at.is_now else 0,
        withheld=len(every) - len(counted),
    )


def _members_then(record: StoredSubject, events: list[SubjectEvent], until: int, at: AtDate) -> tuple[str, ...]:
    known = [event for event in events if event.seq <= until]
    if not known or known[-1].event in ("merged", "ended"):
        raise LedgerError(f"{record.id}: was not in the record by the end of {at.recorded}. Choose a later day.")
    return known[-1].members


def _decided(link: Link, accepted: frozenset[tuple[str, str, str]], rejected: frozenset[tuple[str, str, str]]) -> str:
    key = (link.type, link.a, link.b)
    return "accepted" if key in accepted else "rejected" if key in rejected else "machine"
