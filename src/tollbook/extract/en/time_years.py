"""Rules for years and what they divide into or fill: halves, quarters, seasons, decades, centuries."""

from __future__ import annotations

import re
from datetime import date

from tollbook.model import Window

from . import time_calendar as cal
from .time_base import PART, YEAR, Context, Found, Rule, capped, found, in_future, number_value, part_of
from .time_calendar import OPEN, Stretch

_YEAR_NOT_AFTER = re.compile(
    r"\s*(?:%|percent|per\s+cent|km|kilomet|met(?:re|er)|miles?\b|tonn|tons?\b|dollars|euros|GMT|hours|hrs|people|persons"
    r"|civilians|soldiers|troops|fighters|militants|men\b|women|children|bodies|dead\b|deaths|casualties|injured|wounded"
    r"|prisoners|hostages|refugees|families|houses|homes|drones|missiles|rockets|shells|tanks|others\b|more\b|points)",
    re.IGNORECASE,
)
_YEAR_NOT_BEFORE = re.compile(
    r"(?:[$€£#.,:/\d-]|\b(?:than|least|about|nearly|almost|over|some|as|resolution|no\.|number|route|highway))\s?$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|since|of)\s+$", re.IGNORECASE)
_YEAR_AFTER_DATE = re.compile(r"(?:\d|\b(?:mid|post|pre|the|early|late)\s?)[-–,]\s?$", re.IGNORECASE)


def _years(match: re.Match[str], context: Context) -> Found | None:
    """A year, a range of years, the early or late part of one, a half."""
    before = context.text[max(0, match.start() - 14) : match.start()]
    after = context.text[match.end() : match.end() + 16]
    if _YEAR_NOT_AFTER.match(after) and not _IN.search(before):
        return None
    if _YEAR_NOT_BEFORE.search(before) and not _YEAR_AFTER_DATE.search(before):
        return None
    year = int(match["year"])
    if match["year2"]:
        last = int(match["year2"]) if len(match["year2"]) == 4 else year // 100 * 100 + int(match["year2"])
        if last <= year:
            return None
        window = Window(start=date(year, 1, 1), end=date(last, 12, 31))
        return found(match, Stretch(window, "year", f"{year}/{last}"), "range")
    if match["half"]:
        return found(match, cal.half(year, 1 if match["half"].lower() == "first" else 2))
    return found(match, capped(part_of(match["part"], cal.year(year)), context.published))


def _spelled_years(match: re.Match[str], context: Context) -> Found | None:
    """ "Nineteen ninety-six", as broadcasts write it."""
    return found(match, cal.year(1900 + (number_value(match["rest"]) or 0)))


def _decades(match: re.Match[str], context: Context) -> Found | None:
    written = match["decade"]
    return found(match, part_of(match["part"], cal.decade(int(written) if len(written) == 4 else 1900 + int(written))))


def _centuries(match: re.Match[str], context: Context) -> Found | None:
    number = int(match["century"])
    return found(match, part_of(match["part"], cal.century(number))) if 1 <= number <= 21 else None


def _seasons(match: re.Match[str], context: Context) -> Found | None:
    name, which = match["season"].lower(), (match["which"] or "").lower()
    if not match["year"] and not which and name in ("fall", "spring"):
        return None
    if match["year"]:
        year = int(match["year"])
    elif context.published is None:
        return found(match, Stretch(OPEN, "season", None))
    else:
        year = _year_of_season(context.published, cal.SEASONS[name][1], which)
    return found(match, capped(part_of(match["part"], cal.season(year, name)), context.published))


def _year_of_season(published: date, first_month: int, which: str) -> int:
    started = first_month <= published.month
    if which.startswith("next"):
        return published.year + started
    if which.startswith("this"):
        return published.year - (first_month == 12 and published.month < 4)
    running = started and published.month < first_month + 3
    return published.year - (not started) - (which == "last" and running)


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _quarters(match: re.Match[str], context: Context) -> Found | None:
    number = _QUARTERS[match["quarter"].lower()]
    year = match["year"] or match["year0"]
    if year:
        return found(match, cal.quarter(int(year), number))
    published = context.published
    if published is None:
        return found(match, Stretch(OPEN, "quarter", None))
    stretch = cal.quarter(published.year, number)
    if stretch.window.start and stretch.window.start > published and not in_future(match, context):
        stretch = cal.quarter(published.year - 1, number)
    return found(match, stretch)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_BELOW_100 = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|\w+teen"
)
RULES: list[Rule] = [
    (
        _compiled(
            rf"(?:\b{PART}|\b(?:the\s+)?(?P<half>first|second|last)\s+half\s+of\s+)?\b{YEAR}"
            r"(?:[-–/](?P<year2>(?:1[5-9]|20)\d\d|\d\d)\b)?(?![-–]?\d|s\b|-year)"
        ),
        _years,
    ),
    (_compiled(rf"\bnineteen\s+(?:hundred\s+and\s+)?(?P<rest>{_BELOW_100})\b"), _spelled_years),
    (_compiled(rf"\b{PART}(?:the\s+)?['’]?(?P<decade>(?:1[5-9]|20)\d0|[2-9]0)['’]?s\b"), _decades),
    (_compiled(rf"\b{PART}(?:the\s+)?(?P<century>\d{{1,2}})(?:st|nd|rd|th)[\s-]century\b"), _centuries),
    (
        _compiled(
            rf"\b{PART}(?:(?P<which>last|this|next|this\s+past|this\s+coming|the|in)\s+)?"
            rf"(?P<season>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?{YEAR})?"
        ),
        _seasons,
    ),
    (
        _compiled(
            r"\b(?:the\s+)?(?:(?P<year0>(?:19|20)\d\d)\s+)?(?P<quarter>first|second|third|fourth)[\s-]quarter\b"
            rf"(?:\s+(?:of\s+)?{YEAR})?"
        ),
        _quarters,
    ),
]
