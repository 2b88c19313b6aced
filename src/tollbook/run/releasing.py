"""A release gathered from a ledger: what the profile lets out of it, row by row, and what its gates need to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import version

from tollbook.ledger import Filter, Ledger, StoredClaim, StoredSubject
from tollbook.model import Finding, FindingKind, RecordJudgement, TollFigure, sha256_hex
from tollbook.publish.context import Context, Shown, prepare
from tollbook.publish.mask import Names
from tollbook.publish.profile import Profile
from tollbook.publish.record import PageClaim, PageReport
from tollbook.publish.released import (
    Colophon,
    HousePolicy,
    ReleasedCase,
    ReleasedClaim,
    ReleasedFigure,
    ReleasedFinding,
    ReleasedReport,
    ReleasedSubject,
    Tally,
)
from tollbook.reconcile import LinksOf, Policy, Subject, independent, propose_sources, toll
from tollbook.reconcile.decisions import source_decisions
from tollbook.reference.words import WordTable

from .at_date import NOW
from .case_views import case_row
from .holding_back import held_back
from .incidents import FIELDS, state_of
from .paging import to_page_claim
from .recipe import lexicon_hashes, record_hash
from .record import Record, record_of
from .series_views import SeriesView, WantedSeries, views_of
from .told import told
from .viewing import under


@dataclass(frozen=True, slots=True)
class Gathered:
    """The record with what a profile lets out of it. `stored` are the claims that count, by id; `names` what is held
    back; `views` the series with their findings, by their lasting ids."""

    context: Context
    stored: Mapping[str, StoredClaim]
    record: Record
    views: Mapping[str, SeriesView]
    names: Names
    decisions: Sequence[RecordJudgement]


def gather(ledger: Ledger, profile: Profile) -> Gathered:
    """All that a release of this ledger can hold. Raises LedgerError where nothing was reconciled yet."""
    from tollbook.reconcile.making import cell_of, make_cell

    record = record_of(ledger, NOW, make_cell, cell_of)
    stored = [claim for claim in ledger.claims(Filter()) if claim.counts]
    table = WordTable.load(ledger.project().word_table)
    reports = [PageReport(ledger.report(id_)) for id_ in dict.fromkeys(c.report_id for c in stored)]
    shown = [replace(to_page_claim(c), claim=under(table, c)) for c in stored]
    names = held_back(ledger, profile)
    context = prepare(reports, shown, (), profile, names)
    lasting = {claim: s.id for s in record.subjects if s.kind == "series" for claim in s.claims}
    views = views_of(told(ledger), WantedSeries(), lasting)
    return Gathered(
        context=context,
        stored={claim.id: claim for claim in stored},
        record=record,
        views={view.series.id: view for view in views},
        names=names,
        decisions=record.judgements,
    )


def released_cases(ledger: Ledger, profile: Profile) -> Iterator[ReleasedCase]:
    """The cases, without those that restricted reports alone hold, where the profile leaves these out."""
    closed = frozenset() if profile.restricted else {r.id for r in ledger.reports() if r.restricted}
    namings = {id_: n for id_, n in ledger.namings().items() if n.report not in closed}
    for case in ledger.cases():
        own = [namings[member] for member in case.members if member in namings]
        if own:
            row = case_row(case, own, names=profile.names)
            told = (f"aged {row['age']}" if row["age"] else "", row["sex"], row["place"], row["day"])
            yield ReleasedCase(
                id=case.id,
                state=case.state,
                fate=row["fate"],
                names=tuple(row["spellings"]),
                particulars=", ".join(filter(None, told)) if profile.particulars else "",
                lists=tuple(sorted({n.list_name for n in own if n.list_name is not None})),
                reports=len({n.report for n in own if n.report is not None}),
            )


def released_reports(gathered: Gathered) -> Iterator[ReleasedReport]:
    """The reports that the profile lets out; a file's name may name a person, and stays in the house with the text."""
    for shown in gathered.context.reports:
        yield _report(shown, gathered.context.profile)


