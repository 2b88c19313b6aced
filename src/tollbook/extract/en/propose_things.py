"""Counted attacks, and counted things said to be damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.model import Measure

from .candidate import Candidate, candidate_of, has_number
from .damage import lost_equipment, noted_damage
from .frames import arguments
from .groups import BODIES, OBJECTS, OTHER, PEOPLE, WEAPONS, Group, Scene, coordinated
from .parse import Token
from .shares import of_so_many

_STRIKES = frozenset(["hit", "target", "attack", "strike", "pound", "shell", "bomb", "bombard", "raid"])


def of_things(scene: Scene, groups: list[Group]) -> Iterator[Candidate]:
    """Counted attacks, and counted things said to be damaged."""
    verbs = [t for t in scene.tokens if _damages(scene, t)]
    for verb, group in noted_damage(scene, verbs, groups):
        yield candidate_of(scene, Measure.DAMAGE, verb, "of", "note", group)
    for noun, group in lost_equipment(scene, groups):
        yield candidate_of(scene, Measure.DAMAGE, noun, "of", "of_of", group)
    for group in groups:
        noun = scene.doc[group.noun] if group.noun is not None else None
        if not has_number(group.quantity.count if group.quantity else None):
            continue
        if noun is None or noun.lower_ in ("more", "others"):
            yield from _more_things(scene, group, groups, verbs)
            continue
        lemma = noun.lemma_.lower()
        counted = scene.lexicon.weapons.get(lemma, (None, False))[1]
        if _is_none(group) or _TALKS.match(scene.text, noun.idx + len(noun)):
            continue
        if (counted or lemma in ("time", "wave", "location", "area")) and not _is_downed(noun):
            yield candidate_of(scene, Measure.ATTACKS, noun, "weapon", _role(noun), group)
        for verb in scene.tokens:
            if (
                verb.lemma_.lower() in _STRIKES
                and group.kind not in (PEOPLE, BODIES)
                and (relation := _struck(verb, group))
            ):
                yield candidate_of(scene, Measure.ATTACKS, verb, "struck", relation, group)
        if group.kind in (OBJECTS, WEAPONS, OTHER) and not _is_whole(scene, group):
            reached = False
            for verb in verbs:
                relation = _relation(verb, group)
                if relation:
                    reached = True
                    yield candidate_of(scene, Measure.DAMAGE, verb, "damage", relation, group)
            if verbs and not reached and group.kind != OTHER:
                nearest = min(verbs, key=lambda v: abs(v.i - group.head))
                yield candidate_of(scene, Measure.DAMAGE, nearest, "damage", "loose", group)


_TALKS = re.compile(
    r"\s+of\s+(?:[\w-]+\s+){0,2}(?:talks|negotiations|consultations|discussions|meetings|votes?|voting|elections?|sanctions)\b",
    re.IGNORECASE,
)
"""What else comes in rounds and waves."""


def _is_downed(weapon: Token) -> bool:
    """Whether a weapon in the air is said to have been shot or brought down: that is damage (guide, Measures)."""
    if weapon.dep_ == "conj":
        return _is_downed(weapon.head)
    verb = weapon.head
    if weapon.dep_ not in ("dobj", "nsubjpass", "nsubj") or _downing(verb) is None:
        verb = next((c for c in weapon.children if c.dep_ in ("acl", "relcl") and _downing(c) is not None), verb)
    if _downing(verb) is None:
        return False
    return weapon.dep_ != "nsubj" or verb.head == weapon or not any(c.dep_ == "dobj" for c in verb.children)


def _downing(verb: Token) -> Token | None:
    """The "down" of a verb for bringing something down."""
    if verb.lemma_.lower() not in ("shoot", "bring"):
        return None
    return next((c for c in verb.children if c.lower_ == "down"), None)


def _is_none(group: Group) -> bool:
    """Whether none is counted: what did not strike is no attack ("neither missile caused any casualties")."""
    return group.quantity is not None and group.quantity.count.high == 0


_SHARE_OF = re.compile(r"\d\s+(?:out\s+)?of\s+(?:the\s+|some\s+|about\s+|an?\s+\w+\s+)?$")


def _is_whole(scene: Scene, group: Group) -> bool:
    """Whether a number is that of which a share was hit ("25 of 28 drones")."""
    if group.quantity is None:
        return False
    if _SHARE_OF.search(scene.text[: group.quantity.start]):
        return True
    after = [q for q in scene.quantities if q.kind == "count" and q.start >= group.quantity.end]
    return bool(after) and of_so_many(scene.text, group.quantity)


def _more_things(scene: Scene, group: Group, groups: list[Group], verbs: list[Token]) -> Iterator[Candidate]:
    """A number without a noun after things that were counted: "132 homes were destroyed and 316 damaged"."""
    before = [g for g in groups if g.head < group.head and g.noun is not None]
    if not before or before[-1].kind not in (OBJECTS, WEAPONS):
        return
    for verb in verbs:
        if relation := _relation(verb, group):
            yield candidate_of(scene, Measure.DAMAGE, verb, "damage", f"more:{relation}", group)


def _damages(scene: Scene, token: Token) -> bool:
    if token.lower_ in ("ruins", "flames", "rubble") and token.dep_ == "pobj" and token.head.lower_ == "in":
        return True
    if _downing(token) is not None:
        return True
    kinds = {"VERB": "V", "NOUN": "N", "ADJ": "A"}
    kind = kinds.get(token.pos_, "V" if token.tag_.startswith("VB") else "")
    lemma = token.lemma_.lower()
    return (lemma, kind) in scene.lexicon.damage or (
        token.tag_ in ("JJ", "VBN") and (token.lower_, "A") in scene.lexicon.damage
    )


def _relation(verb: Token, group: Group) -> str:
    if verb.dep_ == "pobj":  # "were left in ruins"
        governor = verb.head.head
        told = [c for c in governor.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
        return "predicate" if any(c.i in group.tokens for c in told) else ""
    if verb.dep_ == "acomp" and any(t.i in group.tokens for c in verb.head.children if c.dep_ == "nsubj" for t in [c]):
        return "predicate"
    for frame in ("obj", "of"):
        for argument, label in arguments(verb, frame):
            if any(t.i in group.tokens for t in coordinated(argument)):
                return label
    return ""


def _struck(verb: Token, group: Group) -> str:
    """The relation by which a numbered group is what was struck ("attacks on 12 ships", "hit 320 targets")."""
    if verb.pos_ == "VERB":
        return _relation(verb, group)
    for prep in verb.children:
        if prep.lower_ in ("on", "against", "at") and any(
            t.i in group.tokens for c in prep.children for t in coordinated(c)
        ):
            return f"on:{verb.pos_}"
    return ""


def _role(noun: Token) -> str:
    return f"{noun.dep_}:{noun.head.lemma_.lower()}" if noun.head != noun else "ROOT"
