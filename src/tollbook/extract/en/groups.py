"""Groups: the people, bodies or things of a sentence that something can be said to have happened to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tollbook.model import Comparator, Count
from tollbook.reference.parties import PartyMatch

from ..lexicon import Lexicon
from .counts import Quantity
from .even import Even, apart_in_order
from .parse import Doc, Token
from .shares import ORDINALS, is_one_more, whole_before
from .unlisted import is_name

PEOPLE, BODIES, WEAPONS, OBJECTS, BARE, PARTY, NAME, PRONOUN, AGENTIVE, OTHER = (
    "people", "bodies", "weapons", "objects", "bare", "party", "name", "pronoun", "agentive", "other",
)  # fmt: skip

_SHARES = frozenset(
    ["percent", "%", "cent", "half", "third", "quarter", "majority", "most", "proportion", "share", "part"]
)
"""Words for a part of people that states no number of them ("half of the population")."""
_OUTER = frozenset(
    [
        "total",
        "number",
        "group",
        "dozen",
        "score",
        "hundred",
        "thousand",
        "million",
        "estimate",
        "maximum",
        "minimum",
        "majority",
        "rest",
        "couple",
        "pair",
        "handful",
        "toll",
        "bulk",
        "share",
        "part",
        "most",
        "all",
        "some",
        "many",
        "several",
        "life",
    ]
)
_SINGULAR_PRONOUNS = frozenset(["he", "she", "him", "her", "himself", "herself", "his", "hers", "another"])
_PLURAL_PRONOUNS = frozenset(["they", "them", "we", "us", "themselves", "whom", "who", "their", "theirs"])
_COLLECTIVE = frozenset(
    [
        "people",
        "police",
        "personnel",
        "staff",
        "crew",
        "family",
        "household",
        "militia",
        "troop",
        "public",
        "population",
        "youth",
        "elderly",
        "military",
    ]
)
_DETERMINED = frozenset(["a", "an", "his", "her", "their", "its", "my", "our", "another", "one", "each", "every"])


_NO_DOERS = frozenset(
    [
        "number", "order", "water", "paper", "letter", "power", "danger", "matter", "river", "summer", "winter",
        "corner", "border", "quarter", "shelter", "answer", "fever", "tower", "crater", "disaster", "center",
        "chapter", "helicopter", "computer", "container", "trailer", "tanker", "carrier", "launcher", "weather",
        "armor", "error", "terror", "floor", "door", "sector", "factor", "tractor", "reactor", "corridor", "harbor",
        "labor", "horror", "mirror", "favor", "honor", "color", "committee", "degree", "coffee", "site", "suite",
        "website", "dynamite", "satellite", "despite", "quarter", "manner", "centre", "chamber", "character", "cover",
        "camera", "paperwork", "counter", "encounter", "theater", "theatre", "fibre", "timber", "cancer", "hunger",
        "anger", "thunder", "trigger",
    ]
)  # fmt: skip
"""Nouns that only end as those for doers do."""


@dataclass(frozen=True)
class Group:
    """A group: its tokens' numbers, the noun that says what they are, and its number if it states one.

    `kind` says what the noun is (people, bodies, weapons, objects, party, name, pronoun, bare, agentive, other);
    `whole` holds the token of a larger group that this one is part of ("12 of the 63"); `joined` those of further
    persons who are counted with it ("a woman and child").
    """

    tokens: frozenset[int]
    head: int
    noun: int | None
    kind: str
    quantity: Quantity | None
    whole: int | None = None
    joined: tuple[int, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A parsed sentence with all that is known of its words before claims are sought."""

    doc: Doc
    lexicon: Lexicon
    quantities: tuple[Quantity, ...]
    parties: tuple[PartyMatch, ...]
    places: tuple[tuple[int, int], ...]
    offset: int
    """Cleaned offset of the sentence; all spans of a scene are relative to it."""
    text: str
    """The sentence as parsed."""

    @cached_property
    def tokens(self) -> list[Token]:
        """The sentence's tokens, made once: a parser's document makes them anew at each pass."""
        return list(self.doc)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.idx for t in self.tokens]

    @cached_property
    def even(self) -> Even:
        """Distances in the sentence that do not hang on the lengths of sides' and places' names."""
        named = ((m.start, m.end) for m in self.parties if m.party is not None)
        return Even(apart_in_order([*named, *self.places]))

    @property
    def end(self) -> int:
        """Cleaned offset where the sentence ends."""
        return self.offset + len(self.text)

    def token_at(self, offset: int) -> Token | None:
        """The token that holds a character."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        token = self.tokens[at]
        return token if offset < token.idx + len(token) else None

    def plain(self, token: Token) -> str:
        """A word's lemma; PARTY, PLACE or NAME for names, so that nothing learned hangs on who or where."""
        if self.party_at(token) is not None:
            return "PARTY"
        if token.pos_ == "PROPN":
            return "PLACE" if self.in_place(token) else "NAME"
        if token.text[:1].isupper() and is_name(token.text):
            return "NAME"
        lemma = str(token.lemma_.lower())
        return "a" if lemma == "an" else lemma

    def party_at(self, token: Token) -> PartyMatch | None:
        """The party that a token names, if it does."""
        for match in self.parties:
            if match.start < token.idx + len(token) and token.idx < match.end:
                return match
        return None

    def in_place(self, token: Token) -> bool:
        """Whether a token is part of a place name."""
        return any(start < token.idx + len(token) and token.idx < end for start, end in self.places)


