"""What a number counts: people and things (`count`), or something that is never a count (an age, a date, a unit)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .counts_lexicon import LEXICON
from .counts_scan import Raw


@dataclass(frozen=True)
class Kind:
    """A kind, the unit word or noun after the number, and how many characters after the number belong to it."""

    name: str
    unit: str | None = None
    tail: int = 0


_SELF_EVIDENT = frozenset({"time", "date", "phone", "model", "year", "ratio", "reference"})
_NAMED_DAYS = frozenset({"9/11", "7/7", "7/10", "10/7", "26/11"})
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_MONTH_BEFORE = re.compile(rf"(?<!\w){_MONTH}\s+(?:the\s+)?$")
_MONTH_BEFORE_COUNT = re.compile(rf"(?:\b(?:[Ii]n|[Dd]uring|\d)\s+){_MONTH}\s+$")
_MONTH_BEFORE_YEAR = re.compile(rf"(?<!\w){_MONTH}\s*,?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?$")
_MONTH_AFTER = re.compile(rf"(?:\s+|\s+of\s+|-){_MONTH}(?!\w)")
_YEAR_WORD = (
    "in|since|until|till|from|by|of|during|early|late|mid|the|before|after|around|circa|between|through|to|and|year"
    "|spring|summer|autumn|fall|winter|elections?|class|back|for|vs|post|pre"
)
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:{_YEAR_WORD})[\s-]+|(?-i:{_MONTH})\s*,?\s*(?:\d{{1,2}},?\s+)?|\d{{1,2}}\s*,\s+|\(|[-–/])$", re.IGNORECASE
)
_COUNT_NOT_YEAR_BEFORE = re.compile(r"\b(?:in|since|of|the|during)\s+$", re.IGNORECASE)
_BOUND_BEFORE_YEAR = re.compile(
    r"\b(?:(?:more|less|fewer|higher|greater)\s+than|at\s+least|up\s+to|as\s+many\s+as|nearly|almost|approximately"
    r"|roughly|in\s+excess\s+of|upwards\s+of|a\s+total\s+of|some|over|another|these|those|all|estimated)\s+$",
    re.IGNORECASE,
)
_NAME_BEFORE_AGE = re.compile(r"(?:^|[^\w])([A-Z][\w’'-]+),\s$")
_AFTER_AGE = re.compile(r"\s*(?:[,;)]|$|\.(?!\d)|\s(?:and|who|was|from)\b)")
_NAME_BEFORE_PARENTHESIS = re.compile(r"[A-Z][\w’'.-]*\s[A-Z][\w’'-]+\s\($")
_PERSON_OF = re.compile(
    r"\b(?:an?|the|his|her|their|my|one|another|old|young)\s+(?:[\w-]+\s+)?"
    r"(?:man|woman|boy|girl|child|lad|youth|youngster|teenager|person|widow|mother|father|son|daughter|brother|sister"
    r"|student|pupil|teacher|farmer|driver|nurse|doctor|soldier|conscript|priest|monk|trader|[a-z]{3,}ist)\s+of\s+"
    r"(?:(?:about|around|some|nearly|almost|barely|just|perhaps|maybe|only)\s+)*$",
    re.IGNORECASE,
)
_AFTER_PERSON_OF = re.compile(
    r"\s*(?:[,;)]|$|\.(?!\d)|\s(?:and|who|whose|was|were|from|with|in|at|on|by|had|has|is)\b)", re.IGNORECASE
)
_IN_THEIR = re.compile(r"\bin\s+(?:his|her|their|our|my)\s+(?:early\s+|mid-?\s*|late\s+)?$", re.IGNORECASE)
_SCORE_BEFORE = re.compile(
    r"\b(?:won|lost|beat|victory|defeat(?:ed)?|drew|draw|vote[ds]?|voting|passed)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_HYPHEN_WORD = re.compile(r"[-‐‑]([A-Za-z]+)")
_M_DISTANCE = re.compile(
    r"\s+(?:away|deep|long|wide|high|tall|north|south|east|west|from|below|above|underground|of\s+(?:tunnel|road))\b"
)
_ONE_IDLE = re.compile(
    r"\s+(?:another|day|side|thing|way|point|must|should|can|could|would|might|may|has|hand|who|that|year|week|month"
    r"|hour|night|morning|time|moment|step)\b|['’]s\b|[-‐‑]",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    r"\b(?:this|that|every|the\s+only|(?<!\bin\s)(?<!\bof\s)which|any|some|each|big|new|only|the|good|bad|first|last|later|earlier|no)\s+$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"[\s‐‑-]*(?:(?:more|other|others|additional|further|of|the|such|young|adult)\s+)*([A-Za-z][\w’'-]*)"
)
_KINDS_OF_WORDS = frozenset({"duration", "distance", "weight", "money", "area", "frequency", "percent", "calibre"})


def kind_of(raw: Raw, text: str, start: int, end: int) -> Kind:
    """The kind of a find whose numerals fill start..end of a text."""
    after = text[end : end + 48]
    if raw.form == "year" and _IN_THEIR.search(text[max(0, start - 24) : start]):
        return Kind("age")
    if raw.form in _SELF_EVIDENT:
        return Kind(raw.form)
    if raw.form == "slash":
        return Kind("date" if text[start:end] in _NAMED_DAYS else "slash")
    if raw.form == "ordinal":
        return Kind("unit_number" if LEXICON.military_unit.match(after) else "ordinal")
    if raw.form != "number":
        return _kind_of_words(after)
    words, before = text[start:end], text[max(0, start - 48) : start]
    if words in LEXICON.calibres:
        return Kind("calibre")
    value = raw.value or Decimal(0)
    return (
        _by_calendar(raw, before, after, words, value)
        or _by_units(after)
        or _by_words_before(before, after, value)
        or _by_age(before, after, value)
        or _by_form(raw, words, before, after, value)
        or Kind("count", noun_after(after))
    )


def noun_after(after: str) -> str | None:
    """The first word after a number that may be what it counts, in lower case."""
    match = _NOUN.match(after)
    return match[1].lower() if match else None


def _kind_of_words(after: str) -> Kind:
    rest = re.sub(r"^\s+of\b", "", after)
    match = LEXICON.kinds_after.match(rest)
    if match and match.lastgroup in _KINDS_OF_WORDS:
        return Kind(match.lastgroup, _unit(match.group()))
    return Kind("count", noun_after(after))


def _unit(words: str) -> str:
    return words.strip(" -‐‑–").lower()


def _by_units(after: str) -> Kind | None:
    if match := LEXICON.strength.match(after):
        return Kind("count", _unit(match.group()))
    if (match := LEXICON.kinds_after.match(after)) and match.lastgroup:
        tail = match.end() if match.lastgroup == "ratio" else 0
        return Kind(match.lastgroup, _unit(match.group()), tail)
    return Kind("street") if LEXICON.street.match(after) else None


def _by_words_before(before: str, after: str, value: Decimal) -> Kind | None:
    if LEXICON.models.search(before):
        return Kind("model")
    match = LEXICON.kinds_before.search(before)
    if match is None or match.lastgroup is None or (match.lastgroup == "age" and value > 120):
        return None
    word = match.group().strip()
    # "In the camp 12 people died": a common noun before, people after
    if match.lastgroup == "unit_number" and word[:1].islower() and word != "number" and LEXICON.counted.match(after):
        return None
    return Kind(match.lastgroup, word.lower() or None)


def _by_calendar(raw: Raw, before: str, after: str, words: str, value: Decimal) -> Kind | None:
    if not words.isdigit():
        return None
    if 1 <= value <= 31 and len(words) <= 2:
        if _MONTH_AFTER.match(after):
            return Kind("date")
        if _MONTH_BEFORE.search(before):
            of_people = LEXICON.counted.match(after) and _MONTH_BEFORE_COUNT.search(before)
            return None if of_people else Kind("date")
    if 1800 <= value <= 2099 and len(words) == 4:
        if _MONTH_BEFORE_YEAR.search(before):
            return Kind("year")
        counted = LEXICON.counted.match(after) and not _COUNT_NOT_YEAR_BEFORE.search(before)
        if counted or _BOUND_BEFORE_YEAR.search(before):
            return None
        if _YEAR_BEFORE.search(before) or value >= 1900:
            return Kind("year")
    return None


def _by_age(before: str, after: str, value: Decimal) -> Kind | None:
    if value > 110:
        return None
    if _PERSON_OF.search(before) and _AFTER_PERSON_OF.match(after):
        return Kind("age")
    if not _AFTER_AGE.match(after):
        return None
    name = _NAME_BEFORE_AGE.search(before)
    if name and name[1] not in LEXICON.not_persons:
        return Kind("age")
    return Kind("age") if after.startswith(")") and _NAME_BEFORE_PARENTHESIS.search(before) else None


def _by_form(raw: Raw, words: str, before: str, after: str, value: Decimal) -> Kind | None:
    if words.lower() == "one" and (_ONE_IDLE.match(after) or _ONE_BEFORE.search(before)):
        return Kind("pronoun")
    if words.endswith("m") and raw.magnitude == 10**6 and value > 50 * 10**6 and _M_DISTANCE.match(after):
        return Kind("distance", "m")
    if _SCORE_BEFORE.search(before) and re.match(r"\s?(?:-|–|to)\s?\d", after):
        return Kind("score")
    if compound := _HYPHEN_WORD.match(after):
        return Kind("compound", compound[1].lower())
    return Kind("decimal") if value != value.to_integral_value() else None
