"""`tollbook read --out`: archives in, a dataset out; each file is a shard, and a shard is there whole or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

from tollbook.errors import SettingsError
from tollbook.ledger.dataset import Dataset, Recipe, Shard, ShardName
from tollbook.read.outcome import ReadFailed
from tollbook.read.walk import STDIN, PathOrStdin, walk, why_not

from ..recipe import lexicon_hashes, settings_of
from ..shard import ShardSettings
from .bound import Share
from .ending import ArchiveManifest, ShardEnd
from .job import Job, ReadShard, do_shard, known
from .pool import run_here
from .spark import THREADS, run_on_spark


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark is, and what is set otherwise than usual."""

    master: str
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a run is: shards and bytes ended of all that there are, and seconds since it began."""

    shards: int
    of_shards: int
    bytes: int
    of_bytes: int
    pages: int
    seconds: float

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take at the rate so far; None before the first shard has ended."""
        return None if not self.bytes else self.seconds * (self.of_bytes - self.bytes) / self.bytes

    @property
    def said(self) -> str:
        """In words: archives, pages a second, time left."""
        rate = f"{self.pages / self.seconds:,.0f} parts/s" if self.seconds and self.pages else "starting"
        left = "" if self.left is None else f", {timedelta(seconds=round(self.left))} left"
        return f"{self.shards:,} of {self.of_shards:,} archives, {rate}{left}"


Told = Callable[[Pace], None]


def recipe_of(settings: ShardSettings) -> Recipe:
    """What decides which claims a dataset holds."""
    from tollbook.extract import EXTRACTOR

    options = asdict(settings.options) | {"published": str(settings.options.published or "")}
    kept = {"options": options, "keep_raw": settings.keep_raw, "keep_dropped": settings.keep_dropped}
    return Recipe(extractor=EXTRACTOR, settings=settings_of(settings.project), lexicons=_hashes(), reading=kept)


def _hashes() -> dict[str, str]:
    return dict(lexicon_hashes())


def read_archives(
    paths: Sequence[PathOrStdin],
    out: Path,
    settings: ShardSettings,
    *,
    read: ReadShard,
    share: Share,
    cluster: Cluster | None = None,
    told: Told | None = None,
    ended: Callable[[ShardEnd], None] | None = None,
) -> ArchiveManifest:
    """Read every file behind the paths into its shard of the dataset; shards that are there already are passed over.

    The same files and settings give the same bytes, however many processes or machines read them and however often a
    run was killed. `ended` is called with each shard as it ends, `told` with the pace. Ctrl-C ends the run: shards
    under way are given up, and the manifest holds the others.

    Raises LedgerError where the folder is no dataset or another run writes to it, NoRoomError where its disk is full.
    """
    dataset = Dataset.make(out, recipe_of(settings))
    job = Job(out.absolute(), settings, read, share.each)
    with dataset.locked():
        run = _Run(list(_files(paths)), told, ended)
        try:
            run.take(_done(run.left(), dataset))
            for name in THREADS:  # a pool of processes with threads of their own is slower than one without
                os.environ.setdefault(name, "1")
            if cluster is None and not share.workers:
                run.take(do_shard(job, path) for path in run.left())
            elif cluster is None:
                run.take(run_here(job, run.left(), share.workers))
            else:
                run.take(run_on_spark(job, run.left(), cluster.master, cluster.settings, run.tell))
        except KeyboardInterrupt:
            run.interrupted = True
        return run.manifest()


class _Run:
    """What has ended so far, by the file's path."""

    def __init__(self, files: list[tuple[str, ShardEnd | None]], told: Told | None, ended: object) -> None:
        self.paths = [path for path, _ in files]
        self.ends = {path: end for path, end in files if end is not None}
        self.sizes = {path: _size(path) for path in self.paths}
        self.told, self.ended = told, ended
        self.began = time.monotonic()
        self.interrupted = False
        self.passed = 0

    def left(self) -> list[str]:
        """The files that have not ended, larger ones first, so that none of them is the last one running."""
        left = [path for path in self.paths if path not in self.ends]
        return sorted(left, key=lambda path: (-self.sizes[path], path))

    def take(self, ends: Iterator[ShardEnd]) -> None:
        """Note shards as they end."""
        for end in ends:
            self.ends[end.path] = end
            if callable(self.ended):
                self.ended(end)
            self.passed += end.ending == "known"
            self.tell(0)

    def tell(self, further: int) -> None:
        """Say how far the run is; `further` shards have ended of which nothing else is known yet."""
        if self.told is None:
            return
        now = [end for end in self.ends.values() if end.ending != "known"]
        todo = [path for path in self.paths if path not in self.ends or self.ends[path].ending != "known"]
        whole = sum(self.sizes[path] for path in todo)
        done = sum(self.sizes[end.path] for end in now) + further * whole // max(1, len(todo))
        pages = sum(end.stages.get("parts", 0) for end in now)
        self.told(Pace(len(now) + further, len(todo), done, whole, pages, time.monotonic() - self.began))

    def manifest(self) -> ArchiveManifest:
        """All that ended, in the order of the paths."""
        return ArchiveManifest(tuple(self.ends[p] for p in self.paths if p in self.ends), self.interrupted)


def _files(paths: Sequence[PathOrStdin]) -> Iterator[tuple[str, ShardEnd | None]]:
    """Each file once, with how it ended where it cannot be read."""
    seen: set[str] = set()
    for found in walk(paths):
        if found == STDIN:
            raise SettingsError("-: an archive is read from a file; name one, or leave --out away")
        failed = isinstance(found, ReadFailed)
        path = found.name if isinstance(found, ReadFailed) else str(Path(found).absolute())
        if path not in seen:
            seen.add(path)
            yield path, ShardEnd(path, "failed", found.reason) if isinstance(found, ReadFailed) and failed else None


def _done(paths: Sequence[str], dataset: Dataset) -> Iterator[ShardEnd]:
    """The shards that the dataset has already, and the files that are gone."""
    for path in paths:
        try:
            name = ShardName.of(Path(path))
        except OSError as error:
            yield ShardEnd(path, "failed", why_not(error))
            continue
        if dataset.has(name):
            yield known(Shard.open(dataset.folder / name.folder), path)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0  # gone: its shard says so
