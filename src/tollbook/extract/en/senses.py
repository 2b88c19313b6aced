"""Which of its senses a word for harm has in a sentence: "shot" or "shot dead", "lost" or "lost their homes"."""

from __future__ import annotations

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


def is_meant(token: Token, trigger: Trigger) -> bool:
    """Whether a word can have the sense of a lexicon's entry here."""
    lemma, measure = trigger.lemma, trigger.measure
    if lemma == "lose" and measure == Measure.DISPLACED:
        return _loses_home(token)
    if lemma == "need":
        return any(t.lower_ in _ROOFS for t in token.subtree)
    if measure in (Measure.INJURED, Measure.ABUSED):
        return not _is_deadly(token)
    return measure != Measure.KILLED or lemma not in _BEATINGS or _is_deadly(token)


_DWELLINGS = frozenset({"home", "house", "household", "apartment", "dwelling", "residence", "tent", "property"})


def is_emptied(scene: Scene, trigger: Trigger, group: Group) -> bool:
    """Whether homes are counted for the households that had to leave them ("the evacuation of 50 homes")."""
    noun = scene.doc[group.noun] if group.noun is not None else None
    named = noun is not None and noun.lemma_.lower() in _DWELLINGS
    return named and group.quantity is not None and trigger.lemma in ("evacuate", "evacuation")
