"""Constructions that settle a claim by themselves, of measures too rare in what was learned from."""

from __future__ import annotations

import re

from tollbook.model import Measure

from .draft import Draft
from .groups import OTHER, PEOPLE
from .parse import Token

_FATES = frozenset(
    {
        Measure.REMAINS_RETURNED,
        Measure.REMAINS_REFUSED,
        Measure.REMAINS_WITHHELD,
        Measure.REMAINS_IDENTIFIED,
        Measure.REMAINS_BURIED,
        Measure.REMAINS_DESTROYED,
    }
)
_LYING = frozenset({"lie", "rot", "litter", "strew", "scatter", "abandon"})
_MORGUES = frozenset({"morgue", "mortuary", "refrigerator"})
_DWELLERS = frozenset({"people", "person", "civilian", "resident", "inhabitant", "villager", "local", "townspeople"})
_STAYING = frozenset({"remain", "stay", "trap", "strand", "shelter", "hide"})
_STILL = re.compile(r"\b(?:still|despite|continue[sd]? to)\b", re.IGNORECASE)
_MANY = 20
"""Fewer people who stay somewhere are a family or a group of travellers, not who is left in a place."""
_TOLLS = {
    "toll": Measure.KILLED,
    "casualty": Measure.CASUALTIES,
    "loss": Measure.CASUALTIES,
}
_PUT_AT = re.compile(
    r"^(?:\s+(?:in|from|of|for|since|across|among)\b[^.;:,\d]{0,60}?)?\s+(?:now |currently )?"
    r"(?:at|(?:has |had )?(?:stood|stands|reached|risen|rose|climbed|hit|passed)(?: at| to)?)\s+"
    r"(?:(?:at least|more than|over|above|around|about|nearly|almost|some|roughly|an estimated|up to)\s+)*[\"'“‘]?$",
    re.IGNORECASE,
)


def plainly_stated(draft: Draft) -> bool:
    """Whether the construction alone says that a careful coder would record a candidate."""
    if draft.candidate.relation == "line" or _undergone(draft) or _listed(draft):
        return True
    if _noted(draft) or _keyed(draft) or _taken_off(draft) or _put_at(draft):
        return True
    told = _toll_at(draft) or _lives(draft) or _number_of(draft) or _taken_captive(draft)
    return told or _fate(draft) or _lying(draft) or _in_morgue(draft) or _staying(draft)


_HARM = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.ABUSED, Measure.CAPTURED, Measure.MISSING, Measure.DISPLACED}
)


def _listed(draft: Draft) -> bool:
    """A line that is nothing but a number of people and what befell them ("- Nineteen persons wounded by bullets"):
    of 18 on train 15 are claims."""
    group = draft.candidate.group
    counted = group.quantity is not None and group.quantity.count.vague is None
    return (
        counted
        and draft.measure in _HARM
        and draft.candidate.relation == "participle"
        and draft.head.head == draft.head
    )


_NOTES = frozenset({"kia", "wia", "mia"})


def _noted(draft: Draft) -> bool:
    """A number of people with the army's abbreviation for what befell them right behind ("three sappers WIA")."""
    behind = draft.trigger.i - draft.head.i
    return draft.trigger.lower_ in _NOTES and draft.candidate.group.quantity is not None and 0 <= behind <= 2


_KEYED = re.compile(
    r"^\W*(?:[\w-]+ ){0,3}(?:fatalities|deaths|dead|killed|injured|wounded|casualties|abducted|kidnapped|detained"
    r"|arrested|displaced|missing|raped)\b(?:[^.;:\d]|\b(?:19|20)\d\d\b){0,60}:\s*"
    r"(?:~|about\s|approx\.?\s|at least\s|over\s)?\s*$",
    re.IGNORECASE,
)


def _keyed(draft: Draft) -> bool:
    """The number of a line that opens with the harm that it counts ("Civilian fatalities this week: 9")."""
    quantity = draft.candidate.group.quantity
    if quantity is None or draft.measure not in (*_HARM, Measure.CASUALTIES) or draft.trigger.idx > quantity.start:
        return False
    opened = _KEYED.match(draft.scene.text[: quantity.number_start])
    return opened is not None and not any(t.tag_ in ("VBZ", "VBP", "MD") for t in draft.scene.doc[: draft.head.i])


