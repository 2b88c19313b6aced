"""Harm that is said not to have been done: "caused no casualties", "failed to cause any injuries", "escaped without
injury", "neither missile caused any casualties" state a count of none (guide, Harder cases)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.model import Comparator, Count, Measure

from .groups import BARE, Group, Scene
from .parse import Token

_HARMS = {
    "casualty": Measure.CASUALTIES,
    "injury": Measure.INJURED,
    "wound": Measure.INJURED,
    "death": Measure.KILLED,
    "fatality": Measure.KILLED,
}
_VERBS = {
    "kill": Measure.KILLED,
    "injure": Measure.INJURED,
    "wound": Measure.INJURED,
    "hurt": Measure.INJURED,
    "harm": Measure.INJURED,
    "capture": Measure.CAPTURED,
}
_ANY = frozenset({"anyone", "anybody", "person", "people", "civilian", "soul", "soldier"})
_CAUSE = (
    r"(?:caus(?:e|es|ed|ing)|inflict(?:s|ed|ing)?|result(?:s|ed|ing)?\s+in|le(?:d|ad|ads|ading)\s+to|claim(?:s|ed)?"
    r"|suffer(?:s|ed)?|sustain(?:s|ed)?)"
)
_KINDS = (
    r"(?:any\s+)?(?:(?:or|and|deaths?|injur(?:y|ies)|casualt(?:y|ies)|fatalit(?:y|ies)|civilian|human|serious|reported"
    r"|loss\s+of\s+life)\s+)*"
)
_NONE_DONE = re.compile(
    rf"(?:\bfail(?:s|ed|ing)?\s+to\s+{_CAUSE}|\b(?:did\s+not|didn[’']t|does\s+not|do\s+not|has\s+not|have\s+not|not)\s+{_CAUSE}"
    rf"|\b(?:neither|none)\b(?:\s+of)?[^.;,]{{0,40}}?\b{_CAUSE}"
    r"|\b(?:escaped?|survived?|emerged|got\s+away|walked\s+away|passed\s+off|landed|exploded|ended)\b[^.;,]{0,40}?\bwithout"
    rf"|\bwithout\s+{_CAUSE})\s+{_KINDS}$",
    re.IGNORECASE,
)


def none_harmed(scene: Scene, word: Token) -> Iterator[tuple[Measure, Group, Count]]:
    """The measure of a noun for harm that is said not to have been done, with a count of none."""
    verb = _VERBS.get(word.lemma_.lower())
    if verb is not None and word.pos_ == "VERB":
        yield from _nobody(scene, word, verb)
        return
    measure = _HARMS.get(word.lemma_.lower())
    if measure is None or word.pos_ != "NOUN":
        return
    found = _NONE_DONE.search(scene.text[: word.idx])
    if found is not None:
        count = Count(low=0, high=0, comparator=Comparator.EXACT, text=scene.text[found.start() : word.idx + len(word)])
        yield measure, Group(frozenset({word.i}), word.i, None, BARE, None), count


def _nobody(scene: Scene, verb: Token, measure: Measure) -> Iterator[tuple[Measure, Group, Count]]:
    """The harm of a verb that is denied of everybody ("did not injure anybody", "without killing a single person")."""
    denied = any(c.dep_ == "neg" for c in verb.children) or (verb.dep_ == "pcomp" and verb.head.lower_ == "without")
    for child in verb.children if denied else ():
        any_of = child.lower_ in ("anyone", "anybody") or any(c.lower_ in ("any", "single") for c in child.children)
        if child.dep_ == "dobj" and any_of and child.lemma_.lower() in _ANY:
            text = scene.text[verb.idx : child.idx + len(child)]
            count = Count(low=0, high=0, comparator=Comparator.EXACT, text=text)
            yield measure, Group(frozenset({verb.i}), verb.i, None, BARE, None), count
