"""`make bench`: ratios of CPU time in one process, which carry over between machines; and the ledger as it grows."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tollbook import Ledger, extract_claims
from tollbook.model import Claim, Project, Report

from . import texts
from .corpus import Document, annotated

ROUNDS = 5

MODES = {"rules alone": Project(learned=False), "learned parts": Project()}
"""What is measured: the settings of each way to extract."""

CEILINGS = {"rules alone": 1.0, "learned parts": 2.0}
"""The most CPU time that each way may take, against that of the whole spaCy pipeline."""


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that a piece of work takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def as_report(document: Document) -> Report:
    """A document as the reader would give it."""
    day = date.fromisoformat(document.published) if document.published else None
    return Report(text=document.text, given_id=document.id, outlet=document.outlet, published=day, language="en")


def extraction_ratios(documents: Sequence[Document], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """CPU time of extraction against that of the whole spaCy pipeline over the same texts, by mode, round by round.

    All are interleaved in one process, after a warm-up of each, with the same BLAS.
    """
    import spacy

    from tollbook.extract.en import parse

    whole = spacy.load(next(name for name in parse.MODELS if spacy.util.is_package(name)))
    given = [as_report(document) for document in documents]

    def extract(settings: Project) -> None:
        for report in given:
            extract_claims(report, settings)

    def pipeline() -> None:
        for _ in whole.pipe(document.text for document in documents):
            pass

    for report in given[:10]:
        whole(report.text)
        for settings in MODES.values():
            extract_claims(report, settings)
    ratios: dict[str, list[float]] = {mode: [] for mode in MODES}
    for _ in range(rounds):
        against = cpu(pipeline)
        for mode, settings in MODES.items():
            ratios[mode].append(cpu(partial(extract, settings)) / against)
    return ratios


def over(ratios: Mapping[str, Sequence[float]], ceilings: Mapping[str, float] = CEILINGS) -> list[str]:
    """A line for each mode whose median ratio is above its ceiling."""
    medians = {mode: statistics.median(found) for mode, found in ratios.items()}
    return [
        f"{mode}: the ratio {medians[mode]:.2f} is above its ceiling of {ceiling:.2f}"
        for mode, ceiling in ceilings.items()
        if medians[mode] > ceiling
    ]


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
    parser.add_argument("--no-ledger", action="store_true", help="measure extraction alone")
    options = parser.parse_args(argv)

    name, documents = documents_from(options.shared, options.reports)
    ratios = extraction_ratios(documents, options.rounds)
    print(f"extraction / whole spaCy pipeline, CPU time over {len(documents)} texts ({name}), {options.rounds} rounds:")
    for mode, found in ratios.items():
        middle, ceiling = statistics.median(found), CEILINGS[mode]
        print(f"  {mode:<14} median {middle:.2f}  range {min(found):.2f}-{max(found):.2f}  ceiling {ceiling:.2f}")
    if not options.no_ledger:
        _print_ledger(options.claims)
    failed = over(ratios)
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if failed else 0


def _print_ledger(claims: int) -> None:
    made = [as_report(document) for document in texts.reports(50)]
    claims_of = [(report, extract_claims(report, Project())) for report in made]
    print("the ledger as it grows (SQLite, one report a transaction):")
    for row in ledger_rates(claims_of, [claims // 100, claims // 10, claims]):
        print(f"  {row['claims']:>9,} claims  {row['claims/s']:>8,.0f} claims/s  look-up {row['look-up ms']:.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
