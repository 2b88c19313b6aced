"""What a number counts: people and things (`count`), or something that is never a count (an age, a date, a unit)."""

from __future__ import annotations

import re
from decimal import Decimal

from .counts_lexicon import LEXICON
from .counts_scan import Raw

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_MONTH_BEFORE = re.compile(rf"(?<!\w)(?-i:{MONTH})\s+(?:the\s+)?$")
_MONTH_AFTER = re.compile(rf"(?:\s+|\s+of\s+|-)(?-i:{MONTH})(?!\w)")
_DATE_GOES_ON = re.compile(r"\s*(?:[,.;:)'’\"”–-]|$|\d|and\b|at\b|in\b|on\b|when\b|to\b|after\b|before\b|by\b|attacks?\b|massacre\b|assault\b|this\b|last\b|of\b|until\b|through\b|for\b|with\b|was\b|is\b|were\b|that\b|near\b|during\b|between\b|from\b|the\b|a\b|as\b|he\b|she\b|they\b|it\b|we\b|killed\b|killing\b)", re.I)  # fmt: skip
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|until|till|from|by|of|during|early|late|mid|the|before|after|around|circa|between|through|to|and|year|spring|summer|autumn|fall|winter|elections?|class|until|back|for|as of|vs|post|pre|than)[\s-]+|(?-i:{MONTH})\s*,?\s*(?:\d{{1,2}},?\s+)?|\d{{1,2}}\s*,\s+|\(|[-–/])$",
    re.I,
)
_NAME_BEFORE_AGE = re.compile(r"(?:^|[^\w])([A-Z][\w’'-]+),\s$")
_AFTER_AGE = re.compile(r"\s*(?:[,;)]|\.(?!\d)|\s(?:and|who|was|from)\b)")
_NAME_BEFORE_PARENTHESIS = re.compile(r"[A-Z][\w’'-]+\s(?:[A-Z][\w’'-]+)\s\($")
_NO_NAME = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Yesterday", "Today",
    "However", "Overall", "In", "Meanwhile",
}  # fmt: skip
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥₹₪₽₴]|\b(?:USD|EUR|GBP|UAH|Rs\.?|NIS|AED))\s?$")
_SCORE_BEFORE = re.compile(
    r"\b(?:won|lost|beat|victory|defeat(?:ed)?|drew|draw|vote[ds]?|voting|passed)\s+(?:\w+\s+){0,2}$", re.I
)
_HYPHEN_WORD = re.compile(r"[-‐‑]([A-Za-z]+)")
_M_DISTANCE = re.compile(
    r"\s+(?:away|deep|long|wide|high|tall|north|south|east|west|from|below|above|underground|of\s+(?:tunnel|road|water))\b"
)
_ONE_IDLE = re.compile(
    r"\s+(?:another|day|side|thing|way|point|must|should|can|could|would|might|may|has|hand|who|that|year|week|month|hour|night|morning|time|moment|step)\b|['’]s\b|[-‐‑]",
    re.I,
)
_ONE_BEFORE = re.compile(
    r"\b(?:this|that|every|the only|which|any|some|each|big|new|only|the|good|bad|first|last|later|earlier|no)\s+$",
    re.I,
)
_UNIT = re.compile(
    r"[\s‐‑-]*(?:(?:more|other|others|additional|further|of|the|such|young|adult)\s+)*([A-Za-z][\w’'-]*)"
)
_CALIBRES = {"7.62", "5.45", "5.56", "12.7", "14.5"}
_UNIT_AFTER_ORDINAL = re.compile(
    r"\s+(?:\w+[\s-]){0,4}?(?:brigade|battalion|regiment|division|corps|army|fleet|squadron|company|platoon|infantry|fleet)\b",
    re.I,
)


