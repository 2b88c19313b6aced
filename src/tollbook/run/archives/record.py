"""`tollbook reconcile --dataset`: the record of a dataset's claims, cell by cell, as Parquet beside its shards.

DuckDB reads the shards; of all claims only those of one cell are in memory at a time. On a cluster the candidate pairs
of large cells are found by Spark, by the same SQL.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tollbook.ledger import StoredClaim
from tollbook.ledger.dataset import Dataset
from tollbook.ledger.dataset.appearance import as_stored
from tollbook.model import Claim, Mention, Project, Reading, Report, make_id
from tollbook.reconcile import FlatReport
from tollbook.reconcile.candidates import Pairs, PairsOf, candidate_sql, candidates, entries, steps
from tollbook.reconcile.cell_record import CellRecord
from tollbook.reconcile.decisions import Decisions
from tollbook.reconcile.episodes import Episode
from tollbook.reconcile.making import cell_of, make_cell
from tollbook.reference.words import WordTable

from ..flattening import day_within, flat_claims
from .reading import Cluster
from .spark import session

LARGE = 20_000
"""From so many accounts on, a cell's pairs are found on the cluster: below, asking it takes longer."""

_text = pa.string()
TABLES: Mapping[str, pa.Schema] = {
    "links": pa.schema([(n, _text) for n in ("cell", "type", "a", "b", "why")] + [("score", pa.float64())]),
    "subjects": pa.schema([(n, _text) for n in ("id", "cell", "kind", "name", "body")] + [("claims", pa.list_(_text))]),
    "dependences": pa.schema(
        [(n, _text) for n in ("cell", "a", "b", "kind", "why", "source")] + [("share", pa.float64())]
    ),
}
"""What `DATASET/record` holds."""


@dataclass(slots=True)
class DatasetRecord:
    """What was made, in numbers."""

    cells: int = 0
    claims: int = 0
    links: int = 0
    subjects: Counter[str] = field(default_factory=Counter)


def reconcile_dataset(folder: Path, *, cluster: Cluster | None = None, large: int = LARGE) -> DatasetRecord:
    """Make the record of a dataset's claims anew, in its folder `record`: links, subjects, dependences among reports.

    Nobody has judged any of it, and its ids are hashes of the claims: load the dataset into a ledger for ids that
    last. The same shards give the same bytes. Raises LedgerError where the folder is no dataset, or a run writes to it.
    """
    dataset = Dataset.open(folder)
    with dataset.locked():
        return _make(dataset, cluster, large)


def _make(dataset: Dataset, cluster: Cluster | None, large: int) -> DatasetRecord:
    folder, made = dataset.folder, DatasetRecord()
    project = Project(**{k: v for k, v in dataset.recipe.settings.items() if k in Project.model_fields})
    new = Path(tempfile.mkdtemp(prefix="unfinished-", dir=folder))
    try:
        with _pairs_of(cluster, large) as pairs_of, duckdb.connect() as connection:
            writers = {name: pq.ParquetWriter(str(new / f"{name}.parquet"), kind) for name, kind in TABLES.items()}
            for cell, claims, reports in _cells(connection, dataset, WordTable.load(project.word_table)):
                record = make_cell(claims, reports, Decisions(), pairs_of)
                for name, rows in _rows(cell, record).items():
                    writers[name].write_table(pa.Table.from_pylist(rows, TABLES[name]))
                made.cells += 1
                made.claims += len(claims)
                made.links += len(record.links)
                made.subjects.update(group.kind.value for group in record.groups)
            for writer in writers.values():
                writer.close()
        new.chmod(0o755)
        shutil.rmtree(folder / "record", ignore_errors=True)
        new.rename(folder / "record")
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return made


@contextmanager
def _pairs_of(cluster: Cluster | None, large: int) -> Iterator[PairsOf]:
    if cluster is None:
        yield candidates
        return
    with session(cluster.master, cluster.settings) as spark:
        yield partial(_on_spark, spark, large)


