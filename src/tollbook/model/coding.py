"""A second, blind coding of reports: kept apart from the record until somebody decides between the two."""

from __future__ import annotations

from typing import Literal

from .base import Record
from .claim import Reading

CodingStep = Literal["open", "say", "finish", "reopen", "settle"]
CodedWord = Literal["claim", "no claim", "unsure", "withdraw"]


class CodingTask(Record):
    """Which reports two coders code. `first` codes in the record (`machine`: the newest extraction) unless
    `first_apart`; `second` always codes apart. `machine_hidden`: those who code apart do not see its claims either.
    """

    reports: tuple[str, ...]
    first: str
    second: str
    first_apart: bool = False
    machine_hidden: bool = True

    @property
    def apart(self) -> tuple[str, ...]:
        """Who codes apart from the record."""
        return (self.first, self.second) if self.first_apart else (self.second,)


class CodingEntry(Record):
    """One entry in a double coding, when (ISO 8601, UTC) and by whom.

    `open` has the task; `say` a coder's word on a claim of a report (`withdraw` takes their word on it back),
    with the reading that they hold right
    and, where they added it, the anchor; `finish` and `reopen` say that a coder is through with a report; `settle`
    that somebody took `choice` of a pair of claims (`claim`, named by the ids that both coders' claims have), and on
    which claim of the record that was written down, if on any.
    """

    coding: str
    step: CodingStep
    report: str | None = None
    claim: str | None = None
    word: CodedWord | None = None
    reading: Reading | None = None
    anchor: tuple[int, int] | None = None
    task: CodingTask | None = None
    choice: str | None = None
    mention: str | None = None
    why: str | None = None
    by: str
    at: str
