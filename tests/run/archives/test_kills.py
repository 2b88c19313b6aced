"""Runs that are killed: after the next run, the dataset is byte for byte that of an undisturbed one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.run.archives import fake
from tests.run.archives.full_disk import bytes_of, read

ROOT = Path(__file__).parents[3]
ROUNDS = int(os.environ.get("TOLLBOOK_SOAK_ARCHIVES", "1"))


def start(reader: str, out: Path, paths: list[Path], workers: int | str = 2) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.run.archives.reader", reader, str(out), str(workers), *map(str, paths)]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)


def workers_of(run: subprocess.Popen[bytes]) -> list[int]:
    """The processes that read for a run."""
    listed = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    return [int(pid) for pid in listed if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait_for_shards(out: Path, number: int) -> None:
    for _ in range(1200):
        if len(list(out.glob("shard=*"))) >= number:
            return
        time.sleep(0.05)
    raise AssertionError(f"{out}: no shard")


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    paths = fake.write_archives(tmp_path / "crawl", 8)
    run = start("slow", tmp_path / "out", paths)
    wait_for_shards(tmp_path / "out", chance.randint(1, 4))
    time.sleep(chance.random() * 0.2)
    readers = workers_of(run)
    os.kill(run.pid, signal.SIGKILL)  # the run alone: its processes must end by themselves
    run.wait()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in readers):
            break
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in readers), "processes read on for nobody"
    read(paths, tmp_path / "out")
    read(paths, tmp_path / "calm")
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "calm")


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_worker_that_is_killed_costs_nothing_but_time(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    paths = fake.write_archives(tmp_path / "crawl", 8)
    run = start("slow", tmp_path / "out", paths)
    wait_for_shards(tmp_path / "out", chance.randint(1, 4))
    if found := workers_of(run):
        os.kill(chance.choice(found), signal.SIGKILL)
    assert run.wait() == 0
    for out in ("out", "calm"):  # the first clears away what the worker left
        read(paths, tmp_path / out)
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "calm")


def test_a_full_disk_stops_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    if not shutil.which("unshare") or os.geteuid():
        pytest.skip("only root may mount the small disk of this test")
    command = ["unshare", "--mount", sys.executable, "-m", "tests.run.archives.full_disk", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
