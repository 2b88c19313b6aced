"""Two offices' ledgers joined: what the other one has and this one lacks is appended here, with its origin.

What was redacted in the other ledger is not taken over; what was redacted here alone comes in again with the other's
readings, so that a redaction is made in both.

Where both have read a report, the newer extraction decides which of its mentions are live. That, and the order of
judgements by their moments, is the same from either side: merging A into B and B into A give the same claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, select

from tollbook.errors import LedgerError
from tollbook.model import sha256_hex

from . import chain, schema
from .chain_append import append
from .codec import unpack
from .projection import refresh
from .readings import append_moves, append_retirements, to_claim
from .reports import add_blob, add_report, get_raw, get_report
from .sealing import content_of
from .store import Write
from .succession import Move, moves
from .timeline import ReportLog, ReportState, folded, load, mentions_by_hand


@dataclass(frozen=True)
class Merged:
    """How many rows were appended, by kind. The other ledger's project settings are left aside: this one's hold."""

    reports: int = 0
    runs: int = 0
    extractions: int = 0
    mentions: int = 0
    readings: int = 0
    judgements: int = 0

    @property
    def anything(self) -> bool:
        """Whether the other ledger had anything that this one lacked."""
        return any((self.reports, self.runs, self.extractions, self.mentions, self.readings, self.judgements))


def merge(w: Write, other: Connection) -> Merged:
    """Append what the other ledger has and this one lacks. Raises LedgerError where the other's chain is broken."""
    verified = chain.verify(other)
    if not verified.ok:
        raise LedgerError(
            f"the other ledger's chain of judgements is broken ({verified.faults[0].said}). "
            "Merge an unbroken copy of it, else the fault would be hidden in this one."
        )
    reports = _merge_reports(w, other)
    runs = _merge_runs(w, other)
    touched: set[str] = set()
    extractions, mentions, readings = _merge_extractions(w, other, touched)
    judgements = _merge_judgements(w, other, touched)
    refresh(w.conn, sorted(touched))
    merged = Merged(reports, runs, extractions, mentions, readings, judgements)
    _note_origin(w, other, merged)
    return merged


def _keys(conn: Connection, column: Any) -> set[Any]:
    return set(conn.execute(select(column)).scalars())


def _values(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name != "seq"}


def _merge_reports(w: Write, other: Connection) -> int:
    table, texts = schema.reports, schema.texts
    known = _keys(w.conn, table.c.id)
    # what was redacted there has another text than its id says: it stays there
    gone = set(other.execute(select(texts.c.id).where(texts.c.salt.is_(None), texts.c.digest.is_not(None))).scalars())
    rows = other.execute(select(table.c.id, table.c.text_id).order_by(table.c.seq))
    missing = [row.id for row in rows if row.id not in known and row.text_id not in gone]
    for report_id in missing:
        add_report(w, get_report(other, report_id), get_raw(other, report_id))
    return len(missing)


def _merge_runs(w: Write, other: Connection) -> int:
    missing = _missing(other, schema.runs, "id", _keys(w.conn, schema.runs.c.id))
    w.append(schema.runs, missing)
    w.append(schema.run_ends, _missing(other, schema.run_ends, "run_id", _keys(w.conn, schema.run_ends.c.run_id)))
    return len(missing)


def _missing(other: Connection, table: Table, key: str, known: set[Any]) -> list[dict[str, Any]]:
    rows = other.execute(select(table).order_by(table.c.seq))
    return [_values(row) for row in rows if getattr(row, key) not in known]


