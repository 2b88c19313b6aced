"""Runs of the extractor: which version, with which settings and lexicons, when."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from tollbook.errors import LedgerError
from tollbook.model import make_id, sha256_hex

from . import schema, sealing
from .codec import to_json
from .store import Write

BY_HAND = "by hand: "
"""How the extractor's name begins where a person wrote a claim down; their name follows."""

_RUN = select(schema.runs.c.seq).where(schema.runs.c.id == bindparam("id"))


@dataclass(frozen=True)
class Run:
    """One run: `fingerprint` is equal for runs with the same extractor, settings and lexicons."""

    id: str
    extractor: str
    fingerprint: str
    settings: dict[str, Any]
    lexicons: dict[str, str]
    started: str
    ended: str | None = None
    summary: dict[str, Any] | None = None


def fingerprint(extractor: str, settings: Mapping[str, Any], lexicons: Mapping[str, str]) -> str:
    """A hash of all that decides what a run makes of a report."""
    recipe = json.dumps([extractor, dict(settings), dict(lexicons)], sort_keys=True)
    return sha256_hex(recipe.encode("ascii"))[:24]


def start_run(w: Write, extractor: str, settings: Mapping[str, Any], lexicons: Mapping[str, str]) -> Run:
    """Append a run."""
    run_id = make_id("x", w.ledger_id, w.at, secrets.token_hex(8))
    made = Run(run_id, extractor, fingerprint(extractor, settings, lexicons), dict(settings), dict(lexicons), w.at)
    row = {
        "id": made.id,
        "extractor": extractor,
        "fingerprint": made.fingerprint,
        "settings": to_json(made.settings),
        "lexicons": to_json(made.lexicons),
        "started": made.started,
    }
    w.append(schema.runs, [row])
    return made


def end_run(w: Write, run_id: str, summary: Mapping[str, Any]) -> None:
    """Append a run's end with its manifest, and seal what it stored.

    Raises LedgerError for an unknown run or one that has ended.
    """
    require_run(w, run_id)
    ends = schema.run_ends
    if w.conn.execute(select(ends.c.seq).where(ends.c.run_id == run_id)).first() is not None:
        raise LedgerError(f"run {run_id}: has ended already. Start another run.")
    w.append(ends, [{"run_id": run_id, "ended": w.at, "summary": to_json(dict(summary))}])
    sealing.seal(w, run_id)


def require_run(w: Write, run_id: str) -> None:
    """Raise LedgerError unless the run is in the ledger."""
    if run_id in w.known_runs:
        return
    if w.conn.execute(_RUN, {"id": run_id}).first() is None:
        raise LedgerError(f"run {run_id}: not in this ledger. Start it with `start_run` first.")
    w.known_runs.add(run_id)


def list_runs(conn: Connection) -> list[Run]:
    """All runs in the order of starting."""
    runs, ends = schema.runs, schema.run_ends
    joined = runs.outerjoin(ends, runs.c.id == ends.c.run_id)
    rows = conn.execute(select(runs, ends.c.ended, ends.c.summary).select_from(joined).order_by(runs.c.seq))
    return [
        Run(
            id=row.id,
            extractor=row.extractor,
            fingerprint=row.fingerprint,
            settings=json.loads(row.settings),
            lexicons=json.loads(row.lexicons),
            started=row.started,
            ended=row.ended,
            summary=None if row.summary is None else json.loads(row.summary),
        )
        for row in rows
    ]


def reports_without(conn: Connection, wanted: str) -> list[str]:
    """The reports whose last extraction was by a run of another fingerprint, or that have none; in order of adding."""
    runs, extractions, reports = schema.runs, schema.extractions, schema.reports
    joined = extractions.join(runs, extractions.c.run_id == runs.c.id)
    last = {
        row.report_id: row.fingerprint
        for row in conn.execute(
            select(extractions.c.report_id, runs.c.fingerprint)
            .select_from(joined)
            .order_by(extractions.c.at, extractions.c.run_id)
        )
    }
    ids = conn.execute(select(reports.c.id).order_by(reports.c.seq)).scalars()
    return [report_id for report_id in ids if last.get(report_id) != wanted]
