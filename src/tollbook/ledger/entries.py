"""Reports whose claims come with them: rows of a table, stored all or none, and claims written down by a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, case, select

from tollbook.errors import LedgerError
from tollbook.model import Claim, Judgement, Report

from . import judgements, readings, reports, runs, schema
from .codec import record_json
from .projection import refresh
from .store import Write
from .timeline import folded, load

Entry = tuple[Report, Sequence[Claim]]
"""A report with the claims that it makes."""

_BATCH = 400
_c = schema.current_claims.c
_NEWEST = case((_c.machine.is_(None), _c.reading), else_=_c.machine)
_LIVE = select(_c.report_id, _c.mention_id, _NEWEST.label("body")).where(
    _c.retired.is_(False), _c.report_id.in_(bindparam("ids", expanding=True))
)
_r = schema.reports.c
_OF_KEYS = select(_r.id, _r.revision_key).where(_r.revision_key.in_(bindparam("keys", expanding=True))).order_by(_r.seq)


@dataclass(frozen=True)
class Entered:
    """What storing a table changed, in rows. `run_id` is None where nothing did.

    `reread`: the same row, from which the map now makes other claims. `revised`: another row under an id that was
    there; what the earlier one claimed is retired. `absent`: rows of earlier states of this table that it lacks; their
    claims stay.
    """

    run_id: str | None
    new: int = 0
    known: int = 0
    revised: int = 0
    reread: int = 0
    absent: int = 0

    @property
    def changed(self) -> int:
        """Rows that were stored or read otherwise."""
        return self.new + self.revised + self.reread


def enter_table(w: Write, extractor: str, settings: Mapping[str, Any], raw: bytes, entries: Sequence[Entry]) -> Entered:
    """Store a table's rows with their claims; what is there already in the same words stays as it is."""
    planned = _planned(w.conn, entries)
    entered = _sums(w.conn, entries, planned)
    if not entered.changed:
        return entered
    run = runs.start_run(w, extractor, settings, {})
    blob = reports.add_blob(w, raw)
    for plan in planned:
        _store(w, plan, run.id, blob)
    sums = asdict(entered) | {"claims": sum(len(plan.claims) for plan in planned)}
    del sums["run_id"]
    runs.end_run(w, run.id, sums)
    return replace(entered, run_id=run.id)


def look_at_table(conn: Connection, entries: Sequence[Entry]) -> Entered:
    """What `enter_table` would change, with nothing stored."""
    return _sums(conn, entries, _planned(conn, entries))


def _planned(conn: Connection, entries: Sequence[Entry]) -> list[_Plan]:
    keys = {report.id: reports.revision_key(report) for report, _ in entries}
    states = _states(conn, [key for key in keys.values() if key is not None])
    stored = {report_id for ids in states.values() for report_id in ids}
    live = _live(conn, [*keys, *stored])
    return [_plan(entry, states.get(keys[entry[0].id] or "", []), live, stored) for entry in entries]


def _sums(conn: Connection, entries: Sequence[Entry], planned: Sequence[_Plan]) -> Entered:
    counted = Counter(plan.kind for plan in planned)
    return Entered(
        None,
        new=counted["new"],
        known=counted["known"],
        revised=counted["revised"],
        reread=counted["reread"],
        absent=_absent(conn, entries),
    )


@dataclass(frozen=True)
class _Plan:
    kind: str
    report: Report
    claims: Sequence[Claim]
    replaced: tuple[str, ...] = ()
    """Reports of the same row whose claims this one's take the place of."""


def _plan(entry: Entry, states: Sequence[str], live: Mapping[str, Mapping[str, str]], stored: set[str]) -> _Plan:
    report, claims = entry
    others = tuple(other for other in states if other != report.id)
    replaced = tuple(other for other in others if live.get(other))
    if report.id not in stored:
        return _Plan("revised" if others else "new", report, claims, replaced)
    if replaced:  # the table says again what it said before
        return _Plan("revised", report, claims, replaced)
    same = {claim.id: record_json(claim.reading) for claim in claims} == dict(live.get(report.id, {}))
    return _Plan("known" if same else "reread", report, claims)