def kind_of(raw: Raw, text: str, start: int, end: int) -> tuple[str, str | None]:
    """The kind of a find whose numerals fill start..end, and its unit (the words that decide, or the noun after it)."""
    before, after = text[max(0, start - 48) : start], text[end : end + 48]
    if raw.form in ("ratio", "time", "date", "phone", "model", "year", "reference"):
        return raw.form, None
    if raw.form == "ordinal" and _UNIT_AFTER_ORDINAL.match(after):
        return "unit_number", None
    if raw.form == "slash":
        return "date" if text[start:end] in ("9/11", "7/7", "7/10", "10/7", "26/11") else "slash", None
    if raw.form == "ordinal":
        return "ordinal", None
    if raw.form != "number":
        return _kind_of_words(after)
    value = raw.value or Decimal(0)
    if text[start:end] in _CALIBRES:
        return "calibre", None
    return (
        _by_calendar(raw, before, after, text[start:end], value)
        or _by_units(after)
        or _by_words_before(before, value)
        or _by_age(before, after, value)
        or _by_compound(raw, text[start:end], before, after, value)
        or ("count", _noun(after))
    )


def _kind_of_words(after: str) -> tuple[str, str | None]:
    for kind, pattern in LEXICON.kinds_after:
        if kind in ("duration", "distance", "weight", "money", "area", "frequency", "percent") and (
            match := pattern.match(after) or pattern.match(re.sub(r"^\s+of\b", "", after))
        ):
            return kind, match.group().strip(" -")
    return "count", _noun(after)


def _by_units(after: str) -> tuple[str, str | None] | None:
    if match := LEXICON.strength.match(after):
        return "count", match.group().strip(" -‐‑–").lower()
    for kind, pattern in LEXICON.kinds_after:
        if match := pattern.match(after):
            return kind, match.group().strip(" -‐‑–").lower()
    return None


def _by_words_before(before: str, value: Decimal) -> tuple[str, str | None] | None:
    if _CURRENCY_BEFORE.search(before):
        return "money", None
    if LEXICON.models.search(before):
        return "model", None
    for kind, pattern in LEXICON.kinds_before:
        if (match := pattern.search(before)) and not (kind == "age" and value > 120):
            return kind if kind != "day_number" else "unit_number", match.group().strip().lower()
    return None


def _by_calendar(raw: Raw, before: str, after: str, words: str, value: Decimal) -> tuple[str, str | None] | None:
    if raw.magnitude != 1 or value != value.to_integral_value():
        return None
    if 1 <= value <= 31 and words.isdigit():
        if _MONTH_AFTER.match(after):
            return "date", None
        if _MONTH_BEFORE.search(before) and (_DATE_GOES_ON.match(after) or not LEXICON.people.match(after)):
            return "date", None
    if 1800 <= value <= 2099 and words.isdigit() and len(words) == 4:
        if LEXICON.people.match(after) and not re.search(r"\b(?:in|since|of|the|during)\s+$", before, re.I):
            return None
        if _YEAR_BEFORE.search(before) or value >= 1900:
            return "year", None
    return None


def _by_age(before: str, after: str, value: Decimal) -> tuple[str, str | None] | None:
    if value > 110 or not _AFTER_AGE.match(after):
        return None
    name = _NAME_BEFORE_AGE.search(before)
    if name and name[1] not in _NO_NAME:
        return "age", None
    if after.startswith(")") and _NAME_BEFORE_PARENTHESIS.search(before):
        return "age", None
    return None


def _by_compound(raw: Raw, words: str, before: str, after: str, value: Decimal) -> tuple[str, str | None] | None:
    if words.lower() == "one" and (_ONE_IDLE.match(after) or _ONE_BEFORE.search(before)):
        return "pronoun", None
    if words.endswith(("m", "M")) and raw.magnitude == 10**6 and value > 50 * 10**6 and _M_DISTANCE.match(after):
        return "distance", "m"
    if _SCORE_BEFORE.search(before) and re.match(r"\s?(?:-|–|to)\s?\d", after):
        return "score", None
    if compound := _HYPHEN_WORD.match(after):
        return "compound", compound[1].lower()
    if value != value.to_integral_value():
        return "decimal", None
    return None


def _noun(after: str) -> str | None:
    match = _UNIT.match(after)
    return match[1].lower() if match else None
