"""Claims of train from stored out-of-fold predictions, by the code that extracts: the set `train out of fold`.

The shipped weights have seen these reports and are never scored on them. The rules are today's; what they gave the
models must be what the predictions were made for, else there is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from tollbook.extract.en.accept import accept
from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.given import Given
from tollbook.extract.en.opinion import key_of_draft
from tollbook.extract.pipeline import claims_of
from tollbook.model import Project
from tollbook.run.rows import Row, to_guide

from .bench import as_report
from .corpus import Document, digest
from .predictions import Predictions, StaleError, fingerprint, load

NAME = "train out of fold"
STORED = Path(__file__).parent / "train_out_of_fold.npz"

Claims = dict[str, list[dict[str, Any]]]


def claims(documents: Sequence[Document], stored: Path = STORED, workers: int = 2) -> Claims:
    """The claims of the documents. Raises StaleError where the predictions were made for something else."""
    predictions = load(stored)
    predictions.check(digest(documents))
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(partial(_claims, predictions=predictions), documents, chunksize=24)
        return {document.id: rows for document, rows in zip(documents, found, strict=True)}


def _claims(document: Document, predictions: Predictions) -> list[dict[str, Any]]:
    context, drafts, given = checked(document, predictions)
    return rows(document, context, drafts, given)


def rows(document: Document, context: Context, drafts: list[Draft], given: Given) -> list[dict[str, Any]]:
    """A report's claims under given decisions, in the guide's form."""
    found = claims_of(context, drafts, given)
    return [to_guide(Row(claim, document.id, context.report.id)) for claim in found]


def checked(document: Document, predictions: Predictions) -> tuple[Context, list[Draft], Given]:
    """A report read, with its predictions. Raises StaleError where they are not for what was read."""
    context = read_context(as_report(document), Project())
    drafts = drafts_of(context)
    predicted = predictions.reports.get(document.id)
    if predicted is None or (predicted.given.chances or {}).keys() != {key_of_draft(d) for d in drafts}:
        raise StaleError(
            f"the out-of-fold predictions for report {document.id} were made for other candidates than the code gives "
            "now; run `make train`"
        )
    accepted = accept(context, drafts, learned=True, given=predicted.given)
    return context, drafts, predictions.of(document.id, fingerprint(context, drafts, accepted))


def each(documents: Sequence[Document], work: Callable[[Document], Any], workers: int = 2) -> list[Any]:
    """Do a piece of work for each document, in processes."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(work, documents, chunksize=24))
