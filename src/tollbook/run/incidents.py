"""The record's incidents as rows: what, where, when, who, in which reports, and their figures under a policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tollbook.ledger import Ledger, StoredSubject
from tollbook.model import RecordJudgement, make_id
from tollbook.reconcile import FlatReport, LinksOf, SubjectKind
from tollbook.reconcile.episodes import belongs
from tollbook.reconcile.figure_features import Account
from tollbook.reconcile.likeliest import MEASURES, figures
from tollbook.reconcile.policy import Policy, load_policy
from tollbook.reconcile.tolls import toll
from tollbook.reconcile.unplaced import Listed, listed

from .at_date import NOW, AtDate
from .flattening import flat_reports
from .own import STATUS, cells, every_own, fields_on
from .record import Record, record_at

LIKELIEST = "likeliest"
"""The figures that all accounts together make likeliest (docs/how-to/list-incidents.md): a policy of no house."""
FIELDS = (
    *("place", "country", "admin1", "where_prec", "geo_precision", "first", "last", "date_prec", "time_precision"),
    *("event_type", "sub_event_type", "actors", "event_clarity", "agreement"),
)


def incident_rows(
    where: str, policy: str = "latest", at: AtDate = NOW, *, unplaced: bool = False
) -> Iterator[dict[str, Any]]:
    """Each incident with its figures and the values of the house's own fields.

    `articles` are the reports whose own subject it is, `also` the others of it.

    With `unplaced`, reports from which no claim was read, and incidents of no known country, are listed with the
    incident that they are likeliest of.
    """
    house = None if policy == LIKELIEST else load_policy(policy)
    record = record_at(where, at)
    stored = record.of_kind(SubjectKind.INCIDENT)
    groups = [[c for c in record.subject(s).claims if belongs(c)] for s in stored]
    wanted = record.reports if unplaced else {claim.report for group in groups for claim in group}
    with Ledger.open(where, create=False) as ledger:
        fields = fields_on(ledger.project(), "incident")
        own = every_own(ledger, "incident")
        reports = flat_reports(ledger, [report for report in ledger.reports() if report.id in wanted])
    by_id = {report.id: report for report in reports}
    links = LinksOf(record.live_links())
    for found in listed(groups, reports, unplaced=unplaced):
        row = _row(found, stored, by_id, record, house, links)
        yield {**row, **cells(fields, own.get(row["incident"]))}


def accounts_of(found: Listed, reports: dict[str, FlatReport]) -> list[Account]:
    """An incident's accounts, as the likeliest figures take them."""
    return [
        Account(e.claims, (reports[e.report].title or "").strip(), reports[e.report].text, e.main)
        for e in found.episodes
    ]


def _row(
    found: Listed,
    stored: Sequence[StoredSubject],
    reports: dict[str, FlatReport],
    record: Record,
    house: Policy | None,
    links: LinksOf,
) -> dict[str, Any]:
    own = stored[found.groups[0]] if found.groups else None
    main = sorted({reports[e.report].name for e in found.episodes if e.main})
    also = sorted({reports[e.report].name for e in found.episodes} - set(main))
    body = own.body if own else {}
    return {
        "incident": own.id if own else make_id("u", *sorted(e.report for e in found.episodes)),
        "name": own.name if own else "no claim was read",
        "articles": main,
        "also": also,
        **{name: body.get(name) for name in FIELDS},
        **(_likeliest(found, reports) if house is None else _under(house, found, stored, record, links)),
        "policy": house.name if house else LIKELIEST,
        "state": state_of(own, record.judgements),
        "disagreement": body.get("disagreement", []),
    }


def state_of(own: StoredSubject | None, judgements: Sequence[RecordJudgement]) -> str:
    """What people last decided on an incident as it is; one that claims have joined since is the machine's again."""
    last = next((j for j in reversed(judgements) if own is not None and j.subject == own.id), None)
    if own is None or last is None or not set(own.claims) <= set(last.claims):
        return "machine"
    return {"accept": "accepted", "merge": "accepted", "reject": "rejected", "unsure": "unsure"}.get(
        last.verdict, "machine"
    )


def _likeliest(found: Listed, reports: dict[str, FlatReport]) -> dict[str, Any]:
    made = figures(accounts_of(found, reports))
    return {name: {"low": f.low, "best": f.best, "high": f.high} for name, f in made.items()}


def _under(
    house: Policy, found: Listed, stored: Sequence[StoredSubject], record: Record, links: LinksOf
) -> dict[str, Any]:
    """A house's figures of the incident itself."""
    nothing = {"low": None, "best": None, "high": None}
    if not found.groups:
        return dict.fromkeys(MEASURES, nothing)
    subject = record.subject(stored[found.groups[0]])
    made = toll(subject, house, links=links.among(subject.claims))
    out: dict[str, Any] = {}
    for name in MEASURES:
        figure = made.figure(name)
        out[name] = nothing if figure is None else {"low": figure.low, "best": figure.best, "high": figure.high}
    return out


FLAT = (
    *("incident", "name", "policy", "killed_low", "killed_best", "killed_high", "injured_low", "injured_best"),
    *("injured_high", *FIELDS, "articles", "also", "state", "disagreement"),
)
"""The columns of a flat incident, in order; those of the house's own fields follow (`own_columns`)."""


def flat_incident(row: dict[str, Any]) -> dict[str, Any]:
    """An incident as a flat row of `FLAT`."""
    bounds = {f"{name}_{side}": row[name][side] for name in MEASURES for side in ("low", "best", "high")}
    lists = {name: "; ".join(row[name] or ()) for name in ("actors", "articles", "also", "disagreement")}
    return {column: (row | bounds | lists)[column] for column in (*FLAT, *own_columns(row))}


def own_columns(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns of the house's own fields: its status, and `own.NAME`."""
    return tuple(name for name in row if name == STATUS.name or name.startswith("own."))