_ALSO_AIRCRAFT = frozenset({"bomber", "fighter"})
_MODEL = re.compile(r"[A-Z][A-Za-z]*-?\d+[A-Za-z]*")


def _is_model(noun: Token) -> bool:
    """Whether a noun stands behind a model of aircraft ("11 L-39 bombers", "a Su-30SM fighter")."""
    before = noun.doc.text[: noun.idx].split()[-1:]
    return bool(before) and _MODEL.fullmatch(before[0]) is not None


def noun_kind(scene: Scene, token: Token) -> str:
    """What a noun stands for."""
    lex, lemma = scene.lexicon, token.lemma_.lower()
    low = token.lower_
    if token.pos_ == "PRON" or token.tag_ in ("WP", "WDT") or low == "another" or is_one_more(token):
        return PRONOUN
    if _is_aged(token):
        return PEOPLE
    if lemma in lex.bodies or low in lex.bodies:
        return PEOPLE if low == "dead" else BODIES
    if lemma in _ALSO_AIRCRAFT and _is_model(token):
        return WEAPONS
    if lemma in lex.people or low in lex.people or lemma.endswith(("man", "men", "woman", "women", "people")):
        return PEOPLE
    party = scene.party_at(token)
    if party is not None:
        return PARTY
    if lemma in lex.weapons:
        return WEAPONS
    if lemma in lex.objects or (low[-1:] == "s" and low[:-1] in lex.objects):
        return OBJECTS
    if token.like_num or token.pos_ == "NUM":
        return BARE
    if token.pos_ == "PROPN" and not scene.in_place(token):
        return NAME
    of_a_land = token.pos_ == "ADJ" and token.text[:1].isupper()  # "a Ruritanian prison": nobody
    if lemma.endswith(("ist", "ian", "eer", "ee", "ite", "er", "or")) and not of_a_land and lemma not in _NO_DOERS:
        return AGENTIVE
    return OTHER


def numbered_groups(scene: Scene) -> list[Group]:
    """The groups of a sentence whose number is stated, in order."""
    return [g for q in scene.quantities if q.kind == "count" and (g := _numbered(scene, q)) is not None]


def _is_share(number: Token) -> bool:
    """Whether "of" and a second number follow a number ("two of three")."""
    of = number.nbor(1) if number.i + 2 < len(number.doc) else None
    return of is not None and of.lower_ == "of" and of.nbor(1).i == number.head.i


_SIZE = re.compile(r"\s?-\s?(?:member|strong|man|men|person|soldier)\b", re.IGNORECASE)


