"""The publication's tables: columns with their types and meanings, and rows made one at a time.

CSV, Parquet, the workbook, the data package and the codebook are all made from these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .edtf_dates import edtf
from .released import Release, ReleasedClaim, ReleasedReport, ReleasedSubject

Type = Literal["string", "integer", "number", "boolean", "date"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: `says` is its line in the codebook; `required` ones are never empty."""

    name: str
    type: Type
    says: str
    required: bool = False
    unique: bool = False


@dataclass(frozen=True)
class Table:
    """A table: `key` the columns that tell its rows apart, `refers` (column, table, column) what it points at."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: Callable[[Release], Iterator[Row]]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...] = ()


def _subjects(release: Release) -> Iterator[Row]:
    for subject in release.subjects():
        yield subject_row(subject) | {"standing": release.colophon.standing}


def subject_row(subject: ReleasedSubject) -> Row:
    """What is known of a subject, but for its figures."""
    return {
        "id": subject.id,
        "kind": subject.kind,
        "name": subject.name,
        "when": edtf(subject.first, subject.last),
        "first": subject.first,
        "last": subject.last,
        "place": subject.place,
        "admin1": subject.admin1,
        "country": subject.country,
        "latitude": subject.lat,
        "longitude": subject.lon,
        "where_prec": subject.where_prec,
        "geo_precision": subject.geo_precision,
        "date_prec": subject.date_prec,
        "time_precision": subject.time_precision,
        "event_type": subject.event_type,
        "sub_event_type": subject.sub_event_type,
        "event_clarity": subject.event_clarity,
        "actors": _joined(subject.actors),
        "claims": len(subject.claims),
        "reviewed": sum(claim.reviewed for claim in subject.claims),
        "reports": len(subject.reports),
        "state": subject.state,
        "disagreement": _joined(subject.disagreement),
    }


def _figures(release: Release) -> Iterator[Row]:
    for subject in release.subjects():
        for made in subject.figures:
            figure, split = made.figure, made.figure.split
            yield {
                "id": figure.id,
                "subject": subject.id,
                "name": subject.name,
                "policy": made.policy,
                "measure": figure.measure,
                "low": figure.low,
                "best": figure.best,
                "high": figure.high,
                "parties": _joined(figure.parties),
                "grade": figure.grade,
                "provisional": figure.provisional,
                "independent": figure.independent,
                "counted": len(figure.counted),
                "reviewed": figure.reviewed,
                "side_a": split.side_a if split else None,
                "deaths_a": split.deaths_a if split else None,
                "side_b": split.side_b if split else None,
                "deaths_b": split.deaths_b if split else None,
                "deaths_civilians": split.civilians if split else None,
                "deaths_unknown": split.unknown if split else None,
                "low_by": _joined(figure.low_by),
                "best_by": _joined(figure.best_by),
                "high_by": _joined(figure.high_by),
                "none_because": figure.none_because,
                "standing": release.colophon.standing,
            }


def _claims(release: Release) -> Iterator[Row]:
    for claim in release.claims():
        yield claim_row(claim) | {"standing": release.colophon.standing}


def claim_row(claim: ReleasedClaim) -> Row:
    """A claim as a flat row; a chain of sources is joined with ` < `, nearest speaker first."""
    reading = claim.reading
    victims, place, first = reading.victims, reading.place, next(iter(reading.source), None)
    return {
        "id": claim.id,
        "report": claim.report,
        "published": claim.published,
        "state": claim.state,
        "measure": reading.measure.value,
        "count": reading.count.text,
        "comparator": reading.count.comparator.value,
        "low": reading.count.low,
        "high": reading.count.high,
        "best": reading.count.best,
        "party": victims.party if victims else None,
        "status": victims.status.value if victims else None,
        "victims": victims.text if victims else None,
        "source": " < ".join(s.name for s in reading.source) or None,
        "source_kind": first.kind.value if first else None,
        "source_party": first.party if first else None,
        "stance": reading.stance.value,
        "certainty": reading.certainty.value,
        "verification": reading.verification.value,
        "extent": reading.extent.value,
        "when": edtf(reading.when.start, reading.when.end),
        "recognised": claim.recognised,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "precision": place.precision.value if place else None,
        "actor": reading.actor.party if reading.actor else None,
        "means": reading.means.value if reading.means else None,
        "superseded": reading.superseded,
        "set_aside": reading.set_aside,
        "evidence": reading.evidence.text,
    }


def _reports(release: Release) -> Iterator[Row]:
    for report in release.reports():
        yield report_row(report)


def report_row(report: ReleasedReport) -> Row:
    """A report without its text."""
    return {
        "id": report.id,
        "name": report.name,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "address": report.address,
    }


def _points(release: Release) -> Iterator[Row]:
    for subject in release.subjects("series"):
        for point in subject.points:
            yield {
                "series": subject.id,
                "name": subject.name,
                "day": point.day,
                "kind": point.kind.value,
                "low": point.low,
                "high": point.high,
                "days": point.days,
                "claim": point.claim,
                "published": point.published,
                "superseded": point.superseded,
            }


def _remains(release: Release) -> Iterator[Row]:
    for step in release.steps():
        yield step.model_dump() | {"standing": release.colophon.standing}


def _joined(values: tuple[str, ...]) -> str | None:
    return "; ".join(values) or None


_STANDING = Column("standing", "string", "“not reviewed” in a draft; empty in a publication that passed its gates")

SUBJECTS = Table(
    "subjects",
    "Incidents, periods and series: what the claims are about.",
    (
        Column("id", "string", "lasting id; one that was merged or ended stands in the feed of changes", True, True),
        Column("kind", "string", "incident, period or series", True),
        Column("name", "string", "a name for people; it may change", True),
        Column("when", "string", "when it happened, in EDTF: as exact as it is known"),
        Column("first", "date", "first day on which it may have happened"),
        Column("last", "date", "last day on which it may have happened"),
        Column("place", "string", "the place in its common English form"),
        Column("admin1", "string", "first-level administrative unit"),
        Column("country", "string", "ISO 3166-1 alpha-2"),
        Column("latitude", "number", "degrees north (WGS 84); of a city its centre: see where_prec"),
        Column("longitude", "number", "degrees east (WGS 84)"),
        Column(
            "where_prec", "integer", "UCDP: 1 exact place, 2 near it, 3 adm2, 4 adm1, 5 region, 6 country, 7 air or sea"
        ),
        Column("geo_precision", "integer", "ACLED: 1 town, 2 part of a region, 3 region"),
        Column("date_prec", "integer", "UCDP: 1 day, 2 two to six days, 3 week, 4 month, 5 more than a month"),
        Column("time_precision", "integer", "ACLED: 1 day, 2 week, 3 month"),
        Column("event_type", "string", "ACLED's name, from means and victims told"),
        Column("sub_event_type", "string", "ACLED's name"),
        Column("event_clarity", "integer", "UCDP: 1 place and day told, 2 not"),
        Column("actors", "string", "who is said to have done it, by the claims; nobody's finding"),
        Column("claims", "integer", "claims about it", True),
        Column("reviewed", "integer", "of these, accepted or corrected by a person", True),
        Column("reports", "integer", "reports that they stand in", True),
        Column("state", "string", "what people decided on the incident itself; machine where nobody did", True),
        Column("disagreement", "string", "where a person's decision and newer evidence disagree"),
        _STANDING,
    ),
    _subjects,
    ("id",),
)
FIGURES = Table(
    "figures",
    "Low, best and high of each measure of each subject under each policy.",
    (
        Column("id", "string", "lasting id of the figure: subject, policy and measure", True, True),
        Column("subject", "string", "id of the incident, period or series", True),
        Column("name", "string", "its name", True),
        Column(
            "policy", "string", "the policy that the figure was made under: the methodology page has its rules", True
        ),
        Column("measure", "string", "what was done to those counted", True),
        Column("low", "integer", "lowest figure that the policy keeps; empty where open"),
        Column("best", "integer", "the policy's best figure; empty where it has none"),
        Column("high", "integer", "highest figure that the policy keeps; empty where open"),
        Column("parties", "string", "whose people are counted"),
        Column("grade", "string", "Airwars' grade, under its policy"),
        Column("provisional", "boolean", "fewer independent sources than the policy asks for", True),
        Column("independent", "integer", "independent sources", True),
        Column("counted", "integer", "claims that enter", True),
        Column("reviewed", "integer", "of these, accepted or corrected by a person", True),
        Column("side_a", "string", "one side by name, in the order of names"),
        Column("deaths_a", "integer", "dead of side A (UCDP's split)"),
        Column("side_b", "string", "the other side"),
        Column("deaths_b", "integer", "dead of side B"),
        Column("deaths_civilians", "integer", "dead civilians"),
        Column("deaths_unknown", "integer", "dead of no stated side"),
        Column("low_by", "string", "ids of the claims that set low"),
        Column("best_by", "string", "ids of the claims that set best"),
        Column("high_by", "string", "ids of the claims that set high"),
        Column("none_because", "string", "why the policy has no figure here"),
        _STANDING,
    ),
    _figures,
    ("id",),
    (("subject", "subjects", "id"),),
)
CLAIMS = Table(
    "claims",
    "Who claimed what, about whom, where and when, with the words that say it.",
    (
        Column("id", "string", "id of the mention: the place in the text where the claim is made", True, True),
        Column("report", "string", "id of the report that it stands in", True),
        Column("published", "date", "when the report was published"),
        Column("state", "string", "machine, or what a person decided: accepted, corrected, unsure", True),
        Column("measure", "string", "what was done to those counted", True),
        Column("count", "string", "the number's words as stated; empty where none is stated"),
        Column(
            "comparator", "string", "what the words say of the number: none, about, at_least, up_to, between ...", True
        ),
        Column("low", "integer", "lowest number that the words allow, under the word table; empty where open"),
        Column("high", "integer", "highest number that the words allow; empty where open"),
        Column("best", "integer", "a table's best figure beside its bounds"),
        Column("party", "string", "whose people; empty where not stated"),
        Column("status", "string", "civilian, combatant, mixed or unknown"),
        Column("victims", "string", "the words for those counted"),
        Column("source", "string", "who says it, nearest speaker first; empty: the report in its own voice"),
        Column("source_kind", "string", "kind of the nearest speaker"),
        Column("source_party", "string", "the side that the nearest speaker speaks for"),
        Column("stance", "string", "affirmed or denied", True),
        Column("certainty", "string", "stated or hedged", True),
        Column("verification", "string", "none, unverified, disputed or confirmed, by the report", True),
        Column("extent", "string", "incident, period, cumulative, stock or unclear", True),
        Column("when", "string", "when it happened, in EDTF"),
        Column("recognised", "date", "when an authority added it to its count"),
        Column("place", "string", "where it happened"),
        Column("country", "string", "ISO 3166-1 alpha-2"),
        Column("latitude", "number", "degrees north (WGS 84)"),
        Column("longitude", "number", "degrees east (WGS 84)"),
        Column("precision", "string", "how exact the place is"),
        Column("actor", "string", "who is said to have done it"),
        Column("means", "string", "by what means"),
        Column("superseded", "boolean", "a later figure in the same text replaces it", True),
        Column("set_aside", "boolean", "imported and left out of tolls by who keeps the table", True),
        Column("evidence", "string", "the words, as far as the profile lets them out", True),
        _STANDING,
    ),
    _claims,
    ("id",),
    (("report", "reports", "id"),),
)
REPORTS = Table(
    "reports",
    "The reports that claims stand in, without their texts.",
    (
        Column("id", "string", "id of the report", True, True),
        Column("name", "string", "what the ledger calls it", True),
        Column("outlet", "string", "where it appeared"),
        Column("title", "string", "its headline, as far as the profile lets it out"),
        Column("published", "date", "when it was published"),
        Column("address", "string", "its address"),
    ),
    _reports,
    ("id",),
)
POINTS = Table(
    "series_points",
    "A source's running totals and daily figures, in order of days.",
    (
        Column("series", "string", "id of the series", True),
        Column("name", "string", "its name", True),
        Column("day", "date", "the day that the figure is of, or that a total is counted up to", True),
        Column("kind", "string", "total, daily, or added (recognised later)", True),
        Column("low", "integer", "lowest number stated"),
        Column("high", "integer", "highest number stated"),
        Column("days", "integer", "days that a daily figure covers", True),
        Column("claim", "string", "id of the claim that states it first", True),
        Column("published", "date", "when it was said first"),
        Column("superseded", "boolean", "replaced by a later figure", True),
    ),
    _points,
    ("series", "day", "kind", "claim"),
    (("series", "subjects", "id"), ("claim", "claims", "id")),
)
REMAINS = Table(
    "remains",
    "What became of the dead and the missing, as claimed: relevant to a rule of customary law, no finding.",
    (
        Column("group", "string", "id of the group of remains: whose, where, held by whom, when; no person", True),
        Column("party", "string", "whose dead; empty where not stated"),
        Column("place", "string", "where"),
        Column("country", "string", "ISO 3166-1 alpha-2"),
        Column("holder", "string", "who has them, as claimed"),
        Column("first", "date", "earliest day that a claim about the group is told of"),
        Column("last", "date", "latest such day"),
        Column("status", "string", "what is claimed, as a code; “not:” before it where it is denied or not done", True),
        Column("says", "string", "the same in words, with a reason or a body where one is stated", True),
        Column("rule", "integer", "the rule (ICRC study, 112 to 117) that the claim is relevant to", True),
        Column("count", "string", "how many, in the claim's words; parts are called parts"),
        Column("low", "integer", "lowest number that the words allow; empty where open"),
        Column("high", "integer", "highest number that the words allow; empty where open"),
        Column("said_by", "string", "who says so"),
        Column("day", "date", "the day that it is told of"),
        Column("published", "date", "when the report was published"),
        Column("state", "string", "machine, or what a person decided: accepted, corrected, unsure", True),
        Column("claim", "string", "id of the claim", True),
        Column("report", "string", "id of the report that it stands in", True),
        Column("words", "string", "the words, as far as the profile lets them out", True),
        _STANDING,
    ),
    _remains,
    ("group", "claim", "status"),
    (("claim", "claims", "id"), ("report", "reports", "id")),
)
TABLES = (SUBJECTS, FIGURES, CLAIMS, REPORTS, POINTS, REMAINS)
"""The publication's own tables, each after none that it needs."""
