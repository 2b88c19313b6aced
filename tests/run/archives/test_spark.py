"""Archives on a cluster: a standalone master and two workers, started on this machine."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.run.archives import fake
from tests.run.archives.cluster import LocalCluster, local_cluster
from tests.run.archives.full_disk import bytes_of, read
from tests.run.archives.test_kills import start, wait_for_shards
from tests.run.archives.test_pool import NONE, SHARE
from tollbook.errors import SettingsError
from tollbook.run.archives.reading import Cluster, read_archives
from tollbook.run.archives.spark import session
from tollbook.run.shard import ShardSettings

SOAK = int(os.environ.get("TOLLBOOK_SOAK_SPARK", "0"))


def test_a_cluster_that_loses_a_worker_writes_the_bytes_of_a_local_run_and_names_what_kills(tmp_path: Path) -> None:
    paths = fake.write_archives(tmp_path / "crawl", 8)
    paths[3].write_text("A deadly page: 3 killed.", encoding="utf-8")
    out, stop = tmp_path / "out", threading.Event()
    with local_cluster(tmp_path) as found:
        threading.Thread(target=_kill_on_the_way, args=(found, out, stop), daemon=True).start()
        cluster = Cluster(found.master, found.settings)
        done = read_archives(
            [*paths], out, ShardSettings(), read=fake.slow_and_deadly, share=SHARE, cluster=cluster
        )  # fmt: skip
        stop.set()
        assert len(found.workers) == 1, "no worker was killed on the way"
    assert [end.path for end in done.shards if end.ending == "failed"] == [str(paths[3])]
    assert "died" in (done.shards[3].reason or "")
    assert (done.endings["read"] + done.endings["known"], done.exit_status) == (7, 3)
    calm = [path for path in paths if path != paths[3]]
    read_archives([*calm], tmp_path / "calm", ShardSettings(), read=fake.read, share=NONE)
    assert {name: data for name, data in bytes_of(out).items() if "unfinished" not in name} == bytes_of(
        tmp_path / "calm"
    )


if SOAK:  # the driver and workers of a cluster, killed at random moments

    def test_drivers_and_workers_that_are_killed_lose_and_double_nothing(tmp_path: Path) -> None:
        paths, chance, killed = fake.write_archives(tmp_path / "crawl", 8), random.Random(9), Counter[str]()
        read(paths, tmp_path / "calm")
        for number in range(SOAK):
            out, what = tmp_path / f"out-{number}", chance.choice(("driver", "worker"))
            (tmp_path / f"cluster-{number}").mkdir()
            with local_cluster(tmp_path / f"cluster-{number}") as found:
                run = start("slow", out, paths, found.master)
                wait_for_shards(out, chance.randint(1, 4))
                time.sleep(chance.random() * 0.3)
                if what == "driver" and run.poll() is None:
                    os.killpg(run.pid, signal.SIGKILL)
                    killed[what] += 1
                elif run.poll() is None:
                    found.kill_worker()
                    killed[what] += 1
                assert run.wait() == (0 if what == "worker" else run.returncode)
            read(paths, out)
            assert bytes_of(out) == bytes_of(tmp_path / "calm"), (number, what)
        print(f"{SOAK} rounds, killed: {dict(killed)}")  # noqa: T201 - a soak says what it did


def _kill_on_the_way(cluster: LocalCluster, out: Path, stop: threading.Event) -> None:
    """Kill a worker when the first shard is there."""
    while not stop.is_set():
        if list(out.glob("shard=*")):
            cluster.kill_worker()
            return
        time.sleep(0.05)


def test_a_cluster_that_is_not_there_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(SettingsError, match="needs Java"), session("local[1]", {}):
        pass
