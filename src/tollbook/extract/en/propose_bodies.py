"""What became of the dead: bodies, with what the words around them say of them; people buried or identified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tollbook.model import Measure

from .candidate import HUMAN, Candidate, candidate_of
from .frames import arguments
from .groups import BODIES, Group, Scene, included, noun_kind, unnumbered_group
from .not_done import not_done
from .parse import Token
from .spread import spread


@dataclass(frozen=True)
class _Phrase:
    """A verb that says in one phrase alone what became of bodies."""

    name: str
    lemma: str
    after: re.Pattern[str]
    measure: Measure

    def found(self, scene: Scene, verb: Token) -> bool:
        """Whether the verb stands in its phrase."""
        return self.after.match(scene.text, verb.idx + len(verb)) is not None


_TO_REST = re.compile(r"\s+(?:[\w’']+\s+){0,3}?to\s+(?:his\s+|her\s+|their\s+)?(?:final\s+|eternal\s+)?rest\b", re.I)
_AFIRE = re.compile(r"\s+(?:[\w’']+\s+){0,4}?(?:on\s+fire|afire|aflame|ablaze|alight)\b", re.I)
_OVER = re.compile(r"\s+over\b", re.I)
_PHRASES = (
    _Phrase("rest", "lay", _TO_REST, Measure.REMAINS_BURIED),
    _Phrase("rest", "lie", _TO_REST, Measure.REMAINS_BURIED),
    _Phrase("fire", "set", _AFIRE, Measure.REMAINS_DESTROYED),
    _Phrase("over", "drive", _OVER, Measure.REMAINS_DESTROYED),
    _Phrase("over", "run", _OVER, Measure.REMAINS_DESTROYED),
    _Phrase("over", "roll", _OVER, Measure.REMAINS_DESTROYED),
)
_VERBS_OF_REMAINS = frozenset(["bury", "exhume", "inter", "cremate", "repatriate", "identify", "unearth"])


def of_bodies(scene: Scene, token: Token, by_token: dict[int, Group]) -> Iterator[Candidate]:
    """Claims about the dead: bodies, with what the words around them say became of them."""
    if noun_kind(scene, token) != BODIES and not (token.lower_ == "dead" and token.pos_ in ("ADJ", "NOUN")):
        return
    group = by_token.get(token.i)
    if group is None:
        for child in token.children:
            if child.lower_ == "of":
                group = next((by_token[c.i] for c in child.children if c.i in by_token), None)
    if group is None and token.lower_ == "dead" and token.pos_ == "ADJ":
        governor = token.head
        group = next(
            (
                by_token.get(c.i) or unnumbered_group(scene, c)
                for c in governor.children
                if c.dep_ in ("nsubjpass", "dobj", "nsubj")
            ),
            None,
        )
    if group is None:
        group = unnumbered_group(scene, token)
    if group is None:
        return
    fates = _fates(scene, token)
    if fates == [(Measure.REMAINS_RECOVERED, "default")]:  # nothing says what became of them
        open_air = _IN_THE_OPEN.match(scene.text, token.idx + len(token))
        uncollected = (Measure.REMAINS_UNCOLLECTED, "within:lie" if open_air else "default")
        fates = [uncollected] if open_air else [*fates, uncollected]
    for measure, relation in fates:
        yield candidate_of(scene, measure, token, "body", relation, group)
        if relation.startswith("governor"):
            for share in {g.head: g for g in by_token.values() if g.whole == token.i}.values():
                yield candidate_of(scene, measure, token, "body", relation, share)
        for holder in sorted(group.tokens):
            for part in included(scene.doc[holder]):
                inner = by_token.get(part.i)
                if inner is not None:
                    yield candidate_of(scene, measure, token, "body", f"part:{relation}", inner)


def _fates(scene: Scene, token: Token) -> list[tuple[Measure, str]]:
    """The measures that words about bodies name, nearest governor first; "found" where the sentence names none."""
    table = scene.lexicon.remains
    out: dict[Measure, str] = {}

    def note(word: Token, how: str) -> None:
        phrase = next((p for p in _PHRASES if p.lemma == word.lemma_.lower() and p.found(scene, word)), None)
        if phrase is not None:
            out.setdefault(phrase.measure, f"{how}:{phrase.name}")
            return
        kinds = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}
        for pos, measure in table.get(word.lemma_.lower(), ()):
            lemma = word.lemma_.lower()
            if kinds.get(word.pos_) != pos:
                continue
            if measure == Measure.REMAINS_RECOVERED and _is_negated(word):
                if how != "governor":
                    continue
                measure, lemma = Measure.REMAINS_UNCOLLECTED, f"not-{lemma}"
            if measure not in out:
                out[measure] = f"{how}:{lemma}"

    for up in _governors(token):
        note(up, "governor")
    for child in token.children:
        if child.dep_ in ("acl", "relcl", "amod", "compound", "prep"):
            for inner in child.subtree:
                note(inner, "within")
    for other in scene.tokens:
        note(other, "near")
    if Measure.REMAINS_REFUSED in out and Measure.REMAINS_RETURNED in out:
        out.setdefault(Measure.REMAINS_WITHHELD, "governor:refuse")
    if not out:
        out[Measure.REMAINS_RECOVERED] = "default"
    return list(out.items())


_IN_THE_OPEN = re.compile(
    r"\s+(?:in|on|along|across|around|by)\s+(?:\w+\s+){0,4}?(?:area|ground|field|yard|courtyard|roadside|ditch|forest"
    r"|desert|riverbank|square|beach|alley|garden|outskirts|mud|snow|sand|trench|crater|bush|floor|path)s?\b",
    re.IGNORECASE,
)
"""Where bodies lie that nobody has taken away ("dozens of bodies in the area")."""


_FAILING = frozenset({"unable", "refuse", "fail", "impossible", "prevent"})


def _is_negated(verb: Token) -> bool:
    """Whether a verb is denied or kept from happening ("not collected", "unable to recover", "without removing")."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    above = verb.head
    return (verb.dep_ == "pcomp" and above.lower_ == "without") or (
        verb.dep_ in ("xcomp", "acl", "ccomp", "advcl", "pcomp") and above.lemma_.lower() in _FAILING
    )