def _numbered(scene: Scene, quantity: Quantity) -> Group | None:
    inside = [t for t in scene.tokens if t.idx < quantity.number_end and quantity.number_start < t.idx + len(t)]
    if _SIZE.match(scene.text[quantity.number_end :]):
        return None  # "a 41-member force": the size of a unit, not of its losses
    if not inside or (inside[0].i > 0 and scene.doc[inside[0].i - 1].lower_ == "how"):
        return None
    numbers = {t.i for t in inside}
    root = next((t for t in inside if t.head.i not in numbers or t.head == t), inside[-1])
    if root.dep_ == "neg":
        root = inside[-1]  # "not a single civilian"
    span = {t.i for t in scene.tokens if t.idx < quantity.end and quantity.start < t.idx + len(t)}
    chain = set(numbers) | {root.i}
    share = root.dep_ == "quantmod" and _is_share(root)
    if share:
        root = root.head  # "two of three volunteers": the parse counts by the three
        chain.add(root.i)
    noun: Token | None = None
    whole: int | None = None
    head = root
    while head.head.i in span and head.head != head and head.head.i not in chain:
        head = head.head
        chain.add(head.i)
    if not share and head.head != head and _is_of_next(scene, quantity, head.head):
        next_to = scene.doc[inside[-1].i + 1] if inside[-1].i + 1 < len(scene.doc) else None
        if next_to is not None and next_to.tag_ in ("NNS", "NNPS"):
            kind = noun_kind(scene, next_to)
            return Group(frozenset(chain | {next_to.i}), next_to.i, next_to.i, kind, quantity, None)
        return Group(frozenset(chain), head.i, None, BARE, quantity, None)
    if (
        head.dep_ in ("nummod", "amod", "quantmod", "det", "nmod", "compound", "advmod", "predet", "dep")
        and _is_nominal(head.head)
        and head.head.i > head.i
    ):
        noun = head.head
        head = noun
        chain.add(noun.i)
    elif _is_nominal(root) and not (root.like_num or root.pos_ == "NUM") and root.i not in span:
        noun = root
    while noun is not None and (whole_noun := _counted(scene, noun)) is not None:
        noun = head = whole_noun
        chain.add(noun.i)
    partitive = _of(scene.doc[root.i]) or (_of(head) if head.i != root.i and head.lower_ in _OUTER else None)
    if partitive is not None:
        definite = (
            partitive.pos_ == "PRON"
            or partitive.tag_ in ("WP", "WDT")
            or any(c.lower_ in ("the", "those", "these", "their", "its", "his") for c in partitive.children)
        )
        if noun is None or noun.lower_ in _OUTER:
            noun = partitive
        if definite:
            whole = partitive.i
        else:
            chain.add(partitive.i)
    if noun is None and inside[-1].i + 1 < len(scene.doc):
        after = scene.doc[inside[-1].i + 1]
        if after.lower_ in ("others", "more", "other") or (
            noun_kind(scene, after) in (PEOPLE, BODIES, WEAPONS, OBJECTS)
            and after.i - inside[-1].i == 1
            and after.head.i in chain
        ):
            noun = after
            chain.add(after.i)
    if (noun is None or noun.pos_ == "PRON") and (said := _predicate(root)) is not None:
        noun = said
        chain.add(said.i)
    if noun is None and (of_them := _of_things_before(scene, quantity)) is not None:
        noun = of_them
    for outer in _outer(head):
        chain.add(outer.i)
    kind = noun_kind(scene, noun) if noun is not None else BARE
    return Group(frozenset(chain), head.i, noun.i if noun is not None else None, kind, quantity, whole)


def _of_things_before(scene: Scene, quantity: Quantity) -> Token | None:
    """The things, counted just before, of which a bare number is a share."""
    whole = whole_before(scene.text, scene.quantities, quantity)
    number = scene.token_at(whole.number_end - 1) if whole is not None else None
    noun = number.head if number is not None else None
    return noun if noun is not None and noun_kind(scene, noun) in (OBJECTS, WEAPONS) else None


_SHORT_FORM = re.compile(r"\s?\([A-Z][\w&./-]{0,12}\)\s?")
"""A name's short form behind it ("seven Rapid Response Force (RRF) officers")."""
_MARK = re.compile(r"[^\w\s'’&/]|[-–—]\s")
_WORDS_OF_A_NAME = 3


def _counted(scene: Scene, noun: Token) -> Token | None:
    """The people or things that a number counts where the parse hangs it on a word before them ("seven anti-ship
    missiles")."""
    after = noun.head
    between = _SHORT_FORM.sub(" ", scene.text[noun.idx : after.idx])
    if (
        noun.dep_ not in ("compound", "nmod", "amod")
        or after.i <= noun.i
        or noun_kind(scene, noun) not in (OTHER, NAME, AGENTIVE, PARTY)
        or _MARK.search(between)
        or len(between.split()) > _WORDS_OF_A_NAME
    ):
        return None
    return after if noun_kind(scene, after) in (PEOPLE, BODIES, WEAPONS, OBJECTS) else None


_JOINING = re.compile(
    r"[\s,;/–-]*(?:(?:and|or|to)\b\s*)?(?:\w+\s+than\s+|about\s+|some\s+|another\s+)?$", re.IGNORECASE
)


def _is_of_next(scene: Scene, quantity: Quantity, noun: Token) -> bool:
    """Whether the parse hangs a number on the noun of the next one ("nine missing and 400 people")."""
    between = [q for q in scene.quantities if q.kind == "count" and quantity.end <= q.start < noun.idx]
    return bool(between) and not _JOINING.match(scene.text[quantity.end : between[0].start])


def _predicate(number: Token) -> Token | None:
    """What a number's people are said to be: "21 were children", "47 of them children"."""
    if number.dep_ != "nsubj":
        return None
    up = number.head
    if up.lemma_ == "be":
        return next((c for c in up.children if c.dep_ == "attr" and c.pos_ == "NOUN"), None)
    return up if up.pos_ == "NOUN" and up.i > number.i else None


def _is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "PRON", "VERB") and token.tag_ not in (
        "VBD",
        "VBZ",
        "VBP",
        "VB",
        "MD",
    )


