"""The rules that read expressions of time: each a pattern and what it makes of a match."""

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


Rule = Callable[[re.Match[str], Context], Found | None]

TRIGGER = re.compile(
    r"\d|day|night|week|month|year|decade|centur|quarter|hour|minute|war\b|invasion|conflict|today|tomorrow|now\b|recent|current"
    r"|previous|soon|past|future|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|spring|summer|autumn|fall\b|winter"
    r"|evening|morning|afternoon|Christmas|Ramadan|Eid|Easter|annual|daily",
    re.I,
)
M = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
M2 = M.replace("<month>", "<month2>")
D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%])"
D2 = D.replace("<day>", "<day2>")
Y = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|[,.]\d)"
W = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Wed|Thurs?|Thu|Fri)\b\.?"
TO = r"\s*(?:[-–—]|\bto\b|\band\b|\bor\b|\bthrough\b|\buntil\b)\s*"
PART = r"(?P<part>early|late|mid|the\s+(?:early|late|middle|end|beginning|start|close)|end|beginning|start|middle)"
PARTS = rf"(?:{PART}(?:[\s-]+(?:in|of|on|part\s+of)?\s*(?:the\s+)?|-))?"
DAYTIME = r"(?P<daytime>morning|afternoon|evening|night|midday|noon|midnight)"
UNIT = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centur(?:y|ie))"
N = rf"(?P<number>\d{{1,4}}|an?|{SPELLED}|several|(?:a\s+)?few|a\s+couple(?:\s+of)?|many|some)"

_DAYTIME_CODE = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "TMI", "noon": "T12:00", "midnight": "T24:00"}  # fmt: skip
_FUTURE = re.compile(
    r"\b(?:will|['’]ll|shall|scheduled|due|expected|plans?|planned|set\s+(?:to|for)|is\s+to|are\s+to|going\s+to|upcoming|deadline|effective|payable|beginning|starting|expires?)\b[^.;]*$",
    re.I,
)


def found(
    match: re.Match[str], stretch: Stretch, kind: str = "point", anchor: str | None = None,
    shift: tuple[str, int] | None = None,
) -> Found:  # fmt: skip
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


def in_future(match: re.Match[str], context: Context) -> bool:
    """Whether the words before speak of what is to come."""
    return _FUTURE.search(context.text[max(0, match.start() - 60) : match.start()]) is not None


def infer_year(month: int, day: int | None, match: re.Match[str], context: Context) -> int | None:
    """The year of a date without one: of the nearest such date not after publication (after it where words say so)."""
    if context.published is None:
        return None
    on = context.published
    later = (month, day or 1) > (on.month, on.day if day else 1 if month == on.month else on.day)
    if month == on.month and day is None:
        later = False
    if in_future(match, context):
        return on.year if later or (month, day or 31) >= (on.month, on.day) else on.year + (on.month - month > 6)
    return on.year - 1 if later else on.year


def date_stretch(year: int | None, month: int, day: int | None) -> Stretch | None:
    """A day or month; open where the year is not known; None where there is no such day."""
    if year is None:
        if day is not None and not 1 <= day <= 31:
            return None
        value = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        return Stretch(OPEN, "day" if day else "month", value)
    if day is None:
        return cal.month(year, month)
    try:
        return cal.day(date(year, month, day))
    except ValueError:
        return None


def part_of(words: str | None, stretch: Stretch) -> Stretch:
    """Apply "early", "mid", "the end of" to a stretch."""
    if not words or stretch.window.start is None:
        return stretch
    last = words.lower().split()[-1]
    which = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid"}.get(last, "late")
    return cal.part(stretch, which)


def _dates(match: re.Match[str], context: Context) -> Found | None:
    """Month and day in either order, ranges of days, with or without weekday and year."""
    groups = match.groupdict()
    month, day = month_number(groups["month"]), int(groups["day"])
    month2 = month_number(groups["month2"]) if groups.get("month2") else month
    day2 = int(groups["day2"]) if groups.get("day2") else None
    year = int(groups["year"]) if groups.get("year") else infer_year(month2, day2 or day, match, context)
    first = date_stretch(year - 1 if year and month2 < month else year, month, day)
    if first is None:
        return None
    if day2 is None:
        return found(match, first)
    second = date_stretch(year, month2, day2)
    if second is None or (first.window.start and second.window.end and first.window.start > second.window.end):
        return None
    window = Window(start=first.window.start, end=second.window.end)
    return found(match, Stretch(window, "day", f"{first.value}/{second.value}"), "range")


