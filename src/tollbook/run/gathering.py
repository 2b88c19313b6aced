"""Claims out of the ledger, flat, with the links inside their reports: some reports at a time, to bound the memory.

A claim as it is stored is many times larger than a flat one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tollbook.ledger import Ledger, LinksWithin, StoredClaim
from tollbook.model import Link, Project
from tollbook.reconcile import FlatClaim
from tollbook.reference.words import WordTable

from .flattening import flat_claims
from .linking_within import links_within_reports
from .team import Team, uncollected

BATCH = 500
"""Reports at a time."""
SHARED = 2_000
"""Reports that a process takes at a time, where several work side by side."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Claims that count, the links inside their reports, and those of these links that are to be kept."""

    claims: tuple[FlatClaim, ...] = ()
    links: tuple[Link, ...] = ()
    made: tuple[LinksWithin, ...] = ()

    def with_more(self, other: Gathered) -> Gathered:
        """Both together."""
        return Gathered((*self.claims, *other.claims), (*self.links, *other.links), (*self.made, *other.made))


def gather(
    ledger: Ledger, reports: Sequence[str], project: Project, *, anew: bool = False, team: Team | None = None
) -> Gathered:
    """The current claims of these reports; with `anew` no link that is kept is taken."""
    if team is None or team.is_alone or len(reports) < SHARED:
        batches = (ledger.claims_of_reports(reports[start : start + BATCH]) for start in range(0, len(reports), BATCH))
        return _gathered(ledger, batches, project, anew=anew)
    tasks = [
        _Task(team.where, tuple(reports[start : start + SHARED]), project, anew)
        for start in range(0, len(reports), SHARED)
    ]
    found = list(team.mapped(_gathered_elsewhere, tasks))
    return Gathered(
        tuple(claim for one in found for claim in one.claims),
        tuple(link for one in found for link in one.links),
        tuple(made for one in found for made in one.made),
    )


@dataclass(frozen=True, slots=True)
class _Task:
    where: str
    reports: tuple[str, ...]
    project: Project
    anew: bool


def _gathered_elsewhere(task: _Task) -> Gathered:
    with Ledger.open(task.where, create=False) as ledger, uncollected():
        return gather(ledger, task.reports, task.project, anew=task.anew)


def gather_of(ledger: Ledger, claims: Iterable[StoredClaim], project: Project) -> Gathered:
    """The same of claims that were read already; those of one report stand together."""
    return _gathered(ledger, _by_reports(claims), project)


def _gathered(
    ledger: Ledger, batches: Iterable[Sequence[StoredClaim]], project: Project, *, anew: bool = False
) -> Gathered:
    table = WordTable.load(project.word_table)
    claims: list[FlatClaim] = []
    links: list[Link] = []
    made: list[LinksWithin] = []
    for batch in batches:
        counting = [claim for claim in batch if claim.counts]
        flat = flat_claims(counting, table)
        by_id = {claim.id: claim for claim in flat}
        found, new = links_within_reports(ledger, counting, by_id, learned=project.learned, anew=anew)
        claims += flat
        links += found
        made += new
    return Gathered(tuple(claims), tuple(links), tuple(made))


def _by_reports(claims: Iterable[StoredClaim]) -> Iterator[list[StoredClaim]]:
    """Claims in batches of whole reports."""
    batch: list[StoredClaim] = []
    for claim in claims:
        if len(batch) >= BATCH and claim.report_id != batch[-1].report_id:
            yield batch
            batch = []
        batch.append(claim)
    yield batch
