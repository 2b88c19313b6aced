"""`reconcile` over a ledger: which cells are touched, what is made of them, which ids they keep, all stored at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tollbook.ledger import (
    Ledger,
    RecordChange,
    RecordState,
    Scope,
    StoredDependence,
    StoredLink,
    StoredSubject,
    SubjectEvent,
)
from tollbook.model import Link, Project, RecordJudgement, sha256_hex
from tollbook.reconcile import FlatClaim, Policy
from tollbook.reconcile.cell_record import CellRecord
from tollbook.reconcile.decisions import Decisions, PairDecisions, decisions_of
from tollbook.reconcile.lineage import Known

from .cell_work import MadeCell, MakeCell, Touched, influence_of, made_of
from .cells import cells_by_claim
from .gathering import Gathered, gather
from .growing import Growing, GrownCell, kept_of, sources_of
from .houses import HOUSES, load_policies, mark_of
from .naming import known_ids, named
from .recipe import record_hash
from .team import Team, uncollected

CellOf = Callable[[FlatClaim], str]
MIXED = "mixed"
"""The mark of influence that was worked out under one list of policies here and another there."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a run did, in numbers: reports that had changed, cells made anew with what they hold, what became of ids."""

    reports: int
    cells: int
    claims: int
    links: int
    subjects: Mapping[str, int]
    events: Mapping[str, int]


def reconcile_at(where: str, *, since: date | None = None, anew: bool = False, workers: int = 0) -> Reconciled:
    """Reconcile a ledger that is there (see `reconcile`), with influence under the usual policies.

    `workers`: processes that make cells side by side; 0 or 1: only this one.
    """
    from tollbook.reconcile.making import LEAST_KEPT, MAKER, cell_of, make_cell

    from .renewing import renew_influence

    policies = load_policies(HOUSES)
    with Ledger.open(where, create=False) as ledger, Team(where, workers) as team:
        done = reconcile(
            ledger,
            partial(make_cell, least_kept=LEAST_KEPT),
            cell_of,
            maker=MAKER,
            policies=policies,
            since=since,
            anew=anew,
            team=team,
        )
        renew_influence(ledger, policies)
        return done


def reconcile(
    ledger: Ledger,
    make_cell: MakeCell,
    cell_of: CellOf,
    *,
    maker: str,
    policies: Sequence[Policy] = (),
    since: date | None = None,
    anew: bool = False,
    team: Team | None = None,
) -> Reconciled:
    """Make the record of all cells that the log has touched since the last time, and of no other.

    `since` also touches the cells of reports stored on or after that day; `anew` all cells, as a new version of the
    code, other settings or decisions on sources do. The same ledger gives the same record, whatever came when, but for
    the lineage of ids. What claims move is worked out under `policies`. Where another process makes the record at the
    same time, it goes on from what that one made.
    """
    with uncollected():
        while True:
            done = _try_to_reconcile(
                ledger, make_cell, cell_of, maker=maker, policies=policies, since=since, anew=anew, team=team
            )
            if done is not None:
                return done


