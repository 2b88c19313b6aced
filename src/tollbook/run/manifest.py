"""The manifest of a run: every input with how it ended and why, so that nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Any

from tollbook.model import Record


class Ending(StrEnum):
    """How an input ended. Design rule 1: the numbers of a manifest add up over these."""

    READ = "read"
    KNOWN = "known"
    COPY = "copy"
    NOT_RELEVANT = "not relevant"
    LANGUAGE = "language not supported"
    FAILED = "failed"


class Entry(Record):
    """One input: a file, a row of a table or standard input.

    `report` is its short name (the row's id or the file's name without extension), `report_id` its id in the ledger,
    `claims` the number of claims recorded for it in this run, `revision_of` the report whose address it shares.
    """

    input: str
    ending: Ending
    reason: str | None = None
    report: str | None = None
    report_id: str | None = None
    claims: int = 0
    revision_of: str | None = None


class Manifest(Record):
    """All inputs of one run, in the order in which they were met.

    `archives`, where there were web archives: how many parts they had and which stage dropped how many of them
    (`StageCounts.to_json`). Parts that a stage dropped are counted there and have no entry of their own.
    """

    entries: tuple[Entry, ...] = ()
    interrupted: bool = False
    archives: dict[str, Any] | None = None

    @property
    def counts(self) -> dict[Ending, int]:
        """How many inputs ended in which way; every ending is a key, and the values add up to the inputs."""
        found = Counter(entry.ending for entry in self.entries)
        return {ending: found[ending] for ending in Ending}

    @property
    def claims(self) -> int:
        """How many claims this run recorded."""
        return sum(entry.claims for entry in self.entries)

    @property
    def exit_status(self) -> int:
        """130 if interrupted; 1 if all inputs failed or there was none; 3 if some failed; else 0."""
        failed = self.counts[Ending.FAILED]
        if self.interrupted:
            return 130
        dropped = self.archives["dropped"] if self.archives else 0
        if failed == len(self.entries) + dropped:
            return 1
        return 3 if failed else 0

    def to_json(self) -> dict[str, Any]:
        """The manifest as plain values, with its sums."""
        return {
            "inputs": len(self.entries),
            "counts": {ending.value: number for ending, number in self.counts.items()},
            "revisions": sum(entry.revision_of is not None for entry in self.entries),
            "claims": self.claims,
            "interrupted": self.interrupted,
            "exit_status": self.exit_status,
            **({"archives": self.archives} if self.archives else {}),
            "entries": [entry.model_dump(mode="json", exclude_none=True) for entry in self.entries],
        }
