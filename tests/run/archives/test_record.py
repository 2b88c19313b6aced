from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.reconcile.made_events import events
from tests.reconcile.test_candidates import many
from tests.run.archives import fake
from tests.run.archives.full_disk import read
from tollbook.ledger import Ledger
from tollbook.reconcile.candidates import candidates
from tollbook.reconcile.episodes import episodes_of
from tollbook.run.archives.loading import load_dataset
from tollbook.run.archives.record import reconcile_dataset
from tollbook.run.reconciling import reconcile_at


def test_the_record_of_a_dataset_is_that_of_the_ledger_that_it_is_loaded_into(tmp_path: Path) -> None:
    read(fake.write_archives(tmp_path / "crawl", 3), tmp_path / "data")
    made = reconcile_dataset(tmp_path / "data")
    load_dataset(tmp_path / "data", str(tmp_path / "a.ledger"))
    reconcile_at(str(tmp_path / "a.ledger"))
    assert made.claims == 21
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        theirs = {(s.kind, tuple(sorted(s.claims))) for s in ledger.subjects()}
        depend = {(d.dependence.a, d.dependence.b) for d in ledger.dependences()}
    rows = pq.read_table(tmp_path / "data" / "record" / "subjects.parquet").to_pylist()
    assert {(row["kind"], tuple(sorted(row["claims"]))) for row in rows} == theirs
    found = pq.read_table(tmp_path / "data" / "record" / "dependences.parquet").to_pylist()
    assert {(row["a"], row["b"]) for row in found} == depend


def test_a_report_that_two_archives_hold_counts_once_and_again_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 1)
    twin = tmp_path / "crawl" / "again" / paths[0].name
    twin.parent.mkdir()
    twin.write_bytes(paths[0].read_bytes())
    read([*paths, twin], tmp_path / "data")
    assert reconcile_dataset(tmp_path / "data").claims == 7
    first = {file.name: file.read_bytes() for file in (tmp_path / "data" / "record").iterdir()}
    reconcile_dataset(tmp_path / "data")
    assert {file.name: file.read_bytes() for file in (tmp_path / "data" / "record").iterdir()} == first


def test_pairs_found_by_spark_are_those_that_duckdb_finds(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    from tollbook.run.archives.record import _on_spark
    from tollbook.run.archives.spark import session

    claims, reports = events()
    episodes = sorted([*episodes_of(claims, reports), *many(60)], key=lambda e: e.id)
    with session("local[1]", {"spark.sql.shuffle.partitions": "2", "spark.sql.warehouse.dir": str(tmp_path)}) as spark:
        assert (_on_spark(spark, 2, episodes) == candidates(episodes)).all()
