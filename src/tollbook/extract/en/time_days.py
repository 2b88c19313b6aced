"""Rules for days and months: dates in any order, weekdays, yesterday, overnight, feasts."""

from __future__ import annotations

import re
from datetime import timedelta

from tollbook.model import Window

from . import time_calendar as cal
from .time_base import (
    DAYTIME,
    DAYTIME_CODES,
    PART,
    TO,
    YEAR,
    Context,
    Found,
    Rule,
    capped,
    date_stretch,
    day,
    found,
    in_future,
    infer_year,
    month,
    month_number,
    part_of,
    weekday,
    weekday_name,
)
from .time_calendar import OPEN, Stretch


def _dates(match: re.Match[str], context: Context) -> Found | None:
    """Month and day in either order, ranges of days, with or without weekday and year."""
    groups = match.groupdict()
    first_month = month_number(groups["month"])
    last_month = month_number(groups["month2"]) if groups.get("month2") else first_month
    first_day = int(groups["day"])
    last_day = int(groups["day2"]) if groups.get("day2") else None
    year = int(groups["year"]) if groups.get("year") else infer_year(last_month, last_day or first_day, match, context)
    first = date_stretch(year - 1 if year and last_month < first_month else year, first_month, first_day)
    if first is None or last_day is None:
        return found(match, first) if first else None
    last = date_stretch(year, last_month, last_day)
    if last is None or (first.window.start and last.window.end and first.window.start > last.window.end):
        return None
    window = Window(start=first.window.start, end=last.window.end)
    return found(match, Stretch(window, "day", f"{first.value}/{last.value}"), "range")


def _months(match: re.Match[str], context: Context) -> Found | None:
    """A month, two months, with or without year; early, mid and late; last and this."""
    groups = match.groupdict()
    if not (groups["year"] or groups["month2"] or groups["part"] or groups["which"]) and not _stands(match, context):
        return None
    first = month_number(groups["month"])
    last = month_number(groups["month2"]) if groups["month2"] else None
    year = _year_of_month(match, last or first, context)
    stretch = date_stretch(year - 1 if year and last and last < first else year, first, None)
    if stretch is None:
        return None
    if last:
        end = date_stretch(year, last, None)
        window = Window(start=stretch.window.start, end=end.window.end if end else None)
        return found(match, Stretch(window, "month", f"{stretch.value}/{end.value if end else ''}"), "range")
    return found(match, capped(part_of(groups["part"], stretch), context.published))


def _year_of_month(match: re.Match[str], number: int, context: Context) -> int | None:
    published = context.published
    if match["year"]:
        return int(match["year"])
    if published is None:
        return None
    if match["yearword"]:
        return published.year - (0 if match["yearword"].lower().startswith("this") else 1)
    which = (match["which"] or "").lower().split()[:1]
    if which == ["next"]:
        return published.year + (number <= published.month)
    if which == ["last"] and number == published.month:
        return published.year - 1
    if which == ["this"] and "past" not in match["which"].lower():
        return published.year
    return infer_year(number, None, match, context)


_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|last|until|till|by|this|from|to|between|and|during|through|before|after|next|each|every|the"
    r"|a|early|late|for|around|starting|beginning|mid)[\s-]+|[(,–-]\s*)$",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset({"may", "march", "mar", "august", "jan", "dec", "jun", "sep", "april", "june"})


def _stands(match: re.Match[str], context: Context) -> bool:
    """ "May", "March" and "August" are also a verb, a march and an adjective: they need a word that says month."""
    name = match["month"]
    if name.lower() not in _ALSO_WORDS:
        return True
    before, after = context.text[max(0, match.start() - 16) : match.start()], context.text[match.end() :][:12]
    if name == "March" and re.match(r"\s+(?:of|for|on)\b", after):
        return False
    capital_inside = name.lower() in ("april", "june", "march", "august") and bool(before.strip())
    return _MONTH_BEFORE.search(before) is not None or capital_inside


