"""Which of its senses a word for harm has in a sentence: "shot" or "shot dead", "lost" or "lost their homes"."""

from __future__ import annotations

import re

from tollbook.model import Measure

from ..lexicon import Trigger
from .groups import Group, Scene
from .parse import Token

_ROOFS = frozenset({"shelter", "shelters", "housing", "accommodation"})
_BEATINGS = frozenset({"assault", "thrash", "club"})
_DEADLY = frozenset({"dead", "death", "deaths"})


def _is_deadly(verb: Token) -> bool:
    """Whether the harm is said to have been deadly: "shot dead", "beaten to death"."""
    after = verb.doc[verb.i + 1 : verb.i + 3] if verb.pos_ == "VERB" else ()
    return any(t.lower_ in _DEADLY for t in after) or any(
        c.lower_ in _DEADLY or (c.lower_ == "to" and any(g.lower_ in _DEADLY for g in c.children))
        for c in verb.children
    )


def _loses_home(verb: Token) -> bool:
    return any(c.dep_ == "dobj" and c.lemma_.lower() in ("home", "house", "dwelling", "shelter") for c in verb.children)


def _is_at(verb: Token) -> bool:
    """Whether somebody was shot at, hit or not."""
    return bool(verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "at")


_TO_HOSPITAL = re.compile(
    r"^\w+\s+(?:\w+\s+){0,2}to\s+(?:[^\s.;]+\s+){0,5}?(?:hospitals?|clinics?|infirmary|morgue|mortuary)\b",
    re.IGNORECASE,
)
_HURT = re.compile(r"^escaped\s+with\s+(?:[\w-]+\s+){0,3}(?:injur(?:y|ies)|wounds?|burns)\b", re.IGNORECASE)
"""An escape from an attack, not from those who hold somebody."""


_LOST = {
    Measure.KILLED: frozenset({"life", "lives"}),
    Measure.INJURED: frozenset(
        {"leg", "legs", "arm", "arms", "eye", "eyes", "hand", "hands", "foot", "feet", "limb", "limbs", "finger"}
        | {"fingers", "sight", "eyesight", "hearing"}
    ),
}
"""What somebody loses who is killed, or maimed."""


def is_meant(token: Token, trigger: Trigger) -> bool:
    """Whether a word can have the sense of a lexicon's entry here."""
    lemma, measure = trigger.lemma, trigger.measure
    if lemma == "lose" and measure == Measure.DISPLACED:
        return _loses_home(token)
    if lemma == "lose" and measure in _LOST and trigger.frame == "subj":
        return any(t.lower_ in _LOST[measure] for t in token.subtree)
    if lemma == "need":
        return any(t.lower_ in _ROOFS for t in token.subtree)
    if measure in (Measure.INJURED, Measure.ABUSED):
        return not _is_deadly(token)
    if lemma == "shoot" and _is_at(token):
        return _is_deadly(token)
    if lemma in ("take", "bring", "transfer") and measure in (Measure.CAPTURED, Measure.DISPLACED):
        return not _TO_HOSPITAL.search(token.doc.text[token.idx : token.idx + 80])
    if lemma == "escape" and measure == Measure.RELEASED:
        return not _HURT.search(token.doc.text[token.idx : token.idx + 60])
    return measure != Measure.KILLED or lemma not in _BEATINGS or _is_deadly(token)


_DWELLINGS = frozenset({"home", "house", "household", "apartment", "dwelling", "residence", "tent", "property"})


def is_emptied(scene: Scene, trigger: Trigger, group: Group) -> bool:
    """Whether homes are counted for the households that had to leave them ("the evacuation of 50 homes")."""
    noun = scene.doc[group.noun] if group.noun is not None else None
    named = noun is not None and noun.lemma_.lower() in _DWELLINGS
    return named and group.quantity is not None and trigger.lemma in ("evacuate", "evacuation")
