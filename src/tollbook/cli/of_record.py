"""What a person must know of the record that a command's figures are made of."""

from __future__ import annotations

from typing import Protocol

from .console import counted, note


class MadeOfRecord(Protocol):
    """Anything that is made of a state of the record."""

    @property
    def undated(self) -> int:
        """Claims left out because their reports have no date of publication."""

    @property
    def behind(self) -> int:
        """Reports that have changed since the record was made."""


def say_of_record(made: MadeOfRecord) -> None:
    """Note claims that a date leaves out, and reports that the record does not know yet."""
    if made.undated:
        note(f"{counted(made.undated, 'claim')} left out: in reports without a date of publication")
    if made.behind:
        note(f"{counted(made.behind, 'report')} changed since the record was made; run `tollbook reconcile`")