def _try_to_reconcile(
    ledger: Ledger,
    make_cell: MakeCell,
    cell_of: CellOf,
    *,
    maker: str,
    policies: Sequence[Policy],
    since: date | None,
    anew: bool,
    team: Team | None,
) -> Reconciled | None:
    """One attempt; None, with nothing stored, where another process has made the record meanwhile."""
    state = ledger.record_state()
    made = _made(ledger, make_cell, cell_of, state, maker=maker, policies=policies, since=since, anew=anew, team=team)
    touched, subjects, events = made.touched, made.subjects, made.events
    records = {cell: found.record for cell, found in made.cells.items()}
    mark = mark_of(policies)
    claims = [(claim, touched.cell_of[claim.id]) for claim in touched.claims]
    claims += [(claim, cell) for cell, found in made.grown.items() for claim in found.claims]
    kept, accounts = kept_of(made.cells)
    change = RecordChange(
        made_by=made.by,
        made_to=made.to,
        made_from=state,
        cells=touched.cells,
        claim_cells=[(claim.id, claim.report, cell) for claim, cell in claims],
        links=[StoredLink(link, cell) for cell, record in records.items() for link in record.links],
        subjects=subjects,
        dependences=dependences_of(records),
        sources=sources_of(records),
        events=events,
        influence=list(influence_of(ledger, made.cells, subjects)),
        within=touched.made,
        fresh=frozenset(claim.id for claim, _ in claims if touched.is_all or claim.report in touched.changed),
        policies=mark if state is None or state.policies == mark or touched.is_all else MIXED,
        scopes=[found.scope for found in made.grown.values()],
        kept=kept,
        accounts=accounts,
    )
    if not ledger.replace_record(change):
        return None
    return Reconciled(
        reports=touched.reports,
        cells=len(records),
        claims=len(claims),
        links=len(change.links),
        subjects=_counted(subject.kind for subject in change.subjects),
        events=_counted(event.event for event in change.events),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made of the touched cells: the log's end and what it was made by, and the record with its ids."""

    by: str
    to: int
    touched: Touched
    grown: Mapping[str, GrownCell]
    cells: Mapping[str, MadeCell]
    subjects: Sequence[StoredSubject]
    events: Sequence[SubjectEvent]


def _made(
    ledger: Ledger,
    make_cell: MakeCell,
    cell_of: CellOf,
    state: RecordState | None,
    *,
    maker: str,
    policies: Sequence[Policy] = (),
    since: date | None = None,
    anew: bool = False,
    team: Team | None = None,
    further: Sequence[RecordJudgement] = (),
) -> _Made:
    """The record of what the log has touched since `state`, with `further` decisions as if they stood in the log."""
    project, to = ledger.project(), ledger.last_seq()
    decided = [*(stored.judgement for stored in ledger.record_judgements()), *further]
    by = made_by_what(f"{maker} {record_hash()}", project, decided)
    decisions = decisions_of(decided)
    grown: Mapping[str, GrownCell] = {}
    if anew or state is None or state.made_by != by:
        touched = _all(ledger, project, decisions, cell_of, anew=anew, team=team)
    else:
        same = state.policies == mark_of(policies)
        growing = Growing(ledger, project, decisions, tuple(policies), cell_of) if same else None
        touched, grown = _since(ledger, project, decisions, cell_of, state, since, growing)
        if not same:
            touched = replace(touched, is_all_else_the_same=False)
    cells = made_of(ledger, touched, decisions, make_cell, policies, team)
    cells |= {cell: found.made for cell, found in grown.items()}
    known = _known(ledger, touched, [found.scope for found in grown.values()])
    subjects, events = named({cell: made.record for cell, made in cells.items()}, known)
    return _Made(by, to, touched, grown, cells, subjects, events)


def _known(ledger: Ledger, touched: Touched, scopes: Sequence[Scope]) -> dict[str, list[Known]]:
    """The ids that what is made may have: of the touched cells, of the scopes, and those that have ended."""
    edges, live = ledger.successor_edges(), {claim.id for claim in touched.claims}
    if touched.is_all:
        return known_ids(ledger.subject_events(), edges, live)
    subjects = sorted({subject for scope in scopes for subject in scope.subjects})
    events = ledger.events_around(sorted(touched.cells), subjects)
    live.update(claim for scope in scopes for claim in scope.claims)
    moved = sorted({claim for event in events for claim in event.members if claim in edges} - live)
    return known_ids(events, edges, live | ledger.claims_in({scope.cell for scope in scopes}, claims=moved))


def foreseen(ledger: Ledger, further: Sequence[RecordJudgement]) -> Sequence[StoredSubject]:
    """What reconciling would make of all that the log has touched, with `further` decisions; nothing is stored."""
    from tollbook.reconcile.making import MAKER, cell_of, make_cell

    with uncollected():
        return _made(ledger, make_cell, cell_of, ledger.record_state(), maker=MAKER, further=further).subjects


def made_by_what(maker: str, project: Project, decided: Iterable[RecordJudgement]) -> str:
    """What decides, besides claims, how a record comes out: code and weights, settings, decisions on sources."""
    sources = [j.model_dump_json() for j in decided if j.subject.startswith("src-")]
    return sha256_hex("\n".join([maker, project.word_table, str(project.learned), *sources]).encode())


def _all(
    ledger: Ledger, project: Project, decisions: Decisions, cell_of: CellOf, *, anew: bool, team: Team | None
) -> Touched:
    reports = ledger.report_ids()
    touched = touched_by(gather(ledger, reports, project, anew=anew, team=team), decisions.pairs, cell_of)
    return replace(touched, reports=len(reports), cells=touched.cells | ledger.record_cells(), is_all=True)


def touched_by(gathered: Gathered, decisions: PairDecisions, cell_of: CellOf) -> Touched:
    """All of these claims in their cells."""
    cells = cells_by_claim(gathered.claims, decisions, cell_of)
    within: dict[str, list[Link]] = defaultdict(list)
    for link in gathered.links:
        if link.a in cells:
            within[cells[link.a]].append(link)
    return Touched(0, gathered.claims, cells, frozenset(cells.values()), within, gathered.made)


def _since(
    ledger: Ledger,
    project: Project,
    decisions: Decisions,
    cell_of: CellOf,
    state: RecordState,
    since: date | None,
    growing: Growing | None,
) -> tuple[Touched, dict[str, GrownCell]]:
    """What is to be made of whole cells, and what new reports change of those that are `growing`."""
    changed = ledger.changed_reports(state.made_to, since=since)
    named = {
        claim
        for stored in ledger.record_judgements(withdrawn=True)
        if stored.seq > state.made_to
        for claim in (*stored.judgement.claims, *_ends(stored.judgement))
    }
    cells = ledger.cells_of(reports=changed, claims=sorted(named))
    anew, gathered, before = frozenset(changed), gather(ledger, changed, project), ledger.cells_of_each(changed)
    grown = {} if growing is None or named else _grown(growing, gathered, cells)
    apart = {claim.id for found in grown.values() for claim in found.claims}
    looked = set(changed)
    while True:  # claims may bring cells that nothing of theirs was in before
        reports = sorted(ledger.reports_in(cells) - looked)
        looked.update(reports)
        gathered = gathered.with_more(gather(ledger, reports, project))
        before |= ledger.cells_of_each(reports)
        # other claims of these reports stand in other cells: links within a report are chosen among all of its claims
        claims = tuple(
            c for c in gathered.claims if c.id not in apart and (c.report in anew or before.get(c.id) in cells)
        )
        touched = touched_by(replace(gathered, claims=claims), decisions.pairs, cell_of)
        known = touched.cell_of.keys()
        partners = {claim for pair in decisions.pairs.together if known & set(pair) for claim in pair} - known
        found = {cell_of(claim) for claim in touched.claims} | touched.cells
        found |= ledger.cells_of(claims=sorted(partners))
        if found <= cells:
            touched = replace(
                touched,
                reports=len(changed),
                cells=frozenset(cells),
                changed=anew,
                is_all_else_the_same=not named,
            )
            return touched, grown
        cells |= found
        if not cells.isdisjoint(grown):  # what goes on there concerns all of it
            return _since(ledger, project, decisions, cell_of, state, since, None)


def _grown(growing: Growing, gathered: Gathered, cells: Collection[str]) -> dict[str, GrownCell]:
    """The cells to which claims have only come, of which people decided nothing, with what that changes of them."""
    pairs = growing.decisions.pairs
    decided = {claim for pair in pairs.together | pairs.apart for claim in pair}
    decided |= {claim for _, *ends in pairs.accepted | pairs.rejected for claim in ends}
    touched = touched_by(gathered, pairs, growing.cell_of)
    concerned = growing.ledger.cells_of(claims=sorted(decided)) | set(cells)
    concerned |= {touched.cell_of[claim] for claim in decided & touched.cell_of.keys()}
    by_cell: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in touched.claims:
        by_cell[touched.cell_of[claim.id]].append(claim)
    made = {
        cell: growing.cell(cell, claims, touched.within.get(cell, ()))
        for cell, claims in sorted(by_cell.items())
        if cell not in concerned
    }
    return {cell: found for cell, found in made.items() if found is not None}


def _ends(judgement: RecordJudgement) -> tuple[str, ...]:
    parts = judgement.subject.split(":")
    return tuple(parts[1:]) if len(parts) == 3 else ()


def dependences_of(records: Mapping[str, CellRecord]) -> list[StoredDependence]:
    """What was found in each cell of reports that do not stand alone."""
    return [StoredDependence(found, cell) for cell, record in records.items() for found in record.dependences]


def _counted(names: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for name in names:
        counted[name] += 1
    return dict(counted)
