"""The rectangle of a plot of values over days, with its two scales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .days import Days
from .scale import Scale


@dataclass(frozen=True)
class Frame:
    """A plot's rectangle, in pixels, and its two scales."""

    left: float
    right: float
    top: float
    bottom: float
    days: Days
    scale: Scale

    def x(self, day: date) -> float:
        """Where a day stands."""
        return self.left + self.days.position(day) * (self.right - self.left)

    def y(self, value: float) -> float:
        """How high a value stands, to the whole person."""
        return self.bottom - self.scale.position(round(value)) * (self.bottom - self.top)