_OFF = re.compile(
    r"(?:\W+(?!and\b|but\b|to\b)[\w-]+){0,6}?\W+(?:off|from)\s+(?:an?\s+|the\s+|their\s+|his\s+|her\s+)?(?:[\w-]+\s+)?"
    r"(?:bus(?:es)?|minibus(?:es)?|trains?|coach(?:es)?|vehicles?|cars?|trucks?|lorr(?:y|ies)|vans?|homes?|houses?|villages?"
    r"|mosques?|churches|schools?|dormitor(?:y|ies)|camps?|fields?)\b",
    re.IGNORECASE,
)


def _taken_off(draft: Draft) -> bool:
    """A number of people whom somebody took off a bus or from their homes."""
    c = draft.candidate
    numbered = c.group.kind != OTHER and (c.group.quantity is not None or c.relation.startswith("kin:"))
    if draft.measure != Measure.CAPTURED or not numbered or c.relation.removeprefix("kin:") not in ("obj", "pass"):
        return False
    after = draft.scene.text[draft.trigger.idx + len(draft.trigger) :]
    return draft.trigger.lemma_.lower() in ("take", "snatch", "drag", "pull") and _OFF.match(after) is not None


_PUTS = re.compile(r"\b(?:puts?|putting)\b", re.IGNORECASE)


def _put_at(draft: Draft) -> bool:
    """The dead or wounded that somebody puts at a number ("put the rebel dead in the past day at 120")."""
    c = draft.candidate
    if c.group.quantity is None or draft.trigger.lower_ not in ("dead", "killed", "wounded", "losses", "casualties"):
        return False
    between = draft.scene.text[draft.trigger.idx + len(draft.trigger) : c.group.quantity.start]
    return bool(_PUTS.search(draft.scene.text, 0, draft.trigger.idx) and _PUT_AT.match(between))


def _undergone(draft: Draft) -> bool:
    """A number of survivors or victims of abuse."""
    return draft.candidate.relation == "undergone" and draft.candidate.group.quantity is not None


def _lives(draft: Draft) -> bool:
    """A number of lives that are lost, claimed, cost or taken."""
    c = draft.candidate
    if (
        draft.measure != Measure.KILLED
        or c.group.quantity is None
        or c.relation == "loose"
        or draft.trigger.lemma_ != "life"
    ):
        return False
    verb = draft.trigger.head
    return draft.trigger.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in ("lose", "claim", "cost", "take")


_CAPTIVES = frozenset({"prisoner", "captive", "hostage", "pow", "detainee"})
_TAKING = frozenset({"take", "capture", "seize"})


def _taken_captive(draft: Draft) -> bool:
    """A number of prisoners, captives or hostages that somebody took, or people taken prisoner."""
    c = draft.candidate
    if draft.measure != Measure.CAPTURED or c.group.quantity is None or c.relation not in ("obj", "pass"):
        return False
    taken = {draft.head.lemma_.lower()} | {t.lemma_.lower() for t in draft.trigger.children if t.i > draft.trigger.i}
    return draft.trigger.lemma_.lower() in _TAKING and bool(taken & _CAPTIVES)


_COUNTED = frozenset({Measure.KILLED, Measure.INJURED, Measure.CAPTURED, Measure.RELEASED, Measure.DISPLACED})
_NUMBER_OF = re.compile(r"\bnumber of (?:the )?(?:\w+ ){0,3}$", re.IGNORECASE)
_KEY_FIGURE = re.compile(r"\s*[–—:-]\s+(?:the\s+)?(?:\w+\s+)?number\s+of\b", re.IGNORECASE)
_NUMBER_OF_WHOM = re.compile(
    r"\s*[–—:-]\s+(?:the\s+)?(?:\w+\s+)?number\s+of\s+[\w\s]{0,40}?(?:(?:who|that)\s+)?(?:(?:were|was|have|had|has|been)\s+)*",
    re.IGNORECASE,
)
_NOW_AT = re.compile(
    r"^\s*[:=–—]\s*$|^[^.;:,\d]{0,60}?\b(?:is|are|was|were|to|at|reached|exceeds|exceeded|hit)\s+"
    r"(?:(?:now|currently|at least|more than|over|above|around|about|nearly|almost|some|roughly)\s+)*$",
    re.IGNORECASE,
)


