"""Parts of a group that words mark as such: "among them 19 children", "of whom 12 were women", "including a child"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .candidate import HUMAN, Candidate, candidate_of, fits
from .groups import OTHER, Group, Scene, coordinated, unnumbered_group

_PART_BEFORE = re.compile(
    r"(?:\b(?:including|incl\.?|among (?:them|these|those|whom)|of (?:whom|them|these|which)|them|whom)[,:]?\s+"
    r"(?:at least |about |some |another )?|\()$",
    re.I,
)
_PART_AFTER = re.compile(r"^\s*of (?:them|whom|these|which)\b", re.I)


def told_parts(scene: Scene, groups: list[Group], found: list[Candidate]) -> list[Candidate]:
    """Parts that words mark, whatever the parse: "among them 19 children", "of whom 12 were women", "three of them"."""
    out = []
    for group in groups:
        quantity = group.quantity
        if quantity is None or group.kind not in HUMAN | {OTHER}:
            continue
        before = scene.text[max(0, quantity.start - 30) : quantity.start]
        opening = _PART_BEFORE.search(before)
        if (opening is None or opening.group() == "(") and not _PART_AFTER.match(scene.text[quantity.end :]):
            continue
        wholes = [c for c in found if c.anchor[1] <= quantity.start and c.relation != "loose" and not c.is_part]
        if not wholes:
            continue
        last = max(c.anchor for c in wholes)
        for whole in wholes:
            if whole.anchor == last and fits(group, whole.measure):
                part = candidate_of(scene, whole.measure, scene.doc[whole.trigger], whole.frame, "part:told", group)
                out.append(part)
    return out + list(_named_parts(scene, found))


def _named_parts(scene: Scene, found: list[Candidate]) -> Iterator[Candidate]:
    """Parts without a number behind "including", where the parse hangs it on no group ("12 died, including a
    child")."""
    for word in scene.tokens:
        if word.lower_ not in ("including", "incl", "incl."):
            continue
        wholes = [c for c in found if c.anchor[1] <= word.idx and c.relation != "loose" and not c.is_part]
        last = max((c.anchor for c in wholes), default=None)
        for inner in (t for c in word.children if c.dep_ in ("pobj", "dobj") for t in coordinated(c)):
            group = unnumbered_group(scene, inner)
            if group is None or any(inner.i in c.group.tokens for c in found):
                continue
            for whole in wholes:
                if whole.anchor == last and fits(group, whole.measure):
                    yield candidate_of(scene, whole.measure, scene.doc[whole.trigger], whole.frame, "part:told", group)
