"""Places that the gazetteer cannot name: unknown villages, "Israeli prisons", "the Kenyan capital", "the city"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tollbook.reference.gazetteer import Entry, Gazetteer

from .places_lexicon import DIRECTIONS, place_words
from .places_mention import PlaceMention
from .places_tokens import Spans

_ARTICLE = r"(?:(?:al|el|ash|ar|ad|az|Al|El)[ -]|(?:as|an|at)-)"
_WORD = r"[A-Z]\w*(?:['’ʼ](?!s\b)\w+)?"
_NAME = rf"{_ARTICLE}?{_WORD}(?:[ -](?:(?:de|del|la|e|i)[ -])?{_ARTICLE}?{_WORD}){{0,3}}"
_KIND = (
    "villages?|towns?|cit(?:y|ies)|settlements?|hamlets?|suburbs?|neighbou?rhoods?|kibbutz|outposts?|refugee camps?"
    "|camps?|kebeles?|localit(?:y|ies)|districts?|subdistricts?|woredas?|quarters?|count(?:y|ies)"
)
_TITLED = "Villages?|Towns?|Districts?|Subdistricts?|Count(?:y|ies)|Woredas?|Kebeles?|Refugee Camp"
"""Words for kinds of place that are written as part of the name: no city, whose names are known."""
_BEFORE = re.compile(rf"\b(?P<kind>{_KIND}),?[ \n](?:of[ \n])?(?:the[ \n])?(?P<name>{_NAME})")
_AFTER = re.compile(rf"(?<![\w’'-])(?P<name>{_NAME}) (?P<kind>{_KIND}|{_TITLED}|area)\b")
_LOCATED = re.compile(
    rf"\b(?P<kind>near|outside|around|in|at)[ \n](?:the[ \n])?(?P<name>{_NAME})(?=[ \n]*[,.;)]|[ \n]+(?:[a-z]|\d))"
)
_BEHIND = "|".join(sorted(place_words().classes["behind"]))
_APPOSED = re.compile(
    rf"\b(?:in|at|on|near|from|of|outside|around|to|into|hit|struck|attacked|raided|stormed|bombed|shelled)[ \n]"
    rf"(?P<name>{_NAME}),[ \n](?:a|an|the)[ \n](?:[a-z][\w-]*[ \n]){{0,4}}?(?P<kind>{_KIND})"
    rf"(?=[ \n]*(?:[,.;:)—–-]|$)|[ \n](?:\d|(?:{_BEHIND})\b))"
)
"""A name with what kind of place it is behind it ("NAME, a village in"): no person ("NAME, a town councillor")."""
_TERRAIN = "|".join(sorted(place_words().classes["terrain"]))
_NATURAL = re.compile(
    rf"\b(?:in|at|on|near|off|from|around|outside|along|across)[ \n](?:the[ \n])?"
    rf"(?P<name>(?:(?P<kind>Mount|Mt\.?|Lake|Cape|Wadi|Jabal|Jebel|Hill)[ \n](?:\d+|{_NAME})"
    rf"|{_NAME}[ \n](?:{_TERRAIN})))\b"
)
"""Capes, hills and coves, which no list of towns has: named by a word for the kind of land."""
_AREA = re.compile(r"district|subdistrict|woreda|count|area")
_CAPITAL_NAMED = r",?[ \n](?:city[ \n])?(?:of[ \n])?(?:the[ \n])?[A-Z]"
_CAPITAL = re.compile(rf"\b(?:the|its|their|The)[ \n](?:[a-z-]+[ \n])?capital\b(?!{_CAPITAL_NAMED})")
_OWN_CAPITAL = re.compile(rf"['’]s[ \n]capital\b(?!{_CAPITAL_NAMED})")


def unknown_places(text: str, known: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Names that only the words around show to be places; a known name that is a mere part of one is inside them."""
    taken = Spans((m.name_start, m.name_end) for m in known)
    for pattern, strength in ((_BEFORE, 1.5), (_AFTER, 1.5), (_APPOSED, 1.5), (_NATURAL, 1.5), (_LOCATED, 0.5)):
        for match in pattern.finditer(text):
            start, end = _trimmed(text, *match.span("name"))
            others = taken.overlapping(start, end)
            if end - start < 3 or any(not _mere_part(a, b, start, end) or pattern is _LOCATED for a, b in others):
                continue
            taken.add(start, end)
            yield _unknown(text, match, (start, end), strength, pattern)


