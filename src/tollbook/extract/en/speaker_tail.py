"""Speakers told by commas and line ends where the parse does not join them: "..., a source at the port radio said",
"the governor, Ada Marsh, said", "Shelling kills nine: monitor"."""

from __future__ import annotations

import re

from .groups import Scene, coordinated
from .names import looks_like_person, untitled
from .parse import Token
from .speaker_aliases import PERSONAL
from .speaker_names import REPORT_NOUNS

_SPEECH = frozenset(
    ["say", "report", "announce", "confirm", "state", "add", "write", "tell", "claim", "allege", "acknowledge", "admit"]
)
_TAIL = re.compile(r"[,\"]\s+((?:[\w'’.-]+\s+){1,13})$")
_TAIL_APPOSED = re.compile(r"[,\"]\s+((?:[\w'’.-]+\s+){0,8}[\w'’.-]+),\s+(?:[\w'’.-]+\s+){0,8}[\w'’.-]+,\s+$")
"""A description and a name between commas: "..., the city's mayor, Ada Marsh, said"."""
_AFTER = re.compile(
    r"\s*(?:$|[.,;]|on\b|in an?\b|as\b|late\b|earlier\b|adding\b|to\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_FIRST = frozenset(["DET", "ADJ", "NOUN", "PROPN", "NUM"])
_HELD = frozenset(["of", "for", "in", "at", "from", "with"])


def ends_clause(scene: Scene, verb: Token) -> bool:
    """Whether nothing, or only a day or an aside, follows a verb."""
    return _AFTER.match(scene.text, verb.idx + len(verb)) is not None


def phrase_at_end(scene: Scene, verb: Token, subject: Token | None) -> tuple[Token, str] | None:
    """The head and words of the noun phrase between the last comma and a verb of speech that ends its clause, where
    the parser's subject is another."""
    if verb.lemma_.lower() not in _SPEECH or not ends_clause(scene, verb):
        return None
    before = scene.text[: verb.idx]
    found = _TAIL.search(before) or _TAIL_APPOSED.search(before)
    if found is None:
        return None
    start, end = found.span(1)
    span = [t for t in scene.tokens if start <= t.idx < end]
    own = {t.i for t in coordinated(subject)} if subject is not None else set()
    if any(t.i in own for t in span):
        return None
    if (
        not span
        or span[0].pos_ not in _FIRST
        or any(t.pos_ in ("AUX", "PRON", "SCONJ") or (t.pos_ == "VERB" and t.dep_ != "amod") for t in span)
    ):
        return None
    last = _head_of(span)
    if last is None or not scene.text[start:].strip():
        return None
    return span[last], _words(scene, span, last)


def _head_of(span: list[Token]) -> int | None:
    """Where the first noun of a phrase ends, an owner before it passed over."""
    for n, token in enumerate(span):
        after = span[n + 1] if n + 1 < len(span) else None
        if token.pos_ not in ("NOUN", "PROPN") or (after is not None and after.pos_ in ("NOUN", "PROPN", "PART")):
            continue
        return n
    return None


def _words(scene: Scene, span: list[Token], head: int) -> str:
    """The words up to the head, with what a preposition right after it adds."""
    end = head
    if head + 1 < len(span) and span[head + 1].lower_ in _HELD:
        end = next((n - 1 for n in range(head + 1, len(span)) if span[n].pos_ == "CCONJ"), len(span) - 1)
    return scene.text[span[0].idx : span[end].idx + len(span[end])].strip(" ,'\"")


_APPOSED = re.compile(
    r"(?:\s+and\s+[A-Z]\w+)?\s*,\s+((?:[A-Z][\w'’.-]*)(?:\s+(?:al-|el-|bin |ibn )?[A-Z][\w'’.-]*){0,4})"
    r"(?:\s*,|(?=\s+(?:said|says|told|confirmed|announced|stated|added|reported|wrote|claimed|disclosed)\b))"
)
_NAMED_BODY = frozenset(["agency", "company", "group", "organisation", "organization", "charity", "network", "service"])


def apposed(scene: Scene, head: Token, words: str) -> tuple[str, bool] | None:
    """The name between commas after a description of a person or a body, and whether it is a person's."""
    start = scene.text.find(words, head.left_edge.idx if head.left_edge.idx <= head.idx else head.idx)
    start = start if start >= 0 else scene.text.find(words)
    if start < 0 or head.pos_ not in ("NOUN", "PROPN") or (head.pos_ == "PROPN" and head.lower_ not in PERSONAL):
        return None
    found = _APPOSED.match(scene.text, start + len(words))
    if found is None:
        return None
    low, high = found.span(1)
    if any(a <= low and high <= b for a, b in scene.places):
        return None
    name = untitled(found.group(1))
    if head.lemma_.lower() in _NAMED_BODY:
        return name, False
    return (name, True) if looks_like_person(name.split()) and not scene.party_at(head) else None


_LINE = re.compile(
    r"(?:(?P<mark>[:–—|]|\ufffd_?|\s-)\s+|\s)(?P<who>(?:(?:UN|US|Syrian|state|local|rights|war|medical|security)\s+)?"
    r"(?:[Mm]onitors?|monitoring group|[Oo]bservatory|[Aa]ctivists|[Ss]tate media|[Oo]fficials?|[Pp]olice|army|"
    r"[Mm]inistry|[Gg]overnor|[Mm]ayor|UN|[Ww]itnesses|[Rr]esidents|[Ss]ources?|[Rr]eports?|[Mm]edics|[Rr]escuers|"
    r"civil defen[cs]e|media))\s*(?:\|.{2,40})?$"
)
_UNMARKED = re.compile(r"(?:[Mm]onitor|[Oo]bservatory|[Aa]ctivists|[Ss]tate media)$")


def end_of_line(scene: Scene) -> re.Match[str] | None:
    """The source that a headline ends with: "Shelling kills nine: monitor", "Raid kills six - ministry"."""
    found = _LINE.search(scene.text)
    if found is None or found.start() < 12:
        return None
    return found if found.group("mark") or _UNMARKED.search(found.group("who")) else None


def side_of_report(scene: Scene, head: Token) -> str | None:
    """The side whose figures or claims are quoted ("Ruritanian figures"): it is said to speak (guide, Sources)."""
    if head.lemma_.lower() not in REPORT_NOUNS:
        return None
    for child in head.children:
        match = scene.party_at(child) if child.dep_ == "amod" and child.i < head.i else None
        if match is not None and match.party is not None:
            return match.party
    return None
