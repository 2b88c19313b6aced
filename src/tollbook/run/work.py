"""Extraction of one report, made safe to run in another process, and a pool that keeps the order of its input."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

from tollbook.errors import SettingsError
from tollbook.model import Claim, Project, Report

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extraction made of a report.

    `relevant` is False where no sentence can hold a claim; `error` is the one-line reason where extraction failed.
    """

    claims: tuple[Claim, ...] = ()
    relevant: bool = True
    error: str | None = None


Extractor = Callable[[Report, Project], Extracted]


def extract_safely(report: Report, project: Project) -> Extracted:
    """Extract a report's claims; a report on which extraction fails is told as failed and stops nobody else."""
    from tollbook.extract import extract_claims, may_hold_claims
    from tollbook.ledger.readings import check_claims

    try:
        if not may_hold_claims(report, project):
            return Extracted(relevant=False)
        claims = tuple(extract_claims(report, project))
        check_claims(report.id, report.text_id, report.text, claims)
        return Extracted(claims=claims)
    except SettingsError:
        raise  # a lexicon or model is at fault, not the report: no other report would fare better
    # the text is hostile input: whatever a library makes of it fails this one report and is said in the manifest
    except Exception as error:  # noqa: BLE001
        return Extracted(error=f"extraction failed ({type(error).__name__}: {_one_line(str(error))})")


def is_readable(report: Report, project: Project) -> bool:
    """Whether the report's language is one that the project wants and the extractor reads; unknown ones are tried."""
    from tollbook.extract import LANGUAGES

    return report.language is None or (report.language in project.languages and report.language in LANGUAGES)


def extract_all(
    items: Iterable[Item],
    *,
    report_of: Callable[[Item], Report | None],
    project: Project,
    workers: int = 0,
    extractor: Extractor = extract_safely,
) -> Iterator[tuple[Item, Extracted | None]]:
    """Pair each item with what extraction made of its report, in the order of the items.

    An item whose `report_of` is None passes through with None. With `workers` of 2 or more a pool of processes
    extracts ahead of the consumer, by at most four reports a worker, so that memory stays bounded.
    """
    if workers < 2:
        for item in items:
            report = report_of(item)
            yield item, None if report is None else extractor(report, project)
        return
    pool = _Pool(workers, extractor, project)
    waiting: deque[tuple[Item, Report | None, Future[Extracted] | None]] = deque()
    try:
        for item in items:
            report = report_of(item)
            waiting.append((item, report, None if report is None else pool.submit(report)))
            if len(waiting) > 4 * workers:
                first, its_report, future = waiting.popleft()
                yield first, pool.result(its_report, future)
        while waiting:
            first, its_report, future = waiting.popleft()
            yield first, pool.result(its_report, future)
    finally:
        pool.close()


class _Pool:
    """Processes that extract; one that dies (out of memory, a fault in a parser) fails its own report only."""

    def __init__(self, workers: int, extractor: Extractor, project: Project) -> None:
        self.workers = workers
        self.extractor = extractor
        self.project = project
        self.processes = processes(workers)

    def submit(self, report: Report) -> Future[Extracted]:
        """Hand a report to the next free process."""
        try:
            return self.processes.submit(self.extractor, report, self.project)
        except BrokenProcessPool:
            self.processes = processes(self.workers)
            return self.processes.submit(self.extractor, report, self.project)

    def result(self, report: Report | None, future: Future[Extracted] | None) -> Extracted | None:
        """Wait for a report's claims. Where a process died, all reports that were under way are tried again alone."""
        if report is None or future is None:
            return None
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(report)

    def _alone(self, report: Report) -> Extracted:
        with processes(1) as process:
            try:
                return process.submit(self.extractor, report, self.project).result()
            except BrokenProcessPool:
                return Extracted(error="extraction failed (its process died: out of memory, or a fault in a parser)")

    def close(self) -> None:
        """Wait for what is running, drop what is not."""
        self.processes.shutdown(wait=True, cancel_futures=True)


def processes(number: int) -> ProcessPoolExecutor:
    """A pool of so many processes."""
    # spawned, not forked: the parent holds a database connection and may run threads
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches the whole process group; the parent decides what is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
