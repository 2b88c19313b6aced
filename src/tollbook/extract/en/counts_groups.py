"""Groups of people told by their kin ("a couple and their two children") and the one person that an article implies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.model import Comparator, Count

from .counts_lexicon import LEXICON
from .counts_numerals import DIGITS, SPELLED, read_digits, read_spelled


@dataclass(frozen=True)
class Group:
    """A group of people counted by its members; offsets are code points into the text given."""

    start: int
    end: int
    count: Count


_NUMBER = rf"(?:{DIGITS}|{SPELLED})"
_AGE = r"(?:[\w-]+[-‐‑\s](?:years?|months?|weeks?|days?)[-‐‑\s]old\s+)"
_BETWEEN = rf"{_AGE}?(?:[\w-]+\s+){{0,2}}?"
_MEMBER = (
    rf"(?:(?:an?|the|his|her|their|one|another)\s+{_BETWEEN}(?:couple|pair)\b"
    rf"|(?:an?|the|his|her|their|its|one|another)\s+{_BETWEEN}{LEXICON.kin_singular}\b(?![-‐‑])"
    rf"|(?:(?:all|of|his|her|their|the)\s+){{0,3}}{_NUMBER}\s+{_BETWEEN}{LEXICON.kin_plural}\b"
    rf"|(?:(?:his|her|their|both|the)\s+)?(?:parents|grandparents)\b)"
)
_SELF = r"(?:(?:he|she|him|her)\b)"
_LINK = r"(?:\s*,?\s+(?:and|along\s+with|together\s+with|as\s+well\s+as|with|plus)\s+|\s*,\s+)"
_TOGETHER = re.compile(rf"\b(?:{_MEMBER}|{_SELF})(?:{_LINK}{_MEMBER})+", re.IGNORECASE)
_ONE_MEMBER = re.compile(rf"\b{_MEMBER}|^{_SELF}", re.IGNORECASE)
_MAY_BE_KIN = re.compile(rf"\b(?:{LEXICON.kin_singular}|{LEXICON.kin_plural}|{LEXICON.sized}|couple)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:his|her|their)\b", re.IGNORECASE)
_LEADING = re.compile(r"\s*(?:at\s+least|no\s+(?:fewer|less)\s+than)\s+", re.IGNORECASE)
_SIZED = re.compile(
    rf"\b(?:an?|the|one|another|whole|entire)\s+(?:[\w-]+\s+){{0,2}}?{LEXICON.sized}\s+of\s+(?P<size>{_NUMBER})\b(?!\s+\w+\s+old)"
    rf"|\b(?:an?|the|one|another|its|their|his|her)\s+(?P<strength>{_NUMBER})[\s‐‑-](?:member|strong|person|man|woman)\s+"
    rf"(?:[\w-]+\s+){{0,2}}?{LEXICON.sized}\b",
    re.IGNORECASE,
)
_NUMBER_RE = re.compile(rf"(?P<digits>{DIGITS})|(?P<spelled>{SPELLED})", re.IGNORECASE)
_AGE_RE = re.compile(_AGE, re.IGNORECASE)
_AGE_APPOSED = re.compile(
    r",\s+(?:aged\s+)?\d{1,3}(?=\s*(?:[,;.]|$)|\s+and\b)|\s\(\d{1,3}\)|\b[\w-]+[-\s]years?[-\s]old\b(?=\s+\w)"
)
_PAIRS = {"couple": 2, "pair": 2, "parents": 2, "grandparents": 2}

_PLURAL_END = re.compile(
    r"(?:ians|ans|ants|ents|ers|ors|ists|ees|ies|ims|als|ses|yers|els|ings|ives|ages|eens|ards|(?:q|l|th|b|kh)is)$"
)
_SINGULAR_IN_S = re.compile(r"(?:ss|us|is|ous|['’]s)$")
_HEAD_ENDS = re.compile(
    r"\s+(?:of|from|in|at|who|whom|whose|that|which|with|on|for|to|by|named|called|identified|working|serving|near|was"
    r"|were|has|had|have|and|or|while|when|as|under|aged|killed|shot|along|inside|outside|alleged)\b|[,;:(.…]",
    re.IGNORECASE,
)
_ARTICLE_ONE = re.compile(r"(?:an?|one|another|each|every|this|that)(?:\s|$)", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|his|her|its|their|my|our|whose)\s|\S+['’]s?\s", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:an?|the|his|her|their|its|one|another)\s", re.IGNORECASE)
_LIST = re.compile(r"(\s*[,;]\s+(?:and\s+)?|\s+(?:and|along\s+with|as\s+well\s+as|nor)\s+)")


def find_groups(text: str) -> list[Group]:
    """Groups of kin and sized groups in a text: "a man and his wife" (2), "a family of five" (5)."""
    if not _MAY_BE_KIN.search(text):
        return []
    found = [Group(m.start(), m.end(), _sum(m.group())) for m in _TOGETHER.finditer(text) if _belong(m.group())]
    found += [Group(m.start(), m.end(), _sized(m)) for m in _SIZED.finditer(text)]
    return sorted(found, key=lambda group: group.start)


def read_group(text: str) -> Count | None:
    """The count of a phrase that as a whole names a group by its members; None where it is no such phrase."""
    leading = _LEADING.match(text)
    phrase = (text[leading.end() :] if leading else text).strip()
    if match := _SIZED.fullmatch(phrase):
        count = _sized(match)
    elif _TOGETHER.fullmatch(phrase):
        count = _sum(phrase)
    else:
        return None
    if leading:
        return Count(low=count.low, comparator=Comparator.AT_LEAST, text=text)
    return count.model_copy(update={"text": text})


def implied_one(words: str) -> Count:
    """The count of a noun phrase without a number: one person ("a soldier", "his father", a name), or none stated.

    Several joined by "and" are counted where each is one ("his wife and a neighbour" = 2). Words that stand for a
    group told elsewhere ("they", "the men") have no count here.
    """
    phrase = words.strip().strip("\"“”'‘’.,;:")
    people = _people(phrase)
    if people and all(_is_one(p) for p in people):
        return _exact(len(people), words)
    if phrase and _is_one(phrase):
        return _exact(1, words)
    return Count(text=words or None)


def without_ages(phrase: str) -> str:
    """The phrase without the ages that follow names ("Leyla, 29, and her son") or stand before a noun."""
    return " ".join(_AGE_APPOSED.sub("", phrase).split())


def _people(phrase: str) -> list[str]:
    """The parts of a list of people, without those that only tell of the part before ("Leyla Haddad, a reporter")."""
    pieces = _LIST.split(phrase)
    people = pieces[:1]
    for separator, part in zip(pieces[1::2], pieces[2::2], strict=True):
        told = _DETERMINED.match(people[-1]) is None, _DETERMINED.match(part) is None
        apposed = separator.strip() == "," and told[0] != told[1] and people[-1]
        if part and not apposed:
            people.append(part)
    return [p for p in people if p]


def _is_one(phrase: str) -> bool:
    lower = phrase.lower()
    if lower in LEXICON.pronoun_one:
        return True
    ends = _HEAD_ENDS.search(phrase)
    head = phrase[: ends.start()] if ends and ends.start() else phrase
    words = head.split()
    last = words[-1].lower() if words else ""
    if last in LEXICON.person:
        return True
    if not last or last in LEXICON.plural or (last.endswith("s") and _PLURAL_END.search(last)):
        return False
    if _ARTICLE_ONE.match(phrase):
        return True
    if _DEFINITE.match(phrase):
        return not last.endswith("s") or _SINGULAR_IN_S.search(last) is not None or words[-1][:1].isupper()
    return _is_name(words[-1])


def _is_name(word: str) -> bool:
    return word[:1].isupper() or re.match(r"(?:al|el|ad|as|ash|ar)[-‐‑]\w", word) is not None


def _belong(words: str) -> bool:
    """Joined by "his", "her", "their", or an article beside a number: else separate groups ("11 men and 4 women")."""
    members = [m.group() for m in _ONE_MEMBER.finditer(words)]
    return len(members) > 1 and (_POSSESSIVE.search(words) is not None or _mixed(members))


def _mixed(members: list[str]) -> bool:
    single = [
        re.match(r"(?:an?|one|the)\s(?!\w+\s+(?:couple|pair))|(?:he|she|him|her)$", m, re.IGNORECASE) is not None
        for m in members
    ]
    return any(single) and not all(single)


def _sum(words: str) -> Count:
    return _exact(sum(_member(m.group()) for m in _ONE_MEMBER.finditer(words)), words)


def _member(words: str) -> int:
    plain = _AGE_RE.sub("", words)
    match = _NUMBER_RE.search(plain)
    if match and not re.match(r"an?\b", match.group(), re.IGNORECASE):
        return _value(match)
    return next((size for pair, size in _PAIRS.items() if re.search(rf"\b{pair}\b", plain, re.IGNORECASE)), 1)


def _sized(match: re.Match[str]) -> Count:
    number = _NUMBER_RE.fullmatch(match["size"] or match["strength"])
    return _exact(_value(number) if number else 1, match.group())


def _value(match: re.Match[str]) -> int:
    return int(read_digits(match["digits"])) if match["digits"] else int(read_spelled(match["spelled"]))


def _exact(value: int, words: str) -> Count:
    return Count(low=value, high=value, comparator=Comparator.EXACT, text=words or None)
