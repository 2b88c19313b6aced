"""Readings in the log: a report's claims as one run read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from tollbook.errors import LedgerError
from tollbook.model import Claim, Mention, Reading, Report

from . import schema
from .codec import record_json
from .fields import overlaid
from .projection import claim_rows, insert_claims, refresh
from .reports import get_report
from .runs import require_run
from .store import Write
from .succession import Bounds, Move, Plan, succession
from .timeline import ReportLog, ReportState, folded, load, mentions_by_hand

_SEQ = select(schema.reports.c.seq).where(schema.reports.c.id == bindparam("report_id"))
_LAST_EXTRACTION = select(func.max(schema.extractions.c.at)).where(
    schema.extractions.c.report_id == bindparam("report_id")
)


@dataclass(frozen=True)
class Stored:
    """What a run changed in a report's claims, in numbers of mentions.

    `outcome` is `first`, `again` (a later extraction) or `known` (this run had stored this report already).
    """

    outcome: str
    new: int = 0
    same: int = 0
    changed: int = 0
    moved: int = 0
    retired: int = 0
    returned: int = 0


def check_claims(report_id: str, text_id: str, text: str, claims: Sequence[Claim]) -> None:
    """Raise LedgerError unless all claims are of this report, each once, and each evidence stands in the text."""
    seen: set[str] = set()
    for claim in claims:
        mention, span, mention_id = claim.mention, claim.reading.evidence, claim.id
        if (mention.report_id, mention.text_id) != (report_id, text_id):
            raise LedgerError(f"claim {mention_id}: is of report {mention.report_id}, not of {report_id}.")
        if mention_id in seen:
            raise LedgerError(f"claim {mention_id}: given twice for report {report_id}. Give it another ordinal.")
        if text[span.start : span.end] != span.text or mention.anchor_end > len(text):
            raise LedgerError(f"claim {mention_id}: its offsets do not fit the text of report {report_id}.")
        seen.add(mention_id)


def store_first(w: Write, report: Report, run_id: str, claims: Sequence[Claim], outcome: str) -> Stored:
    """Append the claims of a report that has none yet, and their projection."""
    require_run(w, run_id)
    report_id = report.id
    check_claims(report_id, report.text_id, report.text, claims)
    _append_extraction_row(w, report_id, run_id, w.at, outcome, len(claims))
    log = ReportLog(report_id, seq=w.conn.execute(_SEQ, {"report_id": report_id}).scalar_one())
    log.mentions = append_mentions(w, [claim.mention for claim in claims])
    log.readings = append_readings(w, run_id, w.at, claims)
    insert_claims(w.conn, claim_rows(log))
    return Stored("first", new=len(claims))


def is_extracted(conn: Connection, report_id: str) -> bool:
    """Whether any run has read the report."""
    table = schema.extractions
    return conn.execute(select(table.c.seq).where(table.c.report_id == report_id).limit(1)).first() is not None


def store_run(w: Write, report_id: str, run_id: str, claims: Sequence[Claim], outcome: str) -> Stored:
    """Append what a later run makes of a report: new readings, moves, retirements and returns."""
    require_run(w, run_id)
    if _has_stored(w.conn, report_id, run_id):
        return Stored("known")
    report = get_report(w.conn, report_id)
    if not is_extracted(w.conn, report_id):
        return store_first(w, report, run_id, claims, outcome)
    check_claims(report_id, report.text_id, report.text, claims)
    log = load(w.conn, [report_id])[report_id]
    state = folded(log)
    plan = _planned(log, state, claims)
    by_hand = mentions_by_hand(w.conn, log)  # what a person wrote down, no run of the machine takes away
    plan = replace(plan, gone=tuple(mention_id for mention_id in plan.gone if mention_id not in by_hand))
    return _append_plan(w, report_id, run_id, outcome, state, plan)


def _has_stored(conn: Connection, report_id: str, run_id: str) -> bool:
    table = schema.extractions
    both = (table.c.report_id == report_id) & (table.c.run_id == run_id)
    return conn.execute(select(table.c.seq).where(both)).first() is not None


def _planned(log: ReportLog, state: ReportState, claims: Sequence[Claim]) -> Plan:
    past = {mention.id: to_claim(mention, state.newest[mention.id].body) for mention in log.mentions}
    return succession(
        live=[claim for claim in past.values() if claim.id in state.live],
        retired=[claim for claim in past.values() if claim.id not in state.live and claim.id not in state.edges],
        moved=[claim for claim in past.values() if claim.id in state.edges],
        new=claims,
        earlier=_earlier_counts(log, state),
        judged={state.now(judgement.mention_id) for judgement in log.judgements},
        successors={mention_id: state.now(mention_id) for mention_id in state.edges},
    )


def _earlier_counts(log: ReportLog, state: ReportState) -> dict[str, set[Bounds]]:
    """All counts that runs and people gave each mention, under the mention that stands for it now."""
    found: dict[str, set[Bounds]] = defaultdict(set)
    for row in log.readings:
        count = json.loads(row.body)["count"]
        found[state.now(row.mention_id)].add((count["low"], count["high"]))
    for judgement in log.judgements:
        count = overlaid(judgement.seen, judgement.fields.items())["count"]
        found[state.now(judgement.mention_id)].add((count.get("low"), count.get("high")))
    return found


def to_claim(mention: Any, body: str) -> Claim:
    """A mention's row and a reading's JSON as a claim."""
    made = Mention(
        text_id=mention.text_id,
        report_id=mention.report_id,
        measure=mention.measure,
        anchor_start=mention.anchor_start,
        anchor_end=mention.anchor_end,
        ordinal=mention.ordinal,
    )
    return Claim(mention=made, reading=Reading.model_validate(json.loads(body)))


def _append_plan(w: Write, report_id: str, run_id: str, outcome: str, state: ReportState, plan: Plan) -> Stored:
    at = append_extraction(w, report_id, run_id, outcome, len(plan.claims))
    new = [claim for claim in plan.claims if claim.id not in state.newest]
    returned = [claim.id for claim in plan.claims if claim.id in state.newest and claim.id not in state.live]
    changed = [
        claim
        for claim in plan.claims
        if claim.id in state.newest and state.newest[claim.id].body != record_json(claim.reading)
    ]
    append_mentions(w, [claim.mention for claim in new])
    append_readings(w, run_id, at, [*new, *changed])
    append_retirements(w, run_id, returned, "returned")
    append_moves(w, run_id, plan.moves)
    append_retirements(w, run_id, plan.gone, "retired")
    refresh(w.conn, [report_id])
    return Stored(
        "again",
        new=len(new) - sum(move.new in {claim.id for claim in new} for move in plan.moves),
        same=len(plan.claims) - len(new) - len(changed),
        changed=len(changed),
        moved=len(plan.moves),
        retired=len(plan.gone),
        returned=len(returned),
    )


def append_retirements(w: Write, run_id: str, mention_ids: Sequence[str], kind: str) -> None:
    """Append that a run no longer finds these mentions (`retired`), or finds them again (`returned`)."""
    w.append(schema.retirements, [{"mention_id": m, "run_id": run_id, "kind": kind} for m in mention_ids])


def append_moves(w: Write, run_id: str, moves: Sequence[Move]) -> None:
    """Append successors."""
    rows = [{"old_id": move.old, "new_id": move.new, "run_id": run_id, "score": move.score} for move in moves]
    w.append(schema.successors, rows)


def append_extraction(w: Write, report_id: str, run_id: str, outcome: str, claims: int) -> str:
    """Append that a run has read a report; returns the moment, later than that of any extraction of it before."""
    last = w.conn.execute(_LAST_EXTRACTION, {"report_id": report_id}).scalar()
    at = w.at
    if last is not None and last >= at:  # a clock that was set back must not make a newer reading the older one
        at = (datetime.fromisoformat(last) + timedelta(microseconds=1)).isoformat(timespec="microseconds")
    _append_extraction_row(w, report_id, run_id, at, outcome, claims)
    return at


def _append_extraction_row(w: Write, report_id: str, run_id: str, at: str, outcome: str, claims: int) -> None:
    row = {"run_id": run_id, "report_id": report_id, "at": at, "outcome": outcome, "claims": claims}
    w.append(schema.extractions, [row])


@dataclass(frozen=True)
class MentionRow:
    """A mention as appended."""

    seq: int
    id: str
    anchor_start: int
    anchor_end: int
    measure: str
    ordinal: int


@dataclass(frozen=True)
class ReadingRow:
    """A reading as appended."""

    seq: int
    mention_id: str
    run_id: str
    at: str
    body: str


def append_mentions(w: Write, mentions: Sequence[Mention]) -> list[Any]:
    """Append mentions."""
    rows = [
        {
            "id": mention.id,
            "report_id": mention.report_id,
            "text_id": mention.text_id,
            "measure": mention.measure.value,
            "anchor_start": mention.anchor_start,
            "anchor_end": mention.anchor_end,
            "ordinal": mention.ordinal,
        }
        for mention in mentions
    ]
    seqs = w.append(schema.mentions, rows)
    return [
        MentionRow(seq, m.id, m.anchor_start, m.anchor_end, m.measure.value, m.ordinal)
        for seq, m in zip(seqs, mentions, strict=True)
    ]


def append_readings(w: Write, run_id: str, at: str, claims: Sequence[Claim]) -> list[Any]:
    """Append readings."""
    rows = [
        {"mention_id": claim.id, "run_id": run_id, "at": at, "body": record_json(claim.reading)} for claim in claims
    ]
    seqs = w.append(schema.readings, rows)
    return [ReadingRow(seq, **row) for seq, row in zip(seqs, rows, strict=True)]
