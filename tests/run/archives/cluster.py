"""A Spark cluster on this machine: a standalone master and two workers, of the Spark that pip installed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

DEPLOY = "org.apache.spark.deploy"


@dataclass
class LocalCluster:
    """The cluster's address, and its workers, each with its executors in a process group of its own."""

    master: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill_worker(self) -> None:
        """`kill -9` of a worker with all that it runs."""
        os.killpg(self.workers.pop(0).pid, signal.SIGKILL)

    @property
    def settings(self) -> dict[str, str]:
        """What its jobs need: our modules where this process has them, and little memory."""
        path = os.pathsep.join(part for part in sys.path if part)
        return {"spark.executorEnv.PYTHONPATH": path, "spark.executor.memory": "512m", "spark.driver.host": "127.0.0.1"}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def local_cluster(folder: Path) -> Generator[LocalCluster]:
    """Start it in a folder, and end all of it at last. Skips the test where there is no Spark or no Java."""
    pyspark = pytest.importorskip("pyspark")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("no Java is installed (on Debian: apt install openjdk-17-jre-headless)")
    home, port = Path(pyspark.__file__).parent, free_port()
    given = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "PYSPARK_PYTHON": sys.executable,
    }
    cluster, started = LocalCluster(f"spark://127.0.0.1:{port}"), []

    def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = (folder / f"{name}.log").open("wb")
        command = [str(home / "bin" / "spark-class"), *arguments]
        started.append(
            subprocess.Popen(command, env=os.environ | given, stdout=log, stderr=log, start_new_session=True)
        )
        return started[-1]

    try:
        ports = ("--host", "127.0.0.1", "--webui-port", "0")
        start("master", f"{DEPLOY}.master.Master", *ports, "--port", str(port))
        for n in (1, 2):
            size = ("--cores", "1", "--memory", "512m", "--work-dir", str(folder / f"work{n}"))
            cluster.workers.append(start(f"worker{n}", f"{DEPLOY}.worker.Worker", *ports, *size, cluster.master))
        _wait_for(folder / "master.log", "Registering worker", times=2)
        yield cluster
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(log: Path, words: str, *, times: int) -> None:
    for _ in range(600):
        if log.exists() and log.read_text(errors="replace").count(words) >= times:
            return
        time.sleep(0.2)
    raise AssertionError(f"no cluster: {log.read_text(errors='replace')[-2000:]}")
