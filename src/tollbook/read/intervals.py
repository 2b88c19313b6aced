"""Zones that do not overlap, looked up by place: a text may have a hundred thousand lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from tollbook.model import SILENT_ZONES, Zone


class Intervals:
    """The places of zones that do not overlap each other."""

    def __init__(self, zones: Iterable[Zone]) -> None:
        """Sort the zones once."""
        ordered = sorted((zone.start, zone.end) for zone in zones)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    @classmethod
    def silent(cls, zones: Iterable[Zone]) -> Intervals:
        """Those of silent zones alone."""
        return cls(zone for zone in zones if zone.kind in SILENT_ZONES)

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them has all of a stretch."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them has any of a stretch."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and start < self._ends[at]
