"""Headlines that end in a bare participle: "Shadow governor for northern province killed", "Mayor shot, two hurt"."""

from __future__ import annotations

import re

from .groups import AGENTIVE, NAME, PEOPLE, Scene, noun_kind
from .parse import Token

_FULL_STOP = re.compile(r"[.!?][\"'”’]?\s*$")
_AFTER = re.compile(r"\s*(?:$|[,;:|–—-]|(?:in|by|at|near|on|as|after|during|outside|amid)\b)")
_LONGEST = 14
"""Words of a headline's subject at most."""


def headline_subject(scene: Scene, verb: Token) -> Token | None:
    """The noun or name of whom a headline's participle is said: the first person named before it.

    None in a sentence that ends as sentences do, or where an auxiliary stands before the participle.
    """
    if verb.tag_ not in ("VBN", "VBD") or not 0 < verb.i <= _LONGEST or _FULL_STOP.search(scene.text):
        return None
    before = scene.tokens[: verb.i]
    if any(t.pos_ == "AUX" or t.tag_ in ("VBZ", "VBP", "VBD", "MD", "WP") for t in before):
        return None
    if _AFTER.match(scene.text, verb.idx + len(verb)) is None:
        return None
    people = [t for t in before if t.pos_ in ("NOUN", "PROPN") and noun_kind(scene, t) in (PEOPLE, AGENTIVE, NAME)]
    for person in people:
        following = person.nbor(1)
        if following.pos_ not in ("NOUN", "PROPN") or following.i == verb.i:
            return person
    return None
