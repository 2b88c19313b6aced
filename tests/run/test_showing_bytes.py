from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.made_warc import IDLE, packed, page, record, response
from tests.read.test_packed import zipped
from tollbook.errors import LedgerError
from tollbook.read.options import ReadOptions
from tollbook.run.reading import read_into_ledger
from tollbook.run.shard import Kept, ShardSettings, process_shard
from tollbook.run.showing_bytes import bytes_of, captured

ARCHIVE = packed(record(response(page(IDLE))), record(response(page()), "http://paper.example/2"))


@pytest.mark.parametrize("name", ["a.warc.gz", "a.wacz"])
def test_the_bytes_of_a_page_are_found_in_its_archive(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(ARCHIVE if name.endswith(".gz") else zipped({"archive/a.warc.gz": ARCHIVE}))
    (kept,) = (row for row in process_shard(path, ShardSettings()).rows if isinstance(row, Kept))
    assert kept.report.capture
    assert captured(kept.report.capture, ReadOptions()) == page()
    path.write_bytes(packed(record(response(page(IDLE)), "http://paper.example/other")) * 3)
    assert captured(kept.report.capture, ReadOptions()) is None
    path.unlink()
    assert captured(kept.report.capture, ReadOptions()) is None


def test_a_ledger_shows_the_bytes_that_it_keeps(tmp_path: Path) -> None:
    path, where = tmp_path / "a.warc.gz", str(tmp_path / "a.ledger")
    path.write_bytes(ARCHIVE)
    (entry,) = read_into_ledger([path], where).entries
    path.unlink()
    assert entry.report_id
    assert bytes_of(where, entry.report_id) == page()
    with pytest.raises(LedgerError, match="no such report"):
        bytes_of(where, "nothing")
