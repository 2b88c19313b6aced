from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.run.archives import fake
from tests.run.archives.full_disk import bytes_of
from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger.dataset import Dataset
from tollbook.run.archives.bound import MB, Share, parse_memory, share
from tollbook.run.archives.ending import ArchiveManifest
from tollbook.run.archives.job import ReadShard
from tollbook.run.archives.reading import Pace, read_archives
from tollbook.run.shard import ShardSettings

SHARE, NONE = Share(2, 1000 * MB), Share(0, 0)


def run(paths: list[Path], out: Path, read: ReadShard = fake.read, workers: Share = SHARE) -> ArchiveManifest:
    return read_archives(list(paths), out, ShardSettings(), read=read, share=workers)


def test_every_file_is_a_shard_and_the_numbers_add_up(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 3)
    done = run(paths, tmp_path / "out", workers=NONE)
    assert done.endings == {"read": 3, "known": 0, "failed": 0}
    assert (done.stages.parts, done.stages.dropped.total(), done.stages.adds_up) == (36, 21, True)
    assert done.counts["reports"] + done.counts["failed"] + 21 == 36
    assert done.counts["claims"] == 3 + 9 * 2
    assert json.loads(json.dumps(done.to_json()))["exit_status"] == 0


def test_one_process_or_two_write_the_same_bytes(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 4)
    run(paths, tmp_path / "one", workers=NONE)
    run(paths[::-1], tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_what_is_done_is_passed_over_and_a_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 2)
    run(paths, tmp_path / "out", workers=NONE)
    paths[1].write_text("In Osk 5 killed.", encoding="utf-8")
    again = run(paths, tmp_path / "out", workers=NONE)
    assert [end.ending for end in again.shards] == ["known", "read"]
    run(paths, tmp_path / "calm", workers=NONE)
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "calm")


def test_a_file_that_is_gone_costs_one_line(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 2)
    paths[0].unlink()
    done = run(paths, tmp_path / "out", workers=NONE)
    assert [end.ending for end in done.shards] == ["failed", "read"]
    assert "is not there" in (done.shards[0].reason or "")
    assert done.exit_status == 3


def test_a_file_that_kills_its_process_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 4)
    paths[1].write_text("A deadly page: 3 killed.", encoding="utf-8")
    done = run(paths, tmp_path / "out", fake.deadly)
    assert [end.ending for end in done.shards] == ["read", "failed", "read", "read"]
    assert "died" in (done.shards[1].reason or "")
    assert not list((tmp_path / "out").glob("unfinished-*")) or run(paths, tmp_path / "out").exit_status == 0


def test_a_file_that_wants_too_much_memory_is_named(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 2)
    paths[0].write_text("A greedy page: 3 killed.", encoding="utf-8")
    done = run(paths, tmp_path / "out", fake.greedy)
    assert "--memory" in (done.shards[0].reason or "")
    assert done.shards[1].ending == "read"


def test_the_pace_tells_what_is_left(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 3)
    told: list[Pace] = []
    read_archives(list(paths), tmp_path / "out", ShardSettings(), read=fake.read, share=NONE, told=told.append)
    assert [pace.shards for pace in told] == [1, 2, 3]
    assert (told[-1].bytes, told[-1].pages, told[-1].left) == (told[-1].of_bytes, 36, 0)


def test_another_recipe_asks_for_another_folder(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 1)
    run(paths, tmp_path / "out", workers=NONE)
    with pytest.raises(LedgerError, match="new folder"):
        read_archives([*paths], tmp_path / "out", ShardSettings(keep_dropped=True), read=fake.read, share=NONE)


def test_two_runs_do_not_share_a_dataset(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 1)
    run(paths, tmp_path / "out", workers=NONE)
    with Dataset.open(tmp_path / "out").locked(), pytest.raises(LedgerError, match="another run"):
        run(paths, tmp_path / "out", workers=NONE)


def test_memory_is_divided_among_the_workers_that_it_has_room_for() -> None:
    assert share(8, parse_memory("4G")).workers == 3
    assert share(8, parse_memory("4G")).whole <= 4096 * MB
    assert [share(n, None).workers for n in (0, 2)] == [0, 2]
    for wrong in ("4", "G", "-1G"):
        with pytest.raises(SettingsError, match="1500M"):
            parse_memory(wrong)
    with pytest.raises(SettingsError, match="at least"):
        share(1, parse_memory("500M"))
