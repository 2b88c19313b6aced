"""Make `src/tollbook/extract/en/lexicon/common_words.txt`: the words that reports write in lower case.

usage: python -m training.common_words SHARED

SHARED holds `corpus` with `train`, PolNeAR's and the Gun Violence Archive's articles and satp up to 2010; nothing that
is scored. A word stands in the table where five documents at least have it in lower case, and where inside sentences
it is so written three times in ten at least (a "Minister" or a "Street" is also a word): names do not pass. The table
tells how to read texts set in capitals (`capitals.py`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "src/tollbook/extract/en/lexicon/common_words.txt"
DOCUMENTS = 5
SHARE = 0.3
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_SENTENCE = re.compile(r"(?<=[.!?:])[\"'”’]*\s+|\n+")
_HEADLINE = 0.6
"""A line with this share of capitals is a headline and tells nothing of its words."""


def texts(corpus: Path) -> Iterator[str]:
    """The texts that are counted, each once."""
    seen: set[str] = set()
    for text in _texts(corpus):
        if text[:200] not in seen:
            seen.add(text[:200])
            yield text.replace("’", "'")


def _texts(corpus: Path) -> Iterator[str]:
    for file in sorted((corpus / "train").glob("*.txt")):
        yield file.read_text(encoding="utf-8")
    for article in _rows(corpus / "polnear" / "train.jsonl.gz"):
        yield article["text"]
    for incident in _rows(corpus / "gva" / "incidents_2013_2015.jsonl.gz"):
        yield from (article["text"] for article in incident["articles"])
    for summary in _rows(corpus / "satp" / "tune_2005_2012.jsonl.gz"):
        if summary["date"] < "2011":
            yield summary["text"]


def _rows(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def common(documents: Iterator[str]) -> list[str]:
    """The words that pass, in order."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for text in documents:
        here: set[str] = set()
        for sentence in _SENTENCE.split(text):
            words = _WORD.findall(sentence)
            if sum(w[0].isupper() for w in words) > _HEADLINE * len(words):
                continue
            for word in words[1:]:
                if word.islower():
                    lower[word] += 1
                    here.add(word)
                elif word[0].isupper():
                    capital[word.lower()] += 1
        holders.update(here)
    return sorted(
        w for w, n in holders.items() if n >= DOCUMENTS and len(w) > 1 and lower[w] >= SHARE * (lower[w] + capital[w])
    )


def main(arguments: list[str] | None = None) -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    words = common(texts(parser.parse_args(arguments).shared / "corpus"))
    head = (
        "# Words that reports write in lower case, by which texts set in capitals are read. Made by\n"
        "# training/common_words.py: words of five documents at least, mostly or often in lower case; no names.\n"
    )
    TABLE.write_text(head + "\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
