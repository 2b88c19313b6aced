"""Dates as people write them: read only where they can mean one day alone ("03/04/2022" is nobody's date)."""

from __future__ import annotations

import re
from datetime import date

from .outcome import UnreadableError

_MONTHS = (
    "january jan january' січень січня янв январь января jan.",
    "february feb лютий лютого фев февр февраль февраля",
    "march mar березень березня мар март марта",
    "april apr квітень квітня апр апрель апреля",
    "may травень травня май мая",
    "june jun червень червня июн июнь июня",
    "july jul липень липня июл июль июля",
    "august aug серпень серпня авг август августа",
    "september sep sept вересень вересня сен сент сентябрь сентября",
    "october oct жовтень жовтня окт октябрь октября",
    "november nov листопад листопада ноя нояб ноябрь ноября",
    "december dec грудень грудня дек декабрь декабря",
)
_MONTH_NUMBER = {word.rstrip(".'"): n for n, words in enumerate(_MONTHS, 1) for word in words.split()}

_WORDS = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
_DAY_MONTH = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_WORDS})\.?,?\s+(?P<y1>\d{{4}})"
_MONTH_DAY = rf"(?P<m2>{_WORDS})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
DAY_MONTH = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_WORDS})|(?:{_WORDS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?)\b(?:,?\s+\d{{4}})?"
)
"""Day and month with or without a year, as a pattern without groups."""
_ISO = r"(?P<y3>\d{4})[-/.](?P<n3>\d{1,2})[-/.](?P<d3>\d{1,2})"
DATE = re.compile(rf"(?<![\w-])(?:{_DAY_MONTH}|{_MONTH_DAY}|{_ISO})(?![\w-]|[./]\d)", re.I)
"""A date with day, month and year, in an order that leaves no choice."""

_IN_VALUE = re.compile(rf"(?<!\d)(?:{_DAY_MONTH}|{_MONTH_DAY}|{_ISO})(?!\d)", re.I)
_COMPACT = re.compile(r"(?P<y3>\d{4})(?P<n3>\d{2})(?P<d3>\d{2})(?!\d)")
_IN_NAME = re.compile(r"(?<!\d)(?P<y3>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<n3>\d\d)(?P=sep)(?P<d3>\d\d)(?!\d)")
_IN_ADDRESS = re.compile(r"[/-](?P<y3>(?:19|20)\d\d)[/-](?P<n3>\d\d?|[a-z]{3})[/-](?P<d3>\d\d?)(?:[/-]|$)", re.I)


def parse_date(words: str) -> date | None:
    """The date that a column states, or None if it is empty; a time of day and zone after it are left off.

    Reads ISO 8601, YYYYMMDD, "12 November 2022", "Nov. 12, 2022" (English, Russian, Ukrainian) and mail dates.
    Raises UnreadableError for anything else: a date that could mean two days is not guessed.
    """
    words = words.strip()
    if not words:
        return None
    match = _COMPACT.match(words) or _IN_VALUE.search(words)
    day = to_date(match) if match else None
    if day is None:
        raise UnreadableError(f"its publication date {words[:40]!r} is not clear; write it as YYYY-MM-DD")
    return day


def date_in_name(name: str) -> date | None:
    """The date that a file's name holds, as 2022-11-12, 2022_11_12 or 20221112; None if there is none, or two."""
    days = {day for match in _IN_NAME.finditer(name) if (day := to_date(match))}
    return days.pop() if len(days) == 1 else None


def date_in_address(address: str) -> date | None:
    """The date that a web address holds between its slashes, as /2022/11/12/ or /2022/nov/12/."""
    match = _IN_ADDRESS.search(address)
    return to_date(match) if match else None


def to_date(match: re.Match[str]) -> date | None:
    """The day that a match of one of the patterns here names; None where the calendar has no such day."""
    groups = match.groupdict()
    for number in "123":
        if (year := groups.get(f"y{number}")) and (day := groups.get(f"d{number}")):
            month = groups.get(f"m{number}") or groups.get(f"n{number}") or ""
            return _day(year, month, day)
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTH_NUMBER.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None  # no such day in the calendar
