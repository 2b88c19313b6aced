"""Measure the reader of times on annotated expressions and on the dates of annotated claims.

usage: python -m evals.dates CORPUS [--misses N] [--floor]

CORPUS holds `dates` (TIMEX3 expressions of two news corpora) and `train`, `dev`, `seeds` (annotated reports), see its
README. Printed are figures only, and with `--misses N` wrong readings for the eye of the developer.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.extract.en.time import TimeMention, find_times, reference_date

from .corpus import annotated

SETS = ("timebank", "aquaint")
FLOOR = 0.81
"""Least share of exact values among the calendar dates found."""
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")


def expressions(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The documents of one set of annotated expressions."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def same_value(gold: str, read: str | None) -> bool:
    """Whether two TIMEX3 values are equal.

    No fault: a part of the day beside the right day; W7 for W07; a range that holds two annotated expressions, where
    one of its ends is right.
    """
    gold = re.sub(r"-W(\d)$", r"-W0\1", gold)
    ends = [read, *read.split("/")] if read else []
    return any(gold == end or gold.split("T")[0] == end.split("T")[0] != "P" for end in ends)


def overlapping(mentions: list[TimeMention], start: int, end: int) -> TimeMention | None:
    """The mention that shares most characters with a stretch."""
    shared = [(min(m.end, end) - max(m.start, start), m) for m in mentions]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] > 0 else None


def timex(folder: Path, misses: int) -> float:
    """Print recall of expressions, exact values where found, and the share of finds that are annotated.

    Returns the share of exact values among the calendar dates found, over both sets.
    """
    wrong: Counter[tuple[str, str, str]] = Counter()
    hits_of_all = right_of_all = 0
    for name in SETS:
        tally: Counter[object] = Counter()
        for document in expressions(folder, name):
            published = date.fromisoformat(document["dct"][:10])
            mentions = find_times(document["text"], published)
            tally["finds"] += len(mentions)
            for gold in document["timexes"]:
                kind = "dates" if gold["type"] in ("DATE", "TIME") and gold["value"][:1].isdigit() else "others"
                mention = overlapping(mentions, gold["start"], gold["end"])
                right = mention is not None and same_value(gold["value"], mention.value)
                tally["gold", kind] += 1
                tally["found", kind] += mention is not None
                tally["right", kind] += right
                if not right:
                    words = document["text"][gold["start"] : gold["end"]].lower()
                    wrong[words, gold["value"], str(mention.value if mention else "-")] += 1
        found = tally["found", "dates"] + tally["found", "others"]
        print(f"{name}: finds {tally['finds']}, of which annotated about {found / max(1, tally['finds']):.3f}")
        for kind in ("dates", "others"):
            gold_count, hits = tally["gold", kind], tally["found", kind]
            if kind == "dates":
                hits_of_all, right_of_all = hits_of_all + hits, right_of_all + tally["right", kind]
            exact = tally["right", kind] / max(1, hits)
            print(f"  {kind}: {gold_count}, found {hits / max(1, gold_count):.4f}, value exact where found {exact:.4f}")
    for (words, gold_value, read), count in wrong.most_common(misses):
        print(f"    {count} {words!r}: gold {gold_value}, read {read}")
    return right_of_all / max(1, hits_of_all)


def claims(folder: Path, misses: int) -> None:
    """Dates of claims whose sentence has one expression of time with a known window, against the gold window."""
    tally: Counter[str] = Counter()
    shown = 0
    for document in annotated(folder):
        published = date.fromisoformat(document.published) if document.published else None
        published = reference_date(document.text, published)
        for claim in document.gold:
            if claim.get("optional") or "when" in claim.get("contested", ()):
                continue
            start, end = _sentence(document.text, claim["evidence"]["start"], claim["evidence"]["end"])
            told = [m for m in find_times(document.text[start:end], published) if m.kind in ("point", "range", "since")]
            told = [m for m in told if m.window.start or m.window.end]
            if len(told) != 1:
                continue
            read = [str(side) if side else None for side in (told[0].window.start, told[0].window.end)]
            gold = [claim["when"]["start"], claim["when"]["end"]]
            tally["claims"] += 1
            tally["start"] += read[0] == gold[0]
            tally["end"] += read[1] == gold[1]
            tally["both"] += read == gold
            tally["incidents"] += claim["extent"] == "incident"
            tally["incident right"] += claim["extent"] == "incident" and read == gold
            if read != gold and shown < misses:
                shown += 1
                print(f"    {told[0].text!r} published {published}: gold {gold}, read {read}, {claim['extent']}")
    total = max(1, tally["claims"])
    shares = ", ".join(f"{side} {tally[side] / total:.4f}" for side in ("start", "end", "both"))
    print(f"{folder.name}: claims whose sentence has one date of its own {tally['claims']}; {shares}")
    incidents = tally["incidents"]
    print(f"  of which incidents {incidents}; both {tally['incident right'] / max(1, incidents):.4f}")


def speed(folder: Path) -> None:
    """Sentences a second."""
    sentences = [s for d in annotated(folder) for s in _SENTENCE_END.split(d.text) if s]
    started = time.process_time()
    for sentence in sentences:
        find_times(sentence, date(2024, 1, 1))
    print(f"{len(sentences) / (time.process_time() - started):.0f} sentences a second of processor time")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    breaks = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    return max(b for b in breaks if b <= start), min((b for b in breaks if b >= end), default=len(text))


def main(arguments: list[str] | None = None) -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    parser.add_argument("--floor", action="store_true", help="fail where dates are read less exactly than the floor")
    options = parser.parse_args(arguments)
    exact = timex(options.corpus / "dates", options.misses)
    print(f"dates of both, value exact where found: {exact:.4f}, floor {FLOOR}")
    if options.floor:
        return int(exact < FLOOR)
    for name in ("train", "dev", "seeds"):
        claims(options.corpus / name, options.misses)
    speed(options.corpus / "dev")
    return 0


if __name__ == "__main__":
    sys.exit(main())
