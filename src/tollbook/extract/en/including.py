"""Parts of a group that words mark as such: "among them 19 children", "of whom 12 were women", "including a child"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .candidate import HUMAN, Candidate, candidate_of, fits
from .groups import NAME, OTHER, Group, Scene, coordinated, noun_kind, unnumbered_group
from .parse import Token

_INCLUDING = frozenset({"including", "incl", "incl."})

_PART_BEFORE = re.compile(
    r"(?:\b(?:including|incl\.?|among (?:them|these|those|whom)|of (?:whom|them|these|which)|them|whom)[,:]?\s+"
    r"(?:at least |about |some |another )?|\()$",
    re.I,
)
_PART_AFTER = re.compile(r"^\s*of (?:them|whom|these|which)\b", re.I)


_NEXT_CLAUSE = re.compile(
    r",\s+(?:and|while|but|with)\s+(?=(?:at\s+least|more\s+than|about|around|some|another|several|many|dozens|scores|\d"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b))",
    re.I,
)
"""Where a new number begins behind the parts that "including" names."""


def kept_apart(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """The candidates without parts that the parse takes for the next clause's victims ("12 died, including a girl and
    her mother, and 9 others were hurt")."""
    out = found
    for word in scene.tokens:
        if word.lower_ not in _INCLUDING or not _wholes(found, word.idx):
            continue
        limit = _NEXT_CLAUSE.search(scene.text, word.idx)
        if limit is not None:
            out = [c for c in out if not _crosses(scene, c, word.idx, limit.start())]
    return out


def _crosses(scene: Scene, candidate: Candidate, start: int, limit: int) -> bool:
    return start < candidate.anchor[0] < limit and (
        scene.doc[candidate.trigger].idx > limit or candidate.anchor[1] > limit
    )


def _wholes(found: list[Candidate], at: int) -> list[Candidate]:
    """The candidates before an offset that what stands there can be a part of."""
    return [c for c in found if c.anchor[1] <= at and c.relation != "loose" and not c.is_part]


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
        wholes = _wholes(found, quantity.start)
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
        if word.lower_ not in _INCLUDING:
            continue
        wholes = _wholes(found, word.idx)
        last = max((c.anchor for c in wholes), default=None)
        for inner in _members(scene, word):
            group = unnumbered_group(scene, inner)
            if group is None or any(inner.i in c.group.tokens for c in found):
                continue
            for whole in wholes:
                if whole.anchor == last and fits(group, whole.measure):
                    yield candidate_of(scene, whole.measure, scene.doc[whole.trigger], whole.frame, "part:told", group)


def _members(scene: Scene, word: Token) -> Iterator[Token]:
    """Those that "including" names; where the parse gives it none, the first noun behind it; for an office the name of
    who holds it ("the deputy head of its council, NAME")."""
    own = [c for c in word.children if c.dep_ in ("pobj", "dobj")]
    if not own:
        behind = (t for t in scene.tokens[word.i + 1 : word.i + 8] if t.pos_ in ("NOUN", "PROPN"))
        own = [t for t in behind if t.dep_ in ("nsubj", "nsubjpass", "ROOT")][:1]
    for first in own:
        for inner in coordinated(first):
            if unnumbered_group(scene, inner) is None:
                yield from (c for c in inner.children if c.dep_ == "appos" and noun_kind(scene, c) == NAME)
            else:
                yield inner
