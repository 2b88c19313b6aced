"""What is made of cells, one by one or in processes side by side: their records, and what their claims move."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from tollbook.ledger import Ledger, LinksWithin, StoredInfluence, StoredSubject
from tollbook.model import Link
from tollbook.reconcile import FlatClaim, FlatReport, Policy, Subject, SubjectKind
from tollbook.reconcile.cell_record import CellRecord
from tollbook.reconcile.decisions import Decisions, PairDecisions
from tollbook.reconcile.disagreement import disagreements
from tollbook.reconcile.sources import identified

from .flattening import flat_reports, subject_of
from .influence import influences
from .work import processes

MakeCell = Callable[[Sequence[FlatClaim], Sequence[FlatReport], Decisions], CellRecord]
Task = TypeVar("Task")
Result = TypeVar("Result")


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


@dataclass(frozen=True, slots=True)
class Team:
    """How many processes work side by side on a ledger, and where it is; fewer than two are this one alone."""

    where: str = ""
    workers: int = 0

    def mapped(
        self, work: Callable[[Task], Result], tasks: Sequence[Task], size: Callable[[Task], int]
    ) -> list[Result]:
        """What becomes of each task, in their order; the largest are begun first."""
        order = sorted(range(len(tasks)), key=lambda n: -size(tasks[n]))
        with processes(self.workers) as pool:
            begun = {n: pool.submit(work, tasks[n]) for n in order}
            return [begun[n].result() for n in range(len(tasks))]


ALONE = Team()


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles: what is made has none, and looking through all of it again and again takes as long as
    making it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def made_of(
    ledger: Ledger,
    touched: Touched,
    decisions: Decisions,
    make_cell: MakeCell,
    team: Team = ALONE,
) -> dict[str, CellRecord]:
    """The record of each touched cell that still holds claims."""
    by_cell: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in touched.claims:
        by_cell[touched.cell_of[claim.id]].append(claim)
    cells = sorted(by_cell)
    tasks = [
        _CellTask(tuple(by_cell[cell]), tuple(touched.within.get(cell, ())), decisions, make_cell, team.where)
        for cell in cells
    ]
    if team.workers < 2:
        return {cell: _made(ledger, task) for cell, task in zip(cells, tasks, strict=True)}
    return dict(zip(cells, team.mapped(_made_elsewhere, tasks, lambda task: len(task.claims)), strict=True))


@dataclass(frozen=True, slots=True)
class _CellTask:
    claims: tuple[FlatClaim, ...]
    within: tuple[Link, ...]
    decisions: Decisions
    make_cell: MakeCell
    where: str


def _made_elsewhere(task: _CellTask) -> CellRecord:
    with Ledger.open(task.where, create=False) as ledger, uncollected():
        return _made(ledger, task)


def _made(ledger: Ledger, task: _CellTask) -> CellRecord:
    wanted = sorted({claim.report for claim in task.claims})
    listed = ledger.reports_by_id(wanted)
    reports = flat_reports(ledger, [listed[report] for report in wanted])
    pairs = task.decisions.pairs
    made = task.make_cell(task.claims, reports, task.decisions)
    if concerns(pairs, task.claims):
        alone = task.make_cell(task.claims, reports, replace(task.decisions, pairs=PairDecisions()))
        made = _with_disagreements(made, alone, pairs)
    links = {(link.type, link.a, link.b): link for link in (*made.links, *task.within)}
    return replace(made, links=tuple(link for _, link in sorted(links.items())))


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
    team: Team = ALONE,
) -> list[StoredInfluence]:
    """What the touched claims move: each subject has its claims, and the links among them, in one cell."""
    if not policies:
        return []
    claims = {claim.id: claim for claim in identified(touched.claims, decisions.sources)}
    rejected = decisions.pairs.rejected
    of_cell: dict[str, list[Subject]] = defaultdict(list)
    for stored in subjects:
        of_cell[stored.cell].append(subject_of(stored, claims))
    tasks: list[_InfluenceTask] = []
    for cell, own in sorted(of_cell.items()):
        links = tuple(link for link in records[cell].links if (link.type, link.a, link.b) not in rejected)
        tasks.append(_InfluenceTask(cell, tuple(own), links, tuple(policies)))
    found = map(_influences, tasks) if team.workers < 2 else team.mapped(_influences, tasks, lambda t: len(t.links))
    return [one for of_task in found for one in of_task]


@dataclass(frozen=True, slots=True)
class _InfluenceTask:
    cell: str
    subjects: tuple[Subject, ...]
    links: tuple[Link, ...]
    policies: tuple[Policy, ...]


def _influences(task: _InfluenceTask) -> list[StoredInfluence]:
    with uncollected():
        found = influences(task.subjects, task.links, task.policies)
    return [one.stored(task.cell) for _, one in sorted(found.items())]
