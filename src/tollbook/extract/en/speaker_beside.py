"""The speaker right before or after a verb of speech, where the parse of a run-on or inverted sentence misses it."""

from __future__ import annotations

from .names import BODY_WORDS, looks_like_person, untitled
from .parse import Doc, Token

_INVERTED = frozenset(["say", "add", "recall", "explain", "warn", "state"])
"""Verbs that a speaker may follow: "said Ada Marsh", "recalled the then envoy Ada Marsh"."""
_HEADS = BODY_WORDS | frozenset(
    [
        "official",
        "officials",
        "source",
        "sources",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "military",
        "government",
        "witnesses",
        "residents",
        "activists",
        "organisation",
        "militants",
        "governor",
        "mayor",
        "minister",
        "reports",
        "report",
        "media",
        "television",
        "radio",
        "workers",
    ]
)
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_MONTHS = frozenset(
    ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"]
)
_PRONOUNS = frozenset(["it", "he", "she", "they"])


def beside_verb(verb: Token, subject: Token | None) -> Token | None:
    """The head of the speaker beside a verb where it is not the one that the parser found, else none."""
    after = after_verb(verb)
    if after is not None and (subject is None or subject.i < verb.i):
        return after
    before = _before(verb)
    if subject is not None and _is_date(subject):
        return before if before is not None and before.i < subject.i else None
    if before is None or (subject is not None and (before.i <= subject.i or before in subject.subtree)):
        return None
    return before


def _before(verb: Token) -> Token | None:
    """ "... killing two people the Harbour Observatory reported", "two more were hurt it said"."""
    at = verb.i - 1
    while at >= 0 and (verb.doc[at].pos_ in ("ADV", "AUX") and verb.doc[at].lower_ not in _PRONOUNS):
        at -= 1
    dated = False
    while at > 1 and _is_date(verb.doc[at]):  # "the ministry on Monday said"
        at -= 2 if verb.doc[at - 1].lower_ in ("on", "in", "late", "early") else 1
        dated = True
    if dated and verb.doc[at].text == ",":
        return _opening(verb.doc, at)
    if at < (0 if dated else 1):
        return None
    token = verb.doc[at]
    if token.lower_ in _PRONOUNS:
        return token if verb.tag_ in ("VBD", "VBZ") else None
    named = token.pos_ == "PROPN" and token.text[0].isupper()
    if not named and token.lower_ not in _HEADS and not (dated and token.pos_ == "NOUN"):
        return None
    return _first_of_two(token)


def _is_date(token: Token) -> bool:
    return token.lower_ in DAYS or token.text in _MONTHS


def _opening(doc: Doc, end: int) -> Token | None:
    """The head of the noun phrase that opens a sentence, set off by commas: "The Centre, a charity, in May put"."""
    at = 1 if doc[0].pos_ == "DET" else 0
    stop = next((t.i for t in doc[at:end] if t.text == ","), None)
    head = doc[at]
    while head.dep_ in ("compound", "amod", "nmod", "poss", "det") and head.i < head.head.i < (stop or at):
        head = head.head
    named = stop is not None and stop - at < _LONGEST and head.pos_ in ("PROPN", "NOUN")
    return head if named and not any(t.pos_ in ("VERB", "AUX") for t in doc[at:stop]) else None


_LONGEST = 9
"""Words of a name that opens a sentence."""


def _first_of_two(token: Token) -> Token:
    """The first of two speakers: "activists and state media reported"."""
    at = token.i - 1
    while at > 1 and token.doc[at].pos_ in ("ADJ", "PROPN", "DET", "NOUN") and token.i - at < 4:
        at -= 1
    if at > 0 and token.doc[at].lower_ == "and" and token.doc[at - 1].lower_ in _HEADS:
        return token.doc[at - 1]
    return token


def after_verb(verb: Token) -> Token | None:
    """A person's full name after the verb, at most a title and a description before it."""
    if verb.lemma_.lower() not in _INVERTED:
        return None
    person: Token | None = None
    at = verb.i + 1
    while at < len(verb.doc) and at <= verb.i + 9:
        token = verb.doc[at]
        if token.pos_ == "PROPN":
            person = token
        elif person is not None or token.pos_ not in ("DET", "ADJ", "NOUN", "ADV") or token.lower_ == "that":
            break
        at += 1
    if person is None or (at < len(verb.doc) and not verb.doc[at].is_punct):
        return None
    left = person.i
    while left - 1 > verb.i and verb.doc[left - 1].pos_ == "PROPN":
        left -= 1
    name = untitled(verb.doc[left : person.i + 1].text)
    return person if looks_like_person(name.split()) else None


def is_last(verb: Token) -> bool:
    """Whether a verb ends its sentence after a comma or a quotation: "..., the records show."."""
    rest = verb.doc[verb.i + 1 :]
    return all(t.is_punct or t.is_space for t in rest) and any(
        t.text in (",", '"') for t in verb.doc[max(0, verb.i - 9) : verb.i]
    )
