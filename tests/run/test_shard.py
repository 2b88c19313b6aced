from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.read.made_warc import IDLE, packed, page, record, response
from tollbook import Ledger
from tollbook.errors import ReadError
from tollbook.extract.triage import load_triage
from tollbook.read.outcome import Input
from tollbook.run import cascade
from tollbook.run.cascade import Dropped, Failed
from tollbook.run.reading import read_into_ledger
from tollbook.run.shard import Kept, ShardSettings, process_shard, read_shard
from tollbook.run.stages import StageCounts

RECORDS = (
    record(b"GET /", kind="request"),
    record(response(page()), "http://paper.example/2021/03/01/market"),
    record(response(page(IDLE)), "http://paper.example/weather"),
    record(response(b"", status="404 Not Found")),
    record(response(page("<p></p>", title=""))),
    record(response(page(IDLE) * 9), length=300),
)


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(*RECORDS))
    return path


def test_a_shard_gives_its_relevant_reports_with_claims_and_where_they_stand(shard: Path) -> None:
    result = process_shard(shard, pickle.loads(pickle.dumps(ShardSettings())))
    kept = [row for row in result.rows if isinstance(row, Kept)]
    assert [row.report.address for row in kept] == ["http://paper.example/2021/03/01/market"]
    (only,) = kept
    assert only.report.capture
    assert only.report.capture.archive == str(shard)
    assert (only.raw, only.report.blob) == (None, None)
    assert {claim.reading.measure.value for claim in only.claims} == {"killed", "injured"}
    assert len(only.bands) == 42
    assert [row.stage for row in result.rows if isinstance(row, Failed)] == ["record"]


def test_every_part_of_a_shard_is_counted_once(shard: Path) -> None:
    counts = process_shard(shard, ShardSettings()).counts
    assert counts.adds_up
    assert counts.parts == len(RECORDS) + 1  # the broken one is read up to its lie, and what follows it fails
    into = {row["stage"]: (row["in"], row["out"]) for row in counts.table()}
    assert into["record"] == (7, 5)
    assert into["response"] == (5, 4)
    assert into["extraction"][1] == counts.kept == 1
    assert StageCounts.from_json(counts.to_json()) == counts


def test_a_page_whose_article_holds_no_word_of_what_is_recorded_is_dropped(tmp_path: Path) -> None:
    other = "Gunmen killed nine soldiers and wounded four civilians in Karsk"  # the title is another story's
    path = tmp_path / "other.warc.gz"
    path.write_bytes(packed(record(response(page(IDLE, title=other)))))
    counts = process_shard(path, ShardSettings()).counts
    assert dict(counts.dropped) == {("main text", "no word of what is recorded in the main text"): 1}


@pytest.mark.parametrize(("first", "looked_at"), [("rain " * 200, 1), ("News", 2)])
def test_paragraphs_beside_a_main_text_far_below_the_bar_are_not_looked_at(
    first: str, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def texts(_: Input) -> Iterator[str]:
        for text in (first, "Gunmen killed nine soldiers."):
            seen.append(text)
            yield text

    monkeypatch.setattr(cascade, "first_texts", texts)
    assert cascade.passed_early(Input(name="page", raw=b""), load_triage()) is (looked_at == 2)
    assert len(seen) == looked_at


def test_reasons_that_an_archive_makes_up_are_counted_together() -> None:
    counts = StageCounts()
    for number in range(5000):
        counts.drop("response", f"x/{number}")
    assert counts.adds_up
    assert len(counts.dropped) == 201
    assert counts.dropped["response", "other"] == 4800


def test_what_is_dropped_comes_out_for_an_audit_where_that_is_asked_for(shard: Path) -> None:
    rows = list(read_shard(shard, ShardSettings(keep_dropped=True)))
    dropped = {row.input: (row.stage, row.raw) for row in rows if isinstance(row, Dropped) and row.raw}
    assert ("triage", page(IDLE)) in dropped.values()


def test_a_shard_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no file that can be read"):
        read_shard(tmp_path / "gone.warc.gz", ShardSettings())


def test_an_archive_is_read_into_a_ledger_and_its_manifest_adds_up(shard: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "a.ledger")
    dropped: list[Dropped] = []
    manifest = read_into_ledger([shard], where, keep_dropped=dropped.append)
    archives = manifest.to_json()["archives"]
    assert archives["parts"] == archives["dropped"] + archives["failed"] + archives["kept"] == 7
    assert len(dropped) == archives["dropped"]
    assert manifest.exit_status == 3
    with Ledger.open(where, create=False) as ledger:
        (stored,) = ledger.reports()
        report = ledger.report(stored.id)
    assert report.capture
    assert report.capture.uri == "http://paper.example/2021/03/01/market"
    assert read_into_ledger([shard], where).counts["known"] == 1