def _months(match: re.Match[str], context: Context) -> Found | None:
    """A month, two months, with or without year; early, mid and late; last and this."""
    groups = match.groupdict()
    month = month_number(groups["month"])
    month2 = month_number(groups["month2"]) if groups.get("month2") else None
    which = (groups.get("which") or "").lower().split()
    year = int(groups["year"]) if groups.get("year") else None
    bare = not year and not month2 and not groups.get("part") and not which
    if bare and not _month_stands(match, context):
        return None
    published = context.published
    if year is None and published:
        if groups.get("yearword"):
            year = published.year - (1 if groups["yearword"].lower().split()[0] in ("last", "previous") else 0)
        elif which and which[0] in ("next", "coming"):
            year = published.year + (month <= published.month)
        elif which and which[0] == "last" and month == published.month:
            year = published.year - 1
        else:
            year = infer_year(month2 or month, None, match, context)
    stretch = date_stretch(year - 1 if year and month2 and month2 < month else year, month, None)
    if stretch is None:
        return None
    if month2:
        second = date_stretch(year, month2, None)
        if second is None:
            return None
        window = Window(start=stretch.window.start, end=second.window.end)
        return found(match, Stretch(window, "month", f"{stretch.value}/{second.value}"), "range")
    return found(match, _capped(part_of(groups.get("part"), stretch), published))


_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|last|until|till|by|this|from|to|between|and|during|through|before|after|next|each|every|the|a|early|late|for|around|starting|beginning|mid)[\s-]+|[(,–-]\s*)$",
    re.I,
)


def _month_stands(match: re.Match[str], context: Context) -> bool:
    """"May", "March" and "August" are also a verb, a march and an adjective: they need a word that says month."""
    name = match["month"]
    if name.lower() not in ("may", "march", "mar", "august", "jan", "dec", "jun", "sep", "april", "june"):
        return True
    before = context.text[max(0, match.start() - 16) : match.start()]
    after = context.text[match.end() : match.end() + 12]
    if name == "March" and re.match(r"\s+(?:of|for|on)\b", after):
        return False
    return _MONTH_BEFORE.search(before) is not None or (name.lower() in ("april", "june", "march", "august") and bool(before.strip()))


def _capped(stretch: Stretch, published: date | None) -> Stretch:
    """What is reported has happened: a stretch that holds the day of publication ends there."""
    start, end = stretch.window.start, stretch.window.end
    if published and start and end and start <= published < end:
        return Stretch(Window(start=start, end=published), stretch.grain, stretch.value)
    return stretch


def _numeric(match: re.Match[str], context: Context) -> Found | None:
    """2022-11-03; 25/12/2022 and 12/25/2022 where only one order makes a date; 3.11.2022 (dots: day first)."""
    a, b, c = (int(match[g]) for g in ("a", "b", "c"))
    separator = match["sep"]
    if len(match["a"]) == 4:
        options = [(a, b, c)]
    elif len(match["c"]) in (2, 4):
        year = c if len(match["c"]) == 4 else c + (2000 if c < 70 else 1900)
        options = [(year, b, a)] if separator == "." or a == b else [(year, b, a), (year, a, b)]
    else:
        return None
    valid = [s for y, m, d in options if 1 <= m <= 12 and (s := date_stretch(y, m, d))]
    if not valid or not 1500 <= (options[0][0]) <= 2100:
        return None
    if len(valid) > 1:
        return found(match, Stretch(OPEN, "day", None))
    return found(match, valid[0])


_YEAR_NOT_AFTER = re.compile(
    r"\s*(?:%|percent|per\s+cent|km|kilomet|met(?:re|er)|miles?\b|tonn|tons?\b|dollars|euros|GMT|hours|hrs|people|persons|civilians|soldiers|troops|fighters|militants|men\b|women|children|bodies|dead\b|deaths|casualties|injured|wounded|prisoners|hostages|refugees|families|houses|homes|drones|missiles|rockets|shells|tanks|others\b|more\b|points)",
    re.I,
)
_YEAR_NOT_BEFORE = re.compile(r"(?:[$€£#.,:/\d-]|\b(?:than|least|about|nearly|almost|over|some|as|resolution|no\.|number|route|highway|[A-Z]{1,3}-))\s?$", re.I)


