"""Whose dead: the words of a sentence that stand for bodies, for the dead, or for people who may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from .dead_lexicon import DeadWords, dead_words, lemma_of
from .groups import AGENTIVE, BARE, NAME, PARTY, PEOPLE, PRONOUN, Scene, noun_kind
from .parse import Token

_PEOPLE = frozenset({PEOPLE, BARE, PARTY, NAME, PRONOUN, AGENTIVE})
_PART = frozenset({"compound", "amod", "nummod", "poss", "nmod", "npadvmod"})
_SO_MANY = frozenset({"total", "number", "group", "hundred", "dozen", "score", "thousand", "majority", "batch"})
_TROOPS = frozenset({"troop", "man", "army", "soldier", "cavalry", "force", "infantry", "horse", "police"})
_HURT = frozenset({"wounded", "injured", "hurt", "survivors", "survivor", "alive"})
_UNITS = frozenset(
    {"crew", "garrison", "company", "platoon", "column", "squad", "patrol", "battalion", "family", "squadron"}
)
_WITHIN = 3
"""How deep a noun's words are looked through for the dead ("two boxes with the remains of four men")."""


class Themes:
    """The dead of a sentence."""

    def __init__(self, scene: Scene, words: DeadWords, *, carried: bool = False) -> None:
        self._scene, self._words, self._carried = scene, words, carried

    @cached_property
    def strong(self) -> frozenset[int]:
        """Tokens that stand for the dead by themselves."""
        scene = self._scene
        spans = [m.span() for m in self._words.theme_phrases.finditer(scene.text)]
        return frozenset(
            t.i
            for t in scene.tokens
            if self._is_body(t)
            or self._is_dead(t)
            or any(a <= t.idx < b and t.pos_ in ("NOUN", "PROPN") for a, b in spans)
        )

    @cached_property
    def people(self) -> frozenset[int]:
        """Tokens that stand for people, dead or not."""
        return frozenset(
            t.i
            for t in self._scene.tokens
            if t.pos_ in ("NOUN", "PROPN", "NUM") and t.dep_ not in _PART and self.is_people(t)
        )

    @cached_property
    def meant(self) -> frozenset[int]:
        """Tokens that stand for people named before."""
        return frozenset(t.i for t in self._scene.tokens if t.lower_ in ("they", "them", "he", "him", "she", "we"))

    @cached_property
    def deathly(self) -> bool:
        """Whether people stand for the dead though no word says so: a stench, boxes, a flag over them."""
        return not self.strong and bool(self._words.deathly.search(self._scene.text))

    @cached_property
    def graves(self) -> frozenset[int]:
        """Tokens for graves."""
        return frozenset(t.i for t in self._scene.tokens if lemma_of(t) in self._words.graves["strong"])

    def in_argument(self, token: Token, *, people: bool, graves: bool = False, direct: bool = False) -> Token | None:
        """The word for the dead in an argument of a verb or noun, None where it is about something else."""
        for word in _inside(token, 1 if direct else _WITHIN, self._words.themes["about"]):
            if word.i in self.strong or (graves and word.i in self.graves):
                return word
        if self.strong and self._stands_in(token):
            return token
        if self._carried and token.lower_ == "them":
            return token
        if not people:
            return None
        if lemma_of(token) in _SO_MANY:  # "a total of 40 villagers"
            token = next((n for p in token.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"), token)
        return token if self.is_people(token) else None

    def is_about(self, token: Token) -> bool:
        """Whether a word is for what is about the dead (a toll, a picture), not for them."""
        return lemma_of(token) in self._words.themes["about"]

    def is_people(self, token: Token) -> bool:
        """Whether a word stands for people."""
        if token.lower_ in ("who", "which", "that", "what", "it", "itself"):
            return False
        return noun_kind(self._scene, token) in _PEOPLE

    def _stands_in(self, token: Token) -> bool:
        """Whether a pronoun or bare number stands for the dead that the sentence names."""
        if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _HURT:
            return False  # "recovered 14 wounded, but no bodies"
        return token.lower_ in self._words.themes["pronouns"] or (token.pos_ == "NUM" and token.dep_ != "nummod")

    def _is_body(self, token: Token) -> bool:
        lemma, low = lemma_of(token), token.lower_
        if (
            low not in ("bodies", "corpses")
            and token.pos_ not in ("NOUN", "PROPN")
            and not (low == "remains" and self._is_noun_after_all(token))
        ):
            return False
        if lemma not in self._words.themes["bodies"] and low not in self._words.themes["bodies"]:
            return False
        if token.dep_ == "compound" and token.head.lower_ in self._words.themes["not_bodies_behind"]:
            return False
        if lemma in ("body", "remain", "remains"):
            before = {c.lower_ for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss")}
            if lemma == "body" and before & self._words.themes["not_bodies_before"]:
                return False
            if lemma == "body" and _is_formation(token):
                return False
            of = {lemma_of(n) for p in token.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"}
            return not of & self._words.themes["not_bodies_of"]
        return True

    def _is_noun_after_all(self, token: Token) -> bool:
        """Whether "remains" that the parse takes for a verb has no subject, and words of a noun before it."""
        if token.dep_ in ("dobj", "pobj", "nsubjpass"):
            return True
        before = self._scene.tokens[token.i - 1] if token.i else None
        none = not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children)
        return none and before is not None and before.pos_ in ("ADJ", "DET", "ADP", "PRON", "PROPN", "PART", "CCONJ")

    def _is_dead(self, token: Token) -> bool:
        """Nouns for the dead, and people who are said to be dead."""
        themes = self._words.themes
        if token.lower_ == "dead" and token.head.lower_ in ("lie", "lies") and token.dep_ == "amod":
            return True  # "the 40 dead lie": the parse takes the verb for a noun
        if token.lower_ in ("fallen", "slain") and _is_after_people(token):
            return True  # "eleven of the Ukrainian fallen": the parse takes them for a verb
        if token.lower_ in themes["dead"] and token.pos_ != "VERB" and _is_counted(token):
            return True  # "picked up 27 dead after the raid": the parse takes the dead for an adverb
        if token.lower_ in themes["dead"] and token.dep_ in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "conj",
            "attr",
            "ROOT",
        ):
            return token.pos_ != "VERB" or bool(token.left_edge.i < token.i) or token.dep_ == "pobj"
        if token.pos_ not in ("NOUN", "PROPN", "NUM", "PRON") and token.lower_ != "those":
            return False
        if (self.is_people(token) or lemma_of(token) in _UNITS) and (_lies_dead(token) or _is_left_of(token)):
            return True
        if not self.is_people(token) and lemma_of(token) not in ("those", "victim"):
            return False
        return any(
            (c.dep_ == "amod" and c.lower_ in themes["made_dead"])
            or (c.dep_ in ("acl", "relcl") and _went_down(c))
            or (c.dep_ in ("acl", "relcl") and lemma_of(c) in themes["made_dead"] and _befell(c))
            for c in token.children
        )


def is_no_body(scene: Scene, token: Token) -> bool:
    """Whether a word for a body is of no dead person ("the remains of a missile", "a rocket body")."""
    words = dead_words()
    named = lemma_of(token) in words.themes["bodies"] or token.lower_ in words.themes["bodies"]
    return named and token.i not in Themes(scene, words).strong


def _is_formation(token: Token) -> bool:
    """Whether "a body of troops", "the main body of the army" are soldiers under arms."""
    of = {lemma_of(n) for p in token.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"}
    how = {c.lower_ for c in token.children if c.dep_ in ("det", "amod")}
    return bool(of & _TROOPS) and bool(how & {"a", "large", "small", "strong", "considerable", "main", "great"})


def _is_counted(token: Token) -> bool:
    """Whether a number stands right before a word, or before an adjective of it."""
    return bool(token.i) and (token.nbor(-1).pos_ == "NUM" or any(c.dep_ == "nummod" for c in token.children))


def _is_after_people(token: Token) -> bool:
    """Whether "fallen" stands behind the name of a people that has an article."""
    before = token.nbor(-1) if token.i else None
    return (
        before is not None
        and before.pos_ in ("PROPN", "ADJ")
        and any(c.dep_ in ("det", "poss") for c in (*before.children, *token.children))
        and not any(c.dep_ in ("aux", "auxpass") for c in token.children)
    )


def _lies_dead(people: Token) -> bool:
    """Whether "dead" and a place stand right behind people ("soldiers dead beside their vehicles")."""
    doc, at = people.doc, people.i + 1
    return at + 1 < len(doc) and doc[at].lower_ == "dead" and doc[at + 1].lower_ in _PLACED


_PLACED = frozenset({"beside", "on", "in", "along", "near", "under", "among", "around", "by", "across"})


def _is_left_of(people: Token) -> bool:
    """Whether it is said what was left of people ("what the tide left of the crew")."""
    left = people.head.head
    if people.dep_ != "pobj" or people.head.lower_ != "of" or lemma_of(left) not in ("leave", "remain"):
        return False
    return any(t.lower_ in ("what", "all", "little") for t in left.doc[max(0, left.i - 5) : left.i])


def _went_down(verb: Token) -> bool:
    """Whether people are said to have gone down with their ship or aircraft."""
    particles = {c.lower_ for c in verb.children}
    return lemma_of(verb) == "go" and bool(particles & {"down", "under"}) and "with" in particles


def _befell(verb: Token) -> bool:
    """Whether a verb behind people is about their death, not about whom they killed."""
    return verb.tag_ == "VBN" or not any(c.dep_ == "dobj" for c in verb.children)


def _inside(token: Token, depth: int, about: frozenset[str]) -> Iterator[Token]:
    """A noun and the nouns that say what it consists of ("boxes of remains", "the return of bodies"); not those that a
    list, toll or picture is about."""
    yield token
    if depth and lemma_of(token) not in about:
        for child in token.children:
            if child.dep_ in ("compound", "poss", "conj", "appos", "nummod"):
                yield from _inside(child, depth - 1, about)
            elif child.dep_ == "prep" and child.lower_ in ("of", "with", "containing", "for", "holding", "among"):
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        yield from _inside(noun, depth - 1, about)
