"""How the fields of two readings stand to each other: numbers, speakers, places, windows."""

from __future__ import annotations

from datetime import date

from tollbook.model import Place, Precision, Reading


def count_relation(x: Reading, y: Reading) -> str:
    """How two counts stand to each other, the first as it is stated."""
    a, b = x.count, y.count
    if (a.low, a.high) == (b.low, b.high):
        return "none" if a.low is None and a.high is None else "one" if a.low == a.high == 1 else "equal"
    if a.low is None and a.high is None:
        return "first_none"
    if b.low is None and b.high is None:
        return "second_none"
    low, high = (a.low if a.low is not None else a.high), (b.low if b.low is not None else b.high)
    assert low is not None and high is not None
    if low == high:
        return "same_low"
    if 0 in (low, high):
        return "zero"
    ratio = high / low
    return "second_less" if ratio < 0.9 else "second_more" if ratio > 1.1 else "close"


def source_relation(x: Reading, y: Reading) -> str:
    """How the nearest speakers of two readings stand to each other."""
    a, b = (r.source[0].name.lower() if r.source else None for r in (x, y))
    if a is None or b is None:
        return "none" if a is b else "half"
    if a == b:
        return "same"
    return "alike" if set(a.split()) & set(b.split()) - {"the", "of", "a", "for"} else "other"


_WIDE = {Precision.COUNTRY: 3, Precision.REGION: 2, Precision.ADM1: 2, Precision.ADM2: 1}


def place_relation(x: Place | None, y: Place | None) -> str:
    """How two places stand to each other: same, one inside the other, near, apart, or not to be told."""
    if x is None or y is None or x.name is None or y.name is None:
        return "unknown" if (x is None or x.name is None) and (y is None or y.name is None) else "half"
    if x.name == y.name:
        return "same"
    a, b = x.name.lower(), y.name.lower()
    if a.endswith(", " + b) or b.endswith(", " + a):
        return "first_in" if len(a) > len(b) else "second_in"
    if x.country is None or x.country != y.country:
        return "other" if x.country is not None and y.country is not None else "loose"
    wide = _WIDE.get(x.precision, 0), _WIDE.get(y.precision, 0)
    if wide[1] > wide[0] and (wide[1] == 3 or _within(x, y)):
        return "first_in"
    if wide[0] > wide[1] and (wide[0] == 3 or _within(y, x)):
        return "second_in"
    return "near" if _within(x, y) or a in b or b in a else "country"


def _within(x: Place, y: Place) -> bool:
    """Whether a place lies in the first-level area of another, or is near it."""
    if x.admin1 is not None and x.admin1 in (y.admin1, y.name):
        return True
    if None in (x.lat, x.lon, y.lat, y.lon) or y.precision not in (
        Precision.SETTLEMENT,
        Precision.SITE,
        Precision.ADM2,
    ):
        return False
    north, east = (x.lat or 0) - (y.lat or 0), (x.lon or 0) - (y.lon or 0)
    return north * north + east * east < 0.1


def time_relation(x: Reading, y: Reading) -> str:
    """How two windows stand to each other: equal, one inside the other, overlapping, apart, or unknown."""
    a, b = x.when, y.when
    if (a.start, a.end) == (b.start, b.end):
        return "unknown" if a.start is None and a.end is None else "same"
    if None is a.start is a.end or None is b.start is b.end:
        return "half"
    first, last = date.min, date.max
    s, e, t, f = a.start or first, a.end or last, b.start or first, b.end or last
    if e < t or f < s:
        return "apart"
    if s <= t and f <= e:
        return "second_in"
    if t <= s and e <= f:
        return "first_in"
    return "overlap"
