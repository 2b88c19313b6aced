"""The record of a cell, put together from its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tollbook.model import Extent, Incident, Series, Source

from .candidates import PairsOf, candidates
from .cell_record import CellRecord, Group
from .decisions import Decisions
from .dependence import cited_in, dependences, told_by
from .dependence_copies import Bands, bands_of
from .episodes import belongs
from .flat import FlatClaim, FlatReport
from .incidents import Compared, compared, incident_of
from .kept import Kept, kept
from .pairs import FLOOR
from .periods import period_subjects
from .relations import adds_to, links_of
from .reported import Cited, reported
from .series import find_series, is_running
from .sources import Seen, identified, seen_in, sources_of
from .subject import Subject, SubjectKind
from .workings import workings_of

MAKER = "record.7"
"""Raised whenever this code makes another record of the same claims: all is then made anew, as with other weights."""


def cell_of(claim: FlatClaim) -> str:
    """The cell in which a claim is worked on.

    Claims of an incident: those of one country, or of none that is known. Running totals and figures of periods: those
    of one party's people, whatever place each report names, since rival counts of one war name different ones.
    """
    return f"figures of {claim.party or '-'}" if is_running(claim) else claim.country or "-"


LEAST_KEPT = 300
"""Of a cell with fewer accounts nothing is kept: it is as soon made anew."""


def make_cell(
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    decisions: Decisions,
    pairs_of: PairsOf = candidates,
    least_kept: int | None = None,
) -> CellRecord:
    """The record of one cell, from its claims (which still hold speakers' names) and their reports.

    With `least_kept` a cell of so many accounts, all of incidents, of which people have decided nothing, comes with
    what reports that come later must know of it.
    """
    seen = seen_in(claims, decisions.sources)
    sources = sources_of(seen, decisions.sources)
    known = identified(claims, decisions.sources)
    of_incidents = {claim.report for claim in known if belongs(claim)}
    accounts = compared(
        known, [report for report in reports if report.id in of_incidents], decisions.pairs, pairs_of=pairs_of
    )
    events = accounts.joined()
    links = [link for joined in events for link in links_of(joined)] + adds_to(known)
    counted = Counter(claim.source for claim in known)
    groups = (
        *(incident_group(incident_of(joined)) for joined in events),
        *map(_period, period_subjects(map(_of_period, filter(is_running, known)))),
        *map(_series, find_series(known)),
    )
    bands = bands_of([report.text for report in reports])
    cited = {report.id: cited_in(report.text) for report in reports}
    keeps = least_kept is not None and len(accounts.episodes) >= least_kept and not decisions.pairs
    plain = keeps and not any(is_running(claim) for claim in known)
    return CellRecord(
        links=tuple(sorted(links, key=lambda link: (link.type, link.a, link.b))),
        groups=groups,
        dependences=tuple(dependences(known, reports, sources, bands, cited)),
        sources=tuple((source, counted[source.id]) for source in sources),
        kept=_kept(accounts, known, reports, seen, sources, bands, cited) if plain else None,
    )


def _kept(
    accounts: Compared,
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    seen: Mapping[str, Seen],
    sources: Sequence[Source],
    bands: Bands,
    cited: Cited,
) -> Kept | None:
    told = told_by(reports)
    if len(told) < 2:
        return None
    order = sorted(range(len(reports)), key=lambda n: reports[n].id)
    within = {report: ids & told.keys() for report, ids in cited.items()}
    known = {source.id: source for source in sources}
    return kept(
        workings_of(accounts.episodes, accounts.pairs, accounts.scores, accounts.found, FLOOR),
        reported(claims, [reports[n] for n in order], known, within, bands[order]),
        accounts.episodes,
        cited,
        seen,
    )


def incident_group(incident: Incident) -> Group:
    """An incident as a group."""
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
