"""The main job: reports in, a ledger of attributed claims out. One report is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tollbook.extract.triage import load_triage
from tollbook.ledger import Added, Ledger, Run
from tollbook.ledger.engine import parse_target
from tollbook.model import Project, Report
from tollbook.read.inputs import Part, open_bytes, open_inputs
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input, ReadFailed, ReadOk
from tollbook.read.walk import PathOrStdin, is_anything_there

from .cascade import Dropped, Failed, read_safely, sift
from .feeds import Feeds
from .interrupt import finish_first
from .manifest import Ending, Entry, Manifest
from .recipe import start_run
from .settings import load_project
from .stages import EXTRACTION, StageCounts
from .work import Extracted, Extractor, extract_all, extract_safely, is_readable

Progress = Callable[[str, int], None]
"""Told of each input that is done: its name and how many bytes were read for it."""

Keep = Callable[[Dropped], None]
"""Given each part of a web archive that a stage dropped."""

Outcome = ReadOk | ReadFailed

UNCHANGED = "has not changed since it was last fetched"
NOTHING_TO_RECORD = "no sentence that can hold a claim; its text is kept"


def read_into_ledger(
    paths: Sequence[PathOrStdin],
    where: str,
    *,
    project: Path | None = None,
    options: ReadOptions | None = None,
    workers: int = 0,
    progress: Progress | None = None,
    keep_dropped: Keep | None = None,
    feeds: Feeds | None = None,
) -> Manifest:
    """Open (or make) the ledger, put `project` in force where it is given, and read the inputs into it.

    Where none of the inputs is there, no ledger is made: a mistyped path leaves nothing behind.
    """
    settings = load_project(project) if project is not None else None
    file = parse_target(where).path
    in_vain = file is not None and not file.exists() and not is_anything_there(paths) and not (feeds and feeds.sent)
    with Ledger.open(":memory:" if in_vain else where) as ledger:
        if settings is not None:
            ledger.set_project(settings)
        return read_into(
            paths,
            ledger,
            ledger.project(),
            options,
            workers=workers,
            progress=progress,
            keep_dropped=keep_dropped,
            feeds=feeds,
        )


def read_into(
    paths: Sequence[PathOrStdin],
    ledger: Ledger,
    project: Project,
    options: ReadOptions | None = None,
    *,
    workers: int = 0,
    progress: Progress | None = None,
    keep_dropped: Keep | None = None,
    feeds: Feeds | None = None,
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
    feeds = feeds or Feeds()
    entries = [Entry(input=name, ending=Ending.KNOWN, reason=UNCHANGED) for name in feeds.unchanged]
    interrupted = False
    options = replace(options or ReadOptions(), max_bytes=project.max_report_bytes)
    arrivals = _arrivals(_parts(paths, feeds, options), ledger, project, options, keep_dropped)
    try:
        done = extract_all(arrivals, report_of=_to_extract, project=project, workers=workers, extractor=extractor)
        for arrival, extracted in done:
            with finish_first():
                entry = job.store(arrival, extracted)
                if entry is not None:
                    entries.append(entry)
            if progress is not None:
                progress(arrival.name, arrival.size)
    except KeyboardInterrupt:
        interrupted = True
    archives = job.counts.to_json() if job.counts.parts else None
    manifest = Manifest(entries=tuple(entries), interrupted=interrupted, archives=archives)
    job.end(manifest)
    return manifest


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An input on its way into the ledger: read, failed or dropped; `known` where the ledger has it; `supported`
    language; the `stage` that a part of a web archive came to.
    """

    name: str
    size: int
    outcome: ReadOk | ReadFailed | Dropped
    known: Added | None = None
    supported: bool = True
    stage: str | None = None


def _parts(paths: Sequence[PathOrStdin], feeds: Feeds, options: ReadOptions) -> Iterator[Part]:
    yield from open_inputs(paths, options)
    yield from feeds.failed
    for feed in feeds.sent:
        yield from open_bytes(feed.address, feed.raw or b"", options, extension=".xml")


def _arrivals(
    parts: Iterable[Part], ledger: Ledger, project: Project, options: ReadOptions, keep: Keep | None
) -> Iterator[_Arrival]:
    for item in parts:
        arrival = _arrival(item, options, project)
        if isinstance(arrival.outcome, Dropped) and keep is not None:
            keep(arrival.outcome)
        if not isinstance(arrival.outcome, ReadOk):
            yield arrival
            continue
        added = ledger.look(arrival.outcome.report)
        supported = is_readable(arrival.outcome.report, project)
        yield replace(arrival, known=added if added.outcome == "known" else None, supported=supported)


def _arrival(item: Part, options: ReadOptions, project: Project) -> _Arrival:
    """Parts of a web archive go through the cascade; whatever else somebody gives is read, and its text kept."""
    if isinstance(item, ReadFailed) or (isinstance(item, Input) and item.capture is None):
        outcome: Outcome = item if isinstance(item, ReadFailed) else read_safely(item, options)
        stage = item.stage if isinstance(item, ReadFailed) else None
        return _Arrival(outcome.name, outcome.size, outcome, stage=stage)
    sifted = sift(item, options, project, load_triage())
    if isinstance(sifted, ReadOk):
        return _Arrival(sifted.name, sifted.size, sifted, stage=EXTRACTION)
    if isinstance(sifted, Failed):
        return _Arrival(sifted.input, sifted.size, ReadFailed(sifted.input, sifted.reason), stage=sifted.stage)
    return _Arrival(sifted.input, sifted.size, sifted, stage=sifted.stage)


def _to_extract(arrival: _Arrival) -> Report | None:
    if not isinstance(arrival.outcome, ReadOk) or arrival.known is not None or not arrival.supported:
        return None
    return arrival.outcome.report


class _Job:
    """One run's writing; the run is recorded with its first report, so that an idle one leaves no trace."""

    def __init__(self, ledger: Ledger, project: Project) -> None:
        self.ledger = ledger
        self.project = project
        self.counts = StageCounts()

    @cached_property
    def run(self) -> Run:
        """This run in the ledger's log."""
        return start_run(self.ledger, self.project)

    def store(self, arrival: _Arrival, extracted: Extracted | None) -> Entry | None:
        """Store one arrival; say how it ended. What a stage dropped is counted alone."""
        if isinstance(arrival.outcome, Dropped):
            self.counts.drop(arrival.outcome.stage, arrival.outcome.reason)
            return None
        entry = self._store(arrival, arrival.outcome, extracted)
        if arrival.stage is not None and entry.ending is Ending.FAILED:
            self.counts.fail(arrival.stage)
        elif arrival.stage is not None:
            self.counts.keep(entry.claims)
        return entry

    def _store(self, arrival: _Arrival, outcome: Outcome, extracted: Extracted | None) -> Entry:
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