def _governors(token: Token) -> Iterator[Token]:
    at = token
    for _ in range(5):
        if at.head == at:
            return
        at = at.head
        yield at
        for child in at.children:
            if child.dep_ in ("xcomp", "conj") and child.pos_ == "VERB":
                yield child


def of_buried(scene: Scene, token: Token, by_token: dict[int, Group]) -> Iterator[Candidate]:
    """People that are buried, laid to rest, exhumed or identified: said of the dead without a word for bodies."""
    if token.lemma_.lower() in ("funeral", "burial") and token.pos_ == "NOUN":
        for argument in _mourned(token):
            for group, label in spread(scene, argument, "of_for", by_token):
                if group.kind in HUMAN:
                    yield candidate_of(scene, Measure.REMAINS_BURIED, token, "of", label, group)
        return
    rest = token.lemma_.lower() in ("lay", "lie") and _TO_REST.match(scene.text, token.idx + len(token))
    if not rest and token.lemma_.lower() not in _VERBS_OF_REMAINS:
        return
    if token.pos_ not in ("VERB", "AUX") or not_done(token):
        return
    measure = Measure.REMAINS_BURIED if rest else scene.lexicon.remains[token.lemma_.lower()][0][1]
    for argument, relation in arguments(token, "obj"):
        for group, label in spread(scene, argument, relation, by_token):
            if group.kind in HUMAN:
                yield candidate_of(scene, measure, token, "obj", label, group)


def _mourned(funeral: Token) -> Iterator[Token]:
    """Those for whom a funeral is held."""
    yield from (c for c in funeral.children if c.dep_ in ("poss", "compound"))
    for holder in (funeral, funeral.head):
        for prep in holder.children:
            if prep.lower_ in ("of", "for") and prep.i > funeral.i:
                yield from (c for c in prep.children if c.dep_ == "pobj")
