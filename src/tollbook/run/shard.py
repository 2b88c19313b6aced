"""One shard of an archive, by itself: a file in, its relevant reports with their claims out, and counts of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tollbook.errors import ReadError
from tollbook.extract.triage import Engine, load_triage
from tollbook.model import Claim, Project, Report
from tollbook.read.inputs import open_inputs
from tollbook.read.options import ReadOptions
from tollbook.reconcile.dependence_copies import band_hashes

from .cascade import Dropped, Failed, sift
from .manifest import Ending
from .stages import EXTRACTION, StageCounts
from .work import extract_safely


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardSettings:
    """What decides what becomes of a shard; can be sent to another process.

    `keep_raw`: bytes of the pages of web archives are kept with their reports (those of other inputs always are).
    `keep_dropped`: what a stage drops comes out with its bytes. `engine` of triage: the best there is if None.
    """

    project: Project = field(default_factory=Project)
    options: ReadOptions = field(default_factory=ReadOptions)
    keep_raw: bool = False
    keep_dropped: bool = False
    engine: Engine | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A relevant report, the claims that were read in it, and the hashes by which near copies meet (signed 64 bit)."""

    input: str
    report: Report
    claims: tuple[Claim, ...]
    bands: tuple[int, ...]
    raw: bytes | None
    ending: Ending = Ending.READ
    size: int = 0


ShardRow = Kept | Dropped | Failed


@dataclass(slots=True)
class ShardReading:
    """The rows of a shard, one at a time; `counts` is complete when they are used up."""

    path: Path
    settings: ShardSettings
    counts: StageCounts = field(default_factory=StageCounts)

    def __iter__(self) -> Iterator[ShardRow]:
        """The rows in the order of the shard. Dropped ones only come out where the settings ask for them."""
        settings = self.settings
        triage = load_triage(settings.engine)
        for item in open_inputs([self.path], settings.options):
            sifted = sift(item, settings.options, settings.project, triage)
            match sifted:
                case Dropped():
                    self.counts.drop(sifted.stage, sifted.reason)
                    if settings.keep_dropped:
                        yield sifted
                case Failed():
                    self.counts.fail(sifted.stage)
                    yield sifted
                case _:
                    yield self._extract(sifted.name, sifted.report, sifted.raw, sifted.size)

    def _extract(self, name: str, report: Report, raw: bytes, size: int) -> Kept | Failed:
        extracted = extract_safely(report, self.settings.project)
        if extracted.error is not None:
            self.counts.fail(EXTRACTION)
            return Failed(name, EXTRACTION, extracted.error, size)
        if report.capture is not None and not self.settings.keep_raw:
            report, kept_raw = report.model_copy(update={"blob": None}), None
        else:
            kept_raw = raw
        self.counts.keep(len(extracted.claims))
        return Kept(name, report, extracted.claims, band_hashes(report.text), kept_raw, size=size)


@dataclass(frozen=True, slots=True)
class ShardResult:
    """A whole shard in memory."""

    rows: tuple[ShardRow, ...]
    counts: StageCounts


def read_shard(path: Path, settings: ShardSettings) -> ShardReading:
    """The rows of a shard, streamed. Pure: they depend on the file, its name and the settings alone.

    Raises ReadError where there is no such file or it may not be read; what is wrong inside it is a row.
    """
    if not path.is_file():
        raise ReadError(f"{path}: is no file that can be read; check the name")
    return ShardReading(path, settings)


def process_shard(path: Path, settings: ShardSettings) -> ShardResult:
    """The rows of a shard at once: as `read_shard`, for shards whose relevant part fits into memory."""
    reading = read_shard(path, settings)
    return ShardResult(tuple(reading), reading.counts)
