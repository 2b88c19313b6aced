"""Measure the reading of displacement on excerpts of reports: the figure that an analyst took from each.

A set of `make eval` (`displacement`); by itself: python -m evals.displacement --shared SHARED [--misses N]

SHARED holds `corpus/displacement` (see its README): most excerpts tell of floods and storms, so that the program runs
with `scope = "any_harm"`. An excerpt's quantity counts people or households, or homes that were destroyed; it is right
where a claim of people displaced, or of things damaged, states it. Beside that: the same with sums of such claims, for
analysts added up some; and how many such claims there are an excerpt, since more claims hit more figures.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import program, scorers
from .corpus import Document
from .figures import Figure, measure, ratio

NAME = "displacement"
FILE = Path("corpus") / "displacement" / "idmc_133.jsonl"
SETTINGS = 'scope = "any_harm"\n'
MEASURES = ("displaced", "damage")
_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+|\d+")


def documents(root: Path) -> list[Document]:
    """The excerpts; gold is the analysts' whole record."""
    with (root / FILE).open(encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [Document(record["id"], record["text"], None, None, record) for record in records]


def stated(claims: Sequence[Mapping[str, Any]]) -> dict[str, list[int]]:
    """The numbers that claims state, by measure: the lower bound, else the upper one."""
    out: dict[str, list[int]] = {name: [] for name in MEASURES}
    for claim in claims:
        low, high = claim["count"]["low"], claim["count"]["high"]
        number = low if low is not None else high
        if claim["measure"] in out and number is not None:
            out[claim["measure"]].append(number)
    return out


def right(quantity: int, claims: Sequence[Mapping[str, Any]]) -> tuple[bool, bool]:
    """Whether one claim states a quantity, and whether one does or all of a measure add up to it."""
    numbers = stated(claims)
    alone = any(quantity in some for some in numbers.values())
    return alone, alone or any(len(some) > 1 and sum(some) == quantity for some in numbers.values())


def figures(read: Sequence[Document], claims: scorers.Claims) -> list[Figure]:
    """Shares of excerpts whose quantity is right, and claims an excerpt."""
    judged = [right(document.gold["quantity"], claims.get(document.id, ())) for document in read]
    told = [sum(len(some) for some in stated(claims.get(document.id, ())).values()) for document in read]
    return [
        measure(f"{NAME}/quantity exact", [[alone, 1] for alone, _ in judged], ratio),
        measure(f"{NAME}/quantity or sum exact", [[either, 1] for _, either in judged], ratio),
        measure(f"{NAME}/claims an excerpt", [[number, 1] for number in told], ratio),
    ]


def baseline(read: Sequence[Document]) -> dict[str, float]:
    """How often the quantity is the largest number in digits of the excerpt."""
    hits = 0
    for document in read:
        numbers = [int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(document.text)]
        hits += max(numbers, default=-1) == document.gold["quantity"]
    return {f"{NAME}/quantity exact": round(hits / len(read), 4)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement; 1 where an evidence is not what stands at its offsets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    options = parser.parse_args(arguments)
    read = documents(options.shared)
    with tempfile.TemporaryDirectory() as scratch:
        claims = program.run_sets({NAME: read}, Path(scratch), settings={NAME: SETTINGS})[NAME].claims
    for figure in figures(read, claims):
        print(f"{figure.name}: {figure.value:.3f} ({figure.low:.3f}-{figure.high:.3f}) of {figure.reports}")
    print(f"largest number of the excerpt: {baseline(read)[f'{NAME}/quantity exact']:.3f}")
    missed = [d for d in read if not right(d.gold["quantity"], claims.get(d.id, ()))[1]]
    for document in missed[: options.misses]:
        print(f"    {document.id} {document.gold['quantity']}, read {stated(claims.get(document.id, ()))}")
    counts = [scorers.exact_offsets(document.text, claims.get(document.id, ())) for document in read]
    wrong = sum(total - exact for exact, total in counts)
    print(f"evidences that are not the characters at their offsets: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
