"""Extraction of one report, made safe to run in another process, and a pool that keeps the order of its input."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

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
    # the text is hostile input: whatever a library makes of it fails this one report and is said in the manifest
    except Exception as error:  # noqa: BLE001
        return Extracted(error=f"extraction failed ({type(error).__name__}: {_one_line(str(error))})")


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
    # spawned, not forked: the parent holds a database connection and may run threads
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)
    try:
        yield from _in_order(
            items, report_of=report_of, submit=lambda r: pool.submit(extractor, r, project), ahead=4 * workers
        )
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    items: Iterable[Item],
    *,
    report_of: Callable[[Item], Report | None],
    submit: Callable[[Report], Future[Extracted]],
    ahead: int,
) -> Iterator[tuple[Item, Extracted | None]]:
    waiting: deque[tuple[Item, Future[Extracted] | None]] = deque()
    for item in items:
        report = report_of(item)
        waiting.append((item, None if report is None else submit(report)))
        if len(waiting) > ahead:
            yield _finished(*waiting.popleft())
    while waiting:
        yield _finished(*waiting.popleft())


def _finished(item: Item, future: Future[Extracted] | None) -> tuple[Item, Extracted | None]:
    return item, None if future is None else future.result()


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches the whole process group; the parent decides what is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
