"""How a shard ended, and the manifest of a run over shards: its numbers add up to the shards that there were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..stages import StageCounts

Ending = Literal["read", "known", "failed"]


@dataclass(frozen=True, slots=True)
class ShardEnd:
    """One shard: `read` now, `known` (the dataset had it), or `failed` with the reason in one line.

    `counts` are of its reports and inputs by ending, `stages` how many parts came how far (`StageCounts.to_json`),
    `seconds` the CPU time that it took, where it was read now.
    """

    path: str
    ending: Ending
    reason: str | None = None
    size: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    stages: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ArchiveManifest:
    """All shards of a run, in the order in which they were named."""

    shards: tuple[ShardEnd, ...]
    interrupted: bool = False

    @property
    def endings(self) -> dict[str, int]:
        """How many shards ended in which way."""
        found = Counter(shard.ending for shard in self.shards)
        return {ending: found[ending] for ending in ("read", "known", "failed")}

    @property
    def counts(self) -> dict[str, int]:
        """Reports, claims and inputs by ending, over all shards."""
        return _sum(shard.counts for shard in self.shards)

    @property
    def stages(self) -> StageCounts:
        """How many parts of archives came how far, over all shards."""
        found = StageCounts()
        for shard in self.shards:
            if shard.stages:
                found.add(StageCounts.from_json(dict(shard.stages)))
        return found

    @property
    def exit_status(self) -> int:
        """130 if interrupted; 1 if all shards failed or there was none; 3 if some failed; else 0."""
        failed = self.endings["failed"]
        if self.interrupted:
            return 130
        if failed == len(self.shards):
            return 1
        return 3 if failed else 0

    def to_json(self) -> dict[str, Any]:
        """The manifest as plain values, with its sums."""
        return {
            "inputs": len(self.shards),
            "endings": self.endings,
            "counts": self.counts,
            "stages": self.stages.to_json(),
            "seconds": round(sum(shard.seconds for shard in self.shards), 3),
            "interrupted": self.interrupted,
            "exit_status": self.exit_status,
            "shards": [
                {
                    "input": shard.path,
                    "ending": shard.ending,
                    **({"reason": shard.reason} if shard.reason else {}),
                    "bytes": shard.size,
                    "counts": dict(shard.counts),
                    "stages": dict(shard.stages),
                }
                for shard in self.shards
            ],
        }


def _sum(found: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in found:
        total.update(one)
    return dict(total)
