"""The record of a cell, put together from its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tollbook.model import Extent, Incident, Series

from .candidates import PairsOf, candidates
from .cell_record import CellRecord, Group
from .decisions import Decisions
from .dependence import dependences
from .episodes import belongs
from .flat import FlatClaim, FlatReport
from .incidents import incident_of, join
from .periods import period_subjects
from .relations import adds_to, links_of
from .series import find_series, is_running
from .sources import identified, propose_sources
from .subject import Subject, SubjectKind

MAKER = "record.7"
"""Raised whenever this code makes another record of the same claims: all is then made anew, as with other weights."""


def cell_of(claim: FlatClaim) -> str:
    """The cell in which a claim is worked on.

    Claims of an incident: those of one country, or of none that is known. Running totals and figures of periods: those
    of one party's people, whatever place each report names, since rival counts of one war name different ones.
    """
    return f"figures of {claim.party or '-'}" if is_running(claim) else claim.country or "-"


def make_cell(
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    decisions: Decisions,
    pairs_of: PairsOf = candidates,
) -> CellRecord:
    """The record of one cell, from its claims (which still hold speakers' names) and their reports."""
    sources = propose_sources(claims, decisions.sources)
    known = identified(claims, decisions.sources)
    of_incidents = {claim.report for claim in known if belongs(claim)}
    events = join(
        known, [report for report in reports if report.id in of_incidents], decisions.pairs, pairs_of=pairs_of
    )
    links = [link for joined in events for link in links_of(joined)] + adds_to(known)
    counted = Counter(claim.source for claim in known)
    incidents = (_incident(incident_of(joined)) for joined in events)
    return CellRecord(
        links=tuple(sorted(links, key=lambda link: (link.type, link.a, link.b))),
        groups=(
            *incidents,
            *map(_period, period_subjects(map(_of_period, filter(is_running, known)))),
            *map(_series, find_series(known)),
        ),
        dependences=tuple(dependences(known, reports, sources)),
        sources=tuple((source, counted[source.id]) for source in sources),
    )


def _incident(incident: Incident) -> Group:
    return Group(SubjectKind.INCIDENT, incident.name, incident.claims, incident.model_dump(mode="json"))


def _of_period(claim: FlatClaim) -> FlatClaim:
    """A running claim, one of a stretch of time where it was read as of an incident."""
    return replace(claim, extent=Extent.PERIOD) if claim.extent == Extent.INCIDENT else claim


def _period(period: Subject) -> Group:
    return Group(SubjectKind.PERIOD, period.name, tuple(claim.id for claim in period.claims), {})


def _series(series: Series) -> Group:
    claims = sorted({claim for point in series.points for claim in point.claims})
    return Group(SubjectKind.SERIES, _name(series), tuple(claims), series.model_dump(mode="json"))


def _name(series: Series) -> str:
    whose = series.party or "party not stated"
    at = f" in {series.place}" if series.place else ""
    return f"{whose}: {series.measure.replace('_', ' ')}{at}, as {series.said_by} counts"
