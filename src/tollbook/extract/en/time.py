"""When: expressions of time in English text, worked out from the words and the publication date.

Days are told as news does: "on Tuesday" is the most recent Tuesday up to the day of publication. Nothing is invented:
without a publication date a relative expression keeps an open window.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tollbook.model import Window

from . import time_days, time_spans, time_years
from .time_base import UNIT, Context, Found
from .time_calendar import OPEN, back, shift

__all__ = ["TimeMention", "find_dateline_date", "find_times", "reference_date", "resolve_anchor"]


@dataclass(frozen=True)
class TimeMention:
    """An expression of time; offsets are code points into the text given.

    `kind`: point, range, since, until, duration, recurring (told over and again), set. `grain`: day, week, month, ...
    `value`: TIMEX3-like. `anchor` is "previous" where the words are relative to the time told before ("the following
    day"); `resolve_anchor` works the window out when that is known.
    """

    start: int
    end: int
    text: str
    window: Window
    kind: str
    grain: str
    value: str | None = None
    anchor: str | None = None
    shift: tuple[str, int] | None = None
    """Unit and number of units from the anchor."""


_RULES = [*time_days.RULES, *time_years.RULES, *time_spans.RULES]
_TRIGGER = re.compile(
    r"\b(?:\d|(?:to|mid|over|fort|every|birth|Sun|Mon|Tues|Wednes|Thurs|Fri|Satur|yester|holi)?(?:day|night)|daily|week|month"
    r"|year|decade|centur|quarter|hour|minute|second|war\b|invasion|conflict|offensive|fighting|hostil|assault|uprising"
    r"|genocide|tomorrow|now\b|recent|current|present|previous|soon|past|future|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct"
    r"|Nov|Dec|spring|summer|autumn|fall\b|winter|evening|morning|afternoon|Christmas|Ramadan|Eid|Easter|Passover|Ashura"
    r"|Diwali|Hanukkah|Yom|Nowruz|annual|nineteen|full-scale|New\s+Year)",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(rf"{UNIT}s?\b", re.IGNORECASE)
_REACH = 48
"""Characters before a unit word in which its number is looked for."""
_SINCE = re.compile(
    r"\b(?:ever\s+)?(?:since|starting(?:\s+from)?|beginning|dating\s+(?:back\s+)?(?:to|from))\s+(?:at\s+least\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:(?:up\s+)?until|till|by|as\s+of|before|prior\s+to|up\s+to|through)\s+(?:the\s+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:(?:,\s+)?(?P<word>to|and|until|till|through|into)\s+(?:the\s+)?|[-–—]\s*)", re.IGNORECASE)
_ENDING = re.compile(
    r"\s*(?:,\s+)?(?:to|until|till|up\s+to|through|ending|ended)\s+(?:on\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""Between a length of time and the day on which it ended ("the six months to 31 October")."""
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_LENGTH_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_NAME = r"[A-Z][\w’'.-]*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})"
_DATELINE = re.compile(
    rf"\s*{_NAME}(?:[\s/,-]+[A-Z(][\w’'.()-]*){{0,6}}?,?\s+(?P<date>{_DAY}(?:,?\s+\d{{4}})?)\b\s*(?:[-–—:.,]|\()"
)
_DATED_LINE = re.compile(
    r"^\s*(?:(?:published|posted|updated|date|issued|released)(?:\s+(?:on|at))?\s*:?\s*)?(?:[A-Z][a-z]+day,?\s+)?"
    rf"(?P<date>(?:(?-i:{_DAY}),?\s+\d{{4}}|\d{{4}}-\d\d-\d\d))(?:[\s,|at-]+\d\d?:\d\d.*)?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_NO_DATE_OF_AN_EVENT = "".join(rf"(?<!\b{word} )" for word in ("on", "of", "since", "until", "to", "from", "by"))
_HEADED = re.compile(
    rf"(?:{_NO_DATE_OF_AN_EVENT}\b(?:(?i:published|posted|updated|date of publication|issued)(?:\s+on)?:?"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?)\s+|^\s*)"
    rf"(?P<date>{_DAY},?\s+\d{{4}})(?=\s+[A-Z\d(]|\s*[-–—|])",
    re.MULTILINE,
)
"""A full date that opens a line, or that a weekday or "published" introduces, with the text running on after it."""
_TOP = 200
"""Characters of a text in which such a date says when it was written."""
_HEAD = 600
"""Characters of a text in which a line that is only a date says when it was written."""
_STRUCK_BY = re.compile(
    r"\s+(?:\w+\s+)?(?:attacks?|strikes?|raids?|assaults?|bomb\w*|shelling|massacre|war|offensive|fighting|shootings?|blasts?)\b"
)


def find_times(text: str, published: date | None, wars: Sequence[tuple[str, date]] = ()) -> list[TimeMention]:
    """All expressions of time of a text, in order of place.

    `published` is the day that relative expressions count from; `wars` holds (name, first day) of the wars that
    "since the start of the war" may mean: the one whose name stands in the text, or the only one.
    """
    if not _TRIGGER.search(text):
        return []
    if published is not None and not 1000 <= published.year <= 9000:
        published = None  # no report has such a day: it says nothing
    context = Context(text, published, tuple(wars))
    mentions: list[TimeMention] = []
    previous: Window | None = None
    for found in _leftmost_longest(context):
        mention = _mention(found, text)
        if mention.anchor == "previous" and previous is not None:
            mention = resolve_anchor(mention, previous)
        if mention.kind in ("point", "range") and mention.window.start:
            previous = mention.window
        mentions.append(mention)
    return _compose(mentions, text, published)


