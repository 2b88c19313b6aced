"""What a whole archive costs: CPU time of the cascade against only decompressing and parsing every page.

usage: python -m evals.bench_archive --shared SHARED [--pages N] [--rounds N] [--flame FILE]

Two crawls are made, with 2% relevant pages each: one of invented pages (SHARED/parts/make_warc.py), one of the real
pages of SHARED/corpus/pages, of which some have the text of an annotated report in place of their article. Ratios are
of CPU seconds in one process, interleaved, after a warm-up; the median of the rounds is what counts.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tollbook.extract.triage import Triage
from tollbook.ledger.dataset import ShardName, write_shard
from tollbook.read.first_text import first_texts
from tollbook.read.inputs import open_inputs
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input
from tollbook.run import cascade, shard
from tollbook.run.archives.bound import MB, Share
from tollbook.run.archives.items import read_items
from tollbook.run.archives.reading import read_archives
from tollbook.run.stages import StageCounts

from .bench import ROUNDS, cpu
from .corpus import annotated
from .flame import flame_svg, sampled

RELEVANT = 0.02
SETTINGS = shard.ShardSettings()
GOALS = {
    "cascade / first text of every page": 1.6,
    "up to extraction / first text of every page": 1.6,
    "cascade / trafilatura on every page": 0.30,
    "triage / first text": 0.05,
}


def pages_of(path: Path) -> Iterator[Input]:
    """The pages of an archive, decompressed."""
    return (item for item in open_inputs([path], ReadOptions()) if isinstance(item, Input) and item.capture)


def iterate(path: Path) -> None:
    """Decompress and nothing else."""
    for _ in pages_of(path):
        pass


def parsed(path: Path) -> None:
    """Every page decompressed, parsed and its first main text taken, by resiliparse."""
    for item in pages_of(path):
        next(first_texts(item), "")


def trafilatura(path: Path) -> None:
    """The careful main text of every page."""
    from trafilatura import extract

    for item in pages_of(path):
        extract(item.raw, fast=True, include_comments=False)


def whole(path: Path, out: Path) -> None:
    """The whole cascade, its shard written."""
    counts = StageCounts()
    write_shard(out, ShardName.of(path), read_items(path, SETTINGS, counts), counts.to_json)


def _clock_costs(times: int = 400) -> float:
    """CPU seconds that it takes to ask for CPU seconds: where many threads are, as much as triage."""
    began = time.process_time()
    for _ in range(times):
        time.process_time()
    return (time.process_time() - began) / (times + 1)


@contextmanager
def clocked(spent: Counter[str]) -> Iterator[Counter[str]]:
    """CPU seconds of each stage of the cascade, while it runs inside; given are those that the clock itself takes."""
    reading, clock = _clock_costs(), Counter[str]()
    places: list[tuple[Any, str, str]] = [
        (cascade, "first_texts", "first text"),
        (Triage, "score", "triage"),
        (cascade, "read_safely", "main text, title, date, language"),
        (cascade, "has_sentences", "sentences"),
        (shard, "extract_safely", "extraction"),
        (shard, "band_hashes", "band hashes"),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in places]

    def timed(call: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def inner(*arguments: Any, **options: Any) -> Any:
            began = time.process_time()
            try:
                return call(*arguments, **options)
            finally:
                spent[stage] += time.process_time() - began - reading  # type: ignore[assignment]  # a Counter of fractions
                clock["clock"] += 2 * reading  # type: ignore[assignment]  # as above

        return inner

    def stepped(call: Callable[..., Iterator[str]], stage: str) -> Callable[..., Iterator[str]]:
        def inner(item: Input) -> Iterator[str]:
            found, step = call(item), timed(lambda texts: next(texts, None), stage)
            while (text := step(found)) is not None:
                yield text

        return inner

    for (owner, name, call), (_, _, stage) in zip(kept, places, strict=True):
        setattr(owner, name, (stepped if name == "first_texts" else timed)(call, stage))
    try:
        yield clock
    finally:
        for owner, name, call in kept:
            setattr(owner, name, call)


def ratios(path: Path, folder: Path, rounds: int) -> tuple[dict[str, list[float]], Counter[str], int]:
    """Each ratio round by round, CPU seconds of each stage of the last round, and the number of pages."""
    pages = sum(1 for _ in pages_of(path))
    whole(path, folder)  # the warm-up: models are loaded
    found: dict[str, list[float]] = {name: [] for name in GOALS}
    for _ in range(rounds):
        bare = cpu(partial(iterate, path))
        first, careful = cpu(partial(parsed, path)), cpu(partial(trafilatura, path))
        spent: Counter[str] = Counter()
        with clocked(spent) as clock:
            all_of_it = cpu(partial(whole, path, folder))
        all_of_it -= clock["clock"]
        spent["decompressing, HTTP, writing"] = all_of_it - sum(spent.values())  # type: ignore[assignment]
        found["cascade / first text of every page"].append(all_of_it / first)
        found["up to extraction / first text of every page"].append((all_of_it - spent["extraction"]) / first)
        found["cascade / trafilatura on every page"].append(all_of_it / careful)
        found["triage / first text"].append(spent["triage"] / (first - bare))
    return found, spent, pages


def side_by_side(path: Path, folder: Path, copies: int = 6) -> float:
    """CPU seconds of an archive where two processes read side by side, against one; the models' loading left out."""
    paths = []
    for number in range(copies):
        paths.append(folder / f"copy-{number}{''.join(path.suffixes)}")
        paths[-1].write_bytes(path.read_bytes())
    medians = []
    for workers in (1, 2):
        out = folder / f"side-{workers}"
        done = read_archives([*paths], out, SETTINGS, read=read_items, share=Share(workers, 1500 * MB))
        medians.append(statistics.median(end.seconds for end in done.shards))
    return medians[1] / medians[0]


