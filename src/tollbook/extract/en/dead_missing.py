"""The missing, and who was declared dead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dead_lexicon import DeadWords, lemma_of
from .dead_said import Said
from .dead_themes import Themes
from .groups import BODIES, Scene, noun_kind
from .parse import Token

_NONE = re.compile(
    r"\b(?:no one|nobody|none|no longer|neither|not|deny|denied|denies)\b(?:\W+\w+){0,6}\W*$", re.IGNORECASE
)
_SUPPOSED = re.compile(r"\b(?:if|whether|should|would|might|could|must)\b(?:\W+\w+){0,5}\W*$", re.IGNORECASE)
_RULES = frozenset(
    {
        *("presume", "declare", "rule", "consider", "deem", "pronounce", "certify", "regard", "treat", "list"),
        *("register", "classify", "record"),
    }
)
"""Verbs by which somebody is held to be killed, not reported to be."""
_LIVES = re.compile(r"\b(?:found|returned|turned up|reappeared) (?:\w+ )?alive\b", re.IGNORECASE)


def told_of_missing(scene: Scene, themes: Themes, words: DeadWords) -> Iterator[Said]:
    """That people are missing, and that somebody declared them dead."""
    declared = _declared(scene, themes, words)
    if declared is not None:
        yield declared
    missing = _missing(scene, themes, words)
    if missing is not None and (declared is None or not declared.holds):
        yield missing


def _missing(scene: Scene, themes: Themes, words: DeadWords) -> Said | None:
    if _LIVES.search(scene.text):
        return None
    for token in scene.tokens:
        whom = _whom(token, themes, words)
        if whom is not None:
            before = scene.text[: token.idx]
            if _SUPPOSED.search(before):
                continue
            start, end = sorted((whom, token), key=lambda t: t.i)
            return Said("missing", start.idx, end.idx + len(end), not (_NONE.search(before) or _is_no(whom)), whom.i)
    return None


def _is_no(people: Token) -> bool:
    """Whether "no soldiers" are meant."""
    return any(c.lower_ == "no" and c.dep_ == "det" for c in people.children)


def _whom(token: Token, themes: Themes, words: DeadWords) -> Token | None:
    """The people whom a word says to be missing."""
    if token.lower_ == "missing":
        head = token.head
        if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in words.missing["not_people"]:
            return None
        if token.dep_ in ("amod", "acl") and themes.is_people(head):
            return head
        if token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "conj") and any(
            c.lower_ in ("the", "all") for c in token.children
        ):
            return token
        if token.dep_ == "amod" or any(c.dep_ == "dobj" for c in token.children):
            return None
        return _subject_of(token, themes)
    if lemma_of(token) in words.missing["verbs"] and token.pos_ == "VERB":
        if token.dep_ in ("amod", "acl") and themes.is_people(token.head):
            return token.head
        return _subject_of(token, themes)
    if (
        token.lower_ == "disappeared"
        and token.pos_ in ("ADJ", "NOUN")
        and token.dep_ == "amod"
        and themes.is_people(token.head)
    ):
        return token.head
    return None


def _subject_of(token: Token, themes: Themes) -> Token | None:
    at = token
    for _ in range(4):
        for child in at.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.tag_ in ("WP", "WDT"):
                    return at.head if themes.is_people(at.head) else None
                return _people_in(child, themes)
            if child.dep_ == "attr" and at != token:  # "missing since the raid are 19 traders"
                return _people_in(child, themes)
        if at.dep_ in ("acl", "relcl") and themes.is_people(at.head):
            return at.head
        if at.head == at:
            return None
        at = at.head
    return None


def _people_in(token: Token, themes: Themes) -> Token | None:
    if themes.is_people(token):
        return token
    for prep in token.children:
        if prep.lower_ == "of":
            return next((n for n in prep.children if n.dep_ == "pobj" and themes.is_people(n)), None)
    return None


def _declared(scene: Scene, themes: Themes, words: DeadWords) -> Said | None:
    for token in scene.tokens:
        if lemma_of(token) not in words.declared["verbs"] or token.pos_ != "VERB":
            continue
        dead = next((t for t in token.subtree if t.i > token.i and _is_told_dead(t, token, words)), None)
        if dead is None:
            continue
        whom = _victims(token, dead, scene, themes)
        if whom is None:
            continue
        before = scene.text[: token.idx]
        if _SUPPOSED.search(before) or re.search(r"\bto\s*$", before):
            continue
        first, last = sorted((token, dead), key=lambda t: t.i)
        return Said("declared_dead", first.idx, last.idx + len(last), not _NONE.search(before), whom.i)
    match = words.declared_phrases.search(scene.text)
    if match is not None:
        before = scene.text[: match.start()]
        return Said("declared_dead", *match.span(), not _NONE.search(before))
    return None


def _is_told_dead(word: Token, verb: Token, words: DeadWords) -> bool:
    low = word.lower_
    if low not in words.declared["dead"]:
        return False
    if word.dep_ in ("amod", "compound") and word.i < word.head.i:
        return False  # "declared the dead men martyrs", not "declared 70 men dead"
    if low in ("killed", "died"):
        rules = lemma_of(verb) in _RULES
        return rules and not any(c.dep_ in ("agent", "prep") and c.lower_ in ("by",) for c in word.children)
    return True


def _victims(verb: Token, dead: Token, scene: Scene, themes: Themes) -> Token | None:
    """Who is declared dead: people, never a plan or a truce."""
    places = [c for c in verb.children if c.dep_ in ("nsubjpass", "dobj")]
    places += [c for c in dead.children if c.dep_ in ("nsubj", "nsubjpass")]
    places += [c for t in dead.ancestors if t.i > verb.i for c in t.children if c.dep_ in ("nsubj", "nsubjpass")]
    if verb.dep_ == "conj":
        places += [c for t in verb.ancestors for c in t.children if c.dep_ in ("dobj", "nsubjpass", "nsubj")][:3]
    if verb.dep_ in ("acl", "relcl"):
        places.append(verb.head)
    for at in places:
        found = _people_in(at, themes)
        if found is not None and noun_kind(scene, found) != BODIES:
            return found
    return None