def _mere_part(a: int, b: int, start: int, end: int) -> bool:
    """Whether the stretch a to b is a part of the longer one, so that it stands in nobody's way."""
    return start <= a and b <= end and b - a < end - start


def _unknown(
    text: str, match: re.Match[str], span: tuple[int, int], strength: float, pattern: re.Pattern[str]
) -> PlaceMention:
    start, end = span
    name, word = text[start:end], (match.group("kind") or "").lower()
    if pattern in (_LOCATED, _NATURAL):
        value = 1.0 if word in ("near", "outside", "around") else strength
        return PlaceMention(start, end, name, name, start, end, (), "name", locative=True, strength=value)
    kind = "camp" if "camp" in word else "area" if _AREA.match(word) else "settlement"
    last = match.end("kind") if pattern is _AFTER else end
    return PlaceMention(
        start, last, text[start:last], name, start, end, (), kind, word, locative=True, strength=strength
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A name's span less words that only begin a sentence and its possessive; empty where it is no name of a place."""
    words = place_words()
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    while (first := re.match(r"\w+[ -]", text[start:end])) and first.group()[:-1].lower() in words.never:
        start += first.end()
    parts = [p.lower() for p in re.split(r"[ -]", text[start:end])]
    if text[start:end].isupper() or any(p in words.barred for p in parts):
        return start, start
    lone = parts[0] if len(parts) == 1 else ""
    if lone in words.common or lone in words.kinds or lone in words.never:
        return start, start
    return start, end


def adjective_places(text: str, known: Sequence[PlaceMention], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """Countries in "Israeli prisons" and "Turkish territory"; capitals in "the Kenyan capital" and "the capital"."""
    words = place_words()
    for match in words.adjective_phrase.finditer(text):
        noun, adjective = match.group(2), match.group(1).lower()
        code = words.demonyms.get(adjective) or words.demonyms.get(adjective.split()[-1])
        if code is None:
            continue
        if noun != "capital":
            found = tuple(e for e in gazetteer.countries() if e.country == code)
            yield _phrase(match, "country", found, code)
        elif not re.match(_CAPITAL_NAMED, text[match.end() : match.end() + 14]):
            yield _phrase(match, "capital", (), code)
    owners = {m.end: m for m in known}
    for match in _OWN_CAPITAL.finditer(text):
        owner = owners.get(match.start())
        if owner and owner.candidates and owner.candidates[0].kind == "country":
            yield _phrase(match, "capital", (), owner.candidates[0].country)
    taken = Spans((m.start, m.end) for m in known)
    for match in _CAPITAL.finditer(text):
        if not taken.overlapping(*match.span()):
            yield _phrase(match, "capital", (), None)


def _phrase(match: re.Match[str], kind: str, found: tuple[Entry, ...], code: str | None) -> PlaceMention:
    return PlaceMention(
        *match.span(), match.group(), match.group(), *match.span(), found, kind, hint=code, strength=2.0
    )


def back_places(text: str, known: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Words that go back to a place named before: "the city", "the besieged enclave"."""
    taken = {m.start for m in known} | {m.end for m in known}
    for match in place_words().back_phrase.finditer(text):
        if match.end() in taken or DIRECTIONS.search(match.group()):
            continue
        yield PlaceMention(
            *match.span(), match.group(), match.group(1).lower(), *match.span(), (), "back", strength=1.0
        )
