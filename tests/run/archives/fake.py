"""A reader of shards that is quick and predictable: a line of a file is a page."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from tests.run.fake import extract
from tollbook.ledger.dataset import Appearance, Unread
from tollbook.model import Report, sha256_hex
from tollbook.run.shard import ShardSettings
from tollbook.run.stages import EXTRACTION, TRIAGE, StageCounts


def read(path: Path, settings: ShardSettings, counts: StageCounts) -> Iterator[Appearance | Unread]:
    """Pages in which somebody is killed are kept; "broken" ones fail; the rest is dropped and counted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if "broken" in line:
            counts.fail(EXTRACTION)
            yield Unread(f"{path.name}:{number}", "failed", "is broken; fetch it again", EXTRACTION, number)
            continue
        report = Report(text=line, outlet="Northern Post", address=f"https://post.example/{path.stem}/{number}")
        made = extract(report, settings.project)
        if not made.relevant:
            counts.drop(TRIAGE, "nobody is killed")
            if settings.keep_dropped:
                yield Unread(report.address or "", "dropped", "nobody is killed", TRIAGE, number, line.encode())
            continue
        counts.keep(len(made.claims))
        band = int(sha256_hex(line.encode())[:12], 16)
        yield Appearance(report, made.claims, bands=(band, -band))


def slow(path: Path, settings: ShardSettings, counts: StageCounts) -> Iterator[Appearance | Unread]:
    """The same, a little later each page, so that a test can kill it on the way."""
    for item in read(path, settings, counts):
        time.sleep(0.02)
        yield item


def deadly(path: Path, settings: ShardSettings, counts: StageCounts) -> Iterator[Appearance | Unread]:
    """The same, but its process dies of one page."""
    for item in read(path, settings, counts):
        if isinstance(item, Appearance) and "deadly" in item.report.text:
            os._exit(1)
        yield item


def slow_and_deadly(path: Path, settings: ShardSettings, counts: StageCounts) -> Iterator[Appearance | Unread]:
    """Both."""
    for item in deadly(path, settings, counts):
        time.sleep(0.1)
        yield item


def greedy(path: Path, settings: ShardSettings, counts: StageCounts) -> Iterator[Appearance | Unread]:
    """The same, but one page asks for all the memory there is."""
    for item in read(path, settings, counts):
        if isinstance(item, Appearance) and "greedy" in item.report.text:
            bytearray(1 << 40)
        yield item


def write_archives(folder: Path, number: int, pages: int = 12) -> list[Path]:
    """Files of pages: a third tell of people killed, some of them in the words of another file."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for shard in range(number):
        lines = [
            f"The council of ward {shard * pages + page} met." if page % 3 else _killed(shard, page)
            for page in range(pages)
        ]
        lines[1] = "a broken page"
        paths.append(folder / f"crawl-{shard:02}.txt")
        paths[-1].write_text("\n".join(lines), encoding="utf-8")
    return paths


def _killed(shard: int, page: int) -> str:
    if page == 0:
        return "At Dry Ford 17 killed, the council said."
    return f"In Kesh {11 + shard * 100 + page} killed, a nurse said; {page} killed later."