def _merge_extractions(w: Write, other: Connection, touched: set[str]) -> tuple[int, int, int]:
    table = schema.extractions
    ours = _by_report(w.conn.execute(select(table)))
    by_hand = _reports_with_more(w.conn, other)
    extractions = mentions = readings = 0
    for report_id, theirs in _by_report(other.execute(select(table).order_by(table.c.seq))).items():
        missing = [row for row in theirs if row.run_id not in {own.run_id for own in ours.get(report_id, [])}]
        if not missing and report_id not in by_hand:
            continue
        touched.add(report_id)
        w.append(table, [_values(row) for row in missing])
        side = _Sides(report_id, w.conn, other, ours.get(report_id, []), theirs)
        extractions += len(missing)
        new = [row for row in side.their_log.mentions if row.id not in {own.id for own in side.our_log.mentions}]
        w.append(schema.mentions, [_values(row) for row in new])
        mentions += len(new)
        readings += _merge_readings(w, side)
        _bring_to(w, side)
    return extractions, mentions, readings


def _reports_with_more(ours: Connection, theirs: Connection) -> set[str]:
    """The reports of which the other ledger has mentions that this one lacks: also those that people added by hand,
    beside an extraction that both may have."""
    table = schema.mentions
    known = _keys(ours, table.c.id)
    return {row.report_id for row in theirs.execute(select(table.c.id, table.c.report_id)) if row.id not in known}


