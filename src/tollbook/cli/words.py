"""A claim's fields in few words, for tables and lists."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Certainty, Comparator, Count, Place, Reading, Speaker, Stance, Verification, Victims
from tollbook.run.rows import Row


def count_words(count: Count) -> str:
    """The count's bounds, its comparator's sign, and its own words where they say it by no numeral."""
    bounds = _bounds(count)
    words = count.text or ""
    spelled = words and not any(char.isdigit() for char in words)
    if not bounds:
        return words or "-"
    if count.best is not None and (count.low, count.high) != (count.best, count.best):
        bounds += f", best {count.best:,}"
    return f"{bounds} ({words})" if spelled else bounds


def _bounds(count: Count) -> str:
    low = None if count.low is None else f"{count.low:,}"
    high = None if count.high is None else f"{count.high:,}"
    match count.comparator:
        case Comparator.ABOUT if low:
            return f"~{low}"
        case Comparator.MORE_THAN if low:
            return f">{low}"
        case Comparator.FEWER_THAN if high:
            return f"<{high}"
        case _ if low and high:
            return low if low == high else f"{low}-{high}"
        case _ if low:
            return f"{low}+"
        case _ if high:
            return f"up to {high}"
    return ""


def victim_words(victims: Victims | None) -> str:
    """Whose people and what they were, as far as it is known."""
    if victims is None:
        return "-"
    status = "" if victims.status.value == "unknown" else victims.status.value
    return " ".join(part for part in (victims.party or "", status) if part) or "-"


def source_words(chain: Sequence[Speaker]) -> str:
    """The chain of speakers, nearest first; an empty one is the report's own voice."""
    return " < ".join(speaker.name for speaker in chain) or "the report itself"


def place_words(place: Place | None) -> str:
    """The place's common name and country."""
    if place is None:
        return "-"
    name = place.name or place.text or "-"
    return f"{name} ({place.country})" if place.country else name


def window_words(reading: Reading) -> str:
    """The days of the harm, open sides left open, and the extent where it is no incident."""
    start, end = reading.when.start, reading.when.end
    one_day = start.isoformat() if start else "undated"
    days = one_day if start == end else f"{start or ''}..{end or ''}"
    extent = reading.extent.value
    return days if extent == "incident" else f"{days} {extent}"


def marks(row: Row) -> str:
    """What qualifies a claim: denied, hedged, checked or not, replaced, and what a person decided."""
    reading = row.claim.reading
    found = (
        "denied" if reading.stance is Stance.DENIED else "",
        "hedged" if reading.certainty is Certainty.HEDGED else "",
        "" if reading.verification is Verification.NONE else reading.verification.value,
        "superseded" if reading.superseded else "",
        "set aside" if reading.set_aside else "",
        "" if row.state == "machine" else row.state,
        "judged differently" if row.contested else "",
    )
    return " ".join(mark for mark in found if mark) or "-"


def describe(row: Row) -> str:
    """A claim in one line: measure, count, victims, place, days, source and what qualifies it."""
    reading = row.claim.reading
    parts = (
        f"{reading.measure.value} {count_words(reading.count)}",
        victim_words(reading.victims),
        place_words(reading.place),
        window_words(reading),
        source_words(reading.source),
        marks(row),
    )
    return "; ".join(part for part in parts if part != "-")
