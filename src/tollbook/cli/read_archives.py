"""`tollbook read --out`: what it prints, and the options that it alone has."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.errors import SettingsError

from .console import console, counted, harmless, note, on_terminal, one_line, say
from .options import one_of, pair

if TYPE_CHECKING:
    from tollbook.read.options import ReadOptions
    from tollbook.read.walk import PathOrStdin
    from tollbook.run.archives.ending import ArchiveManifest
    from tollbook.run.archives.reading import Cluster, Told
    from tollbook.run.shard import ShardSettings

NAMED_AT_MOST = 200
ENGINES = ("local", "spark")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveOptions:
    """The options of `tollbook read` that go with `--out`."""

    out: Path
    ledger: str | None
    project: Path | None
    options: ReadOptions
    workers: int
    memory: str | None
    engine: str
    master: str | None
    spark: Sequence[str]
    keep_dropped: bool
    manifest: Path | None
    quiet: bool


def read_to_dataset(paths: list[PathOrStdin], given: ArchiveOptions) -> int:
    """Read the archives, print what became of them; returns the exit status."""
    from tollbook.run.archives.bound import MB, parse_memory, share
    from tollbook.run.archives.items import read_items
    from tollbook.run.archives.loading import loading
    from tollbook.run.archives.reading import read_archives

    cluster = _cluster(given)
    memory = parse_memory(given.memory) if given.memory is not None else None
    # what a process may take on a cluster is its own share: the machines are not ours to divide
    divided = share(given.workers, memory) if cluster is None else share(1, memory)
    if cluster is None and divided.workers and not given.quiet:
        note(f"{counted(divided.workers, 'process', 'processes')}, at most {divided.whole // MB:,} MB of memory in all")
    with loading(given.out, given.ledger) as loaded, _progress(quiet=given.quiet) as told:
        settings = _settings(given)
        done = read_archives(
            paths, given.out, settings, read=read_items, share=divided, cluster=cluster, told=told, ended=loaded.take
        )
    if given.manifest is not None:
        sums = json.dumps(done.to_json(), ensure_ascii=False, indent=1) + "\n"
        given.manifest.write_text(sums, encoding="utf-8", errors="backslashreplace")
    _print(done, given)
    if given.ledger is not None:
        say(f"{counted(loaded.claims, 'new claim')} recorded in {harmless(given.ledger)}")
    return done.exit_status


def _settings(given: ArchiveOptions) -> ShardSettings:
    from tollbook.model import Project
    from tollbook.run.settings import load_project
    from tollbook.run.shard import ShardSettings

    project = load_project(given.project) if given.project is not None else Project()
    return ShardSettings(project=project, options=given.options, keep_dropped=given.keep_dropped)


def _cluster(given: ArchiveOptions) -> Cluster | None:
    from tollbook.run.archives.reading import Cluster

    if one_of(given.engine, ENGINES, option="--engine") == "local":
        if given.master is not None:
            raise SettingsError("--master: goes with --engine spark")
        return None
    if given.master is None:
        raise SettingsError("--engine spark: name the cluster with --master, such as spark://host:7077 or local[2]")
    return Cluster(given.master, dict(pair(text, option="--spark-conf") for text in given.spark))


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Told | None]:
    """A bar over the bytes of archives, with the rate and the time left, on a terminal only."""
    if quiet or not on_terminal(sys.stderr):
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    from tollbook.run.archives.reading import Pace

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(pace: Pace) -> None:
            bar.update(task, total=pace.of_bytes or 1, completed=pace.bytes, description=pace.said)

        yield show


def _print(done: ArchiveManifest, given: ArchiveOptions) -> None:
    from .read import print_stages

    shown = [] if given.quiet else [end for end in done.shards if end.ending == "failed"]
    for end in shown[:NAMED_AT_MOST]:
        say(f"  failed: {one_line(end.path)} ({one_line(end.reason or '')})")
    if len(shown) > NAMED_AT_MOST:
        say(f"  and {len(shown) - NAMED_AT_MOST:,} more; --manifest FILE names them all")
    sums = ", ".join(f"{number:,} {ending}" for ending, number in done.endings.items() if number)
    say(f"{counted(len(done.shards), 'archive')}: {sums or 'nothing to read'}")
    counts, stages = done.counts, done.stages
    if stages.parts and not given.quiet:
        print_stages(stages.to_json())
    if done.shards:
        kept = f"{counted(counts.get('reports', 0), 'report')} with {counted(counts.get('claims', 0), 'claim')}"
        say(f"{kept} in {harmless(str(given.out))}")
    if done.interrupted:
        note("tollbook: interrupted; run the same command again to go on")
