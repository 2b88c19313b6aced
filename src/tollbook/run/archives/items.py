"""A shard's rows as a dataset keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tollbook.ledger.dataset import Appearance, Unread

from ..cascade import Dropped, Failed
from ..shard import ShardSettings, read_shard
from ..stages import StageCounts


def read_items(path: Path, settings: ShardSettings, counts: StageCounts) -> Iterator[Appearance | Unread]:
    """The reports of a file with their claims, and its inputs that gave none, in their order, one at a time.

    Raises ReadError where there is no such file.
    """
    reading = read_shard(path, settings)
    reading.counts = counts
    for row in reading:
        match row:
            case Failed():
                yield Unread(row.input, "failed", row.reason, row.stage)
            case Dropped():
                yield Unread(row.input, "dropped", row.reason, row.stage, row.offset, row.raw)
            case _:
                yield Appearance(row.report, row.claims, row.ending.value, row.bands, row.raw)
