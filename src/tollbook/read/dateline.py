"""What a report's first lines say of its own publication: dateline, agency and date line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from tollbook.model import Zone

from .dates import DATE, DAY_MONTH, to_date
from .intervals import Intervals
from .lines import Line

_NAME = r"[A-ZА-ЯІЇЄҐ][\w’'.-]*(?:[ -][A-ZА-ЯІЇЄҐ][\w’'.-]*){0,3}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_PLACE = rf"(?P<place>{_NAME}(?:\s?[,/]\s?{_NAME}){{0,2}})"
_DAY = rf"(?P<day>[,.]?\s*(?i:{_WEEKDAY}{DAY_MONTH})\.?)"
_AGENCY = r"\s*[(/\[](?P<agency>[A-ZА-ЯІЇЄҐ][^()/\[\]\n]{1,38})[)/\]]"
_WITH_DASH = re.compile(rf"(?:{_PLACE})?{_DAY}?(?:{_AGENCY})?[.,]?\s*(?:--+|[-–—])\s+(?=\S)")
_WITH_AGENCY = re.compile(rf"{_PLACE}{_DAY}{_AGENCY}[.,:]?(?=\s|$)")
_NO_PLACES = frozenset(
    {"FILE", "EXCLUSIVE", "BREAKING", "WATCH", "UPDATE", "ANALYSIS", "EXPLAINER", "OPINION", "PHOTO", "VIDEO"}
)
_LINES_LOOKED_AT = 12
_DATELINE_MAX = 160
_DATE_LINE_MAX = 90
_WORDS_BESIDE_DATE = 5
_PUBLISHED = re.compile(r"\b(?:publish(?:ed)?|publication|posted|issued|released|опубликовано|опубліковано)\b", re.I)
_UPDATED = re.compile(r"\b(?:updated|modified|обновлено|оновлено)\b", re.I)
_BESIDE = re.compile(
    r"""\b(?:publish|published|publication|posted|issued|released|updated|modified|last|date|on|at|by|of|the|mon|tue|tues|wed|thu|thur|thurs|fri
    |sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|gmt|utc|bst|est|edt|cet|eet|am|pm|опубликовано
    |опубліковано|обновлено|оновлено)\b|\d{1,2}[:.]\d\d(?::\d\d)?|[^\w\s]""",
    re.X | re.I,
)
_FIRST_YEAR = 1980
"""Earlier dates near a text's top tell of what it is about, not of its publication."""


class Opening(NamedTuple):
    """The dateline's zone, and the outlet and publication date that the first lines state."""

    dateline: Zone | None = None
    outlet: str | None = None
    published: date | None = None


def find_opening(lines: Sequence[Line], zones: Sequence[Zone]) -> Opening:
    """Look at the first lines outside silent zones.

    A dateline's year and agency are taken as they stand: "Nov. 12" without a year is no publication date.
    """
    silent = Intervals.silent(zones)
    top = list(islice((line for line in lines if not silent.hold(line.start, line.end)), _LINES_LOOKED_AT))
    for line in top:
        if match := _match_dateline(line.words):
            zone = Zone(start=line.start, end=line.start + len(match[0].rstrip()), kind="dateline")
            day = _stated_day(match["day"] or "") or _stated_day(match["agency"] or "")
            return Opening(zone, _agency(match), day or _date_line(top))
    return Opening(published=_date_line(top))


def _agency(match: re.Match[str]) -> str | None:
    """The agency in a dateline: a known one, or any name in brackets behind place and date."""
    name = (match["agency"] or "").strip()
    if known := agencies().get(name.casefold()):
        return known
    return name if name and match["place"] and match["day"] and not re.search(r"\d", name) else None


@lru_cache(maxsize=1)
def agencies() -> dict[str, str]:
    """Spellings of news agencies in datelines (in lower case) to their names, from data/agencies.toml."""
    data = tomllib.loads(files("tollbook.read").joinpath("data/agencies.toml").read_text("utf-8"))
    return {
        spelling.casefold(): name for name, spellings in data["agencies"].items() for spelling in (name, *spellings)
    }


def _match_dateline(words: str) -> re.Match[str] | None:
    """A dateline ends in a dash, or in an agency behind a date, and has a mark that it is one.

    The mark is a date, a known agency or a place in capitals: "Kyiv - the capital -" is none.
    """
    words = words[:_DATELINE_MAX]
    match = _WITH_DASH.match(words) or _WITH_AGENCY.match(words)
    if match is None:
        return None
    place = (match["place"] or "").split(",")[0].strip()
    if place in _NO_PLACES:
        return None
    known = (match["agency"] or "").strip().casefold() in agencies()
    return match if known or (place and match["day"]) or (place.isupper() and len(place) > 3) else None


def _stated_day(words: str) -> date | None:
    match = DATE.search(words)
    day = to_date(match) if match else None
    return day if day and day.year >= _FIRST_YEAR else None


def _date_line(lines: Sequence[Line]) -> date | None:
    """The date on a line that holds little else: one said to be of publication, else a bare one, else an update's.

    A line of a chronology ("14 May: ...") or of a quoted post ("@name") is none.
    """
    found: dict[int, date] = {}
    for line in lines:
        match = DATE.search(line.words) if len(line.words) <= _DATE_LINE_MAX else None
        day = _stated_day(match[0]) if match else None
        if not match or not day or "@" in line.words or line.words[match.end() :].lstrip().startswith(":"):
            continue
        beside = _BESIDE.sub(" ", line.words[: match.start()] + " " + line.words[match.end() :]).split()
        if len(beside) <= _WORDS_BESIDE_DATE:
            rank = 0 if _PUBLISHED.search(line.words) else 2 if _UPDATED.search(line.words) else 1
            found.setdefault(rank, day)
    return found[min(found)] if found else None
