"""The work on one shard, the same in a process of the pool and on a cluster: read, write, say how it ended."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tollbook.errors import LedgerError, SettingsError, TollbookError
from tollbook.ledger.dataset import Appearance, Dataset, Shard, ShardName, Unread, write_shard
from tollbook.read.walk import why_not

from ..shard import ShardSettings
from ..stages import StageCounts
from .ending import ShardEnd

NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS))
"""What is wrong with the disk is wrong for every shard: the run stops, and says so."""


ReadShard = Callable[[Path, ShardSettings, StageCounts], Iterator[Appearance | Unread]]
"""Pure: the same file and settings give the same items in the same order, in any process. The counts are filled in as
it goes."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a process needs to know to do any shard of a run."""

    dataset: Path
    settings: ShardSettings
    read: ReadShard
    memory: int | None = None
    """The most bytes of private memory that the process may take; None: no bound."""


class NoRoomError(TollbookError):
    """The disk of the dataset is full or cannot be written to."""


def do_shard(job: Job, path: str) -> ShardEnd:
    """Read one file and write its shard, unless the dataset has it. A fault of the file fails this shard alone.

    Raises NoRoomError where the dataset's disk is full, SettingsError where a model or lexicon is at fault: no other
    shard would fare better.
    """
    try:
        name = ShardName.of(Path(path))
    except OSError as error:
        return ShardEnd(path, "failed", why_not(error))
    try:
        dataset = Dataset.open(job.dataset)
        if dataset.has(name):
            return known(Shard.open(job.dataset / name.folder), path)
        return _read(job, path, name)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise NoRoomError(f"{job.dataset}: {error.strerror}. Make room, and run the same command again.") from error
        return ShardEnd(path, "failed", why_not(error), name.size)
    except MemoryError:
        return ShardEnd(path, "failed", "needs more memory than it may take; give more with --memory", name.size)
    except (SettingsError, LedgerError):
        raise
    # the archive is hostile input: whatever a library makes of it fails this shard and is said in the manifest
    except Exception as error:  # noqa: BLE001
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return ShardEnd(path, "failed", f"cannot be read ({what})", name.size)


def known(shard: Shard, path: str) -> ShardEnd:
    """How a shard ends that the dataset has."""
    return ShardEnd(path, "known", None, shard.name.size, shard.counts, shard.stages)


def _read(job: Job, path: str, name: ShardName) -> ShardEnd:
    counts, began = StageCounts(), time.process_time()
    shard = write_shard(job.dataset, name, job.read(Path(path), job.settings, counts), counts.to_json)
    if ShardName.of(Path(path)) != name:
        return ShardEnd(path, "failed", "changed while it was read; run the same command again", name.size)
    return ShardEnd(path, "read", None, name.size, shard.counts, shard.stages, time.process_time() - began)
