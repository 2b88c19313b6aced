"""Rules for stretches told from the day of writing or from a war: last week, the past 24 hours, three days ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tollbook.model import Window

from . import time_calendar as cal
from .time_base import (
    NUMBER,
    UNIT,
    Context,
    Found,
    Rule,
    capped,
    found,
    month,
    month_number,
    number_value,
    part_of,
)
from .time_calendar import OPEN, Stretch


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
_WAR = (
    r"(?:war|conflict|invasion|offensive|fighting|hostilities|civil\s+war|full-scale\s+invasion|assault|genocide"
    r"|uprising)\b"
)
RULES: list[Rule] = [
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
NEAR_UNIT_RULES: list[Rule] = [
    (
        _compiled(
            rf"\b{_BOUND}{NUMBER}[\s-]+(?:and\s+a\s+half\s+)?{UNIT}s?\s+(?P<ago>ago|earlier|later|before|after|afterwards)\b"
        ),
        _ago,
    ),
    (
        _compiled(
            rf"\b{_BOUND}{NUMBER}[\s‐‑-]+(?:(?:more|straight|consecutive|long|full|whole|additional|further|bloody)\s+)?"
            rf"{UNIT}s?\b(?:-long)?"
        ),
        _durations,
    ),
]
"""Rules that begin with a number in any words: slow to look for everywhere, so tried before a unit word only."""
