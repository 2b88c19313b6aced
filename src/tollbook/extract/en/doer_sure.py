"""Doers whom the words leave no doubt of: who carries out the strikes that are counted, or that killed; who is named
behind "by"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tollbook.model import Measure

from .context import Context
from .draft import Draft
from .groups import Scene, coordinated
from .parse import Token
from .part import Part, last_token, meant, root_of

_DOING = frozenset(
    ["carry", "conduct", "launch", "fire", "stage", "mount", "commit", "unleash", "perpetrate", "undertake", "lob"]
)
"""Verbs whose object is an attack and whose subject made it."""
_BLOWS = frozenset(
    [
        *("attack", "strike", "airstrike", "raid", "bombardment", "shelling", "bombing", "offensive", "operation"),
        *("assault", "incursion", "onslaught", "ambush", "gunfire", "fire", "artillery", "missile", "rocket", "shell"),
    ]
)
"""Nouns for what did the harm."""
_REPORTED = frozenset({"accuse", "blame", "suspect"})


def sure_doer(context: Context, draft: Draft, parts: Mapping[str, Part]) -> str | None:
    """The party that is the subject of the attack that a claim counts or that did its harm, or stands behind "by"."""
    named = {p for who in _doers(draft) if (p := _party(context, draft.scene, who)) is not None}
    return next(iter(named)) if len(named) == 1 and named <= parts.keys() else None


def _doers(draft: Draft) -> Iterator[Token]:
    trigger = draft.trigger
    deed = _deed(draft)
    if deed is not None:
        yield from _subject(deed)
    blow = _blow(draft)
    if blow is not None:
        yield blow
    for child in trigger.children if _is_harm(draft) else ():
        if child.dep_ == "agent":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _deed(draft: Draft) -> Token | None:
    """The verb whose object is the attack: the one counted, or the one that a clause says did the harm."""
    trigger = draft.trigger
    if draft.measure is Measure.ATTACKS:
        return _verb_over(draft.head)
    if trigger.pos_ != "VERB":
        return None
    if trigger.dep_ == "relcl" and any(c.tag_ in ("WDT", "WP") or c.lower_ == "that" for c in trigger.children):
        return _verb_over(trigger.head)
    if trigger.dep_ == "advcl" and trigger.tag_ == "VBG" and trigger.head.lemma_.lower() in _DOING:
        return trigger.head
    return None


def _is_harm(draft: Draft) -> bool:
    """Whether a claim is of harm to people: who buries, finds or returns bodies did none."""
    measure = draft.measure
    return measure is not Measure.ATTACKS and not measure.value.startswith("remains")


def _blow(draft: Draft) -> Token | None:
    """The noun for an attack that is said to have done the harm: its verb's subject, or what "which" stands for."""
    trigger = draft.trigger
    if trigger.pos_ != "VERB" or not _is_harm(draft) or any(c.dep_ == "auxpass" for c in trigger.children):
        return None
    subject = next(_subject(trigger), None)
    if subject is not None and subject.tag_ in ("WDT", "WP", "IN") and trigger.dep_ == "relcl":
        subject = trigger.head
    return subject if subject is not None and subject.lemma_.lower() in _BLOWS else None


def _verb_over(noun: Token) -> Token | None:
    up = noun
    while up.dep_ == "conj" and up.head != up:
        up = up.head
    verb = up.head
    return verb if up.dep_ == "dobj" and verb.lemma_.lower() in _DOING else None


def _subject(verb: Token) -> Iterator[Token]:
    """The subject of an active verb, shared by those joined to it."""
    at = verb
    for _ in range(3):
        if any(c.dep_ in ("nsubjpass", "auxpass") for c in at.children):
            return
        own = [c for c in at.children if c.dep_ == "nsubj"]
        if own:
            yield own[0]
            return
        if at.dep_ not in ("conj", "xcomp") or at.head.lemma_.lower() in _REPORTED:
            return
        at = at.head


def _party(context: Context, scene: Scene, who: Token) -> str | None:
    """The one party that the words of a noun phrase name; None for none or several."""
    if len(list(coordinated(who))) > 1:
        return None
    found = set()
    for match in scene.parties:
        token = last_token(scene, match)
        placed = token is not None and token.i != who.i and token.dep_ == "compound" and token.pos_ == "PROPN"
        if token is not None and (token.i == who.i or root_of(token).i == who.i):
            if placed and who.lemma_.lower() in _BLOWS and scene.in_place(token):
                return None  # "Velia air raids": where they were
            found.add(next((party for party, _ in meant(context, match)), None))
    return next(iter(found)) if len(found) == 1 else None