def _years(match: re.Match[str], context: Context) -> Found | None:
    """A year, a range of years, the early or late part of one."""
    groups = match.groupdict()
    before = context.text[max(0, match.start() - 14) : match.start()]
    if _YEAR_NOT_AFTER.match(context.text[match.end() : match.end() + 16]) and not re.search(r"\b(?:in|since|of)\s+$", before, re.I):
        return None
    if _YEAR_NOT_BEFORE.search(before) and not re.search(r"(?:\d|\b(?:mid|post|pre|the|early|late)\s?)[-–,]\s?$", before, re.I):
        return None
    year = int(groups["year"])
    if not 1500 <= year <= 2099:
        return None
    second = groups.get("year2")
    if second:
        last = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        if last <= year:
            return None
        window = Window(start=date(year, 1, 1), end=date(last, 12, 31))
        return found(match, Stretch(window, "year", f"{year}/{last}"), "range")
    stretch = cal.year(year)
    if groups.get("half"):
        number = 1 if groups["half"].lower() == "first" else 2
        return found(match, cal.half(year, number))
    return found(match, _capped(part_of(groups.get("part"), stretch), context.published))


def _decades(match: re.Match[str], context: Context) -> Found | None:
    written = match["decade"]
    first = int(written) if len(written) == 4 else 1900 + int(written)
    if first % 10:
        return None
    return found(match, part_of(match["part"], cal.decade(first)))


def _centuries(match: re.Match[str], context: Context) -> Found | None:
    return found(match, part_of(match["part"], cal.century(int(match["century"]))))


def _weekdays(match: re.Match[str], context: Context) -> Found | None:
    """A weekday: the most recent one up to the day of publication; with a part of the day."""
    name = weekday_name(match["weekday"])
    which = " ".join((match["which"] or "").lower().split())
    if match["plural"] or which in ("every", "each"):
        number = cal.WEEKDAYS.index(name) + 1
        return found(match, Stretch(OPEN, "day", f"XXXX-WXX-{number}"), "set")
    if which in ("the following", "the previous", "that", "the next"):
        return found(match, Stretch(OPEN, "day", None), anchor="previous")
    published = context.published
    code = _DAYTIME_CODE.get((match["daytime"] or "").lower(), "")
    if published is None:
        return found(match, Stretch(OPEN, "day", None))
    on = cal.weekday_on_or_before(published, name)
    if which == "last" and on == published:
        on -= timedelta(days=7)
    if which in ("next", "coming", "this coming") or (not which and in_future(match, context) and on < published):
        on += timedelta(days=7)
    return found(match, cal.day(on, on.isoformat() + code))


_DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


def _day_words(match: re.Match[str], context: Context) -> Found | None:
    """Today, yesterday, last night, this morning, the day before yesterday."""
    words = " ".join(match["word"].lower().split())
    code = _DAYTIME_CODE.get((match["daytime"] or "").lower(), "")
    offset = _DAY_WORDS.get(words, 0)
    if words == "the day before yesterday":
        offset = -2
    elif words == "the day after tomorrow":
        offset = 2
    elif words.startswith("last "):
        offset, code = -1, _DAYTIME_CODE[words.split()[-1]]
    elif words.startswith("this "):
        code = _DAYTIME_CODE[words.split()[-1]]
    elif words == "tonight":
        code = "TNI"
    if context.published is None:
        return found(match, Stretch(OPEN, "day", None))
    on = context.published + timedelta(days=offset)
    return found(match, cal.day(on, on.isoformat() + code))


def _overnight(match: re.Match[str], context: Context) -> Found | None:
    """The night before publication, or the night into the day that is named."""
    if context.published is None:
        return found(match, Stretch(OPEN, "night", None))
    end = context.published
    if match["into"]:
        end = cal.weekday_on_or_before(end, weekday_name(match["into"]))
    elif match["on"]:
        start = cal.weekday_on_or_before(end, weekday_name(match["on"]))
        return found(match, Stretch(Window(start=start, end=min(start + timedelta(days=1), end)), "night", f"{start}TNI"))
    start = end - timedelta(days=1)
    return found(match, Stretch(Window(start=start, end=end), "night", f"{start.isoformat()}TNI"))


