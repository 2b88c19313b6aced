"""Victims that a parse loses behind words set between them and the word for harm ("four others, three of them
identified as A, B and C, sustained injuries"; "the evacuation of, by the latest count, 1,200 people")."""

from __future__ import annotations

import re

from .counts import Quantity
from .groups import Scene
from .parse import Token

_SUFFERED = re.compile(
    r"\s+(?:(?:[\w-]+\s+(?:and\s+)?){0,3}?(?:injur(?:y|ies)|wounds?|burns)"
    r"|(?:(?:some|several|minor|slight|light|deep|multiple|severe|serious)\s+){0,2}"
    r"(?:cuts|bruises|lacerations|abrasions|fractures?|concussions?))\b",
    re.IGNORECASE,
)
_ADVERBS = (
    r"(?:\s+(?:also|either|all|both|themselves|too|later|subsequently|reportedly|allegedly|apparently|seriously"
    r"|critically|severely|gravely|grievously|badly|slightly|lightly|fatally|mortally))*"
)
_PASSIVE = re.compile(rf"(?:^|\s)(?:were|was|(?:had|have|has)(?:{_ADVERBS}\s+been)?|got){_ADVERBS}\s+$", re.IGNORECASE)
_ACTIVE = re.compile(rf"{_ADVERBS}(?:\s+(?:had|have|has))?{_ADVERBS}\s+$", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:\s*,\s*(?:[\w-]+\s+(?:more\s+|others\s+)?of\s+(?:them|whom)\s+)?|\s+)"
    r"(?:(?:was|were)\s+)?(?:identified|named|including|among\s+(?:them|whom)|aged|belonging|both|all)\b(?:[^.;:]|(?<=\b[A-Z])\.){2,180}?,?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*,(?:[^,.;:]|(?<=\b[A-Z])\.){2,70},$")
_OF = re.compile(r"of\s*,[^,.;:]{2,60},\s*", re.IGNORECASE)
_SET_BETWEEN = frozenset({"identify", "name", "include", "age", "belong", "know", "base", "post", "station"})
_SUFFERING = frozenset({"sustained", "suffered", "received"})


def subject_before(scene: Scene, verb: Token) -> tuple[Token, str] | None:
    """The head of the words that a verb of harm says it of, by the words before it alone; with the relation.

    Only for forms that leave no doubt: a passive, injuries sustained, "leaving ... wounded".
    """
    before = scene.text[: verb.idx]
    if is_suffering(scene, verb):
        return _head(scene, before[: _found(_ACTIVE, before)], "subject")
    passive = _PASSIVE.search(before)
    if verb.tag_ == "VBN" and passive is not None:
        return _head(scene, before[: passive.start()], "pass")
    return _left(scene, before[: _found(_ACTIVE, before)])


def object_after(scene: Scene, noun: Token) -> tuple[Token, str] | None:
    """The number behind "of" and words set between commas, where the parse hangs nothing on the "of"."""
    of = next((c for c in noun.children if c.lower_ == "of" and not any(t.dep_ == "pobj" for t in c.children)), None)
    gap = _OF.match(scene.text, of.idx) if of is not None else None
    number = next((q for q in scene.quantities if gap is not None and q.start == gap.end()), None)
    token = scene.token_at(number.number_start) if number is not None and number.kind == "count" else None
    return (token, "of_of") if token is not None else None


_PUT_AT = re.compile(
    r"(?:\s+(?:in|since|over|during|for|from|between)\s[^.;:,]{2,50}?)?\s+at\s+(?:(?:close|next|up)\s+to\s+|(?:at\s+least|more\s+than|over|above|around|about|nearly|almost|some|roughly"
    r"|an\s+estimated|fewer\s+than|less\s+than|under)\s+)*[\"'“‘]?",
    re.IGNORECASE,
)


_PUTS = re.compile(r"\b(?:puts?|putting)\b", re.IGNORECASE)


def put_at(scene: Scene, word: Token) -> tuple[Token, str] | None:
    """The number that the dead or wounded of a side are put at ("put the army's dead at close to 900")."""
    gap = _PUT_AT.match(scene.text, word.idx + len(word)) if _PUTS.search(scene.text, 0, word.idx) else None
    return _number(
        scene, next((q for q in scene.quantities if gap is not None and q.start <= gap.end() <= q.number_start), None)
    )


