"""Fuzz of the readers: good inputs of each kind, broken at random, for a given time. `make soak` gives it ten minutes.

usage: python -m evals.fuzz_readers [--seconds N] [--seed N] [--keep FOLDER]

Each must end as reports, or as failures of one line, within some seconds. What does not is written to FOLDER, to be
kept as a test.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from tollbook.extract.triage import load_triage
from tollbook.model import Project
from tollbook.read.inputs import open_inputs
from tollbook.read.options import ReadOptions
from tollbook.run.cascade import Dropped, Failed, sift

from .soak import flipped, random_bytes, truncated

SLOW = 20.0
"""CPU seconds that one small input may take at most."""
_SAID = "<p>Three soldiers were killed and two civilians wounded in the shelling of Karsk on Monday, the army said.</p>"


def good_inputs() -> dict[str, bytes]:
    """One small input of each kind of archive, table and message."""
    page = f"<html><head><title>News</title></head><body><article>{_SAID * 3}</article></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    packed = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(page)
    chunks = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunked = chunks + b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    records = [_record(block) for block in (http, packed, chunked)]
    table = io.BytesIO()
    pq.write_table(pa.table({"id": [1, 2], "text": ["One was killed.", "Two were hurt."]}), table)
    feed = (
        f'<rss version="2.0"><channel><title>P</title><item><title>Killed</title><link>http://p.example/</link>'
        f"<description><![CDATA[{_SAID}]]></description></item></channel></rss>"
    )
    mail = f"From: a@b.example\nSubject: News\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{_SAID}\n"
    ninjs = '{"uri": "urn:a:1", "headline": "Raid", "body_html": "<p>Three were killed.</p>", "version": 1}'
    return {
        "a.warc": b"".join(records),
        "a.warc.gz": b"".join(map(gzip.compress, records)),
        "a.warc.zst": b"".join(map(zstandard.ZstdCompressor().compress, records)),
        "a.wacz": _zip({"archive/a.warc.gz": b"".join(map(gzip.compress, records)), "pages.jsonl": b"{}"}),
        "a.zip": _zip({"a.txt": _SAID.encode(), "b/c.html": page}),
        "a.tar": _tar({"a.txt": _SAID.encode(), "b/c.html": page}),
        "a.tar.gz": gzip.compress(_tar({"a.txt": _SAID.encode()})),
        "a.parquet": table.getvalue(),
        "a.rss": feed.encode(),
        "a.eml": mail.encode(),
        "a.json": ninjs.encode(),
        "a.jsonl.gz": gzip.compress(b'{"id": "a", "text": "One was killed."}\n' * 9),
        "a.html": page,
    }


def _record(block: bytes) -> bytes:
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://p.example/1\r\nWARC-Date: 2021-03-02T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def repeated(rng: random.Random, good: bytes) -> bytes:
    """A stretch of the input many times over."""
    start = rng.randrange(len(good))
    piece = good[start : start + rng.randrange(1, 200)]
    return good[:start] + piece * rng.randrange(2, 500) + good[start:]


def spliced(rng: random.Random, good: bytes) -> bytes:
    """A stretch taken out and set in elsewhere."""
    a, b, c = sorted(rng.randrange(len(good)) for _ in range(3))
    return good[:a] + good[b:c] + good[a:b] + good[c:]


WAYS: tuple[Callable[[random.Random, bytes], bytes], ...] = (random_bytes, truncated, flipped, repeated, spliced)


def fault(path: Path) -> str | None:
    """What is wrong with how an input ends; None where nothing is."""
    options, project, triage = ReadOptions(max_bytes=1_000_000), Project(), load_triage()
    started = time.process_time()
    try:
        for part in open_inputs([path], options):
            ended = sift(part, options, project, triage)
            if isinstance(ended, Dropped | Failed) and "\n" in ended.reason:
                return f"a reason of several lines: {ended.reason[:80]!r}"
    except Exception as error:  # noqa: BLE001 - whatever it is, it should have been a line
        return f"{type(error).__name__}: {error}"
    took = time.process_time() - started
    return f"took {took:.0f} s" if took > SLOW else None


def fuzz(seconds: float, seed: int, folder: Path, keep: Path | None) -> list[str]:
    """Break and read inputs until the time is up; the faults found."""
    rng, good, faults, tried = random.Random(seed), good_inputs(), [], 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name = rng.choice(sorted(good))
        data = good[name]
        for _ in range(rng.randrange(1, 4)):
            data = rng.choice(WAYS)(rng, data) or b"x"
        path = folder / name
        path.write_bytes(data)
        tried += 1
        if (found := fault(path)) is not None:
            faults.append(f"{name}, input {tried}: {found}")
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{tried}-{name}").write_bytes(data)
    print(f"fuzz of the readers: {tried} inputs, {len(faults)} faults")
    return faults


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m evals.fuzz_readers", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--keep", type=Path, default=None)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        faults = fuzz(options.seconds, options.seed, Path(folder), options.keep)
    for found in faults:
        print("fault:", found)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
