"""Which of its senses a word for harm has in a sentence: "shot" or "shot dead", "lost" or "lost their homes"."""

from __future__ import annotations

import re

from tollbook.model import Measure

from ..lexicon import Trigger
from .groups import Group, Scene
from .parse import Token

_PHRASES = {
    "bars": re.compile(r"\bbehind\s+bars$", re.IGNORECASE),
    "hands": re.compile(r"\b(?:in|into)\s+the\s+hands$", re.IGNORECASE),
}
"""Nouns that name a harm in one phrase alone."""
_AWAY = re.compile(r"(?:\s+(?!and\b|but\b)[^\s.;:,]+){0,8}?\s+(?:away|off)\b", re.IGNORECASE)
_OUT_OF_ACTION = re.compile(r"(?:\W+(?!and\b|but\b)[\w-]+){0,8}?\W+out\s+of\s+action\b", re.IGNORECASE)
_WITH = {
    **dict.fromkeys(("lead", "march", "drag", "whisk"), _AWAY),
    "bundle": re.compile(r"(?:\s+[^\s.;:,]+){0,8}?\s+(?:into|in)\s+(?:an?|the|their)\b", re.IGNORECASE),
    "give": re.compile(r"\s+(?:themselves|himself|herself)\s+up\b", re.IGNORECASE),
    **dict.fromkeys(("put", "knock"), _OUT_OF_ACTION),
}
"""Verbs that name a harm with certain words behind them alone."""
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


_FATALLY = frozenset({"mortally", "fatally", "lethally"})


def is_deadly_wound(word: Token) -> bool:
    """Whether those who were wounded are said to have died of it ("mortally wounded")."""
    return any(c.lower_ in _FATALLY for c in word.children) or (word.i > 0 and word.nbor(-1).lower_ in _FATALLY)


def _loses_home(verb: Token) -> bool:
    return any(c.dep_ == "dobj" and c.lemma_.lower() in ("home", "house", "dwelling", "shelter") for c in verb.children)


def _is_at(verb: Token) -> bool:
    """Whether somebody was shot at, hit or not."""
    return bool(verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "at")


_TO_HOSPITAL = re.compile(
    r"^\w+\s+(?:\w+\s+){0,2}to\s+(?:[^\s.;]+\s+){0,5}?(?:hospitals?|clinics?|infirmary|morgue|mortuary)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"^escap(?:ed?|es|ing)\s+(?:(?:all|both|largely)\s+)?(?:unhurt|unharmed|unscathed|uninjured"
    r"|with(?:out)?\s+(?:[\w-]+\s+){0,3}(?:injur(?:y|ies)|wounds?|burns|harm|scratch(?:es)?|bruises))\b",
    re.IGNORECASE,
)
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
    if lemma in _WITH:
        return _WITH[lemma].match(token.doc.text[token.idx + len(token) :]) is not None
    if lemma in _PHRASES:
        return _PHRASES[lemma].search(token.doc.text[: token.idx + len(token)]) is not None
    if lemma == "need":
        return any(t.lower_ in _ROOFS for t in token.subtree)
    if measure in (Measure.INJURED, Measure.ABUSED):
        return not _is_deadly(token)
    if lemma == "shoot" and _SURVIVED.match(token.doc.text, token.idx + len(token)):
        return False
    if lemma == "shoot" and _is_at(token):
        return _is_deadly(token)
    if lemma in ("take", "bring", "transfer") and measure in (Measure.CAPTURED, Measure.DISPLACED):
        return not _TO_HOSPITAL.search(token.doc.text[token.idx : token.idx + 80])
    if lemma == "flee" and measure == Measure.DISPLACED:
        return _OUT_OF.match(token.doc.text, token.idx + len(token)) is None
    if lemma == "escape" and measure == Measure.RELEASED:
        return not _HURT.search(token.doc.text[token.idx : token.idx + 60])
    return measure != Measure.KILLED or lemma not in _BEATINGS or _is_deadly(token)


_KIN = frozenset(
    [
        *("parent", "mother", "father", "mum", "mom", "dad", "son", "daughter", "child", "baby", "infant", "toddler"),
        *("twin", "grandchild", "grandson", "granddaughter", "grandparent", "grandmother", "grandfather", "brother"),
        *("sister", "sibling", "husband", "wife", "spouse", "fiance", "fiancé", "fiancée", "uncle", "aunt", "cousin"),
        *("nephew", "niece", "relative", "friend", "comrade"),
    ]
)
_NEAREST = frozenset({"one", "member"})


def loses_kin(scene: Scene, verb: Token) -> bool:
    """Whether somebody is said to have lost kin or friends ("lost three grandchildren", "both parents", "two family
    members", "loved ones")."""
    if verb.lemma_.lower() != "lose":
        return False
    for lost in (c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")):
        named = {lost} | {c for c in lost.children if c.dep_ in ("amod", "compound", "conj")}
        named |= {inner for of in lost.children if of.lower_ == "of" for inner in of.children}
        own = {t.lemma_.lower() for t in named}
        if lost.lemma_.lower() in _NEAREST and own & {"family", "loved"}:
            return True
        if own & _KIN or lost.lower_ == "family":
            return True
    return False


_OUT_OF = re.compile(r"\s+(?:from\s+)?the\s+(?:scene|spot|room|compound)\b", re.IGNORECASE)
"""What somebody flees who runs, and is displaced from nowhere."""

_SURVIVED = re.compile(
    r"(?:\s+in\s+(?:the|his|her|their)\s+\w+)?(?:,?\s+(?:and|but)|,)\s+(?:\w+ly\s+)?(?:wounded|injured|hurt|survived)\b",
    re.IGNORECASE,
)
"""Behind "shot": whoever was shot lived ("was shot and wounded")."""
_DWELLINGS = frozenset({"home", "house", "household", "apartment", "dwelling", "residence", "tent", "property"})


def is_emptied(scene: Scene, trigger: Trigger, group: Group) -> bool:
    """Whether homes are counted for the households that had to leave them ("the evacuation of 50 homes")."""
    noun = scene.doc[group.noun] if group.noun is not None else None
    named = noun is not None and noun.lemma_.lower() in _DWELLINGS
    return named and group.quantity is not None and trigger.lemma in ("evacuate", "evacuation")
