"""The main job: reports in, a ledger of attributed claims out. One report is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tollbook.ledger import Added, Ledger, Run
from tollbook.ledger.engine import parse_target
from tollbook.model import Project, Report
from tollbook.read.dispatch import read_input
from tollbook.read.inputs import open_inputs
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input, ReadFailed, ReadOk
from tollbook.read.walk import PathOrStdin, is_anything_there

from .interrupt import finish_first
from .manifest import Ending, Entry, Manifest
from .recipe import start_run
from .settings import load_project
from .work import Extracted, Extractor, extract_all, extract_safely, is_readable

Progress = Callable[[str, int], None]
"""Told of each input that is done: its name and how many bytes were read for it."""

NOTHING_TO_RECORD = "no sentence that can hold a claim; its text is kept"


def read_into_ledger(
    paths: Sequence[PathOrStdin],
    where: str,
    *,
    project: Path | None = None,
    options: ReadOptions | None = None,
    workers: int = 0,
    progress: Progress | None = None,
) -> Manifest:
    """Open (or make) the ledger, put `project` in force where it is given, and read the inputs into it.

    Where none of the inputs is there, no ledger is made: a mistyped path leaves nothing behind.
    """
    settings = load_project(project) if project is not None else None
    file = parse_target(where).path
    in_vain = file is not None and not file.exists() and not is_anything_there(paths)
    with Ledger.open(":memory:" if in_vain else where) as ledger:
        if settings is not None:
            ledger.set_project(settings)
        return read_into(paths, ledger, ledger.project(), options, workers=workers, progress=progress)


def read_into(
    paths: Sequence[PathOrStdin],
    ledger: Ledger,
    project: Project,
    options: ReadOptions | None = None,
    *,
    workers: int = 0,
    progress: Progress | None = None,
    extractor: Extractor = extract_safely,
) -> Manifest:
    """Read inputs, extract their claims and store both; every input ends as one entry of the manifest.

    What is known is passed over before it is parsed, so that an interrupted or killed run, run again, goes on where
    it stopped and stores nothing twice. An input that fails leaves nothing behind and stops no other. Ctrl-C ends
    the run between two reports: the manifest then holds what was done and says `interrupted`. With `workers` of 2 or
    more, that many processes extract; the ledger is written by this one, in the order of the inputs.

    Raises LedgerError where the ledger itself fails; what was stored before stays.
    """
    job = _Job(ledger, project)
    entries: list[Entry] = []
    interrupted = False
    options = replace(options or ReadOptions(), max_bytes=project.max_report_bytes)
    arrivals = _arrivals(paths, ledger, project, options)
    try:
        done = extract_all(arrivals, report_of=_to_extract, project=project, workers=workers, extractor=extractor)
        for arrival, extracted in done:
            with finish_first():
                entries.append(job.store(arrival, extracted))
            if progress is not None:
                progress(arrival.name, arrival.size)
    except KeyboardInterrupt:
        interrupted = True
    manifest = Manifest(entries=tuple(entries), interrupted=interrupted)
    job.end(manifest)
    return manifest


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An input on its way into the ledger: read or failed; `known` where the ledger has it; `supported` language."""

    name: str
    size: int
    outcome: ReadOk | ReadFailed
    known: Added | None = None
    supported: bool = True


def _arrivals(
    paths: Sequence[PathOrStdin], ledger: Ledger, project: Project, options: ReadOptions
) -> Iterator[_Arrival]:
    for item in open_inputs(paths, options):
        outcome = item if isinstance(item, ReadFailed) else _read(item, options)
        if isinstance(outcome, ReadFailed):
            yield _Arrival(outcome.name, outcome.size, outcome)
            continue
        added = ledger.look(outcome.report)
        supported = is_readable(outcome.report, project)
        yield _Arrival(outcome.name, outcome.size, outcome, added if added.outcome == "known" else None, supported)


def _read(item: Input, options: ReadOptions) -> ReadOk | ReadFailed:
    """Read one input; what a library makes of a hostile file fails that file only."""
    try:
        return read_input(item, options)
    # parsers of PDF, HTML and Word files raise whatever they like on hostile input; the manifest says what it was
    except Exception as error:  # noqa: BLE001
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return ReadFailed(item.name, f"cannot be parsed ({what}); fetch it again, or convert it to text", item.size)


def _to_extract(arrival: _Arrival) -> Report | None:
    if isinstance(arrival.outcome, ReadFailed) or arrival.known is not None or not arrival.supported:
        return None
    return arrival.outcome.report


class _Job:
    """One run's writing; the run is recorded with its first report, so that an idle one leaves no trace."""

    def __init__(self, ledger: Ledger, project: Project) -> None:
        self.ledger = ledger
        self.project = project

    @cached_property
    def run(self) -> Run:
        """This run in the ledger's log."""
        return start_run(self.ledger, self.project)

    def store(self, arrival: _Arrival, extracted: Extracted | None) -> Entry:
        """Store one arrival; say how it ended."""
        outcome = arrival.outcome
        if isinstance(outcome, ReadFailed):
            return Entry(input=outcome.name, ending=Ending.FAILED, reason=outcome.reason)
        if arrival.known is not None:
            return _entry(outcome, arrival.known, Ending.KNOWN)
        if extracted is not None and extracted.error is not None:
            return Entry(
                input=outcome.name, ending=Ending.FAILED, reason=extracted.error, report=outcome.report.given_id
            )
        claims = extracted.claims if extracted is not None else ()
        ending = _ending(arrival, extracted)
        added = self.ledger.add_report_with_claims(
            outcome.report, outcome.raw, self.run.id, claims, outcome=ending.value
        )
        if added.outcome == "known":
            return _entry(outcome, added, Ending.KNOWN)
        if ending is Ending.READ and added.outcome == "copy":
            ending = Ending.COPY
        return _entry(outcome, added, ending, claims=len(claims))

    def end(self, manifest: Manifest) -> None:
        """Record the run's end with its sums, where there was a run."""
        if "run" in self.__dict__:
            summary = manifest.to_json()
            del summary["entries"]
            self.ledger.end_run(self.run.id, summary)


def _ending(arrival: _Arrival, extracted: Extracted | None) -> Ending:
    if not arrival.supported:
        return Ending.LANGUAGE
    return Ending.READ if extracted is not None and extracted.relevant else Ending.NOT_RELEVANT


def _entry(read: ReadOk, added: Added, ending: Ending, *, claims: int = 0) -> Entry:
    return Entry(
        input=read.name,
        ending=ending,
        reason=_reason(read.report, added, ending),
        report=read.report.given_id or read.report.id,
        report_id=added.report_id,
        claims=claims,
        revision_of=added.of if added.outcome == "revision" else None,
    )


def _reason(report: Report, added: Added, ending: Ending) -> str | None:
    match ending:
        case Ending.KNOWN:
            return f"already in the ledger as {added.report_id}"
        case Ending.COPY:
            return f"the same text as {added.of}; kept as a report of its own"
        case Ending.LANGUAGE:
            return f"{report.language} is not among the languages that the project reads; its text is kept"
        case Ending.NOT_RELEVANT:
            return NOTHING_TO_RECORD
        case _:
            return f"a later state of {added.of}" if added.outcome == "revision" else None
