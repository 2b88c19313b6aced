"""A newer extractor, or other settings, over the reports that a ledger holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tollbook.ledger import Ledger, Run, Stored
from tollbook.model import Project, Report

from .interrupt import finish_first
from .manifest import Ending
from .recipe import start_run
from .work import Extracted, Extractor, extract_all, extract_safely, is_readable


@dataclass(slots=True)
class Summary:
    """What a run over a ledger did: reports done and passed over, failures by name, what became of claims."""

    done: int = 0
    passed_over: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    moved: int = 0
    retired: int = 0
    interrupted: bool = False

    def count(self, stored: Stored) -> None:
        """Add what storing one report's claims changed."""
        self.done += 1
        self.added += stored.new + stored.returned
        self.changed += stored.changed
        self.moved += stored.moved
        self.retired += stored.retired


def extract_ledger(where: str, *, again: bool = False, workers: int = 0) -> Summary:
    """Run this program's extractor over a ledger that is there, with the settings that are in force in it."""
    with Ledger.open(where, create=False) as ledger:
        return extract_again(ledger, ledger.project(), again=again, workers=workers)


def extract_again(
    ledger: Ledger,
    project: Project,
    *,
    again: bool = False,
    workers: int = 0,
    extractor: Extractor = extract_safely,
) -> Summary:
    """Give each report new readings; a report on which extraction fails keeps what it has.

    Reports that the same extractor with the same settings was the last to read are passed over, unless `again`: so a
    run that was interrupted goes on where it stopped. Rows of tables and what people wrote down came with their claims:
    no extractor reads them. One report is one transaction.
    """
    run = start_run(ledger, project)
    everything = [stored.id for stored in ledger.reports() if stored.entered is None]
    left = set(ledger.reports_without(run))
    wanted = everything if again else [report_id for report_id in everything if report_id in left]
    summary = Summary(passed_over=len(everything) - len(wanted))
    try:
        reports = _reports(ledger, wanted)
        done = extract_all(
            reports,
            report_of=lambda report: report if is_readable(report, project) else None,
            project=project,
            workers=workers,
            extractor=extractor,
        )
        for report, extracted in done:
            with finish_first():
                _store(ledger, run, report, extracted, summary)
    except KeyboardInterrupt:
        summary.interrupted = True
    ledger.end_run(run.id, _sums(summary))
    return summary


def _reports(ledger: Ledger, ids: list[str]) -> Iterator[Report]:
    for report_id in ids:
        yield ledger.report(report_id)


def _store(ledger: Ledger, run: Run, report: Report, extracted: Extracted | None, summary: Summary) -> None:
    if extracted is not None and extracted.error is not None:
        summary.failures.append((report.given_id or report.id, extracted.error))
        return
    claims = extracted.claims if extracted is not None else ()
    ending = Ending.LANGUAGE if extracted is None else Ending.READ if extracted.relevant else Ending.NOT_RELEVANT
    summary.count(ledger.store_run(report.id, run.id, claims, outcome=ending.value))


def _sums(summary: Summary) -> dict[str, object]:
    names = ("done", "passed_over", "added", "changed", "moved", "retired", "interrupted")
    return {name: getattr(summary, name) for name in names} | {"failed": len(summary.failures)}
