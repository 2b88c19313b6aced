"""What a publication is made of: subjects with their figures, claims and reports, each reduced to the profile.

These records are the publication's own JSON Lines too (`data/*.jsonl`): every other format and the site are made from
them, so that nothing can stand in one that is not in the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..model import FindingKind, Reading, Record, SeriesPoint, TollFigure

NOT_REVIEWED = "not reviewed"
"""What every page, file and feed entry of a draft says."""


class ReleasedReport(Record):
    """A report that claims stand in: where it appeared, never its text. `name` is what the ledger calls it."""

    id: str
    name: str
    outlet: str | None = None
    title: str | None = None
    address: str | None = None
    published: date | None = None


class ReleasedClaim(Record):
    """A claim with its state, reduced to the profile: where texts are left out, offsets count from the evidence's own
    beginning. `count.low` and `count.high` are under the project's word table."""

    id: str
    report: str
    state: str
    published: date | None = None
    recognised: date | None = None
    reading: Reading

    @property
    def reviewed(self) -> bool:
        """Whether a person has accepted or corrected it."""
        return self.state in ("accepted", "corrected")


class ReleasedFigure(Record):
    """One measure under one policy."""

    policy: str
    figure: TollFigure


class ReleasedFinding(Record):
    """What the arithmetic of a series shows, in words, and whether a person has explained it."""

    kind: FindingKind
    day: date
    says: str
    explained: str | None = None


class ReleasedSubject(Record):
    """An incident, a period or a series of the record, with its claims and with each policy's figures.

    Precision is in UCDP's codes (`where_prec`, `date_prec`) and ACLED's (`geo_precision`, `time_precision`); `state` is
    what people decided on the incident itself; `revised` the day of the last change known of it.
    """

    id: str
    kind: str
    name: str
    state: str = "machine"
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    where_prec: int | None = None
    geo_precision: int | None = None
    first: date | None = None
    last: date | None = None
    date_prec: int | None = None
    time_precision: int | None = None
    event_type: str | None = None
    sub_event_type: str | None = None
    event_clarity: int | None = None
    actors: tuple[str, ...] = ()
    disagreement: tuple[str, ...] = ()
    figures: tuple[ReleasedFigure, ...] = ()
    claims: tuple[ReleasedClaim, ...] = ()
    points: tuple[SeriesPoint, ...] = ()
    findings: tuple[ReleasedFinding, ...] = ()

    def figure(self, policy: str, measure: str) -> TollFigure | None:
        """A policy's figure of a measure; None where it has none."""
        return next(
            (f.figure for f in self.figures if f.policy == policy and f.figure.measure == measure),
            None,
        )

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that its claims stand in, in the claims' order."""
        return tuple(dict.fromkeys(claim.report for claim in self.claims))


class ReleasedStep(Record):
    """One status that one claim gives a group of remains, reduced to the profile: relevant to a rule, no finding.

    `status` is a code, with `not:` before it where the claim says that it is not, or not yet, so.
    """

    group: str
    party: str | None = None
    place: str | None = None
    country: str | None = None
    holder: str | None = None
    first: date | None = None
    last: date | None = None
    status: str
    says: str
    rule: int
    count: str | None = None
    low: int | None = None
    high: int | None = None
    said_by: str | None = None
    day: date | None = None
    published: date | None = None
    state: str
    claim: str
    report: str
    words: str