def _report(shown: Shown, profile: Profile) -> ReleasedReport:
    report = shown.report
    name = report.given_id if profile.texts and report.given_id else shown.title
    return ReleasedReport(
        id=report.id,
        name=name,
        outlet=shown.outlet if report.outlet else None,
        title=shown.title,
        address=shown.link,
        published=report.published,
    )


def released_claims(gathered: Gathered) -> Iterator[ReleasedClaim]:
    """The claims that the profile lets out, by report and place in it."""
    for claim in gathered.context.claims:
        yield _claim(claim, gathered.stored[claim.id])


def _claim(claim: PageClaim, stored: StoredClaim) -> ReleasedClaim:
    reading = claim.reading.model_copy(update={"trace": ()})
    return ReleasedClaim(
        id=claim.id,
        report=claim.report_id,
        state=claim.state,
        published=stored.published,
        recognised=reading.recognised,
        reading=reading,
    )


def released_subjects(gathered: Gathered, policies: Sequence[Policy]) -> Iterator[ReleasedSubject]:
    """The record's subjects by id, each with the claims that the profile lets out and the figures made of these.

    No figure is made of a claim that is held back: nobody could follow it to its words.
    """
    claims = {claim.id: claim for claim in released_claims(gathered)}
    tolls = _Tolls(gathered, policies, frozenset(claims))
    for stored in sorted(gathered.record.subjects, key=lambda s: s.id):
        subject = tolls.subject(stored)
        if subject.claims:
            yield _subject(stored, subject, tolls.figures(subject), claims, gathered)


def figures_again(gathered: Gathered, policies: Sequence[Policy]) -> dict[str, TollFigure]:
    """Every figure by its id, made of the record's claims: what publishing is held against."""
    tolls = _Tolls(gathered, policies, frozenset(claim.id for claim in gathered.context.claims))
    subjects = (tolls.subject(stored) for stored in gathered.record.subjects)
    return {made.figure.id: made.figure for subject in subjects for made in tolls.figures(subject)}


class _Tolls:
    """The figures of the record's subjects, under policies, of the claims that are let out."""

    def __init__(self, gathered: Gathered, policies: Sequence[Policy], kept: frozenset[str]) -> None:
        record = gathered.record
        self._record, self._policies, self._kept = record, policies, kept
        self._links = LinksOf(record.live_links())
        sources = propose_sources(record.named, source_decisions(record.judgements))
        self._independence = partial(independent, dependences=record.dependences, sources=sources)

    def subject(self, stored: StoredSubject) -> Subject:
        """A subject with the claims that are let out."""
        subject = self._record.subject(stored)
        return replace(subject, claims=tuple(c for c in subject.claims if c.id in self._kept))

    def figures(self, subject: Subject) -> tuple[ReleasedFigure, ...]:
        """A subject's figures, policy by policy."""
        links = self._links.among(subject.claims)
        tolls = [(policy.name, toll(subject, policy, self._independence, links)) for policy in self._policies]
        return tuple(ReleasedFigure(policy=name, figure=figure) for name, made in tolls for figure in made.figures)


def _subject(
    stored: StoredSubject,
    subject: Subject,
    figures: tuple[ReleasedFigure, ...],
    claims: Mapping[str, ReleasedClaim],
    gathered: Gathered,
) -> ReleasedSubject:
    view = gathered.views.get(stored.id)
    kept = tuple(claims[claim.id] for claim in subject.claims)
    body = {name: stored.body.get(name) for name in FIELDS} | {name: stored.body.get(name) for name in ("lat", "lon")}
    body |= {"actors": body.get("actors") or (), "disagreement": stored.body.get("disagreement") or ()}
    body.pop("agreement", None)
    if stored.kind != "incident":
        firsts, lasts = ([d for c in subject.claims if (d := getattr(c, side))] for side in ("first", "last"))
        body |= {"first": min(firsts, default=None), "last": max(lasts, default=None)}
    points = [p for p in view.series.points if p.claim in claims] if view else []
    return ReleasedSubject.model_validate(
        {
            "id": stored.id,
            "kind": stored.kind,
            "name": stored.name,
            "state": state_of(stored, gathered.decisions),
            **body,
            "figures": figures,
            "claims": kept,
            "points": points,
            "findings": [_finding(f, stored, gathered.decisions) for f in _findings(view)],
        }
    )


