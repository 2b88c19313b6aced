"""Which state of the record is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AtDate:
    """Which state of the record: `as_of`, today's judgements over the reports published by then; `recorded`, the log
    up to that day's end, with today's code and that day's settings. Neither: as it is now."""

    as_of: date | None = None
    recorded: date | None = None

    @property
    def is_now(self) -> bool:
        """Whether the record as it is now is meant."""
        return self.as_of is None and self.recorded is None


NOW = AtDate()
"""The record as it is."""
