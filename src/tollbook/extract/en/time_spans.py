"""Rules for longer stretches: years, seasons, last week, the past 24 hours, three days ago, the start of a war."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tollbook.model import Window

from . import time_calendar as cal
from .time_base import (
    NUMBER,
    PART,
    UNIT,
    YEAR,
    Context,
    Found,
    Rule,
    capped,
    found,
    in_future,
    month,
    month_number,
    number_value,
    part_of,
)
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


def _unit(match: re.Match[str]) -> str:
    return cal.UNITS[match["unit"].lower()]


_STEPS = {"last": -1, "previous": -1, "next": 1, "coming": 1}
_FROM_TOLD = {"the previous": -1, "the same": 0, "that same": 0, "that": 0, "the following": 1, "the next": 1}


def _this_last(match: re.Match[str], context: Context) -> Found | None:
    """Last week, this month, next year; earlier this week; late last year; the following month."""
    unit, which = _unit(match), " ".join(match["which"].lower().split())
    if unit in ("second", "minute", "hour") or (unit == "day" and which in ("last", "this")):
        return None
    if which in _FROM_TOLD or (which == "next" and unit == "day"):
        return found(match, Stretch(OPEN, unit, None), anchor="previous", shift=(unit, _FROM_TOLD.get(which, 1)))
    published = context.published
    if published is None:
        return found(match, Stretch(OPEN, unit, None))
    if which in ("past", "the past", "the last"):
        start = cal.back(published, unit, 1)
        return found(match, Stretch(Window(start=start, end=published), unit, cal.duration_value(unit, 1)), "range")
    step = _STEPS.get(which, 0)
    stretch = _weekend(published, step) if unit == "weekend" else cal.shift(published, unit, step)
    mod = (match["mod"] or "").lower()
    if mod in ("early", "late"):
        stretch = part_of(mod, stretch)
    if mod == "later":
        return found(match, Stretch(Window(start=published, end=stretch.window.end), stretch.grain, stretch.value))
    return found(match, capped(stretch, published))


def _the_weekend(match: re.Match[str], context: Context) -> Found | None:
    if context.published is None:
        return found(match, Stretch(OPEN, "weekend", None))
    return found(match, capped(_weekend(context.published, 0), context.published))


def _weekend(published: date, step: int) -> Stretch:
    """This weekend is the one that has begun last; last weekend is the last whole one."""
    begun = published.weekday() >= 5
    if step > 0:
        return cal.weekend(published + timedelta(days=7 if begun else 0))
    return cal.weekend(published if begun and step == 0 else published - timedelta(days=7))


def _past_span(match: re.Match[str], context: Context) -> Found | None:
    """In the past 24 hours, over the last two weeks, the next three years."""
    unit, count, which = _unit(match), number_value(match["number"]), match["which"].lower()
    value = cal.duration_value(unit, count)
    if which == "first":
        return found(match, Stretch(OPEN, unit, value), "duration")
    if context.published is None:
        return found(match, Stretch(OPEN, unit, value), "range")
    if which in ("next", "coming"):
        return found(match, Stretch(Window(start=context.published), unit, value), "range")
    start = cal.back(context.published, unit, count) if count is not None else None
    return found(match, Stretch(Window(start=start, end=context.published), unit, value), "range")


def _recent(match: re.Match[str], context: Context) -> Found | None:
    """Recent weeks, the past months: open at the start."""
    coming = match["which"].lower() == "coming"
    window = Window(start=context.published) if coming else Window(end=context.published)
    return found(match, Stretch(window, _unit(match), cal.duration_value(_unit(match), None)), "range")


def _ago(match: re.Match[str], context: Context) -> Found | None:
    """Three days ago; two weeks earlier (counted from the time told before)."""
    unit, count, word = _unit(match), number_value(match["number"]), match["ago"].lower()
    if word != "ago":
        sign = 1 if word in ("later", "after", "afterwards") else -1
        shift = (unit, sign * count) if count is not None else None
        return found(match, Stretch(OPEN, unit, cal.duration_value(unit, count)), anchor="previous", shift=shift)
    published = context.published
    if count is None or published is None:
        return found(match, Stretch(Window(end=published), unit, "PAST_REF"))
    return found(match, capped(cal.shift(published, unit, -count), published))


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


_AGE_AFTER = re.compile(r"[-\s]*(?:olds?\b|of\s+age)", re.IGNORECASE)


def _durations(match: re.Match[str], context: Context) -> Found | None:
    """Two days, a 12-hour battle, several weeks, for months."""
    if _AGE_AFTER.match(context.text[match.end() : match.end() + 10]):
        return None
    count = number_value(match["number"]) if match.groupdict().get("number") else None
    return found(match, Stretch(OPEN, _unit(match), cal.duration_value(_unit(match), count)), "duration")


_ADVERBS = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y",
    "hourly": "PT1H", "quarterly": "P3M",
}  # fmt: skip


def _sets(match: re.Match[str], context: Context) -> Found | None:
    """Daily, every week, each July."""
    if match["adverb"]:
        value = _ADVERBS[match["adverb"].lower()]
    elif match["month"]:
        value = f"XXXX-{month_number(match['month']):02d}"
    else:
        value = cal.duration_value(_unit(match), 1)
    return found(match, Stretch(OPEN, "set", value), "set")


_PRESENT = re.compile(r"now|currently|current|at\s+present|presently|these\s+days|nowadays", re.IGNORECASE)
_COMING = re.compile(r"soon|.*future", re.IGNORECASE)


def _references(match: re.Match[str], context: Context) -> Found | None:
    """Now, recently, soon: no day can be told."""
    words = match.group()
    value = "PRESENT_REF" if _PRESENT.fullmatch(words) else "FUTURE_REF" if _COMING.fullmatch(words) else "PAST_REF"
    return found(match, Stretch(OPEN, "ref", value))


def _war_start(match: re.Match[str], context: Context) -> Found | None:
    """Since the start of the war: from the first day of the war that the text names, or of the only one given."""
    start = which_war(match, context)
    value = start.isoformat() if start else None
    return found(match, Stretch(Window(start=start, end=context.published), "war", value), "since")


def _day_of_war(match: re.Match[str], context: Context) -> Found | None:
    """Day 116 of the invasion."""
    start = which_war(match, context)
    if start is None:
        return found(match, Stretch(OPEN, "day", None))
    return found(match, cal.day(start + timedelta(days=int(match["number"]) - 1)))


def which_war(match: re.Match[str], context: Context) -> date | None:
    """The first day of the war meant: the one whose name shares a word with the text nearby, else the only one."""
    near = context.text[max(0, match.start() - 200) : match.end() + 80].lower()
    named = {on for name, on in context.wars if any(len(w) > 3 and w in near for w in re.split(r"\W+", name.lower()))}
    days = named or {on for _, on in context.wars}
    return days.pop() if len(days) == 1 else None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_BOUND = (
    r"(?:(?:more\s+than|at\s+least|about|nearly|almost|over|around|up\s+to|less\s+than|roughly|just|some|only)\s+)?"
)
_BELOW_100 = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|\w+teen"
)
_WAR = (
    r"(?:war|conflict|invasion|offensive|fighting|hostilities|civil\s+war|full-scale\s+invasion|assault|genocide"
    r"|uprising)\b"
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
            r"\b(?:(?P<mod>earlier|later|early|late)\s+(?:in\s+)?)?(?P<which>last|this|past|next|coming|previous|the\s+past"
            r"|the\s+last|the\s+previous|the\s+following|the\s+next|the\s+same|that\s+same|that|the\s+current|this\s+past)"
            rf"\s+{UNIT}\b(?!s)"
        ),
        _this_last,
    ),
    (_compiled(r"\bthe\s+weekend\b"), _the_weekend),
    (
        _compiled(
            rf"\b(?:the\s+)?(?P<which>past|last|next|coming|previous|first)\s+{NUMBER}[\s-]+(?:\w+\s+)?{UNIT}s?\b"
        ),
        _past_span,
    ),
    (_compiled(rf"\b(?:the\s+)?(?P<which>recent|past|coming|last)\s+{UNIT}s\b"), _recent),
    (
        _compiled(
            rf"\b{_BOUND}{NUMBER}[\s-]+(?:and\s+a\s+half\s+)?{UNIT}s?\s+(?P<ago>ago|earlier|later|before|after|afterwards)\b"
        ),
        _ago,
    ),
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
    (
        _compiled(
            rf"\b{_BOUND}{NUMBER}[\s‐‑-]+(?:(?:more|straight|consecutive|long|full|whole|additional|further|bloody)\s+)?"
            rf"{UNIT}s?\b(?:-long)?"
        ),
        _durations,
    ),
    (_compiled(rf"(?<!\w)(?:for|after|in|within|of|over|during|following)\s+{UNIT}s\b"), _durations),
    (
        _compiled(
            rf"\b(?:every|each)\s+(?:{UNIT}|{month()})\b"
            r"|\b(?P<adverb>daily|nightly|weekly|monthly|annually|yearly|hourly|quarterly)\b"
        ),
        _sets,
    ),
    (
        _compiled(
            r"\b(?:now|currently|current|at\s+present|presently|these\s+days|nowadays|recently|recent|previously|the\s+past"
            r"|soon|the\s+(?:near\s+)?future|future)\b"
        ),
        _references,
    ),
    (
        _compiled(
            r"\bsince\s+(?:(?:the\s+)?(?:start|beginning|outbreak|onset|launch)\s+of\s+)?(?:(?:the|its|this|[A-Z]\w+['’]s)\s+)?"
            rf"(?:[\w’'-]+\s+){{0,4}}?{_WAR}(?:\s+(?:in|on|against)\s+[\w’'-]+)?"
            r"(?:\s+(?:began|started|broke\s+out|erupted|commenced))?"
        ),
        _war_start,
    ),
    (
        _compiled(
            rf"\b(?:on\s+)?(?:the\s+)?day\s+(?P<number>\d{{1,4}})\s+of\s+(?:the\s+|its\s+|\w+['’]s\s+)?"
            rf"(?:[\w’'-]+\s+){{0,3}}?{_WAR}"
        ),
        _day_of_war,
    ),
]  # fmt: skip
