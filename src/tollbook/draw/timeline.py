"""How many of something each day, week, month or year holds: bars over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from .days import MONTHS
from .svg import element, esc

HIGH, TOP, LEFT = 90.0, 14.0, 34.0
STRETCHES = ("day", "week", "month", "year", "decade")
MOST = 80
"""More bars than this are put together into longer stretches."""


def timeline(days: Mapping[date, int], *, title: str, width: int = 900) -> str:
    """The drawing of how many each day holds; empty where there is no day."""
    if not days:
        return ""
    stretch = next(
        step for step in ("day", "week", "month", "year", "decade") if _bars(days, step) <= MOST or step == "decade"
    )
    counted: Counter[date] = Counter()
    for day, on_it in days.items():
        counted[_start(day, stretch)] += on_it
    first, number = min(counted), _bars(days, stretch)
    most = max(counted.values())
    step = (width - LEFT - 4) / number
    body = [
        element("text", str(most), x=LEFT - 6, y=TOP + 4, text_anchor="end"),
        element("line", x1=LEFT, x2=width, y1=TOP + HIGH, y2=TOP + HIGH, class_="base"),
    ]
    for start, n in sorted(counted.items()):
        x = LEFT + _between(first, start, stretch) * step
        high, wide = round(HIGH * n / most, 1), round(max(1.0, step * 0.8), 1)
        said = f"{_label(start, stretch)}: {n}"
        bar = element("rect", x=round(x + step * 0.1, 1), width=wide, y=TOP + HIGH - high, height=high, class_="bar")
        body.append(element("g", element("title", esc(said)), bar))
    body += _dates(first, max(counted), stretch, width)
    return element(
        "svg", *body, class_="bars-of-time", role="img", viewBox=f"0 0 {width} {TOP + HIGH + 22:g}",
        aria_label=f"{title}: {counted.total()} from {_label(first, stretch)} to {_label(max(counted), stretch)}, "
        f"at most {most} in one {stretch}",
    )  # fmt: skip


def _dates(first: date, last: date, stretch: str, width: int) -> list[str]:
    y = TOP + HIGH + 17
    ends = [element("text", _label(first, stretch), x=LEFT, y=y)]
    if last != first:
        ends.append(element("text", _label(last, stretch), x=width, y=y, text_anchor="end"))
    return ends


def _start(day: date, stretch: str) -> date:
    if stretch == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    if stretch == "month":
        return day.replace(day=1)
    if stretch == "year":
        return day.replace(month=1, day=1)
    return day.replace(year=max(1, day.year // 10 * 10), month=1, day=1) if stretch == "decade" else day


def _between(first: date, start: date, stretch: str) -> int:
    """How many stretches one lies after another."""
    if stretch in ("day", "week"):
        return (start - first).days // (7 if stretch == "week" else 1)
    months = (start.year - first.year) * 12 + start.month - first.month
    return months // {"month": 1, "year": 12, "decade": 120}[stretch]


def _bars(days: Collection[date], stretch: str) -> int:
    return _between(_start(min(days), stretch), _start(max(days), stretch), stretch) + 1


def _label(start: date, stretch: str) -> str:
    if stretch in ("year", "decade"):
        return str(start.year) if stretch == "year" else f"{start.year}s"
    month = f"{MONTHS[start.month - 1]} {start.year}"
    return month if stretch == "month" else f"{'week of ' if stretch == 'week' else ''}{start.day} {month}"
