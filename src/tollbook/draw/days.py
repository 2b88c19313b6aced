"""Days on an axis: where they stand and which are labelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_STEPS = (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 20_000)))


@dataclass(frozen=True)
class Days:
    """A stretch of days, both ends included, drawn from 0 to 1."""

    first: date
    last: date

    def position(self, day: date) -> float:
        """Where a day stands, 0 to 1; one day alone stands in the middle."""
        span = (self.last - self.first).days
        return (day - self.first).days / span if span else 0.5

    def ticks(self, most: int) -> tuple[tuple[date, str], ...]:
        """At most `most` labelled days: single days, Mondays' distance, or first days of months and years."""
        span = (self.last - self.first).days
        for step in (1, 2, 7, 14):
            if span // step + 1 <= most:
                days = [self.first + timedelta(days=i) for i in range(0, span + 1, step)]
                return tuple((d, self._day_label(d, days)) for d in days)
        months = next(found for step in _MONTH_STEPS if len(found := self._months(step)) <= most)
        return tuple((d, self._month_label(d, months)) for d in months)

    def _months(self, step: int) -> list[date]:
        start = self.first.year * 12 + self.first.month - 1 + (self.first.day > 1)
        end = self.last.year * 12 + self.last.month - 1
        return [date(n // 12, n % 12 + 1, 1) for n in range(-(-start // step) * step, end + 1, step)]

    @staticmethod
    def _day_label(day: date, days: list[date]) -> str:
        label = f"{day.day} {MONTHS[day.month - 1]}"
        return f"{label} {day.year}" if day == days[0] or day.year != days[0].year else label

    @staticmethod
    def _month_label(day: date, months: list[date]) -> str:
        if all(m.month == 1 for m in months):
            return str(day.year)
        name = MONTHS[day.month - 1]
        twice = sum(m.month == day.month for m in months) > 1
        return f"{name} {day.year}" if twice or day == months[0] or day.month == 1 else name
