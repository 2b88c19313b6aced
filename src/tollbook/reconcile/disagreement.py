"""Where people's decisions on the record and what the machine makes of the claims today are not the same."""

from __future__ import annotations

from collections.abc import Iterator

from .cell_record import CellRecord
from .decisions import PairDecisions
from .subject import SubjectKind


def disagreements(alone: CellRecord, decisions: PairDecisions) -> Iterator[tuple[str, str]]:
    """(claim, what is said), for claims of a cell that the machine, left alone, makes otherwise than people decided.

    `alone` is the cell's record without any decision.
    """
    incident = {
        claim: number
        for number, group in enumerate(alone.groups)
        if group.kind == SubjectKind.INCIDENT
        for claim in group.claims
    }
    for a, b in sorted(decisions.together):
        if a in incident and b in incident and incident[a] != incident[b]:
            yield b, f"people put it together with {a}; the machine would keep them apart"
    for a, b in sorted(decisions.apart):
        if a in incident and incident[a] == incident.get(b):
            yield b, f"people took it apart from {a}; the machine would join them"
    links = {(link.type, link.a, link.b) for link in alone.links}
    for kind, a, b in sorted(decisions.accepted - links):
        if a in incident and b in incident:
            yield b, f"people accepted that it {_SAYS.get(kind, kind)} {a}; the machine no longer finds that"


_SAYS = {
    "repeats": "repeats",
    "revises": "revises",
    "corroborates": "corroborates",
    "contradicts": "contradicts",
    "part_of": "holds the part",
    "adds_to": "is added to by",
}
