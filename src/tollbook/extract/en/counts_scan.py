"""Where numbers and words of number stand in a text: one pass with one pattern, no judgement yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .counts_lexicon import LEXICON, spaced
from .counts_numerals import DIGITS, SPELLED, read_digits, read_spelled


@dataclass(frozen=True)
class Raw:
    """A find: its span, its form (`number`, `vague`, `plain`, `ratio`, `zero`, `set`, or an excluded kind), value."""

    start: int
    end: int
    form: str
    value: Decimal | None = None
    magnitude: Decimal = Decimal(1)
    """What the magnitude word or letter after digits multiplied by; the numeral alone is value / magnitude."""


_J = r"[\s‐‑-]+"
_PLURAL = r"(?:dozens|scores|tens|hundreds|thousands|millions|billions)"
_VAGUE = (
    r"(?:(?:several|many|a\s+few|the\s+few|few|some|untold|countless|a\s+couple(?:\s+of)?)\s+)?"
    rf"{_PLURAL}(?:\s+and\s+{_PLURAL})?(?:\s+of\s+(?:hundreds|thousands|millions|billions))?"
    r"|(?:several|many|a\s+few|few|a\s+couple(?:\s+of)?)\s+(?:dozen|hundred|thousand|million)(?:\s+thousand)?"
)
_STEP = (  # "hundreds, if not thousands"
    r"(?:\s*,?\s*(?:if\s+not(?:\s+more)?|and\s+(?:probably|possibly|perhaps|maybe|even)|or(?:\s+(?:even|perhaps|possibly))?"
    rf"|perhaps|possibly|maybe|even|to)\s+(?:{_VAGUE})\b)?"
)
_PART = r"(?:half|thirds?|quarters?|fifths?|tenths?)"
_RATIO = (
    r"(?:two|three|four)-(?:thirds|quarters|fifths|tenths)"
    rf"|(?:(?:one|two|three|four|an?)[\s-])?{_PART}(?=\s+(?:of|the)\b(?!\s+an?\s+(?:million|billion|thousand|dozen))"
    r"|\s*[,.;]|\s+(?:were|are|have|had|died))"
)
_NOT_ZERO = (
    "longer|doubt|matter|more|fewer|less|way|idea|comment|reason|sense|wonder|question|need|intention|secret|stranger"
    "|place|time|plans?|evidence|signs?|peace|ceasefire|choice|option|response|deal|agreement|justification|proof"
    "|access|information|details|date|problem|mention|exception|basis|end|electricity|water|food|power|fuel|money"
    "|legal|clear|immediate|official|independent|military|political|such|real|other|use|point|good|hope|help"
)
_ZERO = (
    r"no[\s-]one(?:\s+else)?|nobody|none|neither|not\s+a\s+single|not\s+one|zero|nil"
    rf"|no(?=\s+[a-z])(?!\s+(?:{_NOT_ZERO})\b(?!\s+(?:casualties|deaths|injuries|victims|losses|fatalities|people)))"
)
_SET = (
    r"both|(?:a|the|this|another|each|one)\s+(?:couple|pair|duo|trio|quartet)|twins?(?=\s+(?:brothers|sisters|sons"
    r"|daughters|boys|girls|bombings?|blasts?|attacks?|explosions?|strikes?|suicide|babies|infants|children)\b|\s*[,.;]"
    r"|\s+were\b)"
)
_PREFIX = r"(?i:mid|pre|post|under|over|sub|non|early|late|some|nearly|about|than|at|to|of|in|aged?)-"
_MODEL = (
    rf"(?-i:\b(?!{_PREFIX})[A-Z][A-Za-z]{{0,11}}[-‐‑]\d[\w-]*(?:/\w+)?|\b(?!Rs\d|US\d)[A-Z]{{1,4}}[a-z]?\d+[\w-]*(?:/\w+)?"
    r"|\b\d+[A-Z]\d+\w*)"
)
_MAG = r"(?:[\s‐‑-]?(?P<mag>million|billion|trillion|thousand|hundred|dozen|lakh|crore|mln|mn|bn)|(?P<letter>k|m))\b"
_ALTERNATIVES = {
    "skip": r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+|[@\#][A-Za-z_]\w*",
    "phone": r"\+\d{1,3}[\s(-]*\d[\d\s()-]{6,}\d|\b\d{3}[-.]\d{3}[-.]\d{4}\b",
    "time": r"\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}\.\d{2}\s?(?:am|pm|a\.m|p\.m)|\b[012]\d{3}\s(?:GMT|UTC|hours|hrs)\b",
    "date": r"\b\d{4}[-/]\d{1,2}[-/]\d{1,2}\b|\b\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}\b",
    "model": _MODEL,
    "slash": r"\b\d+/\d+\b",
    "reference": r"\[\d{1,3}\]|(?:(?<=\n)|\A)\s*\d{1,2}[.)]\s(?=\S)",
    "year": r"\b\d{4}s\b|\b\d0s\b|\b(?:19|20)\d\d[-–/](?:\d\d|(?:19|20)\d\d)\b(?!-)",
    "ordinal": (
        r"\b\d[\d,]*(?:st|nd|rd|th)\b|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]"
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
    ),
    "digits": (
        rf"(?<!\w)(?P<whole>{DIGITS})(?:[.·](?P<dec>\d+)|,(?P<comma>\d{{1,2}})(?=\s?(?:million|billion|mn|bn)))?(?:{_MAG})?"
    ),
    "vague": rf"\b(?:{_VAGUE})\b{_STEP}",
    "ratio": rf"\b(?:{_RATIO})",
    "spelled": rf"\b{SPELLED}",
    "set": rf"\b(?:{_SET})\b",
    "zero": rf"\b(?:{_ZERO})\b",
    "plain": (
        r"\b(?:" + "|".join(spaced(p) for p in LEXICON.vague_plain) + r")\b"
        r"(?:\s+of\b(?=\s+(?:the|them|those|these|its|their|his|her|our|us|whom|which)\b))?"
    ),
}
_SCAN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _ALTERNATIVES.items()), re.I)
_SETS = {"both": 2, "couple": 2, "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "twin": 2, "twins": 2}


def scan(text: str) -> list[Raw]:
    """All finds in order of their start; spans do not overlap."""
    return [raw for match in _SCAN.finditer(text) if (raw := _raw(match)) is not None]


def _raw(match: re.Match[str]) -> Raw | None:
    # the alternative's own group closes last, so lastgroup names it
    form = match.lastgroup or ""
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
    if decimals and len(decimals) == 3 and match["dec"] and not magnitude and whole != "0" and len(whole) <= 3:
        return Raw(match.start(), match.end(), "number", read_digits(whole + decimals))  # 1.100 as in 1,100
    value = read_digits(whole, decimals, magnitude)
    return Raw(
        match.start(), match.end(), "number", value, value / read_digits(whole, decimals) if value else Decimal(1)
    )