def _unit(match: re.Match[str]) -> str:
    return cal.UNITS[match["unit"].lower()]


def _this_last(match: re.Match[str], context: Context) -> Found | None:
    """Last week, this month, next year; earlier this week; late last year."""
    unit = _unit(match)
    which = " ".join(match["which"].lower().split())
    mod = (match["mod"] or "").lower()
    if unit in ("second", "minute", "hour"):
        return None
    published = context.published
    count = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which.removeprefix("the "), 0)
    if unit == "day" and which in ("last", "this"):
        return None
    if which.startswith("that"):
        return found(match, Stretch(OPEN, unit, None), anchor="previous", shift=(unit, 0))
    if which in ("the previous", "the following", "the next", "the same") or (which == "next" and unit == "day"):
        step = {"the previous": -1, "the same": 0}.get(which, 1)
        return found(match, Stretch(OPEN, unit, None), anchor="previous", shift=(unit, step))
    if published is None:
        return found(match, Stretch(OPEN, unit, None))
    if which in ("past", "the past", "the last"):
        start = cal.back(published, unit, 1)
        return found(match, Stretch(Window(start=start, end=published), unit, cal.duration_value(unit, 1)), "range")
    if unit == "weekend":
        stretch = cal.weekend(published if published.weekday() > 4 and count == 0 else published - timedelta(days=7) if count <= 0 else published)
    else:
        stretch = cal.shift(published, unit, count)
    if mod in ("early", "late"):
        stretch = part_of(mod, stretch)
    if mod == "later":
        window = Window(start=published, end=stretch.window.end)
        return found(match, Stretch(window, stretch.grain, stretch.value))
    return found(match, _capped(stretch, published))


def _past_span(match: re.Match[str], context: Context) -> Found | None:
    """In the past 24 hours, over the last two weeks, the next three years, recent days."""
    unit, count = _unit(match), number_value(match["number"])
    which = match["which"].lower()
    value = cal.duration_value(unit, count)
    if context.published is None:
        return found(match, Stretch(OPEN, unit, value), "range")
    if which in ("next", "coming"):
        return found(match, Stretch(Window(start=context.published), unit, value), "range")
    if which == "first":
        return found(match, Stretch(OPEN, unit, value), "duration")
    if count is None:
        return found(match, Stretch(Window(end=context.published), unit, value), "range")
    start = cal.back(context.published, unit, count)
    return found(match, Stretch(Window(start=start, end=context.published), unit, value), "range")


def _recent(match: re.Match[str], context: Context) -> Found | None:
    unit = _unit(match)
    value = cal.duration_value(unit, None)
    if match["which"].lower() == "coming":
        return found(match, Stretch(Window(start=context.published), unit, value), "range")
    return found(match, Stretch(Window(end=context.published), unit, value), "range")


def _ago(match: re.Match[str], context: Context) -> Found | None:
    """Three days ago; two weeks earlier (from the time told before)."""
    unit, count = _unit(match), number_value(match["number"])
    word = match["ago"].lower()
    if word in ("earlier", "later", "before", "after", "afterwards"):
        step = None if count is None else count * (1 if word in ("later", "after", "afterwards") else -1)
        shift = (unit, step) if step is not None else None
        return found(match, Stretch(OPEN, unit, None), anchor="previous", shift=shift)
    if count is None or context.published is None:
        return found(match, Stretch(Window(end=context.published), unit, "PAST_REF" if context.published else None))
    if context.published.year - count * {"year": 1, "decade": 10, "century": 100}.get(unit, 0) < 100:
        return None
    stretch = cal.shift(context.published, unit, -count)
    return found(match, _capped(stretch, context.published))


def _same_day(match: re.Match[str], context: Context) -> Found | None:
    """The same day, the following day, the day after, earlier in the day."""
    words = match["which"].lower()
    step = 0
    if any(w in words for w in ("following", "next", "after")):
        step = 1
    elif any(w in words for w in ("previous", "before", "preceding")):
        step = -1
    return found(match, Stretch(OPEN, "day", None), anchor="previous", shift=("day", step))


