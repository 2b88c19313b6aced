"""What tolls and disputes are made of: the record's subjects with their claims, links and independent sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tollbook.errors import LedgerError
from tollbook.model import Dependence, Link
from tollbook.reconcile import (
    FlatClaim,
    FlatReport,
    Independence,
    Subject,
    SubjectKind,
    independent,
    propose_sources,
)
from tollbook.reconcile.decisions import SourceDecisions, rejected_subjects, source_decisions
from tollbook.reconcile.replacing import in_order

from .at_date import NOW, AtDate
from .record import Record, record_at


@dataclass(frozen=True, slots=True)
class Matter:
    """The subjects of a state of the record, in the order of their first claims, and its links, but for those that
    people rejected. `named` are its claims with speakers' names, `decisions` those on sources; `undated` and `behind`
    are the record's."""

    subjects: tuple[Subject, ...]
    links: tuple[Link, ...]
    reports: Mapping[str, FlatReport]
    named: tuple[FlatClaim, ...]
    decisions: SourceDecisions
    dependences: tuple[Dependence, ...] = ()
    undated: int = 0
    behind: int = 0

    def independence(self) -> Independence:
        """Which claims are independent, by the registry of sources and what ties reports together."""
        return partial(independent, dependences=self.dependences, sources=propose_sources(self.named, self.decisions))


def matter_at(where: str, at: AtDate = NOW) -> Matter:
    """The matter of a ledger's record. Raises LedgerError where nothing was reconciled yet."""
    record = record_at(where, at)
    return Matter(
        subjects=tuple(sorted(subjects_of(record), key=lambda s: (in_order(s.claims[0]), s.kind, s.id))),
        links=record.live_links(),
        reports=record.reports,
        named=record.named,
        decisions=source_decisions(record.judgements),
        dependences=record.dependences,
        undated=record.undated,
        behind=record.behind,
    )


def subjects_of(record: Record) -> list[Subject]:
    """The record's subjects that still hold claims, but for those that people rejected."""
    rejected = rejected_subjects(record.judgements)
    found = [record.subject(stored) for stored in record.subjects if stored.id not in rejected]
    return [subject for subject in found if subject.claims and not _within(subject, rejected)]


def _within(subject: Subject, rejected: Mapping[str, frozenset[str]]) -> bool:
    """Whether all claims of a subject were rejected together, whatever its id is by now."""
    claims = {claim.id for claim in subject.claims}
    return any(claims <= whole for id_, whole in rejected.items() if id_[:2] == subject.id[:2])


def choose(subjects: Sequence[Subject], name: str | None) -> list[Subject]:
    """The subjects whose id begins so or whose name holds these words.

    Without a name all but series, whose claims are in periods too. Raises LedgerError where none fits.
    """
    if name is None:
        return [s for s in subjects if s.kind != SubjectKind.SERIES]
    words = name.casefold()
    found = [s for s in subjects if s.id.startswith(name)]
    found = found or [s for s in subjects if words in s.name.casefold() and s.kind != SubjectKind.SERIES]
    if not found:
        raise LedgerError(f"--incident {name}: no incident, period or series has that id or name")
    return found
