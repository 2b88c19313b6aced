"""What the rules for time share: their context, their finds, pattern fragments, years that are left unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.model import Window

from . import time_calendar as cal
from .counts_numerals import SPELLED, is_spelled_number, read_spelled
from .time_calendar import OPEN, Stretch


@dataclass(frozen=True)
class Context:
    """What a rule may use beside its match."""

    text: str
    published: date | None
    wars: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class Found:
    """What a rule made of a match."""

    start: int
    end: int
    kind: str
    stretch: Stretch
    anchor: str | None = None
    shift: tuple[str, int] | None = None


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Context], Found | None]]

_FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_FULL_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT_DAY = r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b(?=\.?,?\s(?:[A-Z]|\d))"


def month(group: str = "month") -> str:
    """A month's name; a full stop belongs to an abbreviation only."""
    return rf"(?:(?P<{group}>(?:{_FULL_MONTH})\b|(?:{_SHORT_MONTH})\b)(?:(?<![a-z]{{4}})\.)?)"


def weekday(group: str = "weekday") -> str:
    """A weekday's name; a full stop belongs to an abbreviation only."""
    return rf"(?:(?P<{group}>(?:{_FULL_DAY})\b|{_SHORT_DAY})(?:(?<!day)\.)?)"


def day(group: str = "day") -> str:
    """A day of the month."""
    return rf"(?P<{group}>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"


YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|[,.]\d)"
TO = r"\s*(?:[-–—]|\bto\b|\band\b|\bor\b|\bthrough\b|\buntil\b)\s*"
PART = (
    r"(?:(?P<part>early|late|mid|the\s+(?:early|late|middle|end|beginning|start|close)|end|beginning|start|middle)"
    r"(?:[\s-]+(?:in|of|on|part\s+of)?\s*(?:the\s+)?|-))?"
)
DAYTIME = r"(?P<daytime>morning|afternoon|evening|night|midday|noon|midnight)"
UNIT = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centur(?:y|ie))"
NUMBER = rf"(?P<number>\d{{1,3}}|an?|{SPELLED}|several|(?:a\s+)?few|a\s+couple(?:\s+of)?|many|some)"

DAYTIME_CODES = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "TMI", "noon": "T12:00",
    "midnight": "T24:00",
}  # fmt: skip
_FUTURE = re.compile(
    r"\b(?:will|['’]ll|shall|scheduled|due|expected|plans?|planned|set\s+(?:to|for)|is\s+to|are\s+to|going\s+to"
    r"|upcoming|deadline|effective|payable|beginning|starting|expires?)\b[^.;]*$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|been|since|ago|(?-i:[a-z]\w*ed)|died|fell|hit|struck|left|shot|took|held|lost|said|began)\b[^.;]*$",
    re.IGNORECASE,
)
_SOON, _LATER = timedelta(days=7), timedelta(days=60)
_LONG_AGO = timedelta(days=300)


def found(
    match: re.Match[str],
    stretch: Stretch,
    kind: str = "point",
    anchor: str | None = None,
    shift: tuple[str, int] | None = None,
) -> Found:
    """A find over the whole match."""
    return Found(match.start(), match.end(), kind, stretch, anchor, shift)


def month_number(name: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return next(i for i, full in enumerate(cal.MONTHS, 1) if full.startswith(name.lower()[:3]))


def weekday_name(name: str) -> str:
    """The full name of a weekday."""
    return next(full for full in cal.WEEKDAYS if full.startswith(name.lower()[:3]))


def number_value(words: str | None) -> int | None:
    """The number of units told; None where it is vague ("several")."""
    if words is None:
        return 1
    lower = " ".join(words.lower().split())
    if lower.isdigit():
        return int(lower)
    if lower in ("a", "an"):
        return 1
    if lower.startswith("a couple"):
        return 2
    if is_spelled_number(lower):
        value = read_spelled(lower)
        return int(value) if value == int(value) else None
    return None


_STEP = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*|\S+")
_REACH = 10
"""Words before a date that may tell whether it lies ahead."""


def in_future(match: re.Match[str], context: Context) -> bool:
    """Whether the words before speak of what is to come."""
    return _FUTURE.search(_words_before(match, context)) is not None


def _words_before(match: re.Match[str], context: Context) -> str:
    """The last words before, a name of several counted as one: how long a side's name is decides nothing."""
    before = context.text[max(0, match.start() - 250) : match.start()]
    steps = [m.start() for m in _STEP.finditer(before)]
    return before[steps[-_REACH] :] if len(steps) >= _REACH else before


def infer_year(number: int, on: int | None, match: re.Match[str], context: Context) -> int | None:
    """The year of a month or a day told without one: of the nearest that is not after publication.

    It is the next one where the words speak of the future, or where it lies a few days off and the past one nearly a
    year (a publication date that is a little too early).
    """
    published = context.published
    if published is None:
        return None
    past = _occurrence(published.year, number, on)
    if past > published:
        past = _occurrence(published.year - 1, number, on)
    coming = _occurrence(past.year + 1, number, on)
    if in_future(match, context):
        return coming.year if coming - published < published - past else past.year
    if published - past > _LONG_AGO and on is not None:
        told_as_past = _PAST.search(_words_before(match, context)) is not None
        if coming - published <= (_SOON if told_as_past else _LATER):
            return coming.year
    return past.year


def _occurrence(year: int, number: int, on: int | None) -> date:
    window = cal.month(year, number).window
    last = window.end.day if window.end else 28
    return date(year, number, min(on or 1, last))


def date_stretch(year: int | None, number: int, on: int | None) -> Stretch | None:
    """A day or month; open where the year is not known; None where there is no such day."""
    if year is None:
        if on is not None and not 1 <= on <= 31:
            return None
        return Stretch(OPEN, "day" if on else "month", f"XXXX-{number:02d}" + (f"-{on:02d}" if on else ""))
    if on is None:
        return cal.month(year, number)
    try:
        return cal.day(date(year, number, on))
    except ValueError:  # the calendar has no such day: no date
        return None


def part_of(words: str | None, stretch: Stretch) -> Stretch:
    """Apply "early", "mid", "the end of" to a stretch."""
    if not words or stretch.window.start is None:
        return stretch
    last = words.lower().split()[-1]
    which = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid"}.get(last, "late")
    return cal.part(stretch, which)


def capped(stretch: Stretch, published: date | None) -> Stretch:
    """What is reported has happened: a stretch that holds the day of publication ends there."""
    start, end = stretch.window.start, stretch.window.end
    if published and start and end and start <= published < end:
        return Stretch(Window(start=start, end=published), stretch.grain, stretch.value)
    return stretch