def _seasons(match: re.Match[str], context: Context) -> Found | None:
    name = match["season"].lower()
    which = (match["which"] or "").lower().split()
    published = context.published
    year = int(match["year"]) if match["year"] else None
    if year is None and not which and name in ("fall", "spring"):
        return None
    if year is None:
        if published is None:
            return found(match, Stretch(OPEN, "season", None))
        started = cal.SEASONS[name][1] <= published.month
        year = published.year if started or which[:1] == ["this"] else published.year - 1
        if which[-1:] == ["last"] and cal.SEASONS[name][1] <= published.month < cal.SEASONS[name][1] + 3:
            year -= 1
        if which[-1:] == ["next"]:
            year = published.year + started
        if name == "winter" and which[:1] == ["this"] and published.month < 4:
            year -= 1
    return found(match, _capped(part_of(match["part"], cal.season(year, name)), published))


def _quarters(match: re.Match[str], context: Context) -> Found | None:
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}[match["quarter"].lower()]
    if match["year"]:
        return found(match, cal.quarter(int(match["year"]), number))
    if context.published is None:
        return found(match, Stretch(OPEN, "quarter", None))
    stretch = cal.quarter(context.published.year, number)
    if stretch.window.start and stretch.window.start > context.published and not in_future(match, context):
        stretch = cal.quarter(context.published.year - 1, number)
    return found(match, stretch)


_NOT_DURATION_AFTER = re.compile(r"[-\s]*(?:olds?\b|of\s+age)", re.I)


def _durations(match: re.Match[str], context: Context) -> Found | None:
    """Two days, a 12-hour battle, several weeks, for months."""
    if _NOT_DURATION_AFTER.match(context.text[match.end() : match.end() + 10]):
        return None
    unit = _unit(match)
    return found(match, Stretch(OPEN, unit, cal.duration_value(unit, number_value(match["number"]))), "duration")


def _bare_duration(match: re.Match[str], context: Context) -> Found | None:
    unit = _unit(match)
    return found(match, Stretch(OPEN, unit, cal.duration_value(unit, None)), "duration")


_ADVERBS = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H", "quarterly": "P3M"}  # fmt: skip


def _sets(match: re.Match[str], context: Context) -> Found | None:
    word = match["adverb"]
    if word:
        value = _ADVERBS[word.lower()]
    elif match["month"]:
        value = f"XXXX-{month_number(match['month']):02d}"
    else:
        value = cal.duration_value(_unit(match), 1)
    return found(match, Stretch(OPEN, "set", value), "set")


_REFERENCES = {"PRESENT_REF": "now|currently|current|at present|presently|these days|nowadays", "FUTURE_REF": "soon|the future|the near future|future|in future|coming"}  # fmt: skip


def _references(match: re.Match[str], context: Context) -> Found | None:
    words = " ".join(match.group().lower().split())
    value = next((v for v, p in _REFERENCES.items() if re.fullmatch(p, words)), "PAST_REF")
    return found(match, Stretch(OPEN, "ref", value))


def _war_start(match: re.Match[str], context: Context) -> Found | None:
    """Since the start of the war: from the first day of the war that the text names, or of the only one given."""
    start = which_war(context, match)
    if match["number"]:
        if start is None:
            return found(match, Stretch(OPEN, "day", None))
        return found(match, cal.day(start + timedelta(days=int(match["number"]) - 1)))
    if start is None:
        return found(match, Stretch(Window(end=context.published), "war", None), "since")
    return found(match, Stretch(Window(start=start, end=context.published), "war", start.isoformat()), "since")


def which_war(context: Context, match: re.Match[str]) -> date | None:
    """The first day of the war meant: the one whose name shares a word with the text nearby, else the only one."""
    after = context.text[max(0, match.start() - 200) : match.end() + 80].lower()
    named = [d for name, d in context.wars if any(len(w) > 3 and w in after for w in re.split(r"\W+", name.lower()))]
    days = set(named) or {d for _, d in context.wars}
    return days.pop() if len(days) == 1 else None


_HOLIDAYS = {"christmas day": (12, 25), "christmas": (12, 25), "christmas eve": (12, 24), "new year's eve": (12, 31), "new year’s eve": (12, 31), "new year's day": (1, 1), "new year’s day": (1, 1)}  # fmt: skip


