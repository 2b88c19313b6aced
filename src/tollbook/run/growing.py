"""Cells to which only new reports have come: what is other in their record, as far as the ledger's rows tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.ledger import KeptAccount, KeptCell, Ledger, Scope, StoredSource
from tollbook.model import Dependence, Link, Project
from tollbook.reconcile import FlatClaim, FlatReport, Policy
from tollbook.reconcile.cell_record import CellRecord
from tollbook.reconcile.decisions import Decisions
from tollbook.reconcile.growing import Grown, HeldSource, grown
from tollbook.reference.words import WordTable

from .cell_work import MadeCell, moves_of
from .flattening import flat_claims, flat_reports

CellOf = Callable[[FlatClaim], str]


@dataclass(frozen=True, slots=True)
class GrownCell:
    """A cell's new reports and their claims, what is other in its record, and what that takes the place of."""

    claims: tuple[FlatClaim, ...]
    reports: frozenset[str]
    made: MadeCell
    scope: Scope


@dataclass(frozen=True, slots=True)
class Growing:
    """What is the same for all cells that grow."""

    ledger: Ledger
    project: Project
    decisions: Decisions
    policies: tuple[Policy, ...]
    cell_of: CellOf

    def cell(self, cell: str, claims: Sequence[FlatClaim], within: Sequence[Link]) -> GrownCell | None:
        """What these claims of new reports change of a cell; `within` are the links inside these. None where all of
        the cell is to be made anew."""
        ids = sorted({claim.report for claim in claims})
        workings = self.ledger.workings(cell)
        if workings is None or not claims or self.ledger.claims_in((cell,), reports=ids):
            return None
        listed = self.ledger.reports_by_id(ids)
        reports = flat_reports(self.ledger, [listed[report] for report in ids])
        held = _Held(self, cell, WordTable.load(self.project.word_table))
        found = grown(workings.accounts, workings.reports, claims, reports, self.decisions.sources, held)
        return None if found is None else self._grown(cell, claims, within, found)

    def _grown(self, cell: str, claims: Sequence[FlatClaim], within: Sequence[Link], found: Grown) -> GrownCell:
        of_old = self.ledger.claims_of_accounts([id_ for ids in found.before for id_ in ids])
        old = {claim for own in of_old.values() for claim in own}
        report_of = {claim.id: claim.report for claim in found.claims}
        stays = [
            link
            for link, at in self.ledger.links_from(sorted(old))
            if at == cell and report_of.get(link.a) == report_of.get(link.b)
        ]
        links = {(link.type, link.a, link.b): link for link in (*found.links, *stays, *within)}
        record = CellRecord(
            links=tuple(link for _, link in sorted(links.items())),
            groups=found.groups,
            dependences=found.dependences,
            sources=found.sources,
            kept=found.kept,
        )
        moves = moves_of(record, found.claims, self.decisions, self.policies) if self.policies else ()
        scope = Scope(
            cell=cell,
            reports=frozenset(claim.report for claim in claims),
            subjects=frozenset(self.ledger.incidents_of(sorted(old)).values()),
            claims=frozenset(old | report_of.keys()),
            sources=frozenset(source.id for source, _ in found.sources),
            dependences=frozenset(
                (one.a, one.b, one.kind, one.source or "") for one in (*found.dependences, *found.gone)
            ),
        )
        return GrownCell(tuple(claims), scope.reports, MadeCell(record, moves), scope)


class _Held:
    """See `tollbook.reconcile.growing.Held`."""

    def __init__(self, growing: Growing, cell: str, table: WordTable) -> None:
        self._growing, self._ledger, self._cell, self._table = growing, growing.ledger, cell, table

    def packed(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        return self._ledger.packed_accounts(ids)

    def claims_of_accounts(self, ids: Sequence[str]) -> Mapping[str, Sequence[FlatClaim]]:
        wanted = self._ledger.claims_of_accounts(ids)
        stored = self._ledger.claims_by_id([claim for claims in wanted.values() for claim in claims])
        known = {claim.id: claim for claim in flat_claims((one for one in stored if one.counts), self._table)}
        return {id_: [known[claim] for claim in claims] for id_, claims in wanted.items()}

    def claims_of_reports(self, ids: Sequence[str]) -> Sequence[FlatClaim]:
        stored = self._ledger.claims_of_reports(ids) if ids else []
        found = flat_claims((one for one in stored if one.counts), self._table)
        return [claim for claim in found if self._growing.cell_of(claim) == self._cell]

    def reports(self, ids: Sequence[str]) -> Sequence[FlatReport]:
        listed = self._ledger.reports_by_id(list(ids))
        return flat_reports(self._ledger, [listed[id_] for id_ in ids])

    def sources(self, ids: Sequence[str]) -> Mapping[str, HeldSource]:
        found = self._ledger.sources_in(self._cell, ids)
        return {id_: HeldSource(one.source.name, one.claims, one.seen) for id_, one in found.items()}

    def dependences(self, *, reports: Sequence[str] = (), sources: Sequence[str] = ()) -> Sequence[Dependence]:
        return self._ledger.dependences_in(self._cell, reports=reports, sources=sources)

    def cited(self) -> Iterable[tuple[str, bytes]]:
        return self._ledger.cited_in(self._cell)


def kept_of(cells: Mapping[str, MadeCell]) -> tuple[list[KeptCell], list[KeptAccount]]:
    """What is to be kept of cells, and of their accounts."""
    whole, accounts = list[KeptCell](), list[KeptAccount]()
    for cell, made in cells.items():
        if (kept := made.record.kept) is not None:
            whole.append(KeptCell(cell, kept.accounts, kept.reports))
            accounts += [
                KeptAccount(one.id, cell, one.report, one.claims, one.packed, one.cited) for one in kept.episodes
            ]
    return whole, accounts


def sources_of(records: Mapping[str, CellRecord]) -> list[StoredSource]:
    """The sources of each cell's claims, with what these say of them where that is kept."""
    return [
        StoredSource(source, cell, n, None if record.kept is None else record.kept.seen.get(source.id))
        for cell, record in records.items()
        for source, n in record.sources
    ]
