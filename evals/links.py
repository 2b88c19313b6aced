"""`python -m evals.links`: links inside reports by type, beside the rules' own, held against the floors.

`dev+seeds` is run as a user would (`tollbook links --within`): a link counts as found only where both its claims are.
The annotated claims of `train` are joined by models that never saw the report: what the choice of links is worth.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tollbook.extract.links import decide
from tollbook.extract.links_view import told
from training.corpus import fold_of
from training.links import FOLDS, choices_of, fit_links, gold_documents

from . import gate
from .corpus import Document, annotated, digest, shards
from .figures import Figure, beside, f1, measure
from .program import read_table, rows, tollbook
from .run import FLOORS, table
from .scorers import module

TYPES = ("repeats", "part_of", "revises", "contradicts")
Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Joined:
    """A report's annotations, its claims in the guide's JSON and the links between them: type, a, b."""

    gold: dict[str, Any]
    claims: list[dict[str, Any]]
    links: list[Triple]


def tally(report: Joined, links: ModuleType) -> dict[str, list[int]]:
    """Hits, predicted and gold by type, and of all types together, as `score_links.py` counts them."""
    gold = report.gold["claims"]
    required = {claim["id"] for claim in gold if not claim.get("optional")}
    stands_for = {report.claims[j]["id"]: gold[i]["id"] for i, j in links.score.match(gold, report.claims)}
    right = [(link["type"], link["a"], link["b"]) for link in report.gold.get("links", ())]
    said = [(kind, stands_for[a], stands_for[b]) for kind, a, b in report.links if a in stands_for and b in stands_for]
    want, got = ({k for k in links.expand(found) if {k[1], k[2]} <= required} for found in (right, said))
    out = {kind: [sum(k[0] == kind for k in some) for some in (want & got, got, want)] for kind in TYPES}
    return {**out, "all": [len(want & got), len(got), len(want)]}


def figures_of(name: str, reports: Sequence[Joined], links: ModuleType) -> list[Figure]:
    """F1 of each type and of all together."""
    counted = [tally(report, links) for report in reports]
    return [measure(f"{name}/{kind}", [row[kind] for row in counted], f1) for kind in (*TYPES, "all")]


def gold_records(folder: Path) -> Iterator[dict[str, Any]]:
    """The annotations of a folder's reports, each with its id."""
    for file in sorted(folder.glob("*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        yield {**record, "id": record.get("id") or file.stem}


def by_program(documents: Sequence[Document], records: Sequence[dict[str, Any]], learned: bool) -> list[Joined]:
    """What the program finds and joins; two processes."""
    settings = "" if learned else "learned = false\n"
    claims: dict[str, list[dict[str, Any]]] = {}
    found: dict[str, list[Triple]] = {record["id"]: [] for record in records}
    with tempfile.TemporaryDirectory() as scratch:
        for number, shard in enumerate(shards(documents, 2)):
            claims |= read_table(shard, Path(scratch), str(number), settings).claims
            out = tollbook("links", "--ledger", f"{scratch}/{number}.ledger", "--within", "--format", "jsonl")
            for row in rows(out):
                found[row["report"]].append((row["type"], row["a"], row["b"]))
    return [Joined(record, claims[record["id"]], found[record["id"]]) for record in records]


def out_of_fold(folder: Path, workers: int) -> tuple[list[Joined], list[Joined]]:
    """The annotated claims of `train`, joined by models that never saw the report; and the same joined by rules."""
    documents, records = list(gold_documents(folder)), list(gold_records(folder))
    with ProcessPoolExecutor(workers) as pool:
        choices = [choice for some in pool.map(choices_of, documents, chunksize=8) for choice in some]
    models = [fit_links([c for c in choices if fold_of(c.report, FOLDS) != fold]) for fold in range(FOLDS)]
    learned: list[Joined] = []
    ruled: list[Joined] = []
    for document, record in zip(documents, records, strict=True):
        seen = told(document.report, document.claims)
        given = {mention: name for name, mention in document.ids.items()}
        for out, model in ((learned, models[fold_of(document.name, FOLDS)]), (ruled, None)):
            links = [(link.type, given[link.a], given[link.b]) for link in decide(seen, model)]
            out.append(Joined(record, record["claims"], links))
    return learned, ruled


def scorer(shared: Path) -> ModuleType:
    """`score_links.py`, which decides what counts as right."""
    sys.path.insert(0, str(shared))
    try:
        return module(shared / "score_links.py")
    finally:
        sys.path.remove(str(shared))


def measured(shared: Path, workers: int) -> tuple[list[Figure], dict[str, str]]:
    """The figures of both sets beside the rules', and the hash of each set."""
    corpus, links = shared / "corpus", scorer(shared)
    folders = (corpus / "dev", corpus / "seeds")
    documents = [d for folder in folders for d in annotated(folder)]
    records = [r for folder in folders for r in gold_records(folder)]
    dev, train = "links dev+seeds", "links train, annotated claims"
    learned, ruled = out_of_fold(corpus / "train", workers)
    figures = []
    for name, ours, rules in (
        (dev, by_program(documents, records, learned=True), by_program(documents, records, learned=False)),
        (train, learned, ruled),
    ):
        base = {f.name: f.value for f in figures_of(name, rules, links)}
        figures += beside(figures_of(name, ours, links), base)
    return figures, {dev: digest(documents), train: digest(annotated(corpus / "train"))}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write the JSON, check the floors; 1 where one does not hold."""
    parser = argparse.ArgumentParser(prog="python -m evals.links", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/links.json"))
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(argv)
    figures, hashes = measured(options.shared, options.workers)
    floors = gate.Floors.load(FLOORS)
    print(table(figures, floors.floors))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    record = {"corpus": hashes, "figures": [asdict(f) for f in figures]}
    options.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    failed = gate.failures(figures, floors, hashes)
    for line in failed:
        print(f"links: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
