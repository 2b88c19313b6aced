from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.archives import fake
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.run.archives.bound import Share
from tollbook.run.archives.loading import load_dataset
from tollbook.run.archives.reading import read_archives
from tollbook.run.shard import ShardSettings


def read(folder: Path, number: int = 3) -> list[Path]:
    paths = fake.write_archives(folder / "crawl", number)
    read_archives([*paths], folder / "data", ShardSettings(), read=fake.read, share=Share(0, 0))
    return paths


def test_a_dataset_is_loaded_with_all_its_claims_and_each_copy_is_an_appearance(tmp_path: Path) -> None:
    read(tmp_path)
    loaded = load_dataset(tmp_path / "data", str(tmp_path / "a.ledger"))
    assert (loaded.shards, loaded.claims) == (3, 21)
    assert dict(loaded.reports) == {"read": 10, "copy": 2}
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        assert len(ledger.reports()) == 12
        assert len(ledger.claims()) == 21
        assert ledger.verify().ok


def test_loading_again_stores_nothing(tmp_path: Path) -> None:
    read(tmp_path)
    load_dataset(tmp_path / "data", str(tmp_path / "a.ledger"))
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        before, claims = ledger.last_seq(), ledger.claims()
    again = load_dataset(tmp_path / "data", str(tmp_path / "a.ledger"))
    assert (again.shards, again.passed_over, again.claims) == (0, 3, 0)
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        assert (ledger.last_seq(), ledger.claims()) == (before, claims)


def test_an_archive_that_was_moved_and_read_again_adds_no_claim(tmp_path: Path) -> None:
    read(tmp_path, 1)
    load_dataset(tmp_path / "data", str(tmp_path / "a.ledger"))
    (tmp_path / "moved").mkdir()
    moved = (tmp_path / "crawl" / "crawl-00.txt").rename(tmp_path / "moved" / "crawl-00.txt")
    read_archives([moved], tmp_path / "data", ShardSettings(), read=fake.read, share=Share(0, 0))
    again = load_dataset(tmp_path / "data", str(tmp_path / "a.ledger"))
    assert (again.shards, again.claims, dict(again.reports)) == (1, 0, {"known": 4})


def test_what_is_no_dataset_is_refused_and_leaves_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is no dataset"):
        load_dataset(tmp_path, str(tmp_path / "a.ledger"))
    assert not (tmp_path / "a.ledger").exists()