class ReleasedCurveSection(Record):
    """One curve's tables, as words: see `publish.curves.CurveSection`."""

    anchor: str
    title: str
    why_none: str | None = None
    days: tuple[tuple[str, ...], ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()
    claims: tuple[tuple[str, ...], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()


class ReleasedCurves(Record):
    """Rival running totals of a measure in one plot, an estimate of estimates that is in no toll; `plot` is SVG."""

    measure: str
    title: str
    notes: tuple[str, ...]
    plot: str
    sections: tuple[ReleasedCurveSection, ...]


class HousePolicy(Record):
    """A policy that figures were made under: its rules in words, each with its source."""

    name: str
    title: str
    rules: tuple[tuple[str, str, str], ...] = ()
    """(says, source, basis): basis is `read`, `memory` or `own`."""


class Tally(Record):
    """How many there are, and how many a person has reviewed."""

    claims: int = 0
    reviewed: int = 0
    reports: int = 0
    incidents: int = 0
    periods: int = 0
    series: int = 0
    set_aside: int = 0


class Colophon(Record):
    """How the publication was made: what every methodology page must tell.

    `policies` stand in the order asked for; the first leads. From `inclusion` to `source_ranking` the project tells in
    its own words what it records; empty where it does not say. `head` is the head of the ledger's chain of judgements
    and `seq` the last entry of its log when it was made. `versions` are those of the program, its extractor, lexicons
    and models.
    """

    title: str
    profile: str
    profile_says: str
    policies: tuple[HousePolicy, ...]
    draft: bool
    made: date
    ledger: str
    seq: int
    head: str
    scope: str
    word_table: str
    learned: bool
    project: str = "unnamed"
    wars: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    inclusion: str = ""
    exclusion: str = ""
    incident_definition: str = ""
    standard_of_proof: str = ""
    source_ranking: tuple[str, ...] = ()
    reviewers: tuple[tuple[str | None, int], ...] = ()
    """Who reviewed how many of the claims, most first; without names where the profile holds them back."""
    versions: tuple[tuple[str, str], ...] = ()
    tally: Tally = Tally()
    licence: str | None = None
    address: str | None = None
    """The public address that the folder will stand at, without a trailing slash; ids in JSON-LD begin with it."""

    @property
    def lead(self) -> str:
        """The policy whose figures formats with room for one take."""
        return self.policies[0].name

    @property
    def standing(self) -> str | None:
        """The words that a draft carries everywhere; None for a publication that passed its gates."""
        return NOT_REVIEWED if self.draft else None

    def uri(self, *parts: str) -> str:
        """The address of something in the publication; a tag URI of the ledger where no public address is known."""
        if self.address:
            return "/".join((self.address.rstrip("/"), *parts))
        return f"urn:tollbook:{self.ledger}:" + ":".join(parts)


R = TypeVar("R", bound=Record)


class ReleasedCase(Record):
    """A person killed, missing or detained, with no more of them than the profile lets out."""

    id: str
    state: str
    fate: str
    names: tuple[str, ...] = ()
    particulars: str = ""
    lists: tuple[str, ...] = ()
    reports: int = 0


class Release:
    """A publication's rows on disc, read one at a time: memory does not grow with their number."""

    def __init__(self, colophon: Colophon, data: Path) -> None:
        self.colophon = colophon
        self.data = data

    def subjects(self, kind: str | None = None) -> Iterator[ReleasedSubject]:
        """All subjects, or those of one kind, by id."""
        for subject in _rows(self.data / "subjects.jsonl", ReleasedSubject):
            if kind is None or subject.kind == kind:
                yield subject

    def incidents(self) -> Iterator[ReleasedSubject]:
        """The incidents, by id."""
        return self.subjects("incident")

    def claims(self) -> Iterator[ReleasedClaim]:
        """Each claim once, by report and place in it."""
        return _rows(self.data / "claims.jsonl", ReleasedClaim)

    def reports(self) -> Iterator[ReleasedReport]:
        """The reports, by day and name."""
        return _rows(self.data / "reports.jsonl", ReleasedReport)

    def reports_by_id(self) -> Mapping[str, ReleasedReport]:
        """The same by id, each read from the disc when it is asked for."""
        return _ReportsById(self.data / "reports.jsonl")

    def curves(self) -> Iterator[ReleasedCurves]:
        """Rival totals in one curve: estimates, in no toll."""
        return _rows(self.data / "curves.jsonl", ReleasedCurves)

    def steps(self) -> Iterator[ReleasedStep]:
        """What became of the dead and the missing, as claimed, group by group."""
        return _rows(self.data / "remains.jsonl", ReleasedStep)


class _ReportsById(Mapping[str, ReleasedReport]):
    """Reports by id, of which no more is kept than where each begins."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._starts: dict[str, int] = {}
        start = 0
        with path.open("rb") as lines:
            for line in lines:
                self._starts[ReleasedReport.model_validate_json(line).id] = start
                start += len(line)

    def __getitem__(self, id_: str) -> ReleasedReport:
        with self._path.open("rb") as lines:
            lines.seek(self._starts[id_])
            return ReleasedReport.model_validate_json(lines.readline())

    def __iter__(self) -> Iterator[str]:
        return iter(self._starts)

    def __len__(self) -> int:
        return len(self._starts)


def _rows(path: Path, kind: type[R]) -> Iterator[R]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield kind.model_validate_json(line)
