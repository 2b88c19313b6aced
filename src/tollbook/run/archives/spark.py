"""Shards on many machines: the same function, handed out by Spark. Every machine must see the archives and the dataset
under the same paths, and have Tollbook installed in the same place."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tollbook.errors import SettingsError, TollbookError

from .bound import hold_to
from .ending import ShardEnd
from .job import Job, NoRoomError, do_shard

TRIES = 3
"""So often a shard's process may die (or its machine be lost) before the shard is given up in this run."""
DIED = "its process died three times (out of memory, a fault in a parser, or machines that were lost); run it again"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")

USUAL: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",  # the bar is our own
    "spark.task.maxFailures": "8",  # more than our own tries: a shard must never fail the job
    "spark.speculation": "false",
    "spark.python.worker.reuse": "true",  # the models are loaded once
    "spark.executor.cores": "1",
    "spark.cores.max": "1000000",
    "spark.executor.memory": "512m",  # what reads is Python, beside Java's heap
    "spark.driver.memory": "512m",
    "spark.log.level": "ERROR",
}
"""What holds unless it is set otherwise (`--spark-conf`, or spark-defaults.conf for what is not here)."""


def run_on_spark(
    job: Job, paths: Sequence[str], master: str, settings: Mapping[str, str], told: Callable[[int], None] | None = None
) -> Iterator[ShardEnd]:
    """Do all shards on the cluster; yields how each ended, when all have. `told` is given how many have, meanwhile.

    Raises SettingsError where Spark cannot be started or the cluster gave the whole job up: what was finished by then
    is in the dataset, and the next run goes on from it.
    """
    if not paths:
        return
    with session(master, settings) as spark:
        context = spark.sparkContext
        with _watched(context, told):
            try:
                found = context.parallelize(list(paths), len(paths)).map(_Task(job)).collect()
            # Py4J raises errors of its own classes, for whatever happened on any machine
            except Exception as error:
                why = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)[:300]
                raise SettingsError(
                    f"--master {master}: Spark gave the job up ({why}). See that its machines are up, and run the same "
                    "command again: what is finished stays."
                ) from error
    for end in found:
        if isinstance(end, str):
            raise NoRoomError(end) if end.startswith(str(job.dataset)) else SettingsError(end)
        yield end


class _Task:
    """The work on one shard, as Spark's processes do it. What stops a whole run comes back as its words, since an
    error would be tried again."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, path: str) -> ShardEnd | str:
        from pyspark import TaskContext

        task = TaskContext.get()
        if task is not None and task.attemptNumber() >= TRIES:
            return ShardEnd(path, "failed", DIED)
        hold_to(self.job.memory)
        try:
            return do_shard(self.job, path)
        except TollbookError as error:
            return str(error)


@contextmanager
def session(master: str, settings: Mapping[str, str]) -> Iterator[Any]:
    """A Spark session of this process. Raises SettingsError with the remedy where there can be none."""
    builder = _builder()
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and shutil.which("java", path=f"{home}/bin"))):
        raise SettingsError("--engine spark: needs Java 17 (on Debian: apt install openjdk-17-jre-headless)")
    # else Spark's machines take the first Python on their path, which has no Tollbook
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    own = {f"spark.executorEnv.{name}": os.environ.get(name, "1") for name in THREADS}
    if path := os.environ.get("PYTHONPATH"):
        own["spark.executorEnv.PYTHONPATH"] = path
    for name, value in {**USUAL, **own, **settings}.items():
        builder = builder.config(name, value)
    try:
        spark = builder.master(master).appName("tollbook").getOrCreate()
    except Exception as error:  # what Java raises comes in classes of Py4J
        why = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)[:300]
        raise SettingsError(f"--master {master}: no Spark session can be had ({why}); see that it is up") from error
    try:
        yield spark
    finally:
        spark.stop()


def _builder() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SettingsError("--engine spark: pyspark is not installed; install tollbook[spark]") from error
    return SparkSession.builder


@contextmanager
def _watched(context: Any, told: Callable[[int], None] | None) -> Iterator[None]:
    """Tell now and then how many shards have ended."""
    if told is None:
        yield
        return
    over = threading.Event()

    def watch() -> None:
        tracker = context.statusTracker()
        while not over.wait(2):
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            told(sum(stage.numCompletedTasks for stage in stages if stage))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
