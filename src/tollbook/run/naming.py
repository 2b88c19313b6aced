"""The ids of what was reconciled: which group goes on under which id, and what became of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tollbook.ledger import StoredSubject, SubjectEvent
from tollbook.reconcile import SubjectKind
from tollbook.reconcile.cell_record import CellRecord
from tollbook.reconcile.lineage import Known, assign

PREFIXES = {SubjectKind.INCIDENT: "i", SubjectKind.PERIOD: "p", SubjectKind.SERIES: "s"}
"""What the ids of each kind of subject begin with."""


def named(
    records: Mapping[str, CellRecord], known: Mapping[str, Sequence[Known]]
) -> tuple[list[StoredSubject], list[SubjectEvent]]:
    """The groups of all cells with ids, from those `known`; and what is to be logged."""
    groups = [(cell, group) for cell, record in records.items() for group in record.groups]
    ids, events = [""] * len(groups), []
    for kind, prefix in PREFIXES.items():
        numbers = [n for n, (_, group) in enumerate(groups) if group.kind == kind]
        before = known.get(kind.value, ())
        lineage = assign([frozenset(groups[n][1].claims) for n in numbers], before, kind=prefix)
        for number, id_ in zip(numbers, lineage.ids, strict=True):
            ids[number] = id_
        events += [SubjectEvent(e.id, kind.value, e.kind, e.members, e.other) for e in lineage.events]
    subjects = [
        StoredSubject(id_, group.kind.value, cell, group.name, dict(group.body), group.claims)
        for (cell, group), id_ in zip(groups, ids, strict=True)
    ]
    return subjects, events


def known_ids(events: Iterable[SubjectEvent], edges: Mapping[str, str], live: set[str]) -> dict[str, list[Known]]:
    """The ids given so far by kind, in the order of giving, each with its last claims under the ids they have now."""
    members: dict[str, frozenset[str]] = {}
    alive: dict[str, bool] = {}
    kinds: dict[str, str] = {}
    for event in events:
        kinds.setdefault(event.subject, event.kind)
        alive[event.subject] = event.event not in ("merged", "ended")
        if alive[event.subject]:
            members[event.subject] = frozenset(event.members)
    found: dict[str, list[Known]] = defaultdict(list)
    for subject, kind in kinds.items():
        now = frozenset(_now(claim, edges, live) for claim in members.get(subject, frozenset()))
        found[kind].append(Known(subject, now, alive[subject]))
    return found


def _now(claim: str, edges: Mapping[str, str], live: set[str]) -> str:
    seen = set()
    while claim not in live and claim in edges and claim not in seen:
        seen.add(claim)
        claim = edges[claim]
    return claim
