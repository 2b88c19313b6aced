"""A candidate: a word for harm with a group that it may have befallen, and the count that the words give."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model import Comparator, Count, Measure

from .groups import (
    AGENTIVE,
    BARE,
    BODIES,
    NAME,
    OBJECTS,
    OTHER,
    PARTY,
    PEOPLE,
    PRONOUN,
    WEAPONS,
    Group,
    Scene,
    implied_count,
)
from .parse import Token

HUMAN = frozenset({PEOPLE, BARE, PARTY, NAME, PRONOUN, AGENTIVE})
"""Kinds of groups that can be people."""
_UNHARMED = frozenset({"unhurt", "unharmed", "unscathed"})
_THINGS = frozenset({Measure.ATTACKS, Measure.DAMAGE})
_OF_THE_LIVING = frozenset(
    [Measure.CAPTURED, Measure.RELEASED, Measure.DISPLACED, Measure.INJURED, Measure.ABUSED, Measure.REMAINING]
)
"""What bodies cannot suffer: those that are handed over, taken or moved have measures of their own."""


@dataclass(frozen=True)
class Candidate:
    """A possible claim. `relation` is the path from the trigger to the group ("pass", "obj", "loose", "part:pass").

    `anchor` is the number's stretch, else the head of the group's words; offsets relative to the sentence.
    """

    measure: Measure
    trigger: int
    frame: str
    relation: str
    group: Group
    count: Count
    anchor: tuple[int, int]

    @property
    def is_part(self) -> bool:
        """Whether the group was named as part of a larger one."""
        return self.relation.startswith("part:")


def candidate_of(scene: Scene, measure: Measure, trigger: Token, frame: str, relation: str, group: Group) -> Candidate:
    """The candidate of a trigger and a group, counted by the group's number or by what its words imply."""
    if group.quantity is not None:
        count = _unharmed(trigger) or group.quantity.count
        anchor = (group.quantity.number_start, group.quantity.number_end)
    else:
        head = scene.doc[group.noun if group.noun is not None else group.head]
        count = _unharmed(trigger) or implied_count(scene, group)
        anchor = (head.idx, head.idx + len(head))
    return Candidate(measure, trigger.i, frame, relation, group, count, anchor)


def _unharmed(trigger: Token) -> Count | None:
    """The count of the harmed where a word says that none was, however many there were ("all 12 were unhurt")."""
    if trigger.lower_ not in _UNHARMED:
        return None
    return Count(low=0, high=0, comparator=Comparator.EXACT, text=trigger.text)


def fits(group: Group, measure: Measure) -> bool:
    """Whether a measure can be said of a group: harm of people, damage of things that are counted."""
    if measure in _THINGS:
        return group.quantity is not None and group.kind in (WEAPONS, OBJECTS, OTHER)
    if group.kind in (WEAPONS, OBJECTS) or (group.kind == BODIES and measure in _OF_THE_LIVING):
        return False
    if group.kind == OTHER:
        return group.quantity is not None
    return True


def has_number(count: Count | None) -> bool:
    """Whether a count states a number; "several" states none (guide, Harder cases)."""
    return count is not None and (count.low is not None or count.high is not None)