def _by_report(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(row)
    return found


class _Sides:
    """One report as both ledgers know it, before the merge; the winner's newest extraction is the newer one."""

    def __init__(self, report_id: str, ours: Connection, theirs: Connection, own: list[Any], other: list[Any]) -> None:
        self.report_id = report_id
        self.our_log, self.their_log = load(ours, [report_id])[report_id], load(theirs, [report_id])[report_id]
        newest = max([*own, *other], key=lambda row: (row.at, row.run_id))
        self.run_id, self.at = str(newest.run_id), str(newest.at)
        logs = (self.their_log, self.our_log)
        we_win = self.run_id in {row.run_id for row in own}
        self.winner, self.loser = reversed(logs) if we_win else logs
        self.by_hand = mentions_by_hand(theirs if we_win else ours, self.loser)
        """The mentions of the loser that people added: no extraction says that they are gone."""


def _merge_readings(w: Write, side: _Sides) -> int:
    known = {(row.mention_id, row.run_id, row.at) for row in side.our_log.readings}
    missing = [row for row in side.their_log.readings if (row.mention_id, row.run_id, row.at) not in known]
    new = _saying_more(side.our_log.readings, missing)
    w.append(schema.readings, [_values(row) for row in new])
    return len(new)


def _saying_more(ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """Their readings without those that say the same as ours beside them in time: both read it so, and once is enough.

    Of several of theirs that say the same, one after the other, the first is kept.
    """
    by_mention: dict[str, list[tuple[Any, bool]]] = defaultdict(list)
    for rows, is_ours in ((ours, True), (theirs, False)):
        for row in rows:
            by_mention[row.mention_id].append((row, is_ours))
    kept: list[Any] = []
    for readings in by_mention.values():
        readings.sort(key=lambda pair: (pair[0].at, pair[0].run_id, pair[0].seq))
        for _, same in groupby(readings, key=lambda pair: pair[0].body):
            stretch = list(same)
            if not any(is_ours for _, is_ours in stretch):
                kept.append(stretch[0][0])
    return sorted(kept, key=lambda row: row.seq)


def _bring_to(w: Write, side: _Sides) -> None:
    """Append what makes this ledger's log, which has all rows of both by now, fold to the state of the winner."""
    live, edges, scores, bodies = _target(side)
    state = folded(load(w.conn, [side.report_id])[side.report_id])
    returned = sorted(live - state.live)
    retired = sorted(m for m in state.newest if m not in live and m not in edges and _is_shown(m, state))
    moved = [Move(a, b, scores[a]) for a, b in sorted(edges.items()) if state.edges.get(a) != b or a in state.live]
    stale = [m for m, body in sorted(bodies.items()) if state.newest[m].body != body]
    rows = [{"mention_id": m, "run_id": side.run_id, "at": side.at, "body": bodies[m]} for m in stale]
    w.append(schema.readings, rows)
    append_retirements(w, side.run_id, returned, "returned")
    append_moves(w, side.run_id, moved)
    append_retirements(w, side.run_id, retired, "retired")


def _is_shown(mention_id: str, state: ReportState) -> bool:
    return mention_id in state.live or mention_id in state.edges


def _target(side: _Sides) -> tuple[frozenset[str], dict[str, str], dict[str, float], dict[str, str]]:
    """The state to reach: live mentions, moves with their scores, newest readings. The same from either side."""
    win, lose = folded(side.winner), folded(side.loser)
    unknown = lose.newest.keys() - win.newest.keys()
    edges = {m: n for m, n in lose.edges.items() if m in unknown} | win.edges
    logged = (*side.loser.successors, *side.winner.successors)
    scores = {row.old_id: row.score for row in logged if edges.get(row.old_id) == row.new_id}
    old = _claims(side.loser, lose, lose.live & unknown)
    new = _claims(side.winner, win, win.live - lose.live)
    for move in moves(old, new):
        edges[move.old], scores[move.old] = move.new, move.score
    newest = {m: row.body for m, row in (lose.newest | win.newest).items()}
    return win.live | (lose.live & unknown & side.by_hand) - edges.keys(), edges, scores, newest


def _claims(log: ReportLog, state: ReportState, wanted: Iterable[str]) -> list[Any]:
    kept = set(wanted)
    return [to_claim(row, state.newest[row.id].body) for row in log.mentions if row.id in kept]


def _merge_judgements(w: Write, other: Connection, touched: set[str]) -> int:
    """Append their judgements that are not known here, those on claims and those on the record in their one order."""
    known = {hash_ for table in chain.JUDGED for c in (table.c.hash, table.c.origin_hash) for hash_ in _keys(w.conn, c)}
    their_id = other.execute(select(schema.state.c.ledger_id)).scalar_one()
    rows = [(row.n, table, row) for table in chain.JUDGED for row in other.execute(select(table))]
    mentions = _keys(w.conn, schema.mentions.c.id)
    reports = {
        row.id: row.report_id for row in other.execute(select(schema.mentions.c.id, schema.mentions.c.report_id))
    }
    count = 0
    for _, table, row in sorted(rows, key=lambda found: found[0]):
        identity = row.origin_hash or row.hash
        if identity in known:
            continue
        about = getattr(row, chain.about_of(table).name)
        if table is schema.judgements and about not in mentions:
            continue  # on a claim of a report that was redacted there
        if table is schema.person_lists:
            _merge_list_file(w, other, row.content)
        append(
            w,
            table,
            about,
            row.content,
            row.salt,
            digest=row.digest,
            origin_ledger=row.origin_ledger or their_id,
            origin_hash=identity,
        )
        if table is schema.judgements:
            touched.add(reports[about])
        count += 1
    return count


def _merge_list_file(w: Write, other: Connection, content: str | None) -> None:
    """Take over the bytes that a version of a list was read from, unless they were blanked."""
    version = content_of(content)
    if version is None:
        return
    table = schema.blobs
    data = other.execute(select(table.c.data).where(table.c.sha256 == version["sha256"])).scalar()
    if data is not None and sha256_hex(unpack(data)) == version["sha256"]:
        add_blob(w, unpack(data))


def _note_origin(w: Write, other: Connection, merged: Merged) -> None:
    table = schema.origins
    state = other.execute(select(schema.state)).one()
    noted = w.conn.execute(
        select(table.c.chain_head).where(table.c.ledger_id == state.ledger_id).order_by(table.c.seq.desc()).limit(1)
    ).scalar()
    if noted == state.chain_head and not merged.anything:
        return
    row = {
        "ledger_id": state.ledger_id,
        "last_seq": state.last_seq,
        "chain_length": state.chain_length,
        "chain_head": state.chain_head,
        "at": w.at,
    }
    w.append(table, [row])
