"""Judgements: checked, then appended to the chain. Nothing else is changed by them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from tollbook.errors import LedgerError
from tollbook.model import Judgement

from . import chain, schema
from .chain_append import append
from .codec import to_json
from .fields import checked
from .projection import by_moment, claim_row, refresh
from .reports import get_text
from .runs import BY_HAND
from .store import Write
from .timeline import WITHDRAW, JudgementEntry, ReportLog, ReportState, entry, folded, load, standing

_BY_SEQ = select(schema.judgements).where(schema.judgements.c.seq == bindparam("seq"))
_BY_ID = select(schema.mentions).where(schema.mentions.c.id == bindparam("id"))


def resolve_id(conn: Connection, given: str) -> str:
    """A mention's id from the id or a unique beginning of it (with or without `m-`).

    Raises LedgerError where no mention fits, or several.
    """
    name = given.removeprefix("#claim-")
    name = name if name.startswith("m-") else f"m-{name}"
    ids = schema.mentions.c.id
    if conn.execute(_BY_ID, {"id": name}).first() is not None:
        return name
    found = list(
        conn.execute(select(ids).where(ids.startswith(name, autoescape=True)).order_by(ids).limit(6)).scalars()
    )
    if name == "m-" or not found:
        raise LedgerError(f"{given}: no such claim in the ledger. `tollbook claims` lists the ids.")
    if len(found) > 1:
        shown = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
        raise LedgerError(f"{given}: several claims begin so ({shown}). Give more of the id.")
    return str(found[0])


def judge(w: Write, judgement: Judgement) -> int:
    """Append a judgement; returns its sequence number.

    A judgement on a mention that has moved is recorded for the mention that stands in its place. A withdrawal takes
    the last judgement that stands back, or the one that it names; of a claim written down by hand the entry itself:
    the claim is rejected then. Raises LedgerError, with nothing stored, for an unknown mention, a field or value that
    cannot be, a moment that is none, or nothing to take back.
    """
    (seq,) = judge_all(w, [judgement])
    return seq


def judge_all(w: Write, judgements: Sequence[Judgement]) -> list[int]:
    """Append judgements one after the other, as `judge` does, each report read and worked out anew once."""
    logs: dict[str, tuple[ReportLog, ReportState]] = {}
    seqs = []
    for judgement in judgements:
        mention_id = resolve_id(w.conn, judgement.mention)
        report_id = _report_of(w.conn, mention_id)
        if report_id not in logs:
            log = load(w.conn, [report_id])[report_id]
            logs[report_id] = (log, folded(log))
        seqs.append(_append(w, judgement, mention_id, *logs[report_id]))
    refresh(w.conn, list(logs))
    return seqs


def _append(w: Write, judgement: Judgement, mention_id: str, log: ReportLog, state: ReportState) -> int:
    """Append a judgement, to the report's log in memory too."""
    mention_id = state.now(mention_id)
    shown = claim_row(log, state, mention_id)
    machine = json.loads(state.newest[mention_id].body)
    seen = json.loads(shown["reading"]) if shown else machine
    _check(w.conn, judgement, mention_id, seen)
    made = judgement.model_dump(mode="json", exclude={"withdraws"})
    if judgement.verdict == WITHDRAW:
        made |= _withdrawal(w.conn, judgement, _standing(log, state, mention_id), state.newest[mention_id].run_id)
    content = {
        **made,
        "mention": mention_id,
        "moment": _moment(judgement.at),
        "seen": _without_trace(seen),
        "machine": None if machine == seen else _without_trace(machine),
        "after": [known.identity for known in log.judgements if state.now(known.mention_id) == mention_id],
    }
    (seq,) = append(w, schema.judgements, mention_id, to_json(content), chain.new_salt())
    appended = entry(w.conn.execute(_BY_SEQ, {"seq": seq}).one())
    if appended is not None:
        log.judgements.append(appended)
    return seq


def last_by(conn: Connection, by: str, *, among: int = 500) -> tuple[str, str] | None:
    """A person's newest judgement that can be taken back: its claim and its identity; None among their last ones.

    Only the last `among` judgements of all people are looked through.
    """
    table = schema.judgements
    rows = conn.execute(select(table).order_by(table.c.seq.desc()).limit(among))
    for known in filter(None, map(entry, rows)):
        if known.by == by and known.withdraws is None:
            report_id = _report_of(conn, known.mention_id)
            log = load(conn, [report_id])[report_id]
            state = folded(log)
            mention_id = state.now(known.mention_id)
            if known.identity in {j.identity for j in _standing(log, state, mention_id)}:
                return mention_id, known.identity
    return None


def _standing(log: ReportLog, state: ReportState, mention_id: str) -> list[JudgementEntry]:
    return standing(by_moment(j for j in log.judgements if state.now(j.mention_id) == mention_id))


def _withdrawal(
    conn: Connection, judgement: Judgement, stands: list[JudgementEntry], run_id: str
) -> dict[str, str | None]:
    """What a withdrawal takes back; of a claim written by hand the entry itself, which is a rejection."""
    named = [j for j in stands if judgement.withdraws in (None, j.identity)]
    if not named:
        raise LedgerError(
            f"{judgement.mention}: no judgement to take back. `tollbook explain` shows what people decided."
        )
    taken = named[-1]
    extractor = conn.execute(select(schema.runs.c.extractor).where(schema.runs.c.id == run_id)).scalar_one()
    entered = str(extractor).startswith(BY_HAND) and taken is stands[0]
    return {"verdict": "reject" if entered and len(stands) == 1 else WITHDRAW, "withdraws": taken.identity}


def _report_of(conn: Connection, mention_id: str) -> str:
    return str(conn.execute(_BY_ID, {"id": mention_id}).one().report_id)


def _check(conn: Connection, judgement: Judgement, mention_id: str, seen: dict[str, Any]) -> None:
    if not judgement.by.strip():
        raise LedgerError("a judgement needs the name of who makes it. Give it with --by.")
    if judgement.verdict == "correct" and not judgement.fields:
        raise LedgerError("a correction needs at least one field and its value, such as count.low=12.")
    if judgement.verdict == WITHDRAW and judgement.fields:
        raise LedgerError("a withdrawal takes a judgement back and sets no field. Correct the claim instead.")
    # Only evidence is compared with the text
    text_id = conn.execute(_BY_ID, {"id": mention_id}).one().text_id
    checked(seen, judgement.fields, get_text(conn, text_id) if "evidence" in judgement.fields else "")


def _moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as e:
        raise LedgerError(f"{at}: no moment. Write it as 2026-03-01T12:00:00+00:00.") from e
    if moment.tzinfo is None:
        raise LedgerError(f"{at}: says no time zone. Write it in UTC, as 2026-03-01T12:00:00+00:00.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _without_trace(reading: dict[str, Any]) -> dict[str, Any]:
    return {**reading, "trace": []}
