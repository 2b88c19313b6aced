"""Measure extraction on the MUC-4 keys: harm, numbers and victims' names in wire copy of 1988 to 1990, in capitals.

usage: python -m evals.muc4 --shared SHARED [--sets tst1,tst2] [--floor] [--misses N]

SHARED holds `corpus/muc4` (see its README) and the scorer `score_muc4.py`, which says what is compared. The program
runs as a user would run it. Printed are figures beside those of the conference, and with `--misses N` missed pairs for
the eye of the developer: to be read on `dev`, the set to tune on; `tst1` and `tst2` are scored only.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import program, scorers
from .corpus import Document

SETS = ("tst1", "tst2")
FIGURES = ("recall", "grounded", "names", "precision")
FLOORS = {"grounded": 0.50, "names": 0.45}
"""Least figures over the sets together."""
CONFERENCE = {"grounded": "the conference's best .68 and .56, on TST3 and TST4", "names": ".62 and .50"}
"""Of the system that found most among the seventeen of the fourth Message Understanding Conference, by this scorer."""


def documents(folder: Path, name: str) -> list[Document]:
    """The documents of a set; gold is the key's whole record."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [Document(record["id"], record["text"], None, None, record) for record in records]


def pooled(results: Sequence[Mapping[str, Any]], figure: str) -> tuple[float, int]:
    """A figure over the documents of several sets together, and what it is a share of."""
    total = sum(result[figure]["of"] for result in results)
    found = sum((result[figure]["value"] or 0.0) * result[figure]["of"] for result in results)
    return (found / total if total else 0.0), total


def inexact(read: Sequence[Document], claims: scorers.Claims) -> int:
    """How many claims' evidences are not the characters at their offsets; none may be."""
    counts = [scorers.exact_offsets(document.text, claims.get(document.id, ())) for document in read]
    return sum(total - exact for exact, total in counts)


def lines(name: str, result: Mapping[str, Any]) -> list[str]:
    """The figures of one set of documents, one a line."""
    out = [f"{name}: {result['documents']} documents, {result['with an event']} with an event"]
    for figure in FIGURES:
        value, interval = result[figure]["value"], result[figure]["interval"]
        shown = "-" if value is None else f"{value:.3f}"
        spread = f" ({interval[0]:.3f}-{interval[1]:.3f})" if interval else ""
        beside = f"; {CONFERENCE[figure]}" if figure in CONFERENCE else ""
        out.append(f"  {figure:10} {shown} of {result[figure]['of']}{spread}{beside}")
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement; 1 where an evidence is not what stands at its offsets, or a figure under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    parser.add_argument("--floor", action="store_true", help="fail where a figure is under its floor")
    options = parser.parse_args(arguments)
    scorer = scorers.module(options.shared / "score_muc4.py")
    sets = {name: documents(options.shared / "corpus" / "muc4", name) for name in options.sets.split(",")}
    with tempfile.TemporaryDirectory() as scratch:
        outputs = program.run_sets(sets, Path(scratch))
    gold = [document.gold for read in sets.values() for document in read]
    claims = [claim for output in outputs.values() for found in output.claims.values() for claim in found]
    results, missed = scorer.score(gold, claims)
    for name, result in results.items():
        print("\n".join(lines(name, result)))
    for document, pair in missed[: options.misses]:
        print(f"    {document} {pair['measure']} {pair['numbers']} {sorted(pair['words'])}")
    low = []
    for figure in FIGURES:
        value, total = pooled(list(results.values()), figure)
        print(f"together {figure}: {value:.3f} of {total}, floor {FLOORS.get(figure, '-')}")
        low += [figure] if options.floor and value < FLOORS.get(figure, 0.0) else []
    wrong = sum(inexact(read, outputs[name].claims) for name, read in sets.items())
    print(f"evidences that are not the characters at their offsets: {wrong}")
    return 1 if wrong or low else 0


if __name__ == "__main__":
    sys.exit(main())
