"""`reconcile` over a ledger: which cells are touched, what is made of them, which ids they keep, all stored at once."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from tollbook.ledger import (
    Ledger,
    LinksWithin,
    RecordChange,
    RecordState,
    StoredDependence,
    StoredInfluence,
    StoredLink,
    StoredSource,
    StoredSubject,
)
from tollbook.model import Link, Project, RecordJudgement, sha256_hex
from tollbook.reconcile import FlatClaim, FlatReport, Policy, Subject, SubjectKind
from tollbook.reconcile.cell_record import CellRecord
from tollbook.reconcile.decisions import Decisions, PairDecisions, decisions_of
from tollbook.reconcile.disagreement import disagreements
from tollbook.reconcile.sources import identified

from .cells import cells_by_claim
from .flattening import flat_reports, subject_of
from .gathering import Gathered, gather
from .houses import HOUSES, load_policies, mark_of
from .influence import influences
from .naming import known_ids, named
from .recipe import record_hash

MakeCell = Callable[[Sequence[FlatClaim], Sequence[FlatReport], Decisions], CellRecord]
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


@dataclass(frozen=True, slots=True)
class Touched:
    """The claims to work on again, their cells, the links inside their reports by the cell of the claim that each
    starts from, and the cells whose old record they replace.
    """

    reports: int
    claims: Sequence[FlatClaim]
    cell_of: Mapping[str, str]
    cells: frozenset[str]
    within: Mapping[str, Sequence[Link]]
    made: Sequence[LinksWithin] = ()
    is_all: bool = False


def reconcile_at(where: str, *, since: date | None = None, anew: bool = False) -> Reconciled:
    """Reconcile a ledger that is there (see `reconcile`), with influence under the usual policies."""
    from tollbook.reconcile.making import MAKER, cell_of, make_cell

    from .renewing import renew_influence

    policies = load_policies(HOUSES)
    with Ledger.open(where, create=False) as ledger:
        done = reconcile(ledger, make_cell, cell_of, maker=MAKER, policies=policies, since=since, anew=anew)
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
) -> Reconciled:
    """Make the record of all cells that the log has touched since the last time, and of no other.

    `since` also touches the cells of reports stored on or after that day; `anew` all cells, as a new version of the
    code, other settings or decisions on sources do. The same ledger gives the same record, whatever came when, but for
    the lineage of ids. What claims move is worked out under `policies`. Where another process makes the record at the
    same time, it goes on from what that one made.
    """
    with _uncollected():
        while True:
            done = _try_to_reconcile(ledger, make_cell, cell_of, maker=maker, policies=policies, since=since, anew=anew)
            if done is not None:
                return done


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: what is made has none, and looking through all of it again and again takes as long as
    making it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _try_to_reconcile(
    ledger: Ledger,
    make_cell: MakeCell,
    cell_of: CellOf,
    *,
    maker: str,
    policies: Sequence[Policy],
    since: date | None,
    anew: bool,
) -> Reconciled | None:
    """One attempt; None, with nothing stored, where another process has made the record meanwhile."""
    project, made_to, state = ledger.project(), ledger.last_seq(), ledger.record_state()
    decided = [stored.judgement for stored in ledger.record_judgements()]
    made_by = made_by_what(f"{maker} {record_hash()}", project, decided)
    decisions = decisions_of(decided)
    if anew or state is None or state.made_by != made_by:
        touched = _all(ledger, project, decisions, cell_of, anew=anew)
    else:
        touched = _since(ledger, project, decisions, cell_of, state, since)
    records = made_of(ledger, touched, decisions, make_cell)
    known = known_ids(ledger.subject_events(), ledger.successor_edges(), {claim.id for claim in touched.claims})
    untouched = {s.id for s in ledger.subjects() if s.cell not in touched.cells}
    subjects, events = named(records, known, untouched)
    mark = mark_of(policies)
    change = RecordChange(
        made_by=made_by,
        made_to=made_to,
        made_from=state,
        cells=touched.cells,
        claim_cells=[(claim.id, claim.report, touched.cell_of[claim.id]) for claim in touched.claims],
        links=[StoredLink(link, cell) for cell, record in records.items() for link in record.links],
        subjects=subjects,
        dependences=dependences_of(records),
        sources=sources_of(records),
        events=events,
        influence=influence_of(touched, records, subjects, decisions, policies),
        within=touched.made,
        policies=mark if state is None or state.policies == mark or touched.is_all else MIXED,
    )
    if not ledger.replace_record(change):
        return None
    return Reconciled(
        reports=touched.reports,
        cells=len(records),
        claims=len(touched.claims),
        links=len(change.links),
        subjects=_counted(subject.kind for subject in change.subjects),
        events=_counted(event.event for event in change.events),
    )


def made_by_what(maker: str, project: Project, decided: Iterable[RecordJudgement]) -> str:
    """What decides, besides claims, how a record comes out: code and weights, settings, decisions on sources."""
    sources = [j.model_dump_json() for j in decided if j.subject.startswith("src-")]
    return sha256_hex("\n".join([maker, project.word_table, str(project.learned), *sources]).encode())


def _all(ledger: Ledger, project: Project, decisions: Decisions, cell_of: CellOf, *, anew: bool) -> Touched:
    reports = ledger.report_ids()
    touched = touched_by(gather(ledger, reports, project, anew=anew), decisions.pairs, cell_of)
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
) -> Touched:
    changed = ledger.changed_reports(state.made_to, since=since)
    named = {
        claim
        for stored in ledger.record_judgements(withdrawn=True)
        if stored.seq > state.made_to
        for claim in (*stored.judgement.claims, *_ends(stored.judgement))
    }
    cells = ledger.cells_of(reports=changed, claims=sorted(named))
    anew, gathered, before = frozenset(changed), Gathered(), dict[str, str]()
    while True:  # claims may bring cells that nothing of theirs was in before
        reports = sorted((ledger.reports_in(cells) | anew) - {claim.report for claim in gathered.claims})
        gathered = gathered.with_more(gather(ledger, reports, project))
        before |= ledger.cells_of_each(reports)
        # other claims of these reports stand in other cells: links within a report are chosen among all of its claims
        claims = tuple(c for c in gathered.claims if c.report in anew or before.get(c.id) in cells)
        touched = touched_by(replace(gathered, claims=claims), decisions.pairs, cell_of)
        known = touched.cell_of.keys()
        partners = {claim for pair in decisions.pairs.together if known & set(pair) for claim in pair} - known
        found = {cell_of(claim) for claim in touched.claims} | touched.cells
        found |= ledger.cells_of(claims=sorted(partners))
        if found <= cells:
            return replace(touched, reports=len(changed), cells=frozenset(cells))
        cells |= found


def _ends(judgement: RecordJudgement) -> tuple[str, ...]:
    parts = judgement.subject.split(":")
    return tuple(parts[1:]) if len(parts) == 3 else ()


def made_of(
    ledger: Ledger,
    touched: Touched,
    decisions: Decisions,
    make_cell: MakeCell,
) -> dict[str, CellRecord]:
    """The record of each touched cell that still holds claims."""
    by_cell: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in touched.claims:
        by_cell[touched.cell_of[claim.id]].append(claim)
    records = {}
    for cell in sorted(by_cell):
        wanted = sorted({claim.report for claim in by_cell[cell]})
        listed = ledger.reports_by_id(wanted)
        reports = flat_reports(ledger, [listed[report] for report in wanted])
        made = make_cell(by_cell[cell], reports, decisions)
        if concerns(decisions.pairs, by_cell[cell]):
            alone = make_cell(by_cell[cell], reports, replace(decisions, pairs=PairDecisions()))
            made = _with_disagreements(made, alone, decisions.pairs)
        links = {(link.type, link.a, link.b): link for link in (*made.links, *touched.within.get(cell, ()))}
        records[cell] = replace(made, links=tuple(link for _, link in sorted(links.items())))
    return records


def concerns(decisions: PairDecisions, claims: Iterable[FlatClaim]) -> bool:
    """Whether any decision is about these claims."""
    known = {claim.id for claim in claims}
    links = decisions.accepted | decisions.rejected
    return any(a in known or b in known for a, b in decisions.together | decisions.apart) or any(
        a in known or b in known for _, a, b in links
    )


def _with_disagreements(made: CellRecord, alone: CellRecord, decisions: PairDecisions) -> CellRecord:
    said: dict[str, list[str]] = defaultdict(list)
    for claim, words in disagreements(alone, decisions):
        said[claim].append(words)
    groups = (
        replace(group, body=group.body | {"disagreement": [w for c in group.claims for w in said.get(c, ())]})
        if group.kind == SubjectKind.INCIDENT and said.keys() & set(group.claims)
        else group
        for group in made.groups
    )
    return replace(made, groups=tuple(groups))


def influence_of(
    touched: Touched,
    records: Mapping[str, CellRecord],
    subjects: Sequence[StoredSubject],
    decisions: Decisions,
    policies: Sequence[Policy],
) -> list[StoredInfluence]:
    """What the touched claims move: each subject has its claims, and the links among them, in one cell."""
    if not policies:
        return []
    claims = {claim.id: claim for claim in identified(touched.claims, decisions.sources)}
    rejected = decisions.pairs.rejected
    of_cell: dict[str, list[Subject]] = defaultdict(list)
    for stored in subjects:
        of_cell[stored.cell].append(subject_of(stored, claims))
    found: list[StoredInfluence] = []
    for cell, own in sorted(of_cell.items()):
        links = [link for link in records[cell].links if (link.type, link.a, link.b) not in rejected]
        found += [one.stored(cell) for _, one in sorted(influences(own, links, policies).items())]
    return found


def dependences_of(records: Mapping[str, CellRecord]) -> list[StoredDependence]:
    """What was found in each cell of reports that do not stand alone."""
    return [StoredDependence(found, cell) for cell, record in records.items() for found in record.dependences]


def sources_of(records: Mapping[str, CellRecord]) -> list[StoredSource]:
    """The sources of each cell's claims."""
    return [StoredSource(source, cell, n) for cell, record in records.items() for source, n in record.sources]


def _counted(names: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for name in names:
        counted[name] += 1
    return dict(counted)
