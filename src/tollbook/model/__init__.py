"""Frozen, typed records: what the stages hand to each other. No I/O, no imports of ours."""

from .base import Record
from .claim import (
    Actor,
    Claim,
    Count,
    Link,
    Mention,
    Person,
    Place,
    Reading,
    Span,
    Speaker,
    Trace,
    Victims,
    Window,
)
from .codes import (
    Certainty,
    Comparator,
    Extent,
    Means,
    Measure,
    Precision,
    SourceKind,
    Stance,
    Status,
    Verification,
)
from .coding import CodedWord, CodingEntry, CodingStep, CodingTask
from .coverage import Coverage, NeverStated, PlaceCover, Silence, SilentSource
from .dispute import Dispute, Position, Replaced, Standing
from .figure_change import Cause, FigureChange
from .identity import canonical, make_id, sha256_hex
from .incident import Incident, VictimGroup
from .judgement import Judgement, Verdict
from .project import Project, Scope
from .record_judgement import RecordJudgement, RecordVerdict
from .report import SILENT_ZONES, Known, Report, Zone
from .series import Account, Finding, FindingKind, PointKind, Series, SeriesPoint
from .source import Dependence, DependenceKind, Source
from .toll import AppliedRule, DeathSplit, ExcludedClaim, Grade, Toll, TollFigure, TollPart

__all__ = [
    "SILENT_ZONES",
    "Account",
    "Actor",
    "AppliedRule",
    "Cause",
    "Certainty",
    "Claim",
    "CodedWord",
    "CodingEntry",
    "CodingStep",
    "CodingTask",
    "Comparator",
    "Count",
    "Coverage",
    "DeathSplit",
    "Dependence",
    "DependenceKind",
    "Dispute",
    "ExcludedClaim",
    "Extent",
    "FigureChange",
    "Finding",
    "FindingKind",
    "Grade",
    "Incident",
    "Judgement",
    "Known",
    "Link",
    "Means",
    "Measure",
    "Mention",
    "NeverStated",
    "Person",
    "Place",
    "PlaceCover",
    "PointKind",
    "Position",
    "Precision",
    "Project",
    "Reading",
    "Record",
    "RecordJudgement",
    "RecordVerdict",
    "Replaced",
    "Report",
    "Scope",
    "Series",
    "SeriesPoint",
    "Silence",
    "SilentSource",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "Stance",
    "Standing",
    "Status",
    "Toll",
    "TollFigure",
    "TollPart",
    "Trace",
    "Verdict",
    "Verification",
    "VictimGroup",
    "Victims",
    "Window",
    "Zone",
    "canonical",
    "make_id",
    "sha256_hex",
]