def _holidays(match: re.Match[str], context: Context) -> Found | None:
    """Feasts with a fixed day are dated; those that move with the moon keep an open window."""
    fixed = _HOLIDAYS.get(" ".join(match["name"].lower().split()))
    if fixed is None:
        return found(match, Stretch(OPEN, "holiday", None))
    year = int(match["year"]) if match["year"] else infer_year(fixed[0], fixed[1], match, context)
    stretch = date_stretch(year, *fixed)
    return found(match, stretch) if stretch else None


_WAR = r"(?:war|conflict|invasion|offensive|fighting|hostilities|civil\s+war|full-scale\s+invasion|assault|genocide|uprising)"
RULES: list[tuple[re.Pattern[str], Rule]] = [
    (re.compile(rf"(?:\b{W},?\s+)?\b{M}\s+(?:the\s+)?{D}(?:{TO}(?:{M2}\s+)?{D2})?(?:,?\s+{Y}|\s+(?:of\s+)?(?:this|that)\s+year)?"), _dates),
    (re.compile(rf"(?:\b{W},?\s+)?(?:\bthe\s+)?(?<![\d.,:/-])\b{D}(?:{TO}{D2})?\s+(?:of\s+)?{M}(?:,?\s+{Y})?"), _dates),
    (re.compile(rf"(?<![\d.,:/-])\b{D}\s+{M}{TO}{D2}\s+{M2}(?:,?\s+{Y})?"), _dates),
    (re.compile(rf"\b{PARTS}(?:(?P<which>last|this|next|this\s+past|the\s+previous)\s+)?\b{M}(?:{TO}{M2})?(?:,?\s+(?:of\s+)?(?:{Y}|(?P<yearword>(?:last|this|the\s+previous)\s+year)))?(?!\s+\d{{1,2}}\b(?!\s+[a-z]))", re.I), _months),
    (re.compile(r"\b(?P<a>\d{4})(?P<sep>[-/])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,2})\b"), _numeric),
    (re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})\b(?![/.-]\d)"), _numeric),
    (re.compile(rf"(?:\b{PARTS}|\b(?:the\s+)?(?P<half>first|second|last)\s+half\s+of\s+)?\b{Y}(?:[-–/](?P<year2>(?:1[5-9]|20)\d\d|\d\d)\b)?(?![-–]?\d|s\b|-year)", re.I), _years),
    (re.compile(rf"\b{PARTS}(?:the\s+)?['’]?(?P<decade>(?:1[5-9]|20)\d0|[2-9]0)['’]?s\b", re.I), _decades),
    (re.compile(rf"\b{PARTS}(?:the\s+)?(?P<century>\d{{1,2}})(?:st|nd|rd|th)[\s-]century\b", re.I), _centuries),
    (re.compile(rf"\b(?:(?:early|late|earlier|later)\s+(?:on\s+)?)?(?:(?P<which>last|this\s+past|past|next|this\s+coming|coming|this|the\s+following|the\s+previous|the\s+next|that|every|each)\s+)?(?-i:{W})(?P<plural>s\b)?(?:['’]s\b)?(?:\s+{DAYTIME})?", re.I), _weekdays),
    (re.compile(rf"\b(?:(?:earlier|later|early|late)\s+)?(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today|yesterday|tomorrow|tonight|last\s+(?:night|evening)|this\s+(?:morning|afternoon|evening))\b(?:\s+{DAYTIME})?", re.I), _day_words),
    (re.compile(rf"\bovernight\b(?:\s+(?:in)?to\s+(?P<into>{W.replace('?P<weekday>', '?:')})|\s+(?:on\s+)?(?P<on>{W.replace('?P<weekday>', '?:')}))?"), _overnight),
    (re.compile(rf"\b(?:(?P<mod>earlier|later|early|late)\s+(?:in\s+)?)?(?P<which>last|this|past|next|coming|previous|the\s+past|the\s+last|the\s+previous|the\s+following|the\s+next|the\s+same|that\s+same|that|the\s+current|this\s+past)\s+{UNIT}\b(?!s)", re.I), _this_last),
    (re.compile(r"\b(?:over|at|during)\s+the\s+(?P<which>)(?P<mod>)(?P<unit>weekend)\b", re.I), lambda m, c: _this_last(m, c)),
    (re.compile(rf"\b(?:the\s+)?(?P<which>past|last|next|coming|previous|first)\s+{N}[\s-]+(?:\w+\s+)?{UNIT}s?\b", re.I), _past_span),
    (re.compile(rf"\b(?:the\s+)?(?P<which>recent|past|coming|last)\s+{UNIT}s\b", re.I), _recent),
    (re.compile(rf"\b(?:(?:just|about|around|nearly|almost|more\s+than|some|only|over)\s+)?{N}[\s-]+(?:and\s+a\s+half\s+)?{UNIT}s?\s+(?P<ago>ago|earlier|later|before|after|afterwards)\b", re.I), _ago),
    (re.compile(r"\b(?P<which>(?:the|that)\s+same|the\s+(?:following|next|previous|preceding)|(?:earlier|later)\s+(?:that|in\s+the|on\s+the\s+same)|that)\s+(?:day|morning|afternoon|evening|night)\b|\b(?P<which2>a\s+day|the\s+day)\s+(?:after|before|earlier|later)\b", re.I), lambda m, c: _same_day_words(m, c)),
    (re.compile(rf"\b{PARTS}(?:(?P<which>last|this|next|this\s+past|this\s+coming|the|in)\s+)?(?P<season>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?{Y})?", re.I), _seasons),
    (re.compile(rf"\b(?:the\s+)?(?P<quarter>first|second|third|fourth)[\s-]quarter\b(?:\s+(?:of\s+)?{Y})?", re.I), _quarters),
    (re.compile(rf"\b(?:(?:more\s+than|at\s+least|about|nearly|almost|over|around|up\s+to|less\s+than|roughly)\s+)?{N}[\s‐‑-]+(?:(?:more|straight|consecutive|long|full|whole|additional|further|bloody)\s+)?{UNIT}s?\b(?:-long)?", re.I), _durations),
    (re.compile(rf"(?<!\w)(?:for|after|in|within|of|over|during|following)\s+{UNIT}s\b", re.I), lambda m, c: _bare_duration(m, c)),
    (re.compile(rf"\b(?:every|each)\s+(?:{UNIT}|{M})\b|\b(?P<adverb>daily|nightly|weekly|monthly|annually|yearly|hourly|quarterly)\b", re.I), _sets),
    (re.compile(r"\b(?:now|currently|current|at\s+present|presently|these\s+days|nowadays|recently|recent|previously|the\s+past|soon|the\s+(?:near\s+)?future|future)\b", re.I), _references),
    (re.compile(rf"\bsince\s+(?:the\s+)?(?:(?:start|beginning|outbreak|onset|launch)\s+of\s+)?(?:(?:the|its|this|Russia['’]s|Israel['’]s)\s+)?(?:[\w’'-]+\s+){{0,4}}?{_WAR}\b(?:\s+(?:in|on|against)\s+[\w’'-]+)?(?:\s+(?:began|started|broke\s+out|erupted|commenced))?(?P<number>)", re.I), _war_start),
    (re.compile(rf"\b(?:on\s+)?(?:the\s+)?day\s+(?P<number>\d{{1,4}})\s+of\s+(?:the\s+|its\s+|Russia['’]s\s+)?(?:[\w’'-]+\s+){{0,3}}?{_WAR}\b", re.I), _war_start),
    (re.compile(rf"\b(?:(?:last|this|the|next)\s+)?(?P<name>Christmas(?:\s+(?:Day|Eve))?|New\s+Year['’]s\s+(?:Eve|Day)|Ramadan|Eid(?:\s+al-(?:Fitr|Adha))?|Easter(?:\s+Sunday)?|Passover|Ashura|Diwali|Hanukkah|Yom\s+Kippur|Nowruz)\b(?:\s+{Y})?"), _holidays),
]  # fmt: skip


def _same_day_words(match: re.Match[str], context: Context) -> Found | None:
    words = match.group().lower()
    step = 1 if re.search(r"following|next|after|later$", words) else -1 if re.search(r"previous|preceding|before|earlier$", words) else 0
    return found(match, Stretch(OPEN, "day", None), anchor="previous", shift=("day", step))