def _states(conn: Connection, keys: Sequence[str]) -> dict[str, list[str]]:
    """The reports that were stored for each row, oldest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for batch in _batches(keys):
        for row in conn.execute(_OF_KEYS, {"keys": batch}):
            found[row.revision_key].append(row.id)
    return found


def _live(conn: Connection, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The newest machine's reading of each live mention of these reports."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for batch in _batches(ids):
        for row in conn.execute(_LIVE, {"ids": batch}):
            found[row.report_id][row.mention_id] = row.body
    return found


def _absent(conn: Connection, entries: Sequence[Entry]) -> int:
    """How many rows of earlier states of this table it lacks."""
    keys = {reports.revision_key(report) for report, _ in entries}
    found: set[str | None] = set()
    for name in {report.entered for report, _ in entries}:
        rows = select(_r.revision_key).where(_r.body.contains(f'"entered":"{name}"', autoescape=True))
        found |= set(conn.execute(rows).scalars())
    return len(found - keys - {None})


def _batches(values: Iterable[str]) -> Iterable[list[str]]:
    each = list(dict.fromkeys(values))
    return (each[start : start + _BATCH] for start in range(0, len(each), _BATCH))


def _store(w: Write, plan: _Plan, run_id: str, blob: str) -> None:
    outcome = "read" if plan.claims else "not relevant"
    if plan.kind == "known":
        return
    report = plan.report.model_copy(update={"blob": blob})
    if reports.add_report(w, report, None).outcome == "known":
        readings.store_run(w, report.id, run_id, plan.claims, outcome)
    else:
        readings.store_first(w, report, run_id, plan.claims, outcome)
    for other in plan.replaced:
        readings.store_run(w, other, run_id, (), "replaced")


def enter_by_hand(
    w: Write, report: Report, raw: bytes | None, extractor: str, claim: Claim, judgement: Judgement
) -> tuple[str, bool]:
    """Add a claim that a person wrote down, with its report, and their judgement; returns its id and whether it is new.

    What else the report claims stays. The same claim once more stores nothing, unless it was rejected since: then it is
    accepted again.
    """
    if judgement.mention != claim.id:
        raise LedgerError(f"the judgement is on {judgement.mention}, not on the claim {claim.id}.")
    known = reports.add_report(w, report, raw).outcome == "known"
    log = load(w.conn, [report.id])[report.id]
    mention = claim.mention
    beside = {m.ordinal: m.id for m in log.mentions if (m.measure, m.anchor_start, m.anchor_end) == _where(claim)}
    newest = folded(log).newest
    for mention_id in beside.values():
        if newest[mention_id].body == record_json(claim.reading):
            state = w.conn.execute(select(_c.state).where(_c.mention_id == mention_id)).scalar()
            if state == "rejected":
                judgements.judge(w, judgement.model_copy(update={"mention": mention_id}))
            return mention_id, state == "rejected"
    claim = claim.model_copy(update={"mention": mention.model_copy(update={"ordinal": max(beside, default=-1) + 1})})
    readings.check_claims(report.id, report.text_id, report.text, [claim])
    run = runs.start_run(w, extractor, {}, {})
    if not known:
        readings.append_extraction(w, report.id, run.id, "read", 1)
    readings.append_mentions(w, [claim.mention])
    readings.append_readings(w, run.id, w.at, [claim])
    refresh(w.conn, [report.id])
    judgements.judge(w, judgement.model_copy(update={"mention": claim.id}))
    runs.end_run(w, run.id, {"claims": 1})
    return claim.id, True


def _where(claim: Claim) -> tuple[str, int, int]:
    return claim.mention.measure.value, claim.mention.anchor_start, claim.mention.anchor_end
