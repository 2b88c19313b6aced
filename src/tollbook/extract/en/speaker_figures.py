"""Verbs that say something only in such company: "put the dead at 900", "raised the toll from 63 to 89", "had spoken of
400 dead", "wrote on the messaging service"."""

from __future__ import annotations

import re

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .groups import Scene
from .parse import Token

_RAISING = frozenset(["raise", "revise"])
_SPEAKING = frozenset(["speak", "talk"])
ONLY_FIGURES = _RAISING | _SPEAKING
"""Verbs that are no speech without a toll as their object, or a figure that they speak of."""
_AT_FIGURE = frozenset(["put", "note"])
_CHANGING = _RAISING | {"update"}
_NEAR = 40
_TOLLS = frozenset(["toll", "figure", "count", "tally", "estimate", "number", "total"])
_AT = re.compile(r"\s+(?:[\w’'-]+\s+){1,6}at\s+(?:[a-z]+\s+){0,4}[\d(]|\s+(?:[\w’'-]+\s+){0,5}toll\s+at\b")


def gives_figure(scene: Scene, verb: Token) -> bool:
    """Whether a figure is given: "put the dead at close to 900", "the ministry raised the death toll"."""
    lemma = verb.lemma_.lower()
    if lemma in _AT_FIGURE:
        return _AT.match(scene.text, verb.idx + len(verb)) is not None
    if lemma in _SPEAKING:
        of = verb.idx + len(verb)
        return scene.text.startswith(" of ", of) and any(
            q.kind == "count" and of <= q.start < of + _NEAR for q in scene.quantities
        )
    if lemma not in _CHANGING or not any(c.dep_ == "dobj" and c.lemma_.lower() in _TOLLS for c in verb.children):
        return False
    return any(c.dep_ == "nsubj" and _can_speak(c) for c in verb.children)


def says_where(verb: Token) -> bool:
    """Whether a verb of writing says where: "..., wrote on the messaging service"."""
    written = verb.lemma_.lower() in ("write", "post")
    return written and any(c.dep_ == "prep" and c.lower_ == "on" for c in verb.children)


def _can_speak(subject: Token) -> bool:
    """A body or somebody by name, not an event ("the blast raised the number of dead")."""
    words = subject.doc[subject.left_edge.i : subject.i + 1].text
    return subject.pos_ == "PROPN" or subject.lower_ == "it" or source_kind(words) is not SourceKind.OTHER