def _of(token: Token) -> Token | None:
    for child in token.children:
        if child.lower_ == "of" and child.i > token.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _outer(head: Token) -> Iterator[Token]:
    """The nouns that a group hangs under in "a total of 12", "the number of dead"."""
    while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in _OUTER:
        head = head.head.head
        yield head


def unnumbered_group(scene: Scene, token: Token) -> Group | None:
    """The group that a noun, name or pronoun without a number stands for; None where it is no group of people or
    bodies."""
    if token.lower_ in _OUTER | _SHARES and (inner := _of(token)) is not None:
        found = unnumbered_group(scene, inner)
        return (
            None
            if found is None
            else Group(found.tokens | {token.i}, token.i, found.noun, found.kind, None, found.whole)
        )
    kind = noun_kind(scene, token)
    if kind == PRONOUN and token.lower_ not in _SINGULAR_PRONOUNS | _PLURAL_PRONOUNS | ORDINALS | {
        "all",
        "others",
        "many",
        "some",
        "several",
        "those",
        "both",
        "none",
        "everyone",
    }:
        return None
    if kind in (BODIES, PEOPLE, PARTY, NAME, PRONOUN, AGENTIVE):
        return Group(frozenset({token.i}), token.i, token.i, kind, None)
    return None


def implied_count(scene: Scene, group: Group) -> Count:
    """The count of a group without a number: one for a singular or a name, none for a plural (guide, Counts)."""
    token = scene.doc[group.head]
    noun = scene.doc[group.noun] if group.noun is not None else token
    words = phrase(scene, token)
    low = noun.lower_
    if group.kind == PRONOUN:
        one = low in _SINGULAR_PRONOUNS | ORDINALS
    elif group.kind == NAME or _is_leader(scene, noun):
        one = noun.tag_ != "NNPS"
    elif any(c.lower_ == "any" for c in noun.lefts):
        one = False  # "denied that any civilian had been killed"
    elif any(c.lower_ in ("a", "an", "another") for c in noun.lefts):
        one = low not in ("family", "crew", "household")
    elif (
        noun.tag_ in ("NNS", "NNPS")
        or noun.lemma_.lower() in _COLLECTIVE
        or low in ("dead", "wounded", "injured", "missing", "displaced", "captured", "slain", "victims")
    ):
        one = False
    else:
        one = noun.tag_ in ("NN", "NNP", "JJ") and (
            any(c.lower_ in _DETERMINED or c.dep_ in ("poss", "det") for c in noun.children)
            or group.kind in (PEOPLE, AGENTIVE)  # headlines leave articles out
            or _is_old(noun)
        )
    if one:
        return Count(low=1, high=1, comparator=Comparator.EXACT, text=words)
    return Count(comparator=Comparator.NONE, text=words)


def _is_leader(scene: Scene, noun: Token) -> bool:
    """Whether a party is named by the person who leads it."""
    party = scene.party_at(noun)
    return party is not None and party.kind == "leader"


def _is_old(noun: Token) -> bool:
    """Whether an age in years stands before a noun ("16 year old Ruritanian")."""
    return any(c.lower_ in ("old", "year-old") for c in noun.lefts)


def _is_aged(token: Token) -> bool:
    """Whether an age stands for a person ("the 21-year-old")."""
    return (
        token.lower_ in ("old", "olds")
        and token.dep_ not in ("amod", "compound", "acomp")
        and any(c.dep_ == "npadvmod" and c.lemma_.lower() in ("year", "month", "week", "day") for c in token.lefts)
    )


def phrase(scene: Scene, token: Token) -> str:
    """A noun with its determiners and modifiers before it."""
    left = token.i
    for child in token.lefts:
        if child.dep_ in ("det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod"):
            left = min(left, child.left_edge.i)
    return str(scene.doc[left : token.i + 1].text)


def coordinated(token: Token) -> Iterator[Token]:
    """A noun and what is joined to it by "and", commas or apposition."""
    yield token
    for child in token.children:
        if (
            child.dep_ in ("conj", "appos")
            and child.i > token.i
            and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")
        ):
            yield from coordinated(child)


def included(token: Token) -> Iterator[Token]:
    """The parts of a group that "including", "among them" or "such as" name after it."""
    for child in token.children:
        if child.lower_ in ("including", "incl", "incl.", "among", "namely") and child.i > token.i:
            for inner in child.subtree:
                if inner.dep_ in ("pobj", "dobj", "pcomp") and inner.head.i == child.i:
                    yield from coordinated(inner)


def overlaps(a: Sequence[int] | frozenset[int], b: Sequence[int] | frozenset[int]) -> bool:
    """Whether two sets of token numbers share one."""
    return not frozenset(a).isdisjoint(b)
