"""People who stand beside a verb of harm that the parse joins nobody to: the clause opens with them ("two passengers
of a bus following the jeep sustained injuries", "the secretary, NAME alias NAME, was wounded"), or they follow at once
("shot at and injured NAME alias NAME")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .groups import AGENTIVE, BARE, NAME, OTHER, PEOPLE, Group, Scene, unnumbered_group
from .interposed import is_suffering
from .parse import Token

_PASSIVE = re.compile(
    r"\b(?:was|were|been|got|being)(?:\s+\w+ly|\s+also|\s+either|\s+shot\s+at\s+and|\s+shot\s+and)*\s+$"
)
_ACTIVE = re.compile(r"\b(?:[a-z]+ed|shot|hit)(?:\s+at)?\s+and(?:\s+\w+ly)?\s+$")
_CUTS = frozenset(
    {";", ":", "while", "when", "whereas", "but", "that", "as", "after", "before", "where", "which", "then"}
)
"""Where another clause ends."""
_ALONG = frozenset(
    {"identify", "name", "know", "include", "age", "belong", "follow", "carry", "accompany", "base", "alia"}
)
"""Verbs that describe people and tell of no other event."""
_OF_MANY_SENSES = frozenset(
    {"take", "hold", "catch", "fall", "lose", "bring", "transfer", "treat", "recruit", "hit", "pick", "raid", "hand"}
    | {"receive", "suffer", "sustain", "seize", "snatch", "cut", "blow", "bury", "trap", "gas", "hang", "hide", "claim"}
)
"""Verbs that are no harm by themselves."""
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "january"}
    | {"february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)
_INSIDE = frozenset({"DET", "ADJ", "NUM", "PROPN", "NOUN", "PUNCT", "CCONJ", "PRON", "PART"})
_HUMAN = frozenset({PEOPLE, NAME, AGENTIVE})


def people_beside(scene: Scene, verb: Token, by_token: Mapping[int, Group]) -> tuple[Token, str] | None:
    """The head of the people beside a verb of harm, with the relation.

    They are those that the clause of a passive verb, or of injuries sustained, opens with, or the first behind an
    active one. None where another event, or no people, come first.
    """
    if is_suffering(scene, verb):
        relation, first, last = "subject", _beginning(scene, verb), verb.i
    elif verb.lemma_.lower() in _OF_MANY_SENSES or not verb.tag_.startswith("VB"):
        return None
    elif verb.tag_ in ("VBN", "VBD") and _PASSIVE.search(scene.text[: verb.idx]):
        relation, first, last = "pass", _beginning(scene, verb), verb.i
    elif verb.tag_ == "VBG" and (number := _number_behind(scene, verb)) is not None:
        return number, "obj"
    elif verb.tag_ in ("VBD", "VBP", "VBZ") or _ACTIVE.search(scene.text[: verb.idx]):
        relation, first, last = "obj", verb.i + 1, len(scene.doc)
    else:
        return None
    found = _first_people(scene, first, last, by_token)
    return None if found is None else (found, relation)


def _number_behind(scene: Scene, verb: Token) -> Token | None:
    """The pronoun for two people that stands behind a participle ("shot at a guard and his son, injuring both")."""
    behind = verb.nbor(1) if verb.i + 1 < len(scene.doc) else None
    if behind is None or behind.lower_ != "both":
        return None
    alone = behind.i + 1 == len(scene.doc) or behind.nbor(1).is_punct or behind.nbor(1).pos_ in ("ADV", "ADP")
    return behind if alone else None


def along_with(verb: Token) -> Token | None:
    """Those who are said to have shared the harm ("five guards were wounded, along with 19 prisoners")."""
    for word in verb.children:
        if word.lower_ in ("along", "together") and word.i > verb.i:
            inside = (t for c in word.children if c.lower_ == "with" for t in c.children if t.dep_ == "pobj")
            return next(inside, None)
    return None


def shot_dead(scene: Scene, word: Token, by_token: Mapping[int, Group]) -> tuple[Token, str] | None:
    """The head of the people whom an active "shot dead" is followed by; `word` is either of the two."""
    dead = word if word.lower_ == "dead" else word.nbor(1) if word.i + 1 < len(scene.doc) else None
    if dead is None or dead.lower_ != "dead" or dead.i == 0:
        return None
    if dead.nbor(-1).lower_ not in ("shot", "shoot", "shooting"):
        return None
    if _PASSIVE.search(scene.text[: dead.nbor(-1).idx]):
        return None
    found = _first_people(scene, dead.i + 1, len(scene.doc), by_token)
    return None if found is None else (found, "small_clause" if word.i == dead.i else "obj")


def is_one_of_several(verb: Token, groups: Sequence[Group]) -> bool:
    """Whether "were" says a harm of several people and one alone is found ("NAME, a clerk, and his wife were")."""
    return any(c.lower_ == "were" for c in verb.children) and len(groups) == 1 and groups[0].quantity is None


def _first_people(scene: Scene, first: int, last: int, by_token: Mapping[int, Group]) -> Token | None:
    """The head of the first noun phrase of a stretch that is one of people."""
    for token in scene.doc[first:last]:
        inside = token.pos_ in _INSIDE or (token.pos_ == "VERB" and token.dep_ == "amod")
        if not inside or (token.i == first and token.is_punct and last == len(scene.doc)):
            return None
        group = by_token.get(token.i) or unnumbered_group(scene, token)
        goes_on = token.i + 1 < last and (
            token.nbor(1).pos_ in ("NOUN", "PROPN", "ADJ") or token.nbor(1).text in ("-", "–")
        )
        if goes_on and (group is None or group.quantity is None):
            continue
        if group is None or scene.in_place(token) or token.lower_ in _DAYS:
            if last == len(scene.doc) and token.text == ",":
                return None
            continue
        if group.kind in _HUMAN or (group.quantity is not None and group.kind in (BARE, OTHER)):
            return token
    return None


def _beginning(scene: Scene, verb: Token) -> int:
    """Where the clause of a verb begins: behind the last other finite verb and its words, or a word that joins."""
    own = {c.i for c in verb.children if c.dep_ in ("aux", "auxpass")} | {verb.i}
    at = 0
    for token in reversed(scene.doc[: verb.i]):
        if token.lower_ in _CUTS and token.dep_ != "prep":
            at = token.i + 1
            break
        finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.lower_ not in ("was", "were", "have", "has", "had")
        if finite and token.i not in own and token.lemma_.lower() not in _ALONG:
            return len(scene.doc)  # what stands between belongs to that verb as likely as not
    first = scene.doc[at] if at < verb.i else None
    if first is not None and first.pos_ in ("ADP", "SCONJ", "ADV"):
        comma = next((t.i for t in scene.doc[at : verb.i] if t.text == ","), None)
        return comma + 1 if comma is not None else len(scene.doc)
    return at
