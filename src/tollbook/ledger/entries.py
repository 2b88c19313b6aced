"""Reports whose claims come with them: rows of a table, stored all or none, and claims written down by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, select

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
    keys = {report.id: reports.revision_key(report) for report, _ in entries}
    states = _states(w, [key for key in keys.values() if key is not None])
    everyone = [*keys, *(report_id for ids in states.values() for report_id in ids)]
    live = _live(w, everyone)
    stored = {report_id for ids in states.values() for report_id in ids}
    planned = [_plan(entry, states.get(keys[entry[0].id] or "", []), live, stored) for entry in entries]
    absent = _absent(w, entries, set(keys.values()))
    known = sum(plan.kind == "known" for plan in planned)
    if known == len(planned):
        return Entered(None, known=known, absent=absent)
    run = runs.start_run(w, extractor, settings, {})
    blob = reports.add_blob(w, raw)
    for plan in planned:
        _store(w, plan, run.id, blob)
    counted = {kind: sum(plan.kind == kind for plan in planned) for kind in ("new", "revised", "reread")}
    runs.end_run(w, run.id, {**counted, "known": known, "claims": sum(len(plan.claims) for plan in planned)})
    return Entered(run.id, known=known, absent=absent, **counted)


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


def _states(w: Write, keys: Sequence[str]) -> dict[str, list[str]]:
    """The reports that were stored for each row, oldest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for batch in _batches(keys):
        for row in w.conn.execute(_OF_KEYS, {"keys": batch}):
            found[row.revision_key].append(row.id)
    return found


def _live(w: Write, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The newest machine's reading of each live mention of these reports."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for batch in _batches(ids):
        for row in w.conn.execute(_LIVE, {"ids": batch}):
            found[row.report_id][row.mention_id] = row.body
    return found


def _absent(w: Write, entries: Sequence[Entry], keys: set[str | None]) -> int:
    """How many rows of earlier states of this table it lacks."""
    names = {report.entered for report, _ in entries}
    found: set[str] = set()
    for name in names:
        rows = select(_r.revision_key).where(_r.body.contains(f'"entered":"{name}"', autoescape=True))
        found |= {key for key in w.conn.execute(rows).scalars() if key is not None}
    return len(found - keys)


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

    What else the report claims stays. The same claim once more stores nothing.
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
            return mention_id, False
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
