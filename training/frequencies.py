"""Count in how many texts a word or proper name stands, hashed: what makes a word rare (`reconcile/marks.py`).

usage: python -m training.frequencies --shared ../shared
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from tollbook.reconcile.marks import BUCKETS, hash_of, proper_names, words_of

TEXTS = ("polnear/*.jsonl*", "places/lgl*.jsonl*", "places/geovirus*.jsonl*", "places/geowebnews*.jsonl*")


def texts(corpus: Path) -> Iterator[str]:
    """The texts that are counted: no gva, which is for measuring."""
    for file in sorted((corpus / "train").glob("*.txt")):
        yield file.read_text(encoding="utf-8")
    for pattern in TEXTS:
        for table in sorted(corpus.glob(pattern)):
            data = table.read_bytes()
            lines = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8").split("\n")
            yield from (row["text"] for line in lines if line.strip() and "text" in (row := json.loads(line)))


def count(found: Iterable[str]) -> tuple[int, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The number of texts, and in how many of them each bucket has a word."""
    counts, number = np.zeros(BUCKETS), 0
    for text in found:
        number += 1
        marks = {hash_of(word) % BUCKETS for word in words_of(text)}
        marks |= {hash_of("n:" + name) % BUCKETS for name in proper_names(text)}
        counts[list(marks)] += 1
    return number, counts


def main() -> None:
    """Count and write the table; a logarithm in sixteenths keeps it small."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/tollbook/reconcile/data/frequencies.npz"))
    options = parser.parse_args()
    number, counts = count(texts(options.shared / "corpus"))
    np.savez_compressed(options.out, texts=number, logs=np.round(np.log1p(counts) * 16).astype(np.uint8))
    print(f"{number:,} texts, {int((counts > 0).sum()):,} buckets used, {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
