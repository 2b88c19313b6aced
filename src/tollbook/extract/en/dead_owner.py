"""Which claim of a sentence counts the dead that words tell something of, and what claims of a status count."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Measure
from tollbook.reference.dead import dead_table

from .dead_said import Said
from .draft import Draft

MISSING_ONES = frozenset({"missing", "declared_dead"})
"""Statuses of the missing, not of remains."""
_MEASURES = {
    **dict.fromkeys(("requested", "offered", "exchanged"), Measure.REMAINS_RETURNED),
    **dict.fromkeys(
        ("buried_individually", "buried_together", "grave_marked", "grave_unmarked"), Measure.REMAINS_BURIED
    ),
    **dict.fromkeys(("cremated", "mutilated"), Measure.REMAINS_DESTROYED),
    "declared_dead": Measure.MISSING,
}
"""What claims of a status count that no measure has by itself."""


def is_of_the_dead(measure: Measure) -> bool:
    """Whether a measure counts remains or the missing."""
    return measure.value.startswith("remains_") or measure == Measure.MISSING


def takes_words(measure: Measure, said: Said) -> bool:
    """Whether words about the dead may be told of a claim of this measure where none counts what they tell."""
    remains = is_of_the_dead(measure) and said.status not in MISSING_ONES
    return remains or measure in (Measure.MISSING, Measure.KILLED, Measure.CASUALTIES)


def measure_told_by(status: str) -> Measure:
    """What a claim of a status counts."""
    return _MEASURES.get(status) or Measure(dead_table().by_code(status).measures[0])


def owner_of(claims: Sequence[Draft], said: Said) -> Draft | None:
    """The claim that the words are told of: one that counts what they tell before others, the nearest of these."""
    able = [d for d in claims if is_of_the_dead(d.measure)]
    if said.status in MISSING_ONES:
        able = [d for d in claims if d.measure in (Measure.MISSING, Measure.KILLED)]
    else:
        able = [d for d in able if d.measure != Measure.MISSING]
        own = [d for d in able if d.measure == measure_told_by(said.status)]
        able = [d for d in own if is_of(d, said)] or [d for d in able if is_of(d, said)] or own or able
    able = able or [d for d in claims if takes_words(d.measure, said) and (is_of(d, said) or said.of is None)]
    return min(able, key=lambda d: _distance(d, said), default=None)


def _distance(draft: Draft, said: Said) -> tuple[int, int]:
    """How far a claim's words are from what is said: the trigger's distance, then the number's."""
    trigger = draft.trigger_offset - draft.scene.offset
    anchor = draft.anchor[0] - draft.scene.offset
    return _gap(trigger, said), _gap(anchor, said)


def _gap(at: int, said: Said) -> int:
    return 0 if said.start <= at < said.end else min(abs(at - said.start), abs(at - said.end))


def governs(draft: Draft, said: Said) -> bool:
    """Whether a candidate's own verb tells of its dead what is said."""
    return draft.measure == measure_told_by(said.status) and draft.candidate.relation.startswith("governor")


def may_tell(draft: Draft, said: Said) -> bool:
    """Whether a candidate counts the kind of people that something is said of: remains, or the missing."""
    if draft.measure == Measure.MISSING:
        return said.status in MISSING_ONES
    return draft.measure.value.startswith("remains_") and said.status not in MISSING_ONES


def closeness(draft: Draft, said: Said) -> tuple[bool, bool, bool]:
    """How well a candidate fits what is said: it is of these dead, it counts what is said, it has a number."""
    group = draft.candidate.group
    return is_of(draft, said), draft.measure == measure_told_by(said.status), group.quantity is not None


def is_of(draft: Draft, said: Said) -> bool:
    """Whether a claim counts the dead that something is said of."""
    if said.of is None:
        return False
    group = draft.candidate.group
    if said.of in group.tokens or said.of in (group.head, group.noun, draft.candidate.trigger):
        return True
    token = draft.scene.tokens[said.of]
    return any(t.i in group.tokens for p in token.children if p.lower_ in ("of", "from") for t in p.subtree)
