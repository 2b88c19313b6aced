"""`make bench`: ratios of CPU time in one process, which carry over between machines; and the ledger as it grows."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tollbook import Ledger, extract_claims
from tollbook.model import Claim, Project, Report

from . import texts
from .corpus import Document, annotated

ROUNDS = 5


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that a piece of work takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def as_report(document: Document) -> Report:
    """A document as the reader would give it."""
    day = date.fromisoformat(document.published) if document.published else None
    return Report(text=document.text, given_id=document.id, outlet=document.outlet, published=day, language="en")


def extraction_ratio(documents: Sequence[Document], rounds: int = ROUNDS) -> list[float]:
    """CPU time of extraction against that of the whole spaCy pipeline over the same texts, round by round.

    The two are interleaved in one process, after a warm-up of both, with the same BLAS.
    """
    import spacy

    from tollbook.extract.en import parse

    whole = spacy.load(next(name for name in parse.MODELS if spacy.util.is_package(name)))
    given = [as_report(document) for document in documents]

    def extract() -> None:
        for report in given:
            extract_claims(report)

    def pipeline() -> None:
        for _ in whole.pipe(document.text for document in documents):
            pass

    for report in given[:10]:
        extract_claims(report)
        whole(report.text)
    return [cpu(extract) / cpu(pipeline) for _ in range(rounds)]


def ledger_rates(claims_of: Sequence[tuple[Report, Sequence[Claim]]], sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Claims a second into one ledger at growing sizes, and the time of one filtered look-up at each size."""
    from tollbook.ledger import Filter

    rows, number = [], 0
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "bench.ledger") as ledger:
        run = ledger.start_run("bench", settings={}, lexicons={})
        stored = 0
        for size in sizes:
            before, started = stored, time.perf_counter()
            while stored < size:
                report, claims = claims_of[number % len(claims_of)]
                copy, moved = _another(report, claims, number)
                ledger.add_report_with_claims(copy, None, run.id, moved)
                stored, number = stored + len(moved), number + 1
            seconds = time.perf_counter() - started
            look = time.perf_counter()
            found = len(ledger.claims(Filter(report=copy.id)))
            rows.append(
                {
                    "claims": stored,
                    "claims/s": (stored - before) / seconds,
                    "look-up ms": 1000 * (time.perf_counter() - look),
                    "found": found,
                }
            )
    return rows


def _another(report: Report, claims: Sequence[Claim], number: int) -> tuple[Report, list[Claim]]:
    """The report under another name, with its claims: a new report of the same text."""
    copy = replace_id(report, f"copy-{number}")
    moved = [
        claim.model_copy(update={"mention": claim.mention.model_copy(update={"report_id": copy.id})})
        for claim in claims
    ]
    return copy, moved


def replace_id(report: Report, given: str) -> Report:
    """The report with another given id."""
    return report.model_copy(update={"given_id": given})


def documents_from(shared: Path, count: int) -> tuple[str, list[Document]]:
    """The annotated sets where they are there, else made-up reports."""
    corpus = shared / "corpus"
    if corpus.is_dir():
        return "dev + train", annotated(corpus / "dev") + annotated(corpus / "train")
    return "made-up reports", texts.reports(count)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--reports", type=int, default=200, help="how many made-up reports, where there is no corpus")
    parser.add_argument("--claims", type=int, default=100_000, help="how many claims the ledger grows to")
    parser.add_argument("--ceiling", type=float, help="fail where the ratio is above this")
    options = parser.parse_args(argv)

    name, documents = documents_from(options.shared, options.reports)
    ratios = extraction_ratio(documents, options.rounds)
    middle = statistics.median(ratios)
    print(f"extraction / whole spaCy pipeline, CPU time over {len(documents)} texts ({name}), {len(ratios)} rounds:")
    print(f"  median {middle:.2f}  range {min(ratios):.2f}-{max(ratios):.2f}")

    made = [as_report(document) for document in texts.reports(50)]
    claims_of = [(report, extract_claims(report, Project())) for report in made]
    print("the ledger as it grows (SQLite, one report a transaction):")
    for row in ledger_rates(claims_of, [options.claims // 100, options.claims // 10, options.claims]):
        print(f"  {row['claims']:>9,} claims  {row['claims/s']:>8,.0f} claims/s  look-up {row['look-up ms']:.1f} ms")
    if options.ceiling is not None and middle > options.ceiling:
        print(f"bench: the ratio {middle:.2f} is above its ceiling of {options.ceiling:.2f}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
