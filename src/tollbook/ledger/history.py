"""All that ever happened to a claim, in the order of the log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, select

from tollbook.model import Reading

from . import schema
from .fields import differing, flatten
from .projection import by_moment
from .timeline import WITHDRAW, JudgementEntry, ReportLog, load, standing

Kind = Literal["read", "changed", "moved", "retired", "returned", "judged"]


@dataclass(frozen=True)
class Event:
    """One entry of the log about a claim.

    `read` and `changed` carry the reading, `changed` the fields that differ from the one before; `moved` the mention
    that it moved to (`to`); `judged` the verdict, the fields set, why and by whom, and whether it was taken back since.
    `by` is a run's extractor otherwise.
    """

    seq: int
    at: str
    kind: Kind
    mention: str
    by: str
    reading: Reading | None = None
    differs: tuple[str, ...] = ()
    to: str | None = None
    verdict: str | None = None
    fields: dict[str, Any] | None = None
    why: str | None = None
    taken_back: bool = False


def history(conn: Connection, mention_id: str) -> list[Event]:
    """The events of a mention, of those that it came from and of those that it moved to, by sequence number."""
    mentions = schema.mentions
    report_id = conn.execute(select(mentions.c.report_id).where(mentions.c.id == mention_id)).scalar_one()
    log = load(conn, [report_id])[report_id]
    line = _line(log, mention_id)
    runs = _runs(conn, report_id, {row.run_id for row in log.readings})
    events = [*_readings(log, line, runs), *_changes(log, line, runs)]
    judged = by_moment(judgement for judgement in log.judgements if judgement.mention_id in line)
    stands = {judgement.identity for judgement in standing(judged)}
    events += [_judged(judgement, judgement.identity in stands) for judgement in judged]
    return sorted(events, key=lambda event: event.seq)


def _line(log: ReportLog, mention_id: str) -> set[str]:
    line, grows = {mention_id}, True
    while grows:
        linked = {m for row in log.successors for m in (row.old_id, row.new_id) if {row.old_id, row.new_id} & line}
        grows = not linked <= line
        line |= linked
    return line


def _runs(conn: Connection, report_id: str, read_by: set[str]) -> dict[str, tuple[str, str]]:
    """Run -> (moment of its extraction, extractor); a claim written by hand may come without an extraction."""
    runs, extractions = schema.runs, schema.extractions
    joined = extractions.join(runs, extractions.c.run_id == runs.c.id)
    query = select(runs.c.id, extractions.c.at, runs.c.extractor).select_from(joined)
    found = {row.id: (row.at, row.extractor) for row in conn.execute(query.where(extractions.c.report_id == report_id))}
    by_hand = select(runs.c.id, runs.c.extractor, runs.c.started).where(runs.c.id.in_(read_by - found.keys()))
    return found | {row.id: (row.started, row.extractor) for row in conn.execute(by_hand)}


def _readings(log: ReportLog, line: set[str], runs: dict[str, tuple[str, str]]) -> list[Event]:
    events, before = [], dict[str, dict[str, Any]]()
    for row in log.readings:
        if row.mention_id not in line:
            continue
        body = json.loads(row.body)
        flat = {**flatten(body), "evidence": body["evidence"]}
        known = before.get(row.mention_id)
        events.append(
            Event(
                seq=row.seq,
                at=row.at,
                kind="read" if known is None else "changed",
                mention=row.mention_id,
                by=runs[row.run_id][1],
                reading=Reading.model_validate(body),
                differs=() if known is None else tuple(sorted(differing(known, flat))),
            )
        )
        before[row.mention_id] = flat
    return events


def _changes(log: ReportLog, line: set[str], runs: dict[str, tuple[str, str]]) -> list[Event]:
    gone = [
        Event(row.seq, runs[row.run_id][0], row.kind, row.mention_id, runs[row.run_id][1])
        for row in log.retirements
        if row.mention_id in line
    ]
    moved = [
        Event(row.seq, runs[row.run_id][0], "moved", row.old_id, runs[row.run_id][1], to=row.new_id)
        for row in log.successors
        if row.old_id in line
    ]
    return gone + moved


def _judged(judgement: JudgementEntry, stands: bool) -> Event:
    return Event(
        seq=judgement.seq,
        at=judgement.at,
        kind="judged",
        mention=judgement.mention_id,
        by=judgement.by,
        verdict=judgement.verdict,
        fields=judgement.fields,
        why=judgement.why,
        taken_back=not stands and judgement.verdict != WITHDRAW,
    )
