"""What tolls and disputes are made of: the record's subjects with their claims, links and independent sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from tollbook.errors import LedgerError
from tollbook.model import Dependence, Extent, Link, Precision, make_id
from tollbook.reconcile import (
    FlatClaim,
    FlatReport,
    Independence,
    Subject,
    SubjectKind,
    independent,
    period_subjects,
    propose_sources,
)
from tollbook.reconcile.decisions import pair_decisions
from tollbook.reconcile.periods import days_in_words
from tollbook.reconcile.replacing import in_order

from .at_date import NOW, AtDate
from .record import Record, record_at
from .told import told
from .viewing import look_into

_NEAR = 7
_SETTLED = (Precision.SITE, Precision.SETTLEMENT)


@dataclass(frozen=True, slots=True)
class Matter:
    """The subjects of a state of the record, in the order of their first claims, and its links, but for those that
    people rejected. `undated` and `behind` are the record's."""

    subjects: tuple[Subject, ...]
    links: tuple[Link, ...]
    reports: Mapping[str, FlatReport]
    dependences: tuple[Dependence, ...] = ()
    undated: int = 0
    behind: int = 0


def matter_at(where: str, at: AtDate = NOW) -> Matter:
    """The matter of a ledger's record. Raises LedgerError where nothing was reconciled yet."""
    record = record_at(where, at)
    rejected = pair_decisions(record.judgements).rejected
    return Matter(
        subjects=tuple(sorted(subjects_of(record), key=lambda s: (in_order(s.claims[0]), s.kind, s.id))),
        links=tuple(link for link in record.links if (link.type, link.a, link.b) not in rejected),
        reports=record.reports,
        dependences=record.dependences,
        undated=record.undated,
        behind=record.behind,
    )


def independence_at(where: str, at: AtDate, matter: Matter) -> Independence:
    """Which of the matter's claims are independent, by the registry of sources and what ties reports together."""
    with look_into(where) as ledger:
        state = told(ledger, at)
    return partial(independent, dependences=matter.dependences, sources=propose_sources(state.named, state.decisions))


def subjects_of(record: Record) -> list[Subject]:
    """The record's subjects. Incidents and periods, of which it may hold none, are then formed here."""
    kept = [s for stored in record.subjects if (s := record.subject(stored)).claims]
    kinds = {s.kind for s in kept}
    claims = list(record.claims.values())
    if SubjectKind.INCIDENT not in kinds:
        kept += _incidents(claims)
    if SubjectKind.PERIOD not in kinds:
        taken = {c.id for s in kept if s.kind == SubjectKind.INCIDENT for c in s.claims}
        kept += period_subjects(c for c in claims if c.id not in taken)
    return kept


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


def _incidents(claims: Sequence[FlatClaim]) -> list[Subject]:
    """Incidents by place and date alone: claims placed in one settlement and dated within a week."""
    cells: dict[tuple[str, str], list[FlatClaim]] = {}
    for claim in sorted(claims, key=lambda c: (_day(c) or date.max, in_order(c))):
        about_one = claim.extent == Extent.INCIDENT or (
            claim.extent in (Extent.PERIOD, Extent.CUMULATIVE, Extent.UNCLEAR) and claim.precision in _SETTLED
        )
        if about_one:
            cells.setdefault((claim.place or claim.report, claim.country or ""), []).append(claim)
    return [_incident(group) for cell in cells.values() for group in _near(cell)]


def _near(cell: Sequence[FlatClaim]) -> list[list[FlatClaim]]:
    groups: list[list[FlatClaim]] = []
    for claim in cell:
        day, before = _day(claim), _day(groups[-1][-1]) if groups else None
        if groups and (day is None or before is None or (day - before).days <= _NEAR):
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def _day(claim: FlatClaim) -> date | None:
    return claim.first if claim.first and claim.extent == Extent.INCIDENT else claim.last or claim.published


def _incident(group: Sequence[FlatClaim]) -> Subject:
    members = tuple(sorted(group, key=in_order))
    days = sorted(d for c in members if (d := _day(c)) is not None)
    place = next((c.place for c in members if c.place), None) or "place not stated"
    when = days_in_words(days[0], days[-1]) if days else "date not known"
    return Subject(make_id("i", min(c.id for c in members)), SubjectKind.INCIDENT, f"{place}, {when}", members)