def _numeric(match: re.Match[str], context: Context) -> Found | None:
    """2022-11-03; 25/12/2022 and 12/25/2022 where only one order makes a date; 3.11.2022 (dots: day first)."""
    a, b, c = (int(match[group]) for group in ("a", "b", "c"))
    if len(match["a"]) == 4:
        options = [(a, b, c)]
    else:
        year = c if len(match["c"]) == 4 else c + (2000 if c < 70 else 1900)
        day_first = match["sep"] == "." or a == b
        options = [(year, b, a)] if day_first else [(year, b, a), (year, a, b)]
    valid = [s for y, m, d in options if 1 <= m <= 12 and (s := date_stretch(y, m, d))]
    if not valid or not 1500 <= options[0][0] <= 2100:
        return None
    return found(match, valid[0] if len(valid) == 1 else Stretch(OPEN, "day", None))


def _weekdays(match: re.Match[str], context: Context) -> Found | None:
    """A weekday: the most recent one up to the day of publication; with a part of the day."""
    name = weekday_name(match["weekday"])
    which = " ".join((match["which"] or "").lower().split())
    if match["plural"] or which in ("every", "each"):
        return found(match, Stretch(OPEN, "day", f"XXXX-WXX-{cal.WEEKDAYS.index(name) + 1}"), "set")
    if which in ("the following", "the previous", "that", "the next"):
        return found(match, Stretch(OPEN, "day", None), anchor="previous")
    published = context.published
    if published is None:
        return found(match, Stretch(OPEN, "day", None))
    on = cal.weekday_on_or_before(published, name)
    if which == "last" and on == published:
        on -= timedelta(days=7)
    if which in ("next", "coming", "this coming") or (not which and in_future(match, context) and on < published):
        on += timedelta(days=7)
    code = DAYTIME_CODES.get((match["daytime"] or "").lower(), "")
    return found(match, cal.day(on, on.isoformat() + code))


_OFFSETS = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def _day_words(match: re.Match[str], context: Context) -> Found | None:
    """Today, yesterday, last night, this morning, the day before yesterday."""
    if context.published is None:
        return found(match, Stretch(OPEN, "day", None))
    words = " ".join(match["word"].lower().split())
    code = DAYTIME_CODES.get((match["daytime"] or "").lower(), "")
    offset = _OFFSETS.get(words, 0)
    if words.startswith(("last ", "this ")):
        offset = -1 if words.startswith("last ") else 0
        code = DAYTIME_CODES[words.split()[-1]]
    elif words == "tonight":
        code = DAYTIME_CODES["night"]
    on = context.published + timedelta(days=offset)
    return found(match, cal.day(on, on.isoformat() + code))


def _overnight(match: re.Match[str], context: Context) -> Found | None:
    """The night before publication, or the night into the day, or from the day, that is named."""
    published = context.published
    if published is None:
        return found(match, Stretch(OPEN, "night", None))
    if match["onto"]:
        start = cal.weekday_on_or_before(published, weekday_name(match["onto"]))
        end = min(start + timedelta(days=1), published)
    else:
        end = cal.weekday_on_or_before(published, weekday_name(match["into"])) if match["into"] else published
        start = end - timedelta(days=1)
    return found(match, Stretch(Window(start=start, end=end), "night", f"{start.isoformat()}TNI"))


_BEFORE, _AFTER = re.compile(r"previous|preceding|before|earlier$"), re.compile(r"following|next|after|later$")


def _same_day(match: re.Match[str], context: Context) -> Found | None:
    """The same day, the following day, the day before: counted from the day told before."""
    words = match.group().lower()
    step = 1 if _AFTER.search(words) else -1 if _BEFORE.search(words) else 0
    return found(match, Stretch(OPEN, "day", None), anchor="previous", shift=("day", step))


_FIXED = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24)}
_NEW_YEAR = {"eve": (12, 31), "day": (1, 1)}


def _holidays(match: re.Match[str], context: Context) -> Found | None:
    """Feasts with a fixed day are dated; those that move with the moon keep an open window."""
    name = " ".join(match["name"].lower().split())
    fixed = _NEW_YEAR[name.split()[-1]] if name.startswith("new year") else _FIXED.get(name)
    if fixed is None:
        return found(match, Stretch(OPEN, "holiday", None))
    year = int(match["year"]) if match["year"] else infer_year(fixed[0], fixed[1], match, context)
    stretch = date_stretch(year, *fixed)
    return found(match, stretch) if stretch else None


