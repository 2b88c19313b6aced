"""Persons by name whom a plain verb befell, and wounds plainly told of: too rare in what was learned from, and
plain."""

from __future__ import annotations

import re

from tollbook.model import Measure
from tollbook.reference.parties import Parties

from .context import Context
from .draft import Draft
from .groups import NAME, PARTY, PRONOUN
from .interposed import is_suffering
from .names import BODY_WORDS

LEAST = 0.02
"""Least chance, by the learned choices, of a person by name who is taken; those below are mostly private crimes."""

_HARM = {
    Measure.KILLED: frozenset(
        {"kill", "murder", "assassinate", "slay", "execute", "massacre", "gun", "shoot", "assassination", "killing"}
    ),
    Measure.INJURED: frozenset({"wound", "injure"}),
    Measure.CAPTURED: frozenset({"kidnap", "abduct", "kidnapping", "abduction", "kidnaping"}),
}
_SHOTS = frozenset({"shoot", "gun"})
_DEADLY = frozenset({"dead", "death", "down", "killed"})
_POLITICAL = frozenset({"assassinate", "assassination", "gun", "kidnap", "abduct", "kidnapping", "abduction"})
"""Harm done to a person by name that is hardly a private crime, whatever else the report speaks of."""
_RELATIONS = frozenset({"pass", "obj", "of_of", "pass_relative", "participle", "possessor", "conj_subject"})
_OF_WAR = 0.8
"""Words of war in a hundred of a report that is about one."""


def plain_person(context: Context, draft: Draft) -> bool:
    """Whether a person by name is said, in a report of war, to have been killed, wounded or abducted."""
    lemma = draft.trigger.lemma_.lower()
    if draft.candidate.group.quantity is not None or lemma not in _HARM.get(draft.measure, frozenset()):
        return False
    if lemma in _SHOTS and not _DEADLY & {t.lower_ for t in draft.trigger.subtree}:
        return False
    if draft.candidate.relation.removeprefix("joined:") not in _RELATIONS or not _is_person(draft):
        return False
    return lemma in _POLITICAL or _is_of_war(context)


_WOUNDS = frozenset({"injure", "wound", "hurt"})
_WOUNDED = frozenset(
    {"pass", "obj", "small_clause", "subject", "conj_subject", "conj_subject_relative", "subject_relative", "predicate"}
)
_BADLY = frozenset({"critical", "serious", "grave"})
_UNSURE = re.compile(r"\b(?:whether|if|(?-i:may)|might|could|no(?!\.\s?\d)|not|n[’']t|unclear)\b", re.IGNORECASE)


def plain_wound(context: Context, draft: Draft) -> bool:
    """Whether a number of people, or a person, are said in a report of war to have been wounded or to have sustained
    injuries."""
    relation = draft.candidate.relation.removeprefix("joined:")
    if draft.measure != Measure.INJURED or not draft.candidate.count.low:
        return False
    if relation not in _WOUNDED and not _left_out(draft) and not _in_condition(draft):
        return False
    lemma = draft.trigger.lemma_.lower()
    said = lemma in _WOUNDS or is_suffering(draft.scene, draft.trigger) or _in_condition(draft)
    return said and _UNSURE.search(draft.scene.text) is None and _is_of_war(context)


_PUT = re.compile(
    r"\b(?:puts?|putting|rais(?:ed|es|ing)|revis(?:ed|es|ing)|lower(?:ed|s|ing)|updat(?:ed|es|ing)|correct(?:ed|s|ing))"
    r"\s+the\s+(?:number|figure|toll|count|total|tally)(?:\s+of\s+(?:the\s+)?(?:dead|deaths|victims|fatalities))?"
    r"\s+(?:at|to)\s+(?:(?:at\s+least|more\s+than|over|about|around|nearly|some)\s+)?$",
    re.IGNORECASE,
)
_DIED = re.compile(r"\b(?:killed|dead|died|deaths?)\b", re.IGNORECASE)


def plain_correction(context: Context, draft: Draft) -> bool:
    """Whether a number that the sentence before gave of the dead is put at another ("now puts the number at 17")."""
    quantity = draft.candidate.group.quantity
    if draft.measure != Measure.KILLED or quantity is None or not draft.sentence:
        return False
    before = context.document.sentences[draft.sentence - 1]
    told = before.paragraph == context.document.sentences[draft.sentence].paragraph and _DIED.search(before.text)
    return bool(told) and _PUT.search(draft.scene.text[: quantity.start]) is not None


def _left_out(draft: Draft) -> bool:
    """Whether a verb is left out: "one was killed and another wounded"."""
    first = draft.scene.doc[draft.candidate.group.head].left_edge
    return (
        draft.candidate.relation.removeprefix("joined:") == "participle"
        and draft.head.i < draft.trigger.i
        and first.i > 0
        and first.nbor(-1).lower_ in ("and", "while")
    )


def _in_condition(draft: Draft) -> bool:
    """Whether somebody's condition is said to be critical."""
    trigger = draft.trigger
    if trigger.lemma_.lower() != "condition" or draft.candidate.relation not in ("of_of", "possessor", "predicate"):
        return False
    return any(t.lower_ in _BADLY for t in trigger.sent) and draft.candidate.group.kind != PRONOUN


def _is_person(draft: Draft) -> bool:
    """Whether the group is one person by name: a name or a leader, no word for a body in it."""
    group, head = draft.candidate.group, draft.head
    party = draft.scene.party_at(head)
    named = group.kind == NAME or (group.kind == PARTY and party is not None and party.kind == "leader")
    around = draft.scene.doc[max(0, head.i - 3) : head.i + 1]
    return named and head.pos_ == "PROPN" and not any(t.lower_ in BODY_WORDS for t in around)


def _is_of_war(context: Context) -> bool:
    """Whether a report speaks more of war than of crime and accidents, or names an armed group."""
    rates = context.cue_rates
    if rates["conflict"] >= _OF_WAR and rates["conflict"] > max(rates["crime"], rates["accident"]):
        return True
    table = Parties.load()
    sides = [table.get(name) for name in context.party_counts]
    if any(side is not None and side.kind == "armed_group" for side in sides):
        return True
    return any(match.role in ("rebels", "separatists") for match in context.parties)
