"""What is made of cells, one by one or in processes side by side: their records, and what their claims move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.ledger import Ledger, LinksWithin, StoredInfluence, StoredSubject
from tollbook.model import Link
from tollbook.reconcile import FlatClaim, FlatReport, Policy, Subject, SubjectKind
from tollbook.reconcile.cell_record import CellRecord
from tollbook.reconcile.decisions import Decisions, LinkKey, PairDecisions
from tollbook.reconcile.disagreement import disagreements
from tollbook.reconcile.sources import identified

from .flattening import flat_reports, in_telling_order
from .influence import Influence, influences
from .team import Team, uncollected

MakeCell = Callable[[Sequence[FlatClaim], Sequence[FlatReport], Decisions], CellRecord]


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
    changed: frozenset[str] = frozenset()
    """The reports that have changed since the record was made."""
    is_all_else_the_same: bool = False
    """Whether nothing but these reports has changed: no decision on the record, no code, settings or policies."""


@dataclass(frozen=True, slots=True)
class MadeCell:
    """A cell's record, and what its claims move: of each the figure's subject is told by its place in `groups`.

    `settled` are the places of groups that are as the record has them, so that their claims move what they moved.
    """

    record: CellRecord
    moves: tuple[Influence, ...] = ()
    settled: tuple[int, ...] = ()


def made_of(
    ledger: Ledger,
    touched: Touched,
    decisions: Decisions,
    make_cell: MakeCell,
    policies: Sequence[Policy] = (),
    team: Team | None = None,
) -> dict[str, MadeCell]:
    """What is made of each touched cell that still holds claims; what these move under `policies`."""
    by_cell: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in touched.claims:
        by_cell[touched.cell_of[claim.id]].append(claim)
    where = "" if team is None else team.where
    tasks = [
        _CellTask(
            cell,
            tuple(own),
            tuple(touched.within.get(cell, ())),
            decisions,
            make_cell,
            tuple(policies),
            where,
            touched.changed if touched.is_all_else_the_same else None,
        )
        for cell, own in sorted(by_cell.items())
    ]
    alone = team is None or team.is_alone
    found = (_made(ledger, task) for task in tasks) if team is None or alone else _shared(team, tasks)
    return dict(zip(sorted(by_cell), found, strict=True))


def _shared(team: Team, tasks: Sequence[_CellTask]) -> Iterator[MadeCell]:
    return team.mapped(_made_elsewhere, tasks, lambda task: len(task.claims))


@dataclass(frozen=True, slots=True)
class _CellTask:
    cell: str
    claims: tuple[FlatClaim, ...]
    within: tuple[Link, ...]
    decisions: Decisions
    make_cell: MakeCell
    policies: tuple[Policy, ...]
    where: str
    changed: frozenset[str] | None


def _made_elsewhere(task: _CellTask) -> MadeCell:
    with Ledger.open(task.where, create=False) as ledger, uncollected():
        return _made(ledger, task)


def _made(ledger: Ledger, task: _CellTask) -> MadeCell:
    wanted = sorted({claim.report for claim in task.claims})
    listed = ledger.reports_by_id(wanted)
    reports = flat_reports(ledger, [listed[report] for report in wanted])
    pairs = task.decisions.pairs
    made = alone = task.make_cell(task.claims, reports, replace(task.decisions, pairs=PairDecisions()))
    if concerns(pairs, task.claims):
        made = _with_disagreements(task.make_cell(task.claims, reports, task.decisions), alone, pairs)
    links = {(link.type, link.a, link.b): link for link in (*made.links, *task.within)}
    record = replace(made, links=tuple(link for _, link in sorted(links.items())))
    if not task.policies:
        return MadeCell(record)
    settled = () if task.changed is None else tuple(_settled(ledger, record, task, task.changed))
    return MadeCell(record, moves_of(record, task.claims, task.decisions, task.policies, frozenset(settled)), settled)


def _settled(ledger: Ledger, record: CellRecord, task: _CellTask, changed: frozenset[str]) -> Iterator[int]:
    """The incidents of the same claims, unchanged, with the same links among them as the record has; none that shares
    a claim with a period, since a claim is said to move the figure that it would move most."""
    before, links = ledger.incidents_in(task.cell), _by_start(ledger.link_keys_in(task.cell))
    now = _by_start((link.type, link.a, link.b) for link in record.links)
    fresh = {claim.id for claim in task.claims if claim.report in changed}
    fresh.update(claim for group in record.groups if group.kind == SubjectKind.PERIOD for claim in group.claims)
    for number, group in enumerate(record.groups):
        own = frozenset(group.claims)
        told = group.kind == SubjectKind.INCIDENT and own in before and fresh.isdisjoint(own)
        if told and _among(own, now) == _among(own, links):
            yield number


def _by_start(links: Iterable[LinkKey]) -> dict[str, list[LinkKey]]:
    found: dict[str, list[LinkKey]] = defaultdict(list)
    for link in links:
        found[link[1]].append(link)
    return found


def _among(claims: frozenset[str], links: Mapping[str, Sequence[LinkKey]]) -> set[LinkKey]:
    return {link for claim in claims for link in links.get(claim, ()) if link[2] in claims}


def moves_of(
    record: CellRecord,
    claims: Sequence[FlatClaim],
    decisions: Decisions,
    policies: Sequence[Policy],
    settled: Collection[int] = (),
) -> tuple[Influence, ...]:
    """What the claims of a cell move: each subject has its claims, and the links among them, in one cell."""
    groups = {number: group for number, group in enumerate(record.groups) if number not in settled}
    wanted = {claim for group in groups.values() for claim in group.claims}
    known = {claim.id: claim for claim in identified((c for c in claims if c.id in wanted), decisions.sources)}
    subjects = [
        Subject(str(number), group.kind, group.name, in_telling_order(group.claims, known))
        for number, group in groups.items()
    ]
    links = [link for link in record.links if (link.type, link.a, link.b) not in decisions.pairs.rejected]
    return tuple(found for _, found in sorted(influences(subjects, links, policies).items()))


def influence_of(
    ledger: Ledger, cells: Mapping[str, MadeCell], subjects: Sequence[StoredSubject]
) -> Iterator[StoredInfluence]:
    """What claims move, by the ids that the groups of all cells, one after the other, have been given."""
    first = 0
    for cell, made in cells.items():
        for found in made.moves:
            yield replace(found, subject=subjects[first + int(found.subject)].id).stored(cell)
        of_claim = {
            claim: subject for n in made.settled if (subject := subjects[first + n]) for claim in subject.claims
        }
        for claim, kept in ledger.influence(of_claim).items():
            yield replace(kept, cell=cell, body=kept.body | {"subject": of_claim[claim].id})
        first += len(made.record.groups)


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