_TOLL_OF = re.compile(
    r"\b(?:number|toll|tally|count|total|figure)\s+(?:of|for|among)\s+(?:[^.;:\d]{0,60}\s)?$"
    r"|\b(?:number|toll|tally|total)\s+(?:of\s+)?$",
    re.IGNORECASE,
)
_RISES = (
    r"(?:ris(?:en|es|ing)|rose|grow(?:n|s|ing)?|grew|climb(?:ed|s|ing)?|increas(?:ed|es|ing)|jump(?:ed|s)?|soar(?:ed|s)?"
    r"|reach(?:ed|es)|stands?|stood|(?:was|were|been)\s+(?:raised|revised|put|updated|increased))"
)
_MORE = r"(?:(?:at\s+least|more\s+than|over|above|around|about|nearly|almost|some|roughly|an\s+estimated|up\s+to)\s+)*"
_TO_THE_VERB = r"(?:[^.;:\d]|\b(?:19|20)\d\d\b){0,90}?"
_PASSES = r"(?:reach(?:ed|es)?|exceed(?:ed|s)?|surpass(?:ed|es)?|topp?(?:ed|s)|pass(?:ed|es)|hits?)"
_ROSE_TO = re.compile(
    rf"(?:\s+{_TO_THE_VERB})?\s+(?:has\s+|had\s+|have\s+)?(?:now\s+|since\s+)?{_RISES}\s+(?:to|at)\s+{_MORE}"
    rf"|(?:\s+{_TO_THE_VERB})?\s+(?:has\s+|had\s+|have\s+)?(?:now\s+|already\s+)?{_PASSES}\s+{_MORE}"
    rf"|\s+[^.;:,\d]{{0,50}}?\s?\bto\s+{_MORE}",
    re.IGNORECASE,
)
_BRINGS = r"\b(?:br(?:ing|ings|inging|ought)|rais(?:e|es|ed|ing)|push(?:es|ed|ing)?|tak(?:e|es|ing)|took)\b"
_BROUGHT = re.compile(_BRINGS, re.IGNORECASE)
_BROUGHT_TO = re.compile(
    rf"{_BRINGS}\s+to\s+[^.;:,]{{1,40}}?"
    r"\s+the\s+(?:total\s+)?(?:number|toll|tally|count)\s+(?:of\s+)?(?:\w+\s+){0,3}?$",
    re.IGNORECASE,
)


def rose_to(scene: Scene, word: Token) -> tuple[Token, str] | None:
    """The number that a count of the dead or wounded rose or was brought to ("the number of people killed in the raid
    has risen to 21", "brings the toll of soldiers killed to 18", "raising to 66 the number killed")."""
    before = scene.text[: word.idx]
    if (brought := _BROUGHT_TO.search(before)) is not None:
        number = next((q for q in scene.quantities if brought.start() < q.number_start and q.end <= word.idx), None)
        return _number(scene, number)
    if _TOLL_OF.search(before) is None:
        return None
    gap = _ROSE_TO.match(scene.text, word.idx + len(word))
    plainly = gap is not None and (
        _BROUGHT.search(before) is not None or re.search(rf"{_RISES}|{_PASSES}", gap.group(), re.IGNORECASE)
    )
    if gap is None or not plainly:
        return None
    return _number(scene, next((q for q in scene.quantities if q.start <= gap.end() <= q.number_start), None))


def _number(scene: Scene, number: Quantity | None) -> tuple[Token, str] | None:
    token = scene.token_at(number.number_start) if number is not None and number.kind == "count" else None
    return (token, "predicate") if token is not None else None


def is_suffering(scene: Scene, verb: Token) -> bool:
    """Whether a word says that injuries were sustained, suffered or received."""
    return verb.lower_ in _SUFFERING and _SUFFERED.match(scene.text, verb.idx + len(verb)) is not None


def _found(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found is not None else len(text)


def _head(scene: Scene, before: str, relation: str) -> tuple[Token, str] | None:
    """The noun that ends a text, what is set between commas passed over; up from "of" and "and" to where it begins."""
    before = before.rstrip()
    for pattern in (_BESIDE, _BETWEEN):
        between = pattern.search(before)
        if between is not None and not _tells(scene, between.start(), between.end()):
            before = before[: between.start()].rstrip()
            break
    token = scene.token_at(len(before) - 1)
    if token is not None and token.text == ")":
        opening = before.rfind("(")
        token = scene.token_at(len(before[:opening].rstrip()) - 1) if opening > 0 else None
    while token is not None and token.dep_ == "pobj" and token.head.pos_ == "ADP" and token.head.head.i < token.head.i:
        if token.head.head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON"):
            break
        token = token.head.head
    while token is not None and token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
        token = token.head
    if token is None or token.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"):
        return None
    return token, relation


def _tells(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch holds a verb that tells of something else."""
    inside = (t for t in scene.tokens if start <= t.idx < end)
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.lemma_.lower() not in _SET_BETWEEN for t in inside)


def _left(scene: Scene, before: str) -> tuple[Token, str] | None:
    """What a clause is said to have left in that state: "leaving a constable, NAME, seriously wounded"."""
    found = _head(scene, before, "small_clause")
    if found is None:
        return None
    left = found[0].left_edge
    leaving = scene.doc[left.i - 1] if left.i > 0 else None
    return found if leaving is not None and leaving.lemma_.lower() == "leave" else None
