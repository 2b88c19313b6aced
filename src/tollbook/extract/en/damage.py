"""Things damaged that a line of a table counts, and weapons and vehicles that a side is said to have lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .groups import BARE, OBJECTS, WEAPONS, Group, Scene, noun_kind
from .parse import Token

_HEADING = 6
"""Words at most of the heading of a line of a table."""


def noted_damage(scene: Scene, verbs: Sequence[Token], groups: Sequence[Group]) -> Iterator[tuple[Token, Group]]:
    """A line of a table that counts things damaged ("Houses completely destroyed: 146")."""
    for group in groups:
        before = scene.doc[: group.head]
        verb = next((v for v in verbs if v.i < group.head), None)
        if group.kind != BARE or group.quantity is None or verb is None or len(before) > _HEADING:
            continue
        told = any(t.tag_ in ("VBZ", "VBP", "MD") and noun_kind(scene, t) != OBJECTS for t in before)
        last = scene.text[: group.quantity.start].rstrip(" :(–-")
        named = scene.token_at(len(last) - 1)
        counted = named is not None and (noun_kind(scene, named) == OBJECTS or named.i == verb.i)
        if not told and counted and any(noun_kind(scene, t) == OBJECTS for t in before):
            yield verb, group


_TOTAL = frozenset(
    {"total", "include", "reach", "exceed", "number", "amount", "stand", "comprise", "be", "come", "put"}
)


def lost_equipment(scene: Scene, groups: Sequence[Group]) -> Iterator[tuple[Token, Group]]:
    """Numbers of things behind a noun for losses and a verb that puts them at a figure ("losses have totaled 1,300
    vehicles, including 40 tanks")."""
    loss = next((t for t in scene.tokens if t.lemma_.lower() == "loss" and t.pos_ == "NOUN"), None)
    if loss is None:
        return
    between = scene.doc[loss.i :]
    verb = next((t for t in between if t.lemma_.lower() in _TOTAL and t.pos_ in ("VERB", "AUX")), None)
    opened = next((t for t in between if t.text in (":", "including")), None)
    first = verb if verb is not None else opened
    if first is None:
        return
    for group in groups:
        if group.kind in (OBJECTS, WEAPONS) and group.head > first.i:
            yield loss, group
