from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.ledger.made import claims_of, report
from tollbook.errors import LedgerError
from tollbook.ledger.dataset import Appearance, Dataset, Recipe, Shard, ShardName, Unread, write_shard
from tollbook.ledger.dataset.writing import BATCH

RECIPE = Recipe(extractor="x", settings={}, lexicons={})


def dataset(folder: Path) -> Dataset:
    return Dataset.make(folder / "data", RECIPE)


def name(number: int = 1) -> ShardName:
    return ShardName(f"/crawl/part-{number}.warc.gz", 1000, "ab")


def items(number: int) -> list[Appearance | Unread]:
    made: list[Appearance | Unread] = [
        Appearance(report(n), tuple(claims_of(report(n), n)), bands=(n, -n)) for n in range(number)
    ]
    return [*made, Unread("a page", "failed", "is broken", "record", 7, b"\x00")]


def test_what_is_written_is_read_again_in_its_order(tmp_path: Path) -> None:
    found = items(BATCH + 3)
    shard = write_shard(dataset(tmp_path).folder, name(), found, lambda: {"parts": 9})
    assert [*shard.appearances(), *shard.unread()] == found
    assert dict(shard.counts) == {"claims": 4 * (BATCH + 3), "failed": 1, "read": BATCH + 3, "reports": BATCH + 3}
    assert shard.stages == {"parts": 9}
    assert not shard.faults()


def test_texts_that_are_no_unicode_and_raw_bytes_come_back(tmp_path: Path) -> None:
    odd = report(1).model_copy(update={"text": "half a pair \ud83d and \x00", "title": "\ud83d"})
    found = [Appearance(odd, raw=b"\x00\xff"), Appearance(report(2))]
    shard = write_shard(dataset(tmp_path).folder, name(), found, dict)
    assert list(shard.appearances()) == found


def test_the_same_items_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_shard(dataset(tmp_path / "a").folder, name(), items(5), dict)
    second = write_shard(dataset(tmp_path / "b").folder, name(), items(5), dict)
    assert first.hashes == second.hashes


def test_a_report_that_stands_twice_in_an_archive_is_kept_once_and_counted(tmp_path: Path) -> None:
    shard = write_shard(dataset(tmp_path).folder, name(), [Appearance(report(1)), Appearance(report(1))], dict)
    assert len(list(shard.appearances())) == 1
    assert [found.ending for found in shard.unread()] == ["known"]


def test_a_reader_that_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    folder = dataset(tmp_path).folder

    def broken() -> object:
        yield Appearance(report(1))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        write_shard(folder, name(), broken(), dict)  # type: ignore[arg-type]
    assert [file.name for file in folder.iterdir()] == ["dataset.json"]


def test_a_newer_state_of_a_file_takes_the_place_of_the_older(tmp_path: Path) -> None:
    made = dataset(tmp_path)
    write_shard(made.folder, name(), items(1), dict)
    newer = replace(name(), size=2000)
    write_shard(made.folder, newer, items(2), dict)
    assert [shard.counts["reports"] for shard in made.shards()] == [2]
    assert made.has(newer)
    assert not made.has(name())


def test_a_shard_that_a_power_cut_has_emptied_is_not_there_and_is_written_anew(tmp_path: Path) -> None:
    made = dataset(tmp_path)
    for table in ("claims.parquet", "shard.json"):
        shard = write_shard(made.folder, name(), items(2), dict)
        (shard.folder / table).write_bytes(b"")
        assert not made.has(name())
        assert not write_shard(made.folder, name(), items(2), dict).faults()
        assert made.has(name())


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    made = dataset(tmp_path)
    (made.folder / "unfinished-x").mkdir()
    with made.locked():
        assert not (made.folder / "unfinished-x").exists()


def test_a_folder_of_something_else_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "letter.txt").write_text("dear")
    with pytest.raises(LedgerError, match="not empty"):
        dataset(tmp_path)
    with pytest.raises(LedgerError, match="is no dataset"):
        Dataset.open(tmp_path / "data")


def test_a_damaged_table_is_named_with_the_remedy(tmp_path: Path) -> None:
    shard = write_shard(dataset(tmp_path).folder, name(), items(2), dict)
    (shard.folder / "claims.parquet").write_bytes(b"nothing")
    assert shard.faults() == ["claims.parquet"]
    with pytest.raises(LedgerError, match="read its archive again"):
        list(Shard.open(shard.folder).appearances())


def test_duckdb_queries_the_tables_as_they_are(tmp_path: Path) -> None:
    made = dataset(tmp_path)
    for number in (1, 2):
        write_shard(made.folder, name(number), items(number), dict)
    found = duckdb.sql(f"select count(*), min(low) from read_parquet({made.parquet('claims')})").fetchall()
    assert found == [(12, 11)]
    texts = duckdb.sql(f"select distinct decode(text) from read_parquet({made.parquet('texts')})").fetchall()
    assert sorted(text for (text,) in texts) == sorted({report(0).text, report(1).text})
