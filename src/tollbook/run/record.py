"""The record as it is, as the reports published by a day give it, or as it was recorded on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, StoredDependence, StoredSubject
from tollbook.model import Dependence, Link, RecordJudgement
from tollbook.reconcile import FlatClaim, FlatReport, Subject, SubjectKind
from tollbook.reconcile.decisions import decisions_of, pair_decisions
from tollbook.reconcile.sources import identified
from tollbook.reference.words import WordTable

from .at_date import NOW, AtDate
from .cell_work import MakeCell, made_of
from .flattening import flat_claims, subject_of, without_text
from .gathering import gather_of
from .naming import known_ids, named
from .reconciling import CellOf, dependences_of, touched_by


@dataclass(frozen=True, slots=True)
class Record:
    """A state of the record. `undated` claims stand in reports without a date of publication: with `as_of` they are
    left out, and counted. `behind` reports have changed since it was made. `named` are the claims with the names of
    their speakers, `claims` the same with the registry's ids."""

    named: tuple[FlatClaim, ...]
    claims: Mapping[str, FlatClaim]
    reports: Mapping[str, FlatReport]
    links: tuple[Link, ...]
    subjects: tuple[StoredSubject, ...]
    dependences: tuple[Dependence, ...]
    judgements: tuple[RecordJudgement, ...] = ()
    undated: int = 0
    behind: int = 0

    def subject(self, stored: StoredSubject) -> Subject:
        """A subject with its claims, by date of report, report and place in the text."""
        return subject_of(stored, self.claims)

    def live_links(self) -> tuple[Link, ...]:
        """The links, but for those that people rejected."""
        rejected = pair_decisions(self.judgements).rejected
        return tuple(link for link in self.links if (link.type, link.a, link.b) not in rejected)

    def of_kind(self, *kinds: SubjectKind) -> list[StoredSubject]:
        """The subjects of these kinds."""
        return [s for s in self.subjects if s.kind in {kind.value for kind in kinds}]


def record_at(where: str, at: AtDate = NOW) -> Record:
    """A state of a ledger's record. Raises LedgerError where nothing was reconciled yet."""
    from tollbook.reconcile.making import cell_of, make_cell

    with Ledger.open(where, create=False) as ledger:
        return record_of(ledger, at, make_cell, cell_of)


def record_of(ledger: Ledger, at: AtDate, make_cell: MakeCell, cell_of: CellOf) -> Record:
    """A state of the record: what is stored, or what is made in memory of the claims of an earlier state."""
    if at.is_now:
        return _stored(ledger)
    return _made(ledger, at, make_cell, cell_of)


def _stored(ledger: Ledger) -> Record:
    state = ledger.record_state()
    if state is None:
        raise LedgerError(
            f"{ledger.name}: nothing was reconciled yet. Run `tollbook reconcile --ledger {ledger.name}`."
        )
    table = WordTable.load(ledger.project().word_table)
    judgements = tuple(stored.judgement for stored in ledger.record_judgements())
    flat = flat_claims([claim for claim in ledger.claims() if claim.counts], table)
    return Record(
        named=tuple(flat),
        claims=_by_id(identified(flat, decisions_of(judgements).sources)),
        reports=_reports(ledger),
        links=tuple(stored.link for stored in ledger.links()),
        subjects=tuple(ledger.subjects()),
        dependences=_each_once(ledger.dependences()),
        judgements=judgements,
        behind=len(ledger.changed_reports(state.made_to)),
    )


def _made(ledger: Ledger, at: AtDate, make_cell: MakeCell, cell_of: CellOf) -> Record:
    until = None if at.recorded is None else ledger.seq_on(at.recorded)
    stored = ledger.claims() if until is None else ledger.claims_at(until)
    project = ledger.project() if until is None else ledger.project_at(until)
    judgements = tuple(found.judgement for found in ledger.record_judgements(until=until))
    known = [claim for claim in stored if at.as_of is None or (claim.published and claim.published <= at.as_of)]
    decisions = decisions_of(judgements)
    touched = touched_by(gather_of(ledger, known, project), decisions.pairs, cell_of)
    claims = _by_id(identified(touched.claims, decisions.sources))
    made = made_of(ledger, touched, decisions, make_cell)
    records = {cell: found.record for cell, found in made.items()}
    ids = known_ids(ledger.subject_events(until=until), ledger.successor_edges(), set(claims))
    subjects, _ = named(records, ids)
    chosen = {claim.report for claim in claims.values()}
    return Record(
        named=tuple(touched.claims),
        claims=claims,
        reports={id_: report for id_, report in _reports(ledger).items() if id_ in chosen},
        links=tuple(link for record in records.values() for link in record.links),
        subjects=tuple(sorted(subjects, key=lambda s: s.id)),
        dependences=_each_once(dependences_of(records)),
        judgements=judgements,
        undated=sum(claim.published is None and claim.counts for claim in stored) if at.as_of is not None else 0,
    )


def _each_once(stored: Iterable[StoredDependence]) -> tuple[Dependence, ...]:
    """Dependences without those that a second cell found too."""
    return tuple(dict.fromkeys(found.dependence for found in stored))


def _by_id(claims: Iterable[FlatClaim]) -> dict[str, FlatClaim]:
    return {claim.id: claim for claim in claims}


def _reports(ledger: Ledger) -> dict[str, FlatReport]:
    """All reports, without their texts."""
    return {r.id: without_text(r) for r in ledger.reports()}
