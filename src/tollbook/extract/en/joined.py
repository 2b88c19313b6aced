"""People named one by one for one harm are one claim of them all: "a woman and child", "his mother, brother and
nephew", "the reporters NAME and NAME" (guide, Harder cases: a group named by its members)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.model import Comparator, Count

from .groups import AGENTIVE, NAME, PEOPLE, Scene, implied_count, noun_kind, unnumbered_group
from .parse import Token

if TYPE_CHECKING:
    from .candidate import Candidate

_JOINED = "joined:"
_SINGLE = frozenset({PEOPLE, NAME, AGENTIVE})
_KNOWN = frozenset({"civilian", "combatant"})
_NAMES = re.compile(
    r"\s+(?P<list>(?:[A-Z][\w’'.-]+\s+){0,3}[A-Z][\w’'-]+(?:(?:,\s+\d{1,3})?,\s+(?:[A-Z][\w’'.-]+\s+){0,3}[A-Z][\w’'-]+)*"
    r"(?:,\s+\d{1,3})?,?\s+and\s+(?:[A-Z][\w’'.-]+\s+){1,3}[A-Z][\w’'-]+)"
)
_BETWEEN_NAMES = re.compile(r"(?:,\s+\d{1,3})?(?:,\s+(?:and\s+)?|\s+and\s+)")


def join_persons(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """The candidates with those of persons joined by "and" for one harm put together, at the anchor of the first."""
    out = list(found)
    for first in found:
        if first.relation.startswith((_JOINED, "loose", "part:", "kin:")) or first.group.quantity is not None:
            continue
        members = list(_chain(scene.doc[first.group.head]))
        names = _names_behind(scene, first)
        if names is not None:
            count, end = names
        elif len(members) > 1 and all(_is_one(scene, m) for m in members) and _alike(scene, members):
            count, end = len(members), members[-1].idx + len(members[-1])
        else:
            continue
        text = scene.text[min(members[0].left_edge.idx, first.anchor[0]) : end]
        total = Count(low=count, high=count, comparator=Comparator.EXACT, text=text)
        group = replace(first.group, joined=() if names is not None else tuple(m.i for m in members[1:]))
        out = [
            replace(c, count=total, group=group) if c is first else c
            for c in out
            if c is first or not (_is_of(c, first) and first.anchor[1] <= c.anchor[0] < end)
        ]
    return out


def _is_of(other: Candidate, first: Candidate) -> bool:
    """Whether a candidate is of another member of the same harm."""
    same = (other.trigger, other.measure) == (first.trigger, first.measure)
    return same and other.group.quantity is None and not other.relation.startswith(("part:", "kin:"))


def _chain(head: Token) -> Iterator[Token]:
    """A noun and those joined to it, a bare noun that the parse takes for an apposition within a list included."""
    yield head
    for child in head.children:
        if child.i > head.i and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
            bare = child.dep_ == "appos" and child.left_edge.i == child.i and _goes_on(child)
            if child.dep_ == "conj" or bare:
                yield from _chain(child)


def _goes_on(noun: Token) -> bool:
    """Whether a list goes on behind a noun ("mother, brother, sister and nephew")."""
    return any(c.dep_ == "conj" for c in noun.children) or any(
        c.dep_ == "conj" and c.i > noun.i for c in noun.head.children
    )


def _is_one(scene: Scene, noun: Token) -> bool:
    """Whether a noun is one person; a bare one counts in a list ("a woman and child")."""
    if noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "nummod" for c in noun.children):
        return False
    group = unnumbered_group(scene, noun)
    if group is None or noun_kind(scene, noun) not in _SINGLE:
        return False
    return implied_count(scene, group).low == 1


def _alike(scene: Scene, members: list[Token]) -> bool:
    """Whether nothing says that they are of two sides, or that some fight and some do not ("his wife" is his)."""
    bound = {m.i for m in members if any(c.lower_ in ("his", "her", "their") for c in m.children)}
    statuses = {_status(scene, m) for m in members if m.i not in bound} & _KNOWN
    parties = {p.party for m in members for t in m.subtree if _own(t, m) and (p := scene.party_at(t)) is not None}
    return len(statuses) < 2 and len(parties) < 2


def _own(token: Token, member: Token) -> bool:
    """Whether a token is of a member's own words before it."""
    return bool(token.i <= member.i)


def _status(scene: Scene, noun: Token) -> str:
    entry = scene.lexicon.people.get(noun.lemma_.lower())
    return entry.status.value if entry is not None else "unknown"


def _names_behind(scene: Scene, first: Candidate) -> tuple[int, int] | None:
    """How many names follow a plural noun without a number, and where they end."""
    noun = scene.doc[first.group.noun if first.group.noun is not None else first.group.head]
    if noun.tag_ != "NNS" or first.group.kind not in (PEOPLE, AGENTIVE):
        return None
    match = _NAMES.match(scene.text, noun.idx + len(noun))
    if match is None:
        return None
    return len(_BETWEEN_NAMES.split(match["list"])), match.end()
