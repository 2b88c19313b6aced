"""Who the victims are beyond their number: the group's sex, age and role, and the persons named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.model import Comparator, Person

from .context import Context
from .draft import Draft
from .groups import NAME, PEOPLE
from .kept_lexicon import kept_words
from .names import untitled
from .parse import Token

_BEFORE = ("det", "amod", "compound", "nummod", "poss", "nmod")
_CHILD = 18
"""Persons below this age are children (Convention on the Rights of the Child, article 1)."""
_AGE_AFTER = re.compile(
    r"\s*(?:,\s*(?:aged?\s+|an?\s+)?|\(\s*(?:aged?\s+)?|\s+aged\s+)(\d{1,3})\b(?![,.]\d)"
    r"(?=-year-old|\s+years?|\s*(?:[,.;:)]|$|and\b|was\b|were\b|who\b|from\b|of\b))"
)
_AGE_BEFORE = re.compile(r"(\d{1,3})[\s-]years?[\s-]old\s+(?:[\w-]+\s+){0,4}$")
_AGE_WORD = re.compile(r"\b(\d{1,3})[\s-]years?[\s-]old\b")
_NAME = r"(?:[A-Z][\w'.-]+)(?:\s+(?:(?:al|bin|ibn|abu|de|la|van|von)[\s-])?[A-Z][\w'-]+){1,3}"
_IDENTIFIED = re.compile(rf"\b(?:identified|named)(?:\s+\w+)?\s+as\s+(?=(?:[\w.-]+\s+){{0,4}}?({_NAME}))")
_WITH_AGE = re.compile(rf"({_NAME})(?:\s*(?:,\s*(?:aged?\s+)?|\(\s*(?:aged?\s+)?)(\d{{1,3}})\b\)?)?")
_VICTIM = re.compile(
    r"\b(?:victims?|deceased|dead|slain|killed|wounded|injured|missing|bod(?:y|ies)|man|woman|men|women|boy|girl|captives?|hostages?)\b",
    re.IGNORECASE,
)


def group_of(context: Context, draft: Draft) -> tuple[str, ...]:
    """What the noun for the victims and the words before it say: `sex:`, `age:`, `role:` and the like, each once; of
    several joined ("a woman and child") what all of them are."""
    heads = [draft.head, *(draft.scene.doc[i] for i in draft.candidate.group.joined)]
    said = [_group_of(context, draft, head) for head in heads]
    return tuple(s for s in said[0] if all(s in other for other in said[1:]))


def _group_of(context: Context, draft: Draft, head: Token) -> tuple[str, ...]:
    people, words = context.lexicon.people, kept_words().group
    noun = people.get(head.lemma_.lower())
    found: list[str] = list(noun.group) if noun is not None else []
    before = [t for t in head.lefts if t.dep_ in _BEFORE]
    inner = [t for b in before for t in b.subtree] if before else []
    low = [t.lower_ for t in inner]
    for n, token in enumerate(inner):
        after = inner[n + 1].lower_ if n + 1 < len(inner) else str(head.lemma_.lower())
        said = words.get(f"{low[n]} {after}")
        if said is None and not (low[n] == "old" and n and low[n - 1] in ("-", "year", "years")):
            said = words.get(low[n])
        if said is not None:
            found.append(said)
        elif token.dep_ == "compound" and (other := people.get(token.lemma_.lower())) is not None:
            found.extend(other.group)
    age = _AGE_WORD.search(draft.scene.text, head.left_edge.idx, head.idx) if inner else None
    if age is not None:
        found.append("age:child" if int(age.group(1)) < _CHILD else "age:adult")
    return _one_of_a_kind(found)


def _one_of_a_kind(found: list[str]) -> tuple[str, ...]:
    """The first of each kind; a more exact role (a police officer's) is not doubled."""
    out: dict[str, str] = {}
    for said in found:
        out.setdefault(said.split(":", 1)[0], said)
    return tuple(out.values())


def persons_of(context: Context, draft: Draft) -> tuple[Person, ...]:
    """The named victims of a claim: the group where it is a name, else those whom the text identifies as the group."""
    joined = [t for t in (draft.scene.doc[i] for i in draft.candidate.group.joined) if t.pos_ == "PROPN"]
    if draft.candidate.group.kind == NAME:
        return tuple(_named(context, draft, head) for head in (draft.head, *joined))
    if joined:
        return (*_in_apposition(context, draft), *(_named(context, draft, head) for head in joined))
    if draft.candidate.group.kind != PEOPLE:
        return ()
    return tuple(_in_apposition(context, draft)) or tuple(_identified(context, draft))


def _named(context: Context, draft: Draft, head: Token) -> Person:
    doc = draft.scene.doc
    left, right = head.i, head.i
    while left > 0 and doc[left - 1].pos_ == "PROPN" and doc[left - 1].sent == head.sent:
        left -= 1
    while right + 1 < len(doc) and doc[right + 1].pos_ == "PROPN":
        right += 1
    return _person(context, draft, left, right, head)


def _person(context: Context, draft: Draft, left: int, right: int, head: Token) -> Person:
    """The person whose name runs from one token to another."""
    doc, text = draft.scene.doc, draft.scene.text
    while left < right and _is_rank(doc[left]):
        left += 1
    first = left
    while first > 0 and _is_rank(doc[first - 1]):
        first -= 1
    ranks = [t.text for t in doc[first:left] if t.lower_.strip(".") not in kept_words().sex]
    name = untitled(doc[left : right + 1].text)
    end = doc[right].idx + len(doc[right])
    age = _AGE_AFTER.match(text, end, end + 30) or _AGE_BEFORE.search(text[: doc[first].idx])
    years = int(age.group(1)) if age else None
    return Person(
        name=name,
        age=years if years is not None and years < 120 else None,
        sex=_sex(context, draft, doc[first : right + 1], head),
        rank=" ".join(ranks) or None,
    )


def _is_rank(token: Token) -> bool:
    low = token.lower_.strip(".")
    words = kept_words()
    return low in words.ranks or (
        low in words.sex and token.text[:1].isupper() and low not in ("he", "she", "his", "her")
    )


def _sex(context: Context, draft: Draft, name: Token, head: Token) -> str | None:
    """From a title, a noun beside the name, or the pronoun that opens the next sentence."""
    words, people = kept_words().sex, context.lexicon.people
    for token in name:
        if token.text.endswith(".") or token.lower_ in ("mr", "mrs", "ms", "miss", "sir", "madam", "lady"):
            told = words.get(token.lower_.strip("."))
            if told is not None:
                return told
    beside = [t for t in head.children if t.dep_ in ("appos", "compound", "amod", "nmod")]
    for token in (*beside, head.head):
        noun = (
            people.get(token.lemma_.lower())
            if token is not head and (token in beside or head.dep_ == "appos")
            else None
        )
        for said in noun.group if noun is not None else ():
            if said.startswith("sex:"):
                return said[4:]
    return _pronoun_after(context, draft)


def _pronoun_after(context: Context, draft: Draft) -> str | None:
    sentences = context.document.sentences
    if (
        draft.sentence + 1 >= len(sentences)
        or sentences[draft.sentence + 1].paragraph != sentences[draft.sentence].paragraph
    ):
        return None
    first = sentences[draft.sentence + 1].text.split(" ", 1)[0].lower()
    return kept_words().sex.get(first) if first in ("he", "she", "his", "her") else None


def _in_apposition(context: Context, draft: Draft) -> Iterator[Person]:
    """ "A policeman, NAME", "two men identified as NAME and NAME": names joined to the group's noun in the parse."""
    for child in draft.head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and _is_singular(draft):
            yield from _from_head(context, draft, child)
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in ("identify", "name"):
            for prep in child.children:
                for name in prep.children if prep.lower_ == "as" else ():
                    if name.dep_ == "pobj":
                        yield from _from_head(context, draft, name)


def _from_head(context: Context, draft: Draft, head: Token) -> Iterator[Person]:
    """The person that a name's head stands for and those joined to it."""
    if head.pos_ != "PROPN" or draft.scene.in_place(head):
        return
    doc = draft.scene.doc
    left = right = head.i
    while left > 0 and doc[left - 1].pos_ == "PROPN" and doc[left - 1].head.i in (head.i, left):
        left -= 1
    while right + 1 < len(doc) and doc[right + 1].pos_ == "PROPN" and doc[right + 1].head.i == head.i:
        right += 1
    if right > left:
        yield _person(context, draft, left, right, head)
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ == "PROPN":
            yield from _from_head(context, draft, child)


def _is_singular(draft: Draft) -> bool:
    count = draft.candidate.count
    return count.comparator == Comparator.EXACT and count.low == count.high == 1


def _identified(context: Context, draft: Draft) -> Iterator[Person]:
    """Names in this sentence or the next that the victims are said to be identified as, where their number agrees."""
    count = draft.candidate.count
    if count.low is None or count.low != count.high or not 1 <= count.low <= 12:
        return
    sentences = context.document.sentences
    for index in (draft.sentence, draft.sentence + 1):
        if index >= len(sentences) or "as" not in sentences[index].text:
            continue
        text = sentences[index].text
        for match in _IDENTIFIED.finditer(text):
            before = text[: match.start()]
            if index != draft.sentence and not _VICTIM.search(before) and not re.match(r"(?:They|He|She)\b", before):
                continue
            found = list(_listed(text, match.end()))
            if len(found) == count.low:
                yield from found
                return


def _listed(text: str, start: int) -> Iterator[Person]:
    """The names of a list that starts here: "A (28), B (30) and C"."""
    at = start
    while (match := _WITH_AGE.search(text, at, at + 90)) is not None:
        gap = text[at : match.start()]
        if not re.fullmatch(r"[\s,;)]*(?:and\s+)?(?:[a-z][\w-]*\s+){0,3}", gap):
            return
        yield _told(match.group(1), match.group(2), gap)
        at = match.end()


def _told(words: str, age: str | None, before: str) -> Person:
    parts, ranks = words.split(), []
    while len(parts) > 2 and parts[0].lower().strip(".") in kept_words().ranks:
        ranks.append(parts.pop(0))
    small = [w for w in before.split() if w in kept_words().ranks]
    years = int(age) if age else None
    return Person(
        name=" ".join(parts), age=years if years and years < 120 else None, rank=" ".join(small + ranks) or None
    )