def _on_spark(spark: Any, large: int, episodes: Sequence[Episode]) -> Pairs:
    """The pairs that `candidates` finds, found by Spark where there are many accounts."""
    if len(episodes) < max(2, large):
        return candidates(episodes)
    for name, table in (("entries", entries(episodes)), ("steps", steps())):
        rows = list(zip(*table.to_pydict().values(), strict=True))
        spark.createDataFrame(rows, table.column_names).createOrReplaceTempView(name)
    found = [(row["a"], row["b"]) for row in spark.sql(candidate_sql()).collect()]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _cells(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, table: WordTable
) -> Iterator[tuple[str, list[Any], list[FlatReport]]]:
    """Each cell with its claims and the reports that they stand in, in order."""
    files = {name: dataset.parquet(name) for name in ("claims", "reports", "texts")}
    if not files["claims"]:
        return
    for name, key in (("claims", "id"), ("reports", "id"), ("texts", "report_id")):
        # the same report may stand in several archives: the first that has it counts, once
        connection.execute(
            f"CREATE VIEW {name} AS SELECT * FROM read_parquet($files, filename = true) "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY filename) = 1".replace("$files", repr(files[name]))
        )
    connection.execute("CREATE TABLE homes (claim VARCHAR, report VARCHAR, cell VARCHAR)")
    for batch in _batches(connection, _CLAIMS + _IN_ORDER):
        flat = flat_claims([_stored(row) for row in batch], table)
        homes = pa.table(
            {"claim": [c.id for c in flat], "report": [c.report for c in flat], "cell": [cell_of(c) for c in flat]}
        )
        connection.register("batch", homes)
        connection.execute("INSERT INTO homes SELECT * FROM batch")
    cells = connection.execute("SELECT DISTINCT cell FROM homes ORDER BY cell").fetchall()
    for (cell,) in cells:
        own = _CLAIMS + "JOIN homes ON homes.claim = c.id WHERE homes.cell = $cell " + _IN_ORDER
        stored = [_stored(row) for batch in _batches(connection, own, cell) for row in batch]
        yield cell, flat_claims(stored, table), _reports(connection, cell)


_CLAIMS = """
    SELECT c.report_id, c.text_id, c.measure, c.anchor_start, c.anchor_end, c.ordinal, c.body, r.body AS report
    FROM claims AS c JOIN reports AS r ON c.report_id = r.id
"""
_IN_ORDER = "ORDER BY c.report_id, c.anchor_start, c.id"


def _batches(connection: duckdb.DuckDBPyConnection, query: str, cell: str | None = None) -> Iterator[list[Any]]:
    cursor = connection.cursor().execute(query, {} if cell is None else {"cell": cell})
    while batch := cursor.fetchmany(2_000):
        yield batch


def _stored(row: Sequence[Any]) -> StoredClaim:
    report_id, text_id, measure, start, end, ordinal, body, report = row
    mention = Mention(
        text_id=text_id, report_id=report_id, measure=measure, anchor_start=start, anchor_end=end, ordinal=ordinal
    )
    reading = Reading.model_validate(json.loads(body))
    return as_stored(Report(text="", **json.loads(report)), Claim(mention=mention, reading=reading))


def _reports(connection: duckdb.DuckDBPyConnection, cell: str) -> list[FlatReport]:
    rows = connection.execute(
        """
        SELECT r.id, r.body, t.text FROM reports AS r JOIN texts AS t ON t.report_id = r.id
        WHERE r.id IN (SELECT report FROM homes WHERE cell = $cell) ORDER BY r.id
        """,
        {"cell": cell},
    ).fetchall()
    return [_flat(id_, text.decode("utf-8", "surrogatepass"), json.loads(body)) for id_, body, text in rows]


def _flat(id_: str, text: str, body: Mapping[str, Any]) -> FlatReport:
    report = Report(text=text, **body)
    return FlatReport(
        id=id_,
        name=report.given_id or id_,
        outlet=report.outlet,
        address=report.address,
        published=day_within(report.published),
        title=report.title,
        text=report.text,
    )


def _rows(cell: str, record: CellRecord) -> dict[str, list[dict[str, Any]]]:
    return {
        "links": [
            {"cell": cell, "type": link.type, "a": link.a, "b": link.b, "why": link.why, "score": link.score}
            for link in record.links
        ],
        "subjects": [
            {
                "id": make_id("subject", group.kind.value, *group.claims),
                "cell": cell,
                "kind": group.kind.value,
                "name": group.name,
                "body": json.dumps(group.body, ensure_ascii=False, sort_keys=True),
                "claims": list(group.claims),
            }
            for group in record.groups
        ],
        "dependences": [{"cell": cell, **found.model_dump(mode="json")} for found in record.dependences],
    }
