"""Measure the reader of counts on annotated reports.

usage: python -m evals.counts CORPUS [--folder train] [--misses N]

CORPUS holds `train`, `dev` and `seeds` (annotated reports), see its README. Two figures: the gold words of a count read
alone, and the count found in the claim's evidence; each for all words and for words that hold a number. Printed are
figures only, and with `--misses N` wrong readings for the eye of the developer.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.extract.en.counts import find_groups, find_quantities, read_count
from tollbook.model import Count

from .corpus import Document, annotated

Reading = tuple[int | None, int | None, str]

_NUMBER_WORD = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|scores|tens|both|couple|pair|half|several|many"
    r"|some|few|number|none|no|nobody|most)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\d[\d\s-]*years?[\s-]old|\b\w+-(?:year|month|day)-old", re.IGNORECASE)
KINDS = ("count", "ratio", "percent", "frequency")
"""What a claim's count may be read from: "half of", "80 percent of" are vague; "struck three times" counts attacks."""


def reading(count: Count | None) -> Reading:
    """What is compared of a count."""
    return (count.low, count.high, count.comparator.value) if count else (None, None, "none")


def gold_counts(documents: list[Document]) -> Iterator[tuple[str, Reading, str]]:
    """The words of each required claim's count, its gold reading, and the evidence."""
    for document in documents:
        for claim in document.gold:
            count: dict[str, Any] = claim["count"]
            if not claim.get("optional") and "count" not in claim.get("contested", ()) and count["text"]:
                yield count["text"], (count["low"], count["high"], count["comparator"]), claim["evidence"]["text"]


def measure(documents: list[Document], misses: int) -> None:
    """Print the figures over the documents, and up to `misses` wrong readings of each kind."""
    tally: Counter[str] = Counter()
    alone: list[str] = []
    inside: list[str] = []
    for words, gold, evidence in gold_counts(documents):
        numbered = _NUMBER_WORD.search(words) is not None
        right = reading(read_count(words)) == gold
        tally["all"] += 1
        tally["all right"] += right
        tally["numbered"] += numbered
        tally["numbered right"] += numbered and right
        if not right:
            alone.append(f"{words!r}: gold {gold}, read {reading(read_count(words))}")
        if not numbered or words not in evidence:
            continue
        if _AGE.search(words):
            continue
        found = [reading(q.count) for q in find_quantities(evidence) if q.kind in KINDS]
        found += [reading(group.count) for group in find_groups(evidence)]
        tally["in evidence"] += 1
        tally["in evidence right"] += gold in found
        if gold not in found:
            inside.append(f"{words!r}: gold {gold}, in {evidence!r}")
    for name in ("all", "numbered", "in evidence"):
        print(f"{name}: {tally[name + ' right']} of {tally[name]} = {tally[name + ' right'] / max(1, tally[name]):.4f}")
    for line in [*alone[:misses], *inside[:misses]]:
        print("  ", line)


def main(arguments: list[str] | None = None) -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folder", action="append", choices=["train", "dev", "seeds"])
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    options = parser.parse_args(arguments)
    for folder in options.folder or ["train", "dev", "seeds"]:
        documents = annotated(options.corpus / folder)
        print(f"{folder}: {len(documents)} reports")
        measure(documents, options.misses)
        started = time.process_time()
        characters = sum(len(d.text) for d in documents)
        found = sum(len(find_quantities(d.text)) for d in documents)
        spent = time.process_time() - started
        print(
            f"{found} quantities in {characters} characters, {characters / max(spent, 1e-9) / 1e6:.2f} million a second"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