def _findings(view: SeriesView | None) -> list[Finding]:
    kinds = (FindingKind.AGREES, FindingKind.SAME_FIGURES)
    return [f for f in view.findings if f.kind not in kinds] if view else []


def _finding(finding: Finding, stored: StoredSubject, decisions: Iterable[RecordJudgement]) -> ReleasedFinding:
    """A finding is explained by whoever accepts the series, with a reason, when its claims were in it already."""
    told_of = [
        j.why
        for j in decisions
        if j.subject == stored.id and j.verdict == "accept" and j.why and set(finding.claims) <= set(j.claims)
    ]
    return ReleasedFinding(
        kind=finding.kind, day=finding.days[-1], says=finding.why, explained=told_of[-1] if told_of else None
    )


def colophon_of(
    ledger: Ledger,
    gathered: Gathered,
    policies: Sequence[Policy],
    *,
    title: str,
    draft: bool,
    day: date,
    licence: str | None = None,
    address: str | None = None,
) -> Colophon:
    """How a release is made."""
    project, chain, masked = ledger.project(), ledger.verify(), gathered.names.mask_full
    claims, record = gathered.context.claims, gathered.record
    lexicons, models = sha256_hex(repr(lexicon_hashes()).encode())[:12], record_hash()[:12]
    return Colophon(
        title=masked(title),
        profile=gathered.context.profile.name,
        profile_says=gathered.context.profile.says,
        policies=tuple(house_of(policy) for policy in policies),
        draft=draft,
        made=day,
        ledger=ledger.id,
        seq=ledger.last_seq(),
        head=chain.head,
        scope=project.scope,
        word_table=project.word_table,
        learned=project.learned,
        project=masked(project.name),
        wars=project.wars,
        languages=project.languages,
        inclusion=masked(project.inclusion),
        exclusion=masked(project.exclusion),
        incident_definition=masked(project.incident_definition),
        standard_of_proof=masked(project.standard_of_proof),
        source_ranking=tuple(map(masked, project.source_ranking)),
        reviewers=_reviewers(gathered),
        versions=(
            ("tollbook", version("tollbook")),
            ("extractor", _extractor()),
            ("lexicons", lexicons),
            ("lexicons and models of the record", models),
        ),
        tally=Tally(
            claims=len(claims),
            reviewed=sum(c.state in ("accepted", "corrected") for c in claims),
            reports=len(gathered.context.reports),
            incidents=sum(s.kind == "incident" for s in record.subjects),
            periods=sum(s.kind == "period" for s in record.subjects),
            series=sum(s.kind == "series" for s in record.subjects),
            set_aside=sum(c.reading.set_aside for c in claims),
        ),
        licence=licence,
        address=address,
    )


def _reviewers(gathered: Gathered) -> tuple[tuple[str | None, int], ...]:
    """Who accepted or corrected how many of the claims, most first."""
    reviewed = (claim.id for claim in gathered.context.claims if claim.state in ("accepted", "corrected"))
    by = Counter(gathered.stored[id_].judged_by or "somebody" for id_ in reviewed)
    told = gathered.context.profile.reviewers
    return tuple((name if told else None, number) for name, number in sorted(by.items(), key=lambda x: (-x[1], x[0])))


def _extractor() -> str:
    from tollbook.extract import EXTRACTOR

    return EXTRACTOR


def house_of(policy: Policy) -> HousePolicy:
    """A policy's rules in words, as a publication tells them."""
    applied = (rule.applied(name) for name, rule in policy.rules().items())
    return HousePolicy(
        name=policy.name, title=policy.title, rules=tuple((rule.says, rule.source, rule.basis) for rule in applied)
    )
