"""Things damaged that a line of a table counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .groups import BARE, OBJECTS, Group, Scene, noun_kind
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
