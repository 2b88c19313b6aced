"""Numerals of English text: digits with any grouping, number words, magnitudes. Values are exact (Decimal)."""

from __future__ import annotations

import re
from decimal import Decimal

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SMALL = {**UNITS, **TEENS, **TENS, "a": 1, "an": 1}
MAGNITUDES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 10**6, "crore": 10**7,
    "billion": 10**9, "trillion": 10**12, "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9,
}  # fmt: skip

MAGNITUDE = r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore|mln|mn|bn)"
_THIN = "\u00a0\u2009\u202f\u2007'’"  # spaces and marks that only group digits
DIGITS = (
    r"(?:\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # Indian grouping: 1,00,000
    r"|\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    rf"|[1-9]\d{{0,2}}(?:[{_THIN}]\d{{3}})+(?!\d)"
    r"|[1-9]\d{0,2}, 000(?=\s+[a-z])"  # a slip: 61, 000 people
    r"|[1-9]\d{0,2}(?: \d{3})+(?!\d|[,.:]\d|[-–](?!\d{1,3} \d{3}(?!\d))[\da-z]|mm|km)"
    r"|\d+)"
)


def _words(table: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(table, key=len, reverse=True)) + ")"


_J = r"[\s‐‑-]+"  # joins the words of one number
_AND = rf"(?:,?\s+and)?{_J}"
_NO_MAGNITUDE = rf"(?!{_J}{MAGNITUDE}\b)"
_UNIT = rf"{_J}{_words(UNITS)}\b"
_BELOW_100 = rf"(?:{_words(TENS)}(?:{_UNIT}|(?!{_UNIT}))|{_words(TEENS)}|{_words(UNITS)})\b"
_BELOW_1000 = (
    rf"(?:(?:{_BELOW_100}|an?){_J}hundred\b(?:{_AND}{_BELOW_100}(?!{_J}(?:hundred|million|billion)\b))?|{_BELOW_100})"
)
_BELOW_MILLION = rf"(?:(?:{_BELOW_1000}|an?){_J}thousand\b(?:{_AND}{_BELOW_1000}{_NO_MAGNITUDE})?|{_BELOW_1000})"
_BIG = r"(?:million|billion|trillion|lakh|crore)\b"
_DOZENS = rf"(?:(?:a{_J})?half(?:{_J}an?)?|{_BELOW_100}|an?){_J}dozen\b"
_PARTS = (
    rf"(?:half{_J}an?|(?:three{_J}quarters|an?{_J}quarter|quarter){_J}of{_J}an?){_J}(?:million|billion|thousand|hundred)\b"
    rf"|(?:{_BELOW_100}|an?){_J}and{_J}a{_J}half{_J}{MAGNITUDE}\b"
    rf"|(?:{_BELOW_100}|an?){_J}{MAGNITUDE}{_J}and{_J}a{_J}half\b"
)
SPELLED = (
    rf"(?:{_PARTS}|{_DOZENS}"
    rf"|(?:{_BELOW_MILLION}|an?){_J}{_BIG}(?:{_AND}{_BELOW_MILLION}(?!{_J}{_BIG}))?"
    rf"|{_BELOW_MILLION}|(?:dozen|hundred|thousand|million|billion)\b)"
)
_SPLIT = re.compile(r"[a-z]+")
_SPELLED = re.compile(SPELLED, re.I)


def read_digits(whole: str, decimals: str | None = None, magnitude: str | None = None) -> Decimal:
    """The value of digits grouped in any way ("1,100", "1 100", "1,00,000") with decimals and magnitude."""
    digits = re.sub(r"\D", "", whole)
    value = Decimal(f"{digits}.{decimals}" if decimals else digits)
    return value * MAGNITUDES[magnitude.lower()] if magnitude else value


def read_spelled(words: str) -> Decimal:
    """The value of words that `SPELLED` matches; the grammar is the pattern's, this only adds up."""
    text = words.lower()
    if "quarters" in text:
        return Decimal("0.75") * MAGNITUDES[_SPLIT.findall(text)[-1]]
    total = part = Decimal(0)
    last = Decimal(1)
    tokens = _SPLIT.findall(text)
    for at, token in enumerate(tokens):
        if token == "half":
            before_magnitude = at + 1 < len(tokens)
            part, total = (part + Decimal("0.5"), total) if before_magnitude else (part, total + last / 2)
        elif token == "quarter":
            part = Decimal("0.25")
        elif token in ("a", "an"):
            # "a" says one, unless it belongs to "half a million" or "two and a half"
            part += 1 if at == 0 and "half" not in tokens[1:2] and "quarter" not in tokens[1:2] else 0
        elif token in SMALL:
            part += SMALL[token]
        elif token in MAGNITUDES:
            last = Decimal(MAGNITUDES[token])
            if token == "hundred":
                part = (part or 1) * last
            else:
                total, part = total + (part or (1 if total == 0 else 0)) * last, Decimal(0)
    return total + part


def is_spelled_number(words: str) -> bool:
    """Whether the whole of `words` is one number in words."""
    return _SPELLED.fullmatch(words) is not None
