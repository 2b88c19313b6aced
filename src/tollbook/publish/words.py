"""Codes and dates in the page's English."""

from __future__ import annotations

import re
from datetime import date

from ..draw.days import MONTHS
from ..model import Claim, Count, Extent, Measure, Reading, SourceKind, Speaker, Verification, Window
from .record import PageClaim, State

EXTENTS = {
    Extent.INCIDENT: "One event",
    Extent.PERIOD: "Over a stretch of time",
    Extent.CUMULATIVE: "Running total",
    Extent.STOCK: "State at one moment",
    Extent.UNCLEAR: "Extent not clear",
}
_DATED = {
    Extent.INCIDENT: "happened",
    Extent.PERIOD: "over",
    Extent.CUMULATIVE: "counted",
    Extent.STOCK: "as of",
    Extent.UNCLEAR: "dated",
}
STATES: dict[State, tuple[str, str]] = {
    "machine": ("○", "machine-made"),
    "accepted": ("✓", "accepted by a person"),
    "corrected": ("✎", "corrected by a person"),
    "rejected": ("✕", "rejected by a person"),
    "unsure": ("?", "left unsure by a person"),
}
IMPORTED = ("□", "imported from a table")
VERIFICATIONS = {
    Verification.UNVERIFIED: "unverified",
    Verification.DISPUTED: "disputed",
    Verification.CONFIRMED: "confirmed",
}
_KINDS = {
    SourceKind.IGO: "intergovernmental organisation",
    SourceKind.NGO: "non-governmental organisation",
    SourceKind.POLICE_OR_COURT: "police or court",
}
OWN_VOICE = "The report in its own voice"
NOT_STATED = "Party not stated"


def state_label(claim: PageClaim) -> tuple[str, str]:
    """The sign and words for who made a claim and what was decided on it."""
    return IMPORTED if claim.imported and claim.state == "machine" else STATES[claim.state]


def plain(code: str) -> str:
    """A code as words: ``remains_held`` is "remains held"."""
    return code.replace("_", " ")


def measure_name(measure: Measure) -> str:
    """The measure as a heading."""
    return plain(measure.value).capitalize()


def source_kind(kind: SourceKind) -> str:
    """What kind of speaker, in words."""
    return _KINDS.get(kind, plain(kind.value))


def day(value: date) -> str:
    """A day, as in "3 Jan 2024", not to be broken over two lines."""
    return f"{value.day}\u00a0{MONTHS[value.month - 1]}\u00a0{value.year}"


def window(value: Window) -> str:
    """A window of days, open or unknown where it is."""
    start, end = value.start, value.end
    if start and end:
        if start == end:
            return day(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{day(end)}"
        return f"{day(start)} – {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"up to {day(end)}" if end else "date not known"


def count_words(reading: Reading) -> str:
    """The words of the count as stated; where there are none, the victims' words or "no number"."""
    victims = reading.victims.text if reading.victims else None
    return (reading.count.text or "").strip() or victims or "no number"


_OF_THEM = re.compile(r"(?:the|these|those|his|her|its|our|their|them)\b", re.IGNORECASE)
_DONE = {
    Measure.ATTACKS: "attacks",
    Measure.DAMAGE: "damaged",
    Measure.REMAINS_UNCOLLECTED: "bodies not collected",
}


def whom(reading: Reading) -> str:
    """The victims' words as they go on from the count: without it, with "of" before "the dead"; empty where none."""
    text = ((reading.victims.text if reading.victims else None) or "").strip()
    count = (reading.count.text or "").strip()
    if not count:
        return "" if text == count_words(reading) else text
    parts = count.split()
    for said in (" ".join(parts[i:]) for i in range(len(parts))):  # "reported 40" goes on with "dead" of "40 dead"
        inside = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text, re.IGNORECASE)
        if inside and (said == count or inside.start() == 0):
            return text[inside.end() :].strip()
    return f"of {text}" if _OF_THEM.match(text) else text


def done(reading: Reading) -> str:
    """What happened to those counted, for a count that stands alone ("three killed"); empty where words follow."""
    measure = reading.measure
    if not (reading.count.text or "").strip() or whom(reading):
        return ""
    if measure in _DONE:
        return _DONE[measure]
    kept = measure.value.removeprefix("remains_")
    return f"bodies {kept}" if kept != measure.value else kept


def drawn_as(count: Count) -> str | None:
    """The bounds that are drawn, where the words alone do not show them in digits ("dozens")."""
    if count.low is None and count.high is None:
        return "no number"
    digits = "".join(c for c in (count.text or "") if c.isdigit())
    bounds = [b for b in (count.low, count.high) if b is not None]
    if all(str(b) in digits for b in bounds):
        return None
    if count.low is not None and count.high is not None:
        return f"drawn as {count.low:,}" if count.low == count.high else f"drawn as {count.low:,} to {count.high:,}"
    return f"drawn as {count.low:,} or more" if count.low is not None else f"drawn as up to {count.high:,}"


def dated(reading: Reading) -> str:
    """When the harm was, said so that it is not taken for the day of publication."""
    when = reading.when
    if when.start is None and when.end is None:
        return "date of the harm not known"
    if when.end is None:
        return window(when)
    if when.start is None:
        verb = {Extent.INCIDENT: "happened no later than", Extent.STOCK: "as of"}.get(reading.extent, "up to")
        return f"{verb} {day(when.end)}"
    verb = "on" if reading.extent == Extent.PERIOD and when.start == when.end else _DATED[reading.extent]
    return f"{verb} {window(when)}"


def speaker(value: Speaker) -> str:
    """A speaker's name as a sentence begins, whatever its case in the text."""
    return value.name[:1].upper() + value.name[1:]


def chain(reading: Reading) -> str:
    """The chain of sources, nearest speaker first; the report's own voice where it is empty."""
    if not reading.source:
        return OWN_VOICE
    first, *others = reading.source
    return ", via ".join([speaker(first), *(s.name for s in others)])


def party_of(claim: Claim) -> str | None:
    """The victims' party."""
    return claim.reading.victims.party if claim.reading.victims else None


def count_of(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
