"""`tollbook load`: a dataset into a ledger, shard by shard; loading it again stores nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tollbook.ledger import Ledger, Run
from tollbook.ledger.dataset import Appearance, Dataset, Shard, ShardName

from .ending import ShardEnd

BATCH = 100
"""Reports in one transaction."""


@dataclass(slots=True)
class Loaded:
    """What a load did: shards taken and passed over, reports by what became of them, claims.

    `near` counts the dataset's reports that share bands of hashes with another one in other words.
    """

    shards: int = 0
    passed_over: int = 0
    reports: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    near: int = 0
    interrupted: bool = False


def load_dataset(folder: Path, where: str) -> Loaded:
    """Store every shard of a dataset in the ledger at `where` (made where there is none).

    A report that the ledger has is left as it is; one with a text that the ledger has is a copy, and stays an
    appearance of its own. A load that is killed goes on where it stopped. Raises LedgerError where the folder is no
    dataset or a table of it is damaged; what was stored before stays.
    """
    dataset = Dataset.open(folder)
    with Ledger.open(where) as ledger:
        loader = Loader(ledger, dataset)
        try:
            for shard in dataset.shards():
                loader.load(shard)
        except KeyboardInterrupt:
            loader.loaded.interrupted = True
    loader.loaded.near = near_copies(dataset)
    return loader.loaded


class Loader:
    """Takes shards over into a ledger, each of them once."""

    def __init__(self, ledger: Ledger, dataset: Dataset) -> None:
        self.ledger, self.dataset = ledger, dataset
        self.done = shards_in(ledger)
        self.loaded = Loaded()

    def load(self, shard: Shard) -> None:
        """Store one shard, as a run of its own, whose end says that it is whole."""
        mark = mark_of(shard)
        if mark in self.done:
            self.loaded.passed_over += 1
            return
        recipe = self.dataset.recipe
        run = self.ledger.start_run(recipe.extractor, settings=recipe.settings, lexicons=recipe.lexicons)
        for batch in _batches(shard.appearances()):
            for appearance, added in zip(batch, _store(self.ledger, run, batch), strict=True):
                self.loaded.reports[added] += 1
                self.loaded.claims += 0 if added == "known" else len(appearance.claims)
        self.loaded.shards += 1
        summary = {"shard": mark, "of": shard.name.path, "counts": dict(shard.counts), "stages": dict(shard.stages)}
        self.ledger.end_run(run.id, summary)


class Taking:
    """A run's shards on their way into a ledger, where there is one to take them."""

    def __init__(self, folder: Path, ledger: Ledger | None) -> None:
        self.folder, self.ledger = folder, ledger
        self.loader: Loader | None = None

    @property
    def claims(self) -> int:
        """How many claims were stored."""
        return 0 if self.loader is None else self.loader.loaded.claims

    def take(self, end: ShardEnd) -> None:
        """Store a shard that has ended well."""
        if self.ledger is None or end.ending == "failed":
            return
        self.loader = self.loader or Loader(self.ledger, Dataset.open(self.folder))
        self.loader.load(Shard.open(self.folder / ShardName.of(Path(end.path)).folder))


@contextmanager
def loading(folder: Path, where: str | None) -> Iterator[Taking]:
    """What takes the shards of a run over into the ledger at `where`, each as it ends; nothing where that is None."""
    if where is None:
        yield Taking(folder, None)
        return
    with Ledger.open(where) as ledger:
        yield Taking(folder, ledger)


def near_copies(dataset: Dataset) -> int:
    """How many reports share a band of hashes with another report of the dataset that has another text."""
    import duckdb

    bands, reports = dataset.parquet("bands"), dataset.parquet("reports")
    if not bands:
        return 0
    query = """
        WITH texts AS (SELECT DISTINCT id, text_id FROM read_parquet($reports)),
        shared AS (
            SELECT band FROM read_parquet($bands) AS b JOIN texts ON b.report_id = texts.id
            GROUP BY band HAVING count(DISTINCT text_id) > 1
        )
        SELECT count(DISTINCT report_id) FROM read_parquet($bands) SEMI JOIN shared USING (band)
    """
    with duckdb.connect() as connection:
        found = connection.execute(query, {"bands": bands, "reports": reports}).fetchone()
    return 0 if found is None else int(found[0])


def shards_in(ledger: Ledger) -> frozenset[str]:
    """The marks of the shards that a ledger has taken over as a whole."""
    return frozenset(run.summary["shard"] for run in ledger.runs() if run.summary and "shard" in run.summary)


def mark_of(shard: Shard) -> str:
    """What tells a shard, as it is now, from any other: its folder and the bytes of its reports and claims."""
    return f"{shard.folder.name} {shard.hashes['reports.parquet'][:16]} {shard.hashes['claims.parquet'][:16]}"


def _store(ledger: Ledger, run: Run, batch: list[Appearance]) -> list[str]:
    reports = [(one.report, one.raw, one.claims, one.outcome) for one in batch]
    return [added.outcome for added in ledger.add_reports_with_claims(run.id, reports)]


def _batches(found: Iterator[Appearance]) -> Iterator[list[Appearance]]:
    while batch := list(islice(found, BATCH)):
        yield batch