def _number_of(draft: Draft) -> bool:
    """The number of people killed, arrested, freed ... put at a figure."""
    quantity, trigger = draft.candidate.group.quantity, draft.trigger
    if quantity is None or draft.measure not in _COUNTED or trigger.lemma_.lower() in ("number", "toll"):
        return False
    text = draft.scene.text
    if _KEY_FIGURE.match(text, quantity.end) and not text[: quantity.start].strip():
        return _NUMBER_OF_WHOM.fullmatch(text[quantity.end : trigger.idx]) is not None
    if not _NUMBER_OF.search(text[: trigger.idx]) or quantity.start < trigger.idx:
        return False
    return trigger.tag_ in ("VBN", "VBD", "JJ") and bool(
        _NOW_AT.search(text[trigger.idx + len(trigger) : quantity.start])
    )


def _governed(draft: Draft, bodies: Token) -> str:
    """The lemma of the verb that a word for bodies is the object or subject of; empty where it is of none."""
    how, _, lemma = draft.candidate.relation.partition(":")
    verb = bodies.head
    verbs = {verb.lemma_.lower()} | ({verb.head.lemma_.lower()} if verb.dep_ == "xcomp" else set())
    direct = bodies.dep_ in ("dobj", "nsubjpass", "nsubj") and lemma.removeprefix("not-") in verbs
    return lemma if how == "governor" and direct else ""


def _fate(draft: Draft) -> bool:
    """A number of bodies that is the object or passive subject of a verb that names their fate."""
    group = draft.candidate.group
    if draft.measure not in _FATES or group.quantity is None:
        return False
    counted = draft.trigger if group.whole != draft.trigger.i else draft.scene.doc[group.head]
    return counted.dep_ in ("dobj", "nsubjpass") and bool(_governed(draft, counted))


def _lying(draft: Draft) -> bool:
    """Bodies that lie, rot or are abandoned, are left behind, or are said not to be collected."""
    if draft.measure != Measure.REMAINS_UNCOLLECTED:
        return False
    how, _, within = draft.candidate.relation.partition(":")
    lemma = _governed(draft, draft.trigger) or (within if how == "within" else "")
    if lemma == "leave":
        return any(c.lower_ == "behind" for c in draft.trigger.head.children)
    return lemma in _LYING or lemma.startswith("not-")


def _in_morgue(draft: Draft) -> bool:
    """A number of bodies in a morgue."""
    how, _, lemma = draft.candidate.relation.partition(":")
    return (
        draft.measure == Measure.REMAINS_HELD
        and how == "within"
        and lemma in _MORGUES
        and draft.candidate.group.quantity is not None
    )


def _staying(draft: Draft) -> bool:
    """A number of people said to remain, be trapped or still live somewhere."""
    c = draft.candidate
    number = c.count.low if c.count.low is not None else c.count.high
    if (
        draft.measure != Measure.REMAINING
        or number is None
        or number < _MANY
        or c.relation == "loose"
        or c.group.kind != PEOPLE
        or draft.head.lemma_.lower() not in _DWELLERS
    ):
        return False
    where = any(t.dep_ == "prep" and t.lower_ in ("in", "at", "inside", "under", "around") for t in draft.scene.tokens)
    return where and (draft.trigger.lemma_.lower() in _STAYING or bool(_STILL.search(draft.scene.text)))


def _toll_at(draft: Draft) -> bool:
    """A toll, casualties or losses put "at" a number."""
    quantity, trigger = draft.candidate.group.quantity, draft.trigger
    if quantity is None or _TOLLS.get(trigger.lemma_.lower()) != draft.measure:
        return False
    return bool(_PUT_AT.search(draft.scene.text[trigger.idx + len(trigger) : quantity.start]))