def memory(path: Path, folder: Path, shards: int = 100) -> list[tuple[int, int]]:
    """(shards read, MB of the process that reads) on the way through many archives."""
    paths, seen = [], []
    for number in range(shards):
        paths.append(folder / f"small-{number}{''.join(path.suffixes)}")
        paths[-1].write_bytes(path.read_bytes())

    def note(_end: object) -> None:
        seen.append(_resident())

    read_archives([*paths], folder / "memory", SETTINGS, read=read_items, share=Share(1, 1500 * MB), ended=note)
    return [(n, seen[n - 1]) for n in (1, shards // 4, shards // 2, shards) if n <= len(seen)]


def _resident() -> int:
    """MB of the largest process that this one has started."""
    children = Path("/proc/self/task").glob("*/children")
    pids = {pid for file in children for pid in file.read_text().split()}
    sizes = [_kilobytes(Path(f"/proc/{pid}/status")) for pid in pids]
    return max(sizes, default=0) // 1024


def _kilobytes(status: Path) -> int:
    try:
        return next((int(line.split()[1]) for line in status.read_text().splitlines() if "VmRSS" in line), 0)
    except OSError:
        return 0  # it has ended since


def invented(shared: Path, folder: Path, pages: int, seed: int = 7) -> Path:
    """A crawl of invented pages."""
    out = folder / f"invented-{pages}-{seed}"
    command = [sys.executable, str(shared / "parts" / "make_warc.py"), "--out", str(out), "--pages", str(pages)]
    subprocess.run([*command, "--relevant", str(RELEVANT), "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
    return out / "news.warc.gz"


def real(shared: Path, folder: Path, pages: int) -> Path:
    """A crawl of real pages, some with the text of a report with claims in place of their article."""
    from .layouts import plain_report, swapped, violent
    from .layouts_put import layouts

    rng, skip = random.Random(7), violent()
    idle = [one for one in layouts(shared / "corpus" / "pages") if not one.id.startswith(tuple(skip))]
    reports = [one for one in annotated(shared / "corpus" / "dev") if one.gold]
    usable = [one for one in idle if swapped(one, plain_report(reports[0])) is not None]
    relevant = frozenset(rng.sample(range(pages), round(RELEVANT * pages)))
    path = folder / "real.warc.gz"
    with path.open("wb") as stream:
        for number in range(pages):
            layout, page = idle[number % len(idle)], None
            if number in relevant:
                layout = rng.choice(usable)
                page = swapped(layout, plain_report(rng.choice(reports)))
            stream.write(_record((page or layout.page).encode(), f"https://site-{number}.example/{layout.id}"))
    return path


def _record(page: bytes, uri: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n".encode()
    block = head + page
    warc = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode()
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as member:
        member.write(warc + block + b"\r\n\r\n")
    return packed.getvalue()


def show(name: str, found: dict[str, list[float]], spent: Counter[str], pages: int) -> None:
    """Print the ratios and the table of stages."""
    print(f"\n{name}: {pages} pages")
    for what, values in found.items():
        median, goal = statistics.median(values), GOALS[what]
        over = "" if median <= goal else " OVER"
        print(f"  {what}: {median:.3f} [{min(values):.3f}-{max(values):.3f}], goal {goal}{over}")
    total = sum(spent.values())
    for stage, seconds in spent.most_common():
        print(f"  {stage:<34} {1000 * seconds / pages:8.3f} ms/page {seconds / total:6.1%}")
    print(
        f"  {'all':<34} {1000 * total / pages:8.3f} ms/page; 10^9 pages: {1e9 * total / pages / 3600:,.0f} core-hours"
    )


def main() -> int:
    """Measure and print; with --flame also draw where the time goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--flame", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name), Path(name) / "out"
        out.mkdir()
        crawls = {"invented pages": invented(given.shared, folder, given.pages)}
        crawls["real pages"] = real(given.shared, folder, given.pages)
        rows = {}
        for what, path in crawls.items():
            found, spent, pages = ratios(path, out, given.rounds)
            show(what, found, spent, pages)
            rows[what] = {"ratios": found, "seconds": dict(spent), "pages": pages}
        if given.flame:
            stacks = sampled(partial(whole, crawls["real pages"], out))
            given.flame.write_text(flame_svg(stacks, "Where the time goes: a crawl of real pages, 2% relevant"))
        small = invented(given.shared, folder, 40, 3)
        print(f"\nCPU of two processes over one: {side_by_side(small, folder):.3f} (goal 1.10)")
        print("memory of the process that reads, MB:", memory(small, folder))
        if given.json:
            given.json.write_text(json.dumps(rows, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
