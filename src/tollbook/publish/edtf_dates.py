"""Dates in the Extended Date/Time Format (ISO 8601-2, EDTF level 1): as exact as they are known and no more."""

from __future__ import annotations

import calendar
from datetime import date

UNKNOWN = ""
"""An open end of an interval whose day is not known (EDTF: nothing before or after the slash)."""


def edtf(first: date | None, last: date | None) -> str | None:
    """The window as an EDTF string; None where neither day is known.

    A whole month or year is written as such; one day as a day; an unknown end as an empty side of the interval.
    """
    if first is None and last is None:
        return None
    if first is None or last is None:
        return f"{first or UNKNOWN}/{last or UNKNOWN}"
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04}" if first.year == last.year else f"{first.year:04}/{last.year:04}"
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        months = f"{first:%Y-%m}", f"{last:%Y-%m}"
        return months[0] if months[0] == months[1] else "/".join(months)
    return f"{first.isoformat()}/{last.isoformat()}"
