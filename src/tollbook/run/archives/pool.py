"""Shards on the processors of one machine: a process takes a shard, writes it and takes the next."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from .bound import hold_to
from .ending import ShardEnd
from .job import Job, do_shard

TRIES = 2
"""So often a shard is tried beside others; then once alone, so that one that kills its process takes no other along."""
DIED = "its process died three times (out of memory, or a fault in a parser); look at the archive"


def run_here(job: Job, paths: Sequence[str], workers: int) -> Iterator[ShardEnd]:
    """Do all shards; yields each as it ends, in no fixed order.

    No more shards are under way than there are workers, and what is read goes to the disk in the process that reads
    it: the memory taken does not grow with the number of shards. A process that dies costs its shard a try.
    """
    waiting, tries = deque(paths), Counter[str]()
    pool, running = _processes(job, workers), dict[Future[ShardEnd], str]()
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                path = waiting.popleft()
                running[pool.submit(do_shard, job, path)] = path
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            lost = []
            for future in ended:
                path = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(path)
            if lost:
                lost += running.values()
                running.clear()
                _stop(pool)
                tries.update(lost)
                waiting.extend(path for path in lost if tries[path] < TRIES)
                yield from (_alone(job, path) for path in lost if tries[path] >= TRIES)
                pool = _processes(job, workers)
    finally:
        _stop(pool)


def _alone(job: Job, path: str) -> ShardEnd:
    pool = _processes(job, 1)
    try:
        return pool.submit(do_shard, job, path).result()
    except BrokenProcessPool:
        return ShardEnd(path, "failed", DIED)
    finally:
        _stop(pool)


def _processes(job: Job, number: int) -> ProcessPoolExecutor:
    # spawned, not forked: the parent may hold a database connection and threads
    context = get_context("spawn")
    return ProcessPoolExecutor(number, mp_context=context, initializer=_begin, initargs=(job.memory, os.getpid()))


def _begin(memory: int | None, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    hold_to(memory)


def _end_with(parent: int) -> None:
    """A run that is killed leaves no process behind that goes on reading for nobody."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes now: what they have not finished is given up, and leaves nothing."""
    processes = list((pool._processes or {}).values())  # the executor has no way of its own to stop what is running
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
