"""Processes that work side by side on a ledger, and how each goes about what makes many values."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

from .work import processes

Task = TypeVar("Task")
Result = TypeVar("Result")


class Team:
    """So many processes on the ledger at `where`; fewer than two are this one alone. They start with the first tasks
    and end with the `with` block."""

    def __init__(self, where: str = "", workers: int = 0) -> None:
        self.where = where
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    @property
    def is_alone(self) -> bool:
        """Whether there is nobody to share work with."""
        return self.workers < 2

    def mapped(
        self, work: Callable[[Task], Result], tasks: Sequence[Task], size: Callable[[Task], int] = lambda _: 0
    ) -> Iterator[Result]:
        """What becomes of each task, in their order; the largest are begun first."""
        order = sorted(range(len(tasks)), key=lambda n: -size(tasks[n]))
        self._pool = self._pool or processes(self.workers)
        begun = {n: self._pool.submit(work, tasks[n]) for n in order}
        for n in range(len(tasks)):
            yield begun.pop(n).result()


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles: what is made has none, and looking through all of it again and again takes as long as
    making it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
