"""Where a trigger's victims stand in the parse: candidate tokens with the relation that leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .parse import Token

Argument = tuple[Token, str]


def arguments(trigger: Token, frame: str) -> list[Argument]:
    """Tokens that can be the victims of a trigger, each with a label of the path to it, most direct first."""
    if frame == "self":
        return [(trigger, "self")]
    if frame == "toll":
        return []
    if trigger.pos_ in ("VERB", "AUX") or trigger.tag_.startswith("VB"):
        found = _object(trigger) if frame == "obj" else _subject(trigger)
    elif frame == "of" or trigger.pos_ in ("NOUN", "PROPN"):
        found = _event_noun(trigger)
        if frame == "adj" and trigger.dep_ == "pobj" and trigger.head.lower_ in ("in", "with", "without", "behind"):
            found = chain(found, _adjective(trigger))  # "are in critical condition", "escaped with injuries"
    else:
        found = _adjective(trigger)
    out: list[Argument] = []
    seen: set[int] = set()
    for token, label in found:
        if token.i not in seen:
            seen.add(token.i)
            out.append((token, label))
    return out


def _children(token: Token, *deps: str) -> Iterator[Token]:
    return (c for c in token.children if c.dep_ in deps)


def _object(verb: Token) -> Iterator[Argument]:
    for child in _children(verb, "nsubjpass"):
        yield from _resolved(verb, child, "pass")
    for child in _children(verb, "dobj", "dative"):
        yield child, "obj"
    for prep in _children(verb, "prep", "agent"):
        if prep.lower_ in ("of", "down", "up", "off") or (prep.lower_ == "at" and verb.lemma_ in ("shoot", "fire")):
            for child in _children(prep, "pobj"):
                yield child, "prep"
    for child in _children(verb, "npadvmod", "oprd", "ccomp"):
        if child.pos_ in ("NOUN", "NUM", "PROPN"):
            yield child, "oblique"
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("acl", "amod"):
        yield verb.head, "participle"
    if verb.dep_ == "acl" and verb.tag_ != "VBN" and not any(_children(verb, "dobj")):
        yield verb.head, "acl"
    if verb.tag_ == "VBN" and verb.dep_ in ("acomp", "oprd"):  # "half of them remain displaced"
        for child in _children(verb.head, "nsubj", "nsubjpass"):
            yield from _resolved(verb.head, child, "predicate")
    if _lacks_object(verb):
        yield verb.head, "relative_object"
        return
    if verb.tag_ in ("VBN", "VBD"):
        for child in _children(verb, "nummod"):
            yield child, "bare_subject"  # a headline: "10,000 Displaced by Floods"
    has_object = any(_children(verb, "dobj"))
    passive = any(_children(verb, "nsubjpass", "auxpass"))
    if not has_object and not passive and verb.tag_ in ("VBN", "VBD"):
        for child in _children(verb, "nsubj"):
            yield from _resolved(verb, child, "bare_subject")
    if not has_object and not passive:
        for other in _children(verb, "conj"):
            if other.pos_ == "VERB" and other.i - verb.i <= 2:
                for child in _children(other, "dobj"):
                    yield child, "shared_object"
    own = any(_children(verb, "nsubjpass")) or (verb.tag_ in ("VBN", "VBD") and any(_children(verb, "nsubj")))
    if not has_object and not own:  # "one was killed and eight were injured": the one was not injured
        yield from _inherited(verb, "nsubjpass", "nsubj" if passive or verb.tag_ == "VBN" else "nsubjpass")


def _lacks_object(verb: Token) -> bool:
    """Whether a relative clause leaves its object out: "a diplomat (whom) they kidnapped"."""
    return (
        verb.dep_ == "relcl"
        and verb.head.pos_ in ("NOUN", "PROPN", "PRON")
        and not any(_children(verb, "dobj", "nsubjpass", "auxpass"))
        and any(c.tag_ not in ("WP", "WDT") and c.lower_ != "that" for c in _children(verb, "nsubj"))
    )


def _subject(verb: Token) -> Iterator[Argument]:
    own = False
    for child in _children(verb, "nsubj", "nsubjpass"):
        own = True
        yield from _resolved(verb, child, "subject")
    for child in _children(verb, "agent"):
        for inner in _children(child, "pobj"):
            yield inner, "agent"
    if verb.dep_ in ("acl", "amod"):
        own = True
        yield verb.head, "acl"
    if not own:
        yield from _inherited(verb, "nsubj", "nsubjpass")
    for child in _children(verb, "dobj"):
        if not own:
            yield child, "subject_object"


def _inherited(verb: Token, *deps: str) -> Iterator[Argument]:
    """The subject that a verb shares with the one it is joined to, or raised from ("is feared to have died")."""
    governor = verb
    for _ in range(4):
        if governor.dep_ not in ("conj", "xcomp", "ccomp", "advcl", "pcomp", "acl"):
            return
        how = governor.dep_
        governor = governor.head
        if how == "ccomp" and not any(_children(governor, "nsubjpass", "auxpass")):
            return  # who says that there were wounded is none of them
        if how == "acl" and governor.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
            yield governor, "acl_up"
            return
        subjects = list(_children(governor, *deps))
        if how in ("xcomp", "conj", "advcl"):
            for child in _children(governor, "dobj"):
                if how == "xcomp":
                    yield child, "raised_object"
                elif how == "conj" and child.i < verb.i:
                    yield child, "shared_object"
        for child in subjects:
            yield from _resolved(governor, child, f"{how}_subject")
        if governor.dep_ == "relcl" and not subjects:
            yield governor.head, "relative_up"
        if subjects:
            return


def _resolved(verb: Token, subject: Token, label: str) -> Iterator[Argument]:
    """A subject; for "who" and "that" the noun that they stand for."""
    if subject.tag_ in ("WP", "WDT") or (subject.lower_ == "that" and verb.dep_ == "relcl"):
        at = verb
        while at.dep_ == "conj":
            at = at.head
        if at.dep_ in ("relcl", "acl"):
            yield at.head, f"{label}_relative"
        return
    yield subject, label


def _event_noun(noun: Token) -> Iterator[Argument]:
    for prep in [*_children(noun, "prep"), *_behind(noun)]:
        if prep.lower_ in ("of", "for", "among", "to", "between"):
            for child in _children(prep, "pobj"):
                yield child, f"of_{prep.lower_}"
    for child in _children(noun, "poss"):
        yield child, "possessor"
    for child in _children(noun, "compound", "amod", "nmod"):
        yield child, "modifier"
    if (counted := _undergone(noun)) is not None:
        yield counted, "undergone"
    yield noun, "itself"


def _behind(noun: Token) -> Iterator[Token]:
    """The "of" behind where or how an event was ("the death in combat of seven rebels")."""
    for prep in _children(noun, "prep"):
        if prep.lower_ in ("in", "at", "during", "on", "under") and not any(_children(noun, "poss", "compound")):
            for inner in _children(prep, "pobj"):
                yield from (c for c in _children(inner, "prep") if c.lower_ == "of" and _counts(c))


def _counts(of: Token) -> bool:
    """Whether a number stands behind an "of"."""
    return any(c.pos_ == "NUM" or any(_children(c, "nummod")) for c in _children(of, "pobj"))


_UNDERWENT = frozenset({"survivor", "victim"})


def _undergone(noun: Token) -> Token | None:
    """Those who are counted as having gone through what a noun names ("27 survivors of rape")."""
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in _UNDERWENT:
        return noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _UNDERWENT:
        return noun.head.head
    return None


def _adjective(word: Token) -> Iterator[Argument]:
    if word.dep_ in ("amod", "appos", "conj", "acl"):
        yield word.head, "modified"
    governor = word.head
    if word.dep_ in ("acomp", "oprd", "attr", "ccomp", "xcomp", "advcl", "pcomp", "dep", "prep", "pobj"):
        if governor.pos_ == "ADP":
            governor = governor.head
        for child in _children(governor, "dobj"):
            yield child, "small_clause"
        left = any(_children(governor, "dobj"))
        for child in _children(governor, "nsubjpass", *(() if left else ("nsubj",))):
            yield from _resolved(governor, child, "predicate")
        if governor.dep_ in ("acl", "relcl"):
            yield governor.head, "predicate_relative"
    for child in _children(word, "nsubj", "nsubjpass"):
        yield child, "own_subject"
    if word.dep_ in ("ROOT", "ccomp"):
        for child in _children(word, "npadvmod", "nummod", "dep"):
            yield child, "telegraphic"
    yield word, "itself"