def resolve_anchor(mention: TimeMention, previous: Window) -> TimeMention:
    """The mention with its window counted from the time told before; unchanged where that has no single day."""
    if mention.anchor != "previous" or mention.shift is None or previous.start is None or previous.end is None:
        return mention
    unit, count = mention.shift
    if unit in ("day", "night") and (previous.end - previous.start).days > 1:
        return mention
    base = previous.end if count > 0 else previous.start
    stretch = shift(base, unit, count)
    return replace(mention, window=stretch.window, value=stretch.value)


def find_dateline_date(text: str, published: date | None) -> date | None:
    """The day of a dateline at the start of a text ("KYIV, Nov 12 (Agency) -"); None where there is none."""
    match = _DATELINE.match(text[:200])
    return _single_day(match["date"], published) if match else None


def reference_date(text: str, published: date | None) -> date | None:
    """The day that relative expressions count from: a date that the text gives itself wins over the publication date.

    That is a dateline, a line of the text's head that holds a full date alone, or a full date that heads the text. A
    dateline without a year takes the publication date's; without one it gives no day.
    """
    told = find_dateline_date(text, published)
    if told is None and (match := _DATED_LINE.search(text[:_HEAD])):
        told = _single_day(match["date"], None)
    if told is None and (match := _HEADED.search(text[:_TOP])):
        told = _single_day(match["date"], None)
    return told or published


def _single_day(words: str, published: date | None) -> date | None:
    days = [m.window.start for m in find_times(words, published) if m.grain == "day"]
    return days[0] if days else None


def _leftmost_longest(context: Context) -> list[Found]:
    candidates: list[Found] = []
    for pattern, read in _RULES:
        candidates += [f for m in pattern.finditer(context.text) if (f := read(m, context))]
    for unit in _UNIT_WORD.finditer(context.text):
        for pattern, read in time_spans.NEAR_UNIT_RULES:
            near = pattern.finditer(context.text, max(0, unit.start() - _REACH), unit.end() + 14)
            candidates += [f for m in near if (f := read(m, context))]
    candidates.sort(key=lambda f: (f.start, -f.end))
    kept: list[Found] = []
    for found in candidates:
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return kept


def _mention(found: Found, text: str) -> TimeMention:
    stretch = found.stretch
    return TimeMention(
        found.start, found.end, text[found.start : found.end], stretch.window, found.kind, stretch.grain, stretch.value,
        found.anchor, found.shift,
    )  # fmt: skip


def _compose(mentions: list[TimeMention], text: str, published: date | None) -> list[TimeMention]:
    """Join "from A to B", "between A and B" and "the six months to B"; open "since A" and "until A"."""
    composed: list[TimeMention] = []
    at = 0
    while at < len(mentions):
        first = mentions[at]
        second = mentions[at + 1] if at + 1 < len(mentions) else None
        joined = (_joined(first, second, text) or _ending(first, second, text)) if second else None
        if joined:
            composed.append(joined)
            at += 2
            continue
        composed.append(_opened(first, text, published))
        at += 1
    return composed


def _joined(first: TimeMention, second: TimeMention, text: str) -> TimeMention | None:
    if first.kind not in ("point", "since") or second.kind != "point" or "ref" in (first.grain, second.grain):
        return None
    join = _TO.fullmatch(text[first.end : second.start])
    if join is None:
        return None
    before = _FROM.search(text[max(0, first.start - 20) : first.start])
    word = (join["word"] or "-").lower()
    if word == "and" and not (before and before["word"].lower() == "between"):
        return None
    if not before and first.grain != second.grain:
        return None
    low, high = first.window.start, second.window.end
    if low and high and low > high:
        if first.grain == "day" and first.value and second.window.start and first.text.isalpha():
            low -= timedelta(days=7)
        else:
            return None
    start = first.start - (len(before.group()) if before else 0)
    window = Window(start=low, end=high) if first.window.start and second.window.end else OPEN
    value = f"{first.value}/{second.value}" if first.value and second.value else None
    return TimeMention(start, second.end, text[start : second.end], window, "range", second.grain, value)


def _ending(first: TimeMention, second: TimeMention, text: str) -> TimeMention | None:
    """A length of time that ends on a day told behind it."""
    length = _LENGTH.fullmatch(first.value or "") if first.kind == "duration" else None
    join = _ENDING.fullmatch(text[first.end : second.start])
    if length is None or join is None or second.kind != "point" or second.grain not in ("day", "month"):
        return None
    last = second.window.end
    before = back(last, _LENGTH_UNITS[length[2]], int(length[1])) if last is not None else None
    if last is None or before is None:
        return None
    window = Window(start=before + timedelta(days=1), end=last)
    value = f"{window.start}/{window.end}"
    return TimeMention(first.start, second.end, text[first.start : second.end], window, "range", "day", value)


def _opened(mention: TimeMention, text: str, published: date | None) -> TimeMention:
    if mention.kind != "point" or mention.grain == "ref":
        return mention
    before = text[max(0, mention.start - 32) : mention.start]
    if match := _SINCE.search(before):
        start = mention.start - len(match.group())
        end = published if mention.window.start and published and published >= mention.window.start else None
        window = Window(start=mention.window.start, end=end)
        return replace(mention, start=start, text=text[start : mention.end], window=window, kind="since")
    if match := _UNTIL.search(before):
        start = mention.start - len(match.group())
        word = match.group().split()[0].lower()
        if word == "by" and (mention.text.endswith("s") or _STRUCK_BY.match(text[mention.end : mention.end + 32])):
            return mention
        end = mention.window.end
        if word in ("before", "prior") and mention.window.start:
            end = mention.window.start - timedelta(days=1)
        return replace(mention, start=start, text=text[start : mention.end], window=Window(end=end), kind="until")
    return mention
