"""Stretches of the calendar: a window of days, its grain, and its TIMEX3-like value. Pure arithmetic."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.model import Window

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
UNITS = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "night", "week": "week",
    "weekend": "weekend", "fortnight": "fortnight", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century", "centurie": "century",
}  # fmt: skip
_TIMEX_UNIT = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "NI", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
}  # fmt: skip

OPEN = Window()


@dataclass(frozen=True)
class Stretch:
    """A window with its grain ("day", "month", ...) and value ("2022-11-03", "2022-11", "P2W"); open where unknown."""

    window: Window
    grain: str
    value: str | None = None


def day(on: date, value: str | None = None) -> Stretch:
    """One day."""
    return Stretch(Window(start=on, end=on), "day", value or on.isoformat())


def week(of: date) -> Stretch:
    """The week from Monday to Sunday that holds a day."""
    monday = of - timedelta(days=of.weekday())
    year, number, _ = of.isocalendar()
    return Stretch(Window(start=monday, end=monday + timedelta(days=6)), "week", f"{year}-W{number:02d}")


def weekend(of: date) -> Stretch:
    """The Saturday and Sunday of the week that holds a day."""
    saturday = of - timedelta(days=of.weekday()) + timedelta(days=5)
    year, number, _ = saturday.isocalendar()
    return Stretch(Window(start=saturday, end=saturday + timedelta(days=1)), "weekend", f"{year}-W{number:02d}-WE")


def month(year: int, number: int) -> Stretch:
    """A whole month; `number` may run over into other years (0 = December before)."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Stretch(Window(start=date(year, number, 1), end=date(year, number, last)), "month", f"{year}-{number:02d}")


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a year; `number` may run over (0 = the last quarter of the year before)."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    first, last = month(year, number * 3 - 2), month(year, number * 3)
    return Stretch(Window(start=first.window.start, end=last.window.end), "quarter", f"{year}-Q{number}")


def half(year: int, number: int) -> Stretch:
    """The first or second half of a year."""
    first, last = month(year, 1 if number == 1 else 7), month(year, 6 if number == 1 else 12)
    return Stretch(Window(start=first.window.start, end=last.window.end), "half", f"{year}-H{number}")


def season(year: int, name: str) -> Stretch:
    """A season of the northern year, whole months; winter runs from December into the next year."""
    code, first = SEASONS[name]
    start, end = month(year, first), month(year, first + 2)
    return Stretch(Window(start=start.window.start, end=end.window.end), "season", f"{year}-{code}")


def year(number: int) -> Stretch:
    """A whole year."""
    return Stretch(Window(start=date(number, 1, 1), end=date(number, 12, 31)), "year", f"{number:04d}")


def decade(first: int) -> Stretch:
    """The ten years from `first`."""
    return Stretch(Window(start=date(first, 1, 1), end=date(first + 9, 12, 31)), "decade", f"{first // 10}")


def century(number: int) -> Stretch:
    """A century by its ordinal number (the 19th: 1801 to 1900)."""
    window = Window(start=date((number - 1) * 100 + 1, 1, 1), end=date(number * 100, 12, 31))
    return Stretch(window, "century", f"{number - 1:02d}")


def part(stretch: Stretch, which: str) -> Stretch:
    """The early, middle or late third of a stretch (of a month: its first ten days, the 10th to 20th, the rest;
    of a year: four months each)."""
    start, end = stretch.window.start, stretch.window.end
    if start is None or end is None or stretch.grain == "day":
        return stretch
    days = (end - start).days + 1
    if stretch.grain == "month":
        cuts = {"early": (0, 9), "mid": (9, 19), "late": (20, days - 1)}
    elif stretch.grain == "year":
        return _months_of(start.year, {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[which], stretch.value)
    else:
        cuts = {"early": (0, days // 3), "mid": (days // 3, 2 * days // 3), "late": (2 * days // 3, days - 1)}
    first, last = cuts[which]
    return Stretch(
        Window(start=start + timedelta(days=first), end=start + timedelta(days=last)), stretch.grain, stretch.value
    )


def _months_of(number: int, months: tuple[int, int], value: str | None) -> Stretch:
    first, last = month(number, months[0]).window, month(number, months[1]).window
    return Stretch(Window(start=first.start, end=last.end), "year", value)


_YEARS_IN = {"month": 1 / 12, "quarter": 1 / 4, "year": 1, "decade": 10, "century": 100}


def _within_calendar(on: date, unit: str, count: int) -> bool:
    """Whether `count` units from a day is a year that the calendar of this program holds (2 to 9998)."""
    years = count * _YEARS_IN.get(unit, 1 / 25)  # a fortnight is the longest of the rest
    return 2 + _YEARS_IN.get(unit, 1) <= on.year + years <= 9998 - _YEARS_IN.get(unit, 1)


def shift(on: date, unit: str, count: int) -> Stretch:
    """The stretch that lies `count` units from a day (negative: before), as exact as the unit; open out of range."""
    if not _within_calendar(on, unit, count):
        return Stretch(OPEN, unit)
    if unit in ("second", "minute", "hour"):
        hours = count if unit == "hour" else 0
        return day(on + timedelta(days=int(hours / 24)))
    if unit in ("day", "night"):
        return day(on + timedelta(days=count))
    if unit in ("week", "fortnight"):
        return week(on + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
    if unit == "weekend":
        return weekend(on + timedelta(weeks=count))
    if unit == "month":
        return month(on.year, on.month + count)
    if unit == "quarter":
        return quarter(on.year, (on.month + 2) // 3 + count)
    if unit == "year":
        return year(on.year + count)
    if unit == "decade":
        return decade(on.year // 10 * 10 + 10 * count)
    return century((on.year - 1) // 100 + 1 + count)


def back(on: date, unit: str, count: int) -> date | None:
    """The day exactly `count` units before a day (a month's missing day falls to its last); None out of range."""
    if not _within_calendar(on, unit, -count):
        return None
    days = {"hour": count / 24, "day": count, "night": count, "week": 7 * count, "fortnight": 14 * count}
    if unit in days:
        return on - timedelta(days=max(1, int(days[unit])))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None:
        return on
    target = month(on.year, on.month - months * count).window
    return target.start.replace(day=min(on.day, target.end.day)) if target.start and target.end else on


def duration_value(unit: str, count: int | None) -> str:
    """The TIMEX3 value of a length of time: P2W, PT5H, PXD where the number is not told; a decade is ten years."""
    if unit in ("decade", "century", "fortnight") and count:
        scale, unit = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}[unit]
        count *= scale
    if unit == "quarter" and count:
        unit, count = "month", count * 3
    code = _TIMEX_UNIT.get(unit, "D")
    number = "X" if count is None else str(count)
    return f"PT{number}{code[1]}" if code.startswith("T") else f"P{number}{code}"


def weekday_on_or_before(on: date, name: str) -> date:
    """The most recent day of that name, the day itself included."""
    return on - timedelta(days=(on.weekday() - WEEKDAYS.index(name)) % 7)
