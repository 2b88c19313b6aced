"""Where numbers and words of number stand in a text: one pass with one pattern, no judgement yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .counts_lexicon import LEXICON, spaced
from .counts_numerals import DIGITS, MAGNITUDES, SPELLED, TEENS, TENS, UNITS, read_digits, read_spelled


@dataclass(frozen=True)
class Raw:
    """A find: its span, its form (`number`, `vague`, `plain`, `ratio`, `zero`, `set`, or an excluded kind), value."""

    start: int
    end: int
    form: str
    value: Decimal | None = None
    magnitude: Decimal = Decimal(1)
    """What the magnitude word or letter after digits multiplied by; the numeral alone is value / magnitude."""


_PLURAL = r"(?:dozens|scores|tens|hundreds|thousands|millions|billions)"
_VAGUE = (
    r"(?:(?:several|many|a\s+few|the\s+few|few|some|untold|countless|a\s+couple(?:\s+of)?)\s+)?"
    rf"{_PLURAL}(?:\s+and\s+{_PLURAL})?(?:\s+of\s+(?:hundreds|thousands|millions|billions))?"
    r"|(?:several|many|a\s+few|few|a\s+couple(?:\s+of)?)\s+(?:dozen|hundred|thousand|million)(?:\s+thousand)?"
)
_STEP = (  # "hundreds, if not thousands"
    r"(?:\s*,?\s*(?:if\s+not(?:\s+more)?|and\s+(?:probably|possibly|perhaps|maybe|even)"
    rf"|or(?:\s+(?:even|perhaps|possibly))?|perhaps|possibly|maybe|even|to)\s+(?:{_VAGUE})\b)?"
)
_PART = r"(?:half|(?:one|two|three|four|an?)[\s-](?:half|thirds?|quarters?|fifths?|tenths?))"
_RATIO = (
    r"(?:two|three|four)-(?:thirds|quarters|fifths|tenths)"
    rf"|{_PART}(?=\s+(?:of|the)\b(?!\s+an?\s+(?:million|billion|thousand|dozen))"
    r"|\s*[,.;]|\s*$|\s+(?:were|are|have|had|died))"
)
_NOT_ZERO = (
    "longer|doubt|matter|number|figures?|toll|breakdown|total|more|fewer|less|way|idea|comment|reason|sense|wonder|question|need|intention|secret|stranger"
    "|place|time|plans?|evidence|signs?|peace|ceasefire|choice|option|response|deal|agreement|justification|proof"
    "|access|information|details|date|problem|mention|exception|basis|end|electricity|water|food|power|fuel|money"
    "|legal|clear|immediate|official|independent|military|political|such|real|other|use|point|good|hope|help"
)
_HARM = "casualties|deaths|injuries|victims|losses|fatalities"
_ZERO = (
    r"no[\s-]one(?:\s+else)?|nobody|none|neither|not\s+a\s+single|not\s+one|zero|nil"
    rf"|without\s+(?:any|causing(?:\s+any)?)(?=\s+(?:\w+\s+){{0,3}}(?:{_HARM}|loss)\b)"
    rf"|without(?=\s+(?:{_HARM}|injury|harm|loss\s+of\s+life)\b)"
    rf"|no(?=\s+[a-z]|\s*$)(?!\s+(?:{_NOT_ZERO})\b(?!\s+(?:{_HARM}|people)\b))"
)
_SET = (
    r"both(?!\s+(?:among|in|on|by|from|at|to|with|inside|against|before|during|as|sides|parties|countries|armies)\b"
    r"|\s+(?!of\b|were\b|are\b|was\b|had\b|have\b|died\b|men\b|women\b)[\w-]+(?:\s+[\w-]+)?\s+and\s+\w)"
    r"|(?:an?|the|this|another|each|one)\s+(?:[A-Z][a-z]+\s+|(?:elderly|young|married|retired|old|newlywed)\s+)?"
    r"(?:couple|pair|duo|trio|quartet)|twins?(?=\s+(?:brothers|sisters|sons|daughters|boys|girls|bombings?|blasts?"
    r"|attacks?|explosions?|strikes?|suicide|babies|infants|children)\b|\s*[,.;]|\s+were\b)"
)
_PREFIX = r"(?i:mid|pre|post|under|over|sub|non|early|late|some|nearly|about|than|at|to|of|in|aged?)-"
_MAGNITUDE = (
    r"(?:[\s‐‑-]?(?P<mag>million|billion|trillion|thousand|hundred|dozen|lakh|crore|mln|mn|bn)|(?P<letter>k|m))\b"
)
_WITH_DIGIT = {
    "time": (
        r"\d{1,2}:\d{2}(?::\d{2})?\b|\d{1,2}\.\d{2}\s?(?:am|pm|a\.m|p\.m)|[012]\d{3}\s(?:GMT|UTC|hours|hrs)\b"
        r"|\d\d?h\d\d\b"
    ),
    "date": r"\d{4}[-/]\d{1,2}[-/]\d{1,2}\b|\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}\b",
    "phone": r"\d{3}[-.]\d{3}[-.]\d{4}\b",
    "slash": r"\d+/\d+\b",
    "reference": r"(?:(?<=\n)|\A)\d{1,2}[.)]\s(?=\S)",
    "year": r"\d{4}s\b|\d0s\b|(?:19|20)\d\d[-–/](?:\d\d|(?:19|20)\d\d)\b(?!-)",
    "ordinal": r"\d[\d,]*(?:st|nd|rd|th)\b",
    "digits": (
        rf"(?P<whole>{DIGITS})(?:[.·](?P<dec>\d+)|,(?P<comma>\d{{1,2}})(?=\s?(?:million|billion|mn|bn)))?"
        rf"(?:{_MAGNITUDE})?(?![A-Z]\d)"
    ),
}
_WITH_LETTER = {
    "skip": r"https?://\S+|www\.\S+",
    "model": (
        rf"(?-i:(?!{_PREFIX})[A-Z][A-Za-z]{{0,11}}[-‐‑]\d[\w-]*(?:/\w+)?"
        r"|(?!Rs\d|US\d)[A-Z]{1,4}[a-z]?\d+[\w-]*(?:/\w+)?)"
    ),
    "vague": rf"(?:{_VAGUE})\b{_STEP}",
    "ordinal": (
        r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]"
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
    ),
    "ratio": rf"(?:{_RATIO})",
    "spelled": SPELLED,
    "set": rf"(?:{_SET})\b",
    "zero": rf"(?:{_ZERO})\b",
    "plain": (
        r"(?:" + "|".join(spaced(p) for p in LEXICON.vague_plain) + r")(?!\w)"
        r"(?:\s+of\b(?=\s+(?:the|them|those|these|its|their|his|her|our|us|whom|which)\b))?"
    ),
}
_WITH_SIGN = {"phone": r"\+\d{1,3}[\s(-]*\d[\d\s()-]{6,}\d", "skip": r"[@\#][A-Za-z_]\w*", "reference": r"\[\d{1,3}\]"}


_FIRST_WORDS = (
    *UNITS, *TEENS, *TENS, *(w for w in MAGNITUDES if len(w) > 3), "a", "an", "the", "this", "another", "each", "both",
    "twin", "twins", "no", "nobody", "none", "neither", "not", "zero", "nil", "without", "half", "quarter", "dozens",
    "scores", "tens", "hundreds", "thousands", "millions", "billions", *LEXICON.vague_first,
)  # fmt: skip


def _by_first_letter(words: Iterable[str]) -> str:
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        tails.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(tails.items()))


def _alternatives(table: dict[str, str], family: str) -> str:
    return "|".join(f"(?P<{name}_{family}>{pattern})" for name, pattern in table.items())


# Nothing starts inside a word; its first word sorts most places out before any alternative is tried.
_SCAN = re.compile(
    rf"(?<![A-Za-z0-9_])(?:(?=\d)(?:{_alternatives(_WITH_DIGIT, 'd')})"
    rf"|(?=(?:{_by_first_letter(_FIRST_WORDS)})(?![A-Za-z])|https?:|www\.|(?-i:[A-Z][A-Za-z]{{0,11}}[-‐‑]?\d))"
    rf"(?:{_alternatives(_WITH_LETTER, 'l')})"
    rf"|(?=[+@\#\[])(?:{_alternatives(_WITH_SIGN, 's')}))",
    re.IGNORECASE,
)
_SETS = {"both": 2, "couple": 2, "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "twin": 2, "twins": 2}


def scan(text: str) -> list[Raw]:
    """All finds in order of their start; spans do not overlap."""
    return [raw for match in _SCAN.finditer(text) if (raw := _raw(match)) is not None]


def _raw(match: re.Match[str]) -> Raw | None:
    # the alternative's own group closes last, so lastgroup names it
    form = (match.lastgroup or "").partition("_")[0]
    start, end = match.span()
    if form == "skip":
        return None
    if form == "digits":
        return _digits(match)
    if form == "spelled":
        return Raw(start, end, "number", read_spelled(match.group()))
    if form == "set":
        return Raw(start, end, "set", Decimal(_SETS[match.group().lower().split()[-1]]))
    if form == "zero":
        return Raw(start, end, "zero", Decimal(0))
    return Raw(start, end, form)


def _digits(match: re.Match[str]) -> Raw:
    whole, decimals = match["whole"], match["dec"] or match["comma"]
    magnitude = match["mag"] or match["letter"]
    start, end = match.span()
    if match["dec"] and len(match["dec"]) == 3 and not magnitude and whole != "0" and len(whole) <= 3:
        return Raw(start, end, "number", read_digits(whole + match["dec"]))  # 1.100 as in 1,100
    plain = read_digits(whole, decimals)
    value = read_digits(whole, decimals, magnitude)
    return Raw(start, end, "number", value, value / plain if plain else Decimal(1))
