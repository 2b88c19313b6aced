"""The stages that a part of an archive goes through, and how many parts came how far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

RECORD, RESPONSE, FIRST_TEXT, TRIAGE = "record", "response", "first text", "triage"
MAIN_TEXT, LANGUAGE, SENTENCES, EXTRACTION = "main text", "language", "sentences", "extraction"

STAGES = (RECORD, RESPONSE, FIRST_TEXT, TRIAGE, MAIN_TEXT, LANGUAGE, SENTENCES, EXTRACTION)
"""In order: a record of a page at all; a page that was answered with; its first main text; triage by it; the careful
main text; the language; the choice of sentences; extraction."""


MOST_REASONS = 200
"""Reasons that are counted apart; a hostile archive could make up one for each of its records."""
OTHER = "other"


@dataclass(slots=True)
class StageCounts:
    """How many parts there were, how many each stage dropped and why, how many failed and were kept.

    `parts == dropped + failed + kept`, always: `check` says so. Counts depend on the input alone.
    """

    parts: int = 0
    kept: int = 0
    claims: int = 0
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    def drop(self, stage: str, reason: str) -> None:
        """Count a part that a stage dropped."""
        self.parts += 1
        known = (stage, reason) in self.dropped or len(self.dropped) < MOST_REASONS
        self.dropped[stage, reason if known else OTHER] += 1

    def fail(self, stage: str) -> None:
        """Count a part that could not be taken through a stage."""
        self.parts += 1
        self.failed[stage] += 1

    def keep(self, claims: int) -> None:
        """Count a part that came through all stages, with its claims."""
        self.parts += 1
        self.kept += 1
        self.claims += claims

    def add(self, other: StageCounts) -> None:
        """Add another shard's counts."""
        self.parts += other.parts
        self.kept += other.kept
        self.claims += other.claims
        self.dropped.update(other.dropped)
        self.failed.update(other.failed)

    @property
    def adds_up(self) -> bool:
        """Whether every part ended once."""
        return self.parts == self.kept + self.dropped.total() + self.failed.total()

    def table(self) -> list[dict[str, Any]]:
        """One row a stage: how many came into it, were dropped by it (with each reason), failed in it, went on."""
        rows, into = [], self.parts
        for stage in STAGES:
            reasons = {reason: n for (where, reason), n in sorted(self.dropped.items()) if where == stage}
            out = into - sum(reasons.values()) - self.failed[stage]
            rows.append({"stage": stage, "in": into, "dropped": sum(reasons.values()), "failed": self.failed[stage],
                         "out": out, "reasons": reasons})  # fmt: skip
            into = out
        return rows

    def to_json(self) -> dict[str, Any]:
        """As plain values, in a fixed order."""
        return {
            "parts": self.parts,
            "dropped": self.dropped.total(),
            "failed": self.failed.total(),
            "kept": self.kept,
            "claims": self.claims,
            "stages": self.table(),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> StageCounts:
        """The counts that `to_json` gave."""
        counts = cls(parts=value["parts"], kept=value["kept"], claims=value["claims"])
        for row in value["stages"]:
            for reason, number in row["reasons"].items():
                counts.dropped[row["stage"], reason] = number
            if row["failed"]:
                counts.failed[row["stage"]] = row["failed"]
        return counts