def _compiled(pattern: str, *, any_case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if any_case else 0)


RULES: list[Rule] = [
    (
        _compiled(
            rf"(?:\b{weekday()},?\s+)?\b{month()}\s+(?:the\s+)?{day()}(?:{TO}(?:{month('month2')}\s+)?{day('day2')})?"
            rf"(?:,?\s+{YEAR}|\s+(?:of\s+)?(?:this|that)\s+year)?"
        ),
        _dates,
    ),
    (
        _compiled(
            rf"(?:\b{weekday()},?\s+)?(?:\bthe\s+)?(?<![\d.,:/-])\b{day()}(?:{TO}{day('day2')})?\s+(?:of\s+)?{month()}"
            rf"(?:,?\s+{YEAR})?"
        ),
        _dates,
    ),
    (_compiled(rf"(?<![\d.,:/-])\b{day()}\s+{month()}{TO}{day('day2')}\s+{month('month2')}(?:,?\s+{YEAR})?"), _dates),
    (
        _compiled(
            rf"\b(?i:{PART})(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his\s+past)\s+)?\b{month()}(?:{TO}{month('month2')})?"
            rf"(?:,?\s+(?:of\s+)?(?:{YEAR}|(?P<yearword>(?:last|this|the\s+previous)\s+year)))?(?!\s+\d{{1,2}}\b(?!\s+[a-z]))"
        ),
        _months,
    ),
    (_compiled(r"\b(?P<a>\d{4})(?P<sep>[-/])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,2})\b"), _numeric),
    (
        _compiled(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})\b(?![/.-]\d)"),
        _numeric,
    ),
    (
        _compiled(
            r"\b(?:(?:early|late|earlier|later)\s+(?:on\s+)?)?(?:(?P<which>last|this\s+past|past|next|this\s+coming"
            r"|coming|this|the\s+following|the\s+previous|the\s+next|that|every|each)\s+)?"
            rf"(?-i:(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))(?P<plural>s\b)?(?!\w)"
            rf"(?:['’]s\b)?(?:\s+{DAYTIME}\b)?",
            any_case=True,
        ),
        _weekdays,
    ),
    (
        _compiled(
            r"\b(?:(?:earlier|later|early|late)\s+)?(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow"
            r"|today|yesterday|tomorrow|tonight|last\s+(?:night|evening)|this\s+(?:morning|afternoon|evening))\b"
            rf"(?:\s+{DAYTIME}\b)?",
            any_case=True,
        ),
        _day_words,
    ),
    (
        _compiled(rf"\b[Oo]vernight\b(?:\s+(?:in)?to\s+{weekday('into')}|\s+(?:on\s+|from\s+)?(?:{weekday('onto')}))?"),
        _overnight,
    ),
    (
        _compiled(
            r"\b(?:(?:the|that)\s+same|the\s+(?:following|next|previous|preceding)|(?:earlier|later)\s+(?:that|in\s+the"
            r"|on\s+the\s+same)|that)\s+(?:day|morning|afternoon|evening|night)\b"
            r"|\b(?:a|the)\s+day\s+(?:after|before|earlier|later)\b(?!\s+(?:yesterday|tomorrow))",
            any_case=True,
        ),
        _same_day,
    ),
    (
        _compiled(
            r"\b(?:(?:last|this|the|next)\s+)?(?P<name>Christmas(?:\s+(?:Day|Eve))?|New\s+Year['’]s\s+(?:Eve|Day)|Ramadan"
            r"|Eid(?:\s+al-(?:Fitr|Adha))?|Easter(?:\s+Sunday)?|Passover|Ashura|Diwali|Hanukkah|Yom\s+Kippur|Nowruz)\b"
            rf"(?:\s+{YEAR})?"
        ),
        _holidays,
    ),
]
