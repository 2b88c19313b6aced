"""Rules for totals: which claims add to them where no weights say so; parts on another side than their whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tollbook.model import Extent, Measure, Report, Status

from .links_rules import ruled_repeat, said_to_be_others
from .links_view import Told

_BEFORE = 7
"""A harm done more days than this before the report's latest one is background."""
_IN_ARMS = re.compile(
    r"\b(?:police\w*|constables?|soldiers?|troops?|jawans?|militants?|insurgents?|rebels?|fighters?|cadres?|guerrillas?|guerillas?|gunm[ae]n|commandos?"
    r"|personnel|guards?|paramilitar\w+|terrorists?|commanders?|servicem[ae]n|officers?)\b",
    re.IGNORECASE,
)

_UNARMED = re.compile(
    r"\b(?:civilians?|villagers?|wom[ae]n|child(?:ren)?|girls?|boys?|residents?|workers?|farmers?|teachers?|journalists?"
    r"|passengers?|students?|people|persons?|families|family|protesters?|tribals?|traders?|drivers?)\b",
    re.IGNORECASE,
)


def adds(report: Report, t: Told, rivals: Sequence[Told]) -> bool:
    """Whether a claim adds to the total: no part, no repeat, no figure of a state of things, no older event."""
    if t.is_part or t.reading.extent == Extent.STOCK:
        return False
    if ruled_repeat(rivals_numbered(rivals), t_numbered(rivals, t)) is not None or _found_again(t, rivals):
        return False
    if _named_again(t, rivals):
        return False
    return not _background(report, t, rivals)


def rivals_numbered(rivals: Sequence[Told]) -> list[Told]:
    """The rivals, as a list of their own in which each one's place is its number."""
    return [replace(x, number=n) for n, x in enumerate(rivals)]


def t_numbered(rivals: Sequence[Told], t: Told) -> Told:
    """A claim as it stands in that list."""
    return replace(t, number=rivals.index(t))


def _found_again(t: Told, rivals: Sequence[Told]) -> bool:
    """Bodies of people who are also claimed as killed."""
    return t.reading.measure != Measure.KILLED and any(
        x.reading.measure == Measure.KILLED and x.number_stated == t.number_stated for x in rivals
    )


def _named_again(t: Told, rivals: Sequence[Told]) -> bool:
    """Whether persons named side by side are as many as a group of the same harm told of in an earlier sentence ("two
    guards were wounded. ... NAME and NAME were wounded")."""
    if not t.names or t.number_stated != 1 or said_to_be_others(t):
        return False
    beside = [x for x in rivals if x.trigger_start == t.trigger_start and x.sentence == t.sentence]
    if len(beside) < 2 or any(not x.names or x.number_stated != 1 or said_to_be_others(x) for x in beside):
        return False
    same = (x for x in rivals if x.sentence < t.sentence and x.reading.measure == t.reading.measure)
    return any(x.number_stated == len(beside) and not x.is_part for x in same)


def _background(report: Report, t: Told, rivals: Sequence[Told]) -> bool:
    """An event told as background: days before the latest one that the report tells of."""
    own = t.reading.when.end or t.reading.when.start
    days = [d for x in rivals if (d := x.reading.when.end or x.reading.when.start) is not None]
    days += [report.published] if report.published is not None and not days else []
    return own is not None and bool(days) and (max(days) - own).days > _BEFORE


@dataclass(frozen=True)
class Group:
    """Dead people who stand on one side: all of a claim's, a part of it told of with it, or what the parts leave."""

    told: Told
    people: int
    whole: Told | None = None
    is_rest: bool = False


def groups_of(counted: Sequence[Told], seen: Sequence[Told]) -> list[Group]:
    """The groups that counted claims are made of; a part in the same sentence takes its people out of its whole.

    So "six people, among them five soldiers" is five soldiers and one more.
    """
    out: list[Group] = []
    for whole in counted:
        left = whole.number_stated or 0
        parts = [part for part in seen if part not in counted and _is_part_of(part, whole)]
        for part in parts:
            people = part.number_stated or 0
            if 0 < people <= left:
                out.append(Group(part, people, whole))
                left -= people
        if left:
            out.append(Group(whole, left, None, left < (whole.number_stated or 0)))
    return out


def _is_part_of(part: Told, whole: Told) -> bool:
    same = part.sentence == whole.sentence and part.reading.measure == whole.reading.measure
    return same and part.is_part and part.number > whole.number


def ruled_side(group: Group) -> str:
    """By the reading's status; those whose words say that they bear arms (police and guards too) as combatants."""
    return "combatant" if _fights(group.told) else "civilian"


def _fights(t: Told) -> bool:
    victims = t.reading.victims
    return (victims is not None and victims.status == Status.COMBATANT) or armed(t) == "armed"


def armed(t: Told) -> str:
    """Whether the words for the group say that it bears arms, or that it does not."""
    victims = t.reading.victims
    words = " ".join(((victims.text or "") if victims is not None else "", " ".join(t.after[:3])))
    return "armed" if _IN_ARMS.search(words) else "not" if _UNARMED.search(words) else "unsaid"
