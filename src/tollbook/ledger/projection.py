"""Current claims, worked out from the log: the machine's newest reading, overlaid with what people set."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Connection, bindparam, delete, func, insert, select, text, update

from . import schema
from .claim_names import add_names, drop_names
from .claim_words import add_words, clear_words, drop_words
from .codec import fold, to_json, unpack_text, words
from .fields import Pins, differing, flatten, overlaid
from .running import add_running, drop_running
from .timeline import JudgementEntry, ReportLog, ReportState, folded, load, standing

STATES = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "unsure": "unsure"}
MACHINE = "machine"
_BATCH = 200
_MENTIONS_A_REPORT = 1 << 20
_LARGEST = 2**63 - 1
_INSERT = insert(schema.current_claims)
_DELETE = delete(schema.current_claims).where(
    schema.current_claims.c.report_id.in_(bindparam("report_ids", expanding=True))
)
_COUNT = text(  # both databases know this
    "INSERT INTO claim_totals (state, retired, number) VALUES (:state, :retired, :number) "
    "ON CONFLICT (state, retired) DO UPDATE SET number = claim_totals.number + excluded.number"
).bindparams(bindparam("retired", type_=Boolean))
_HELD = (
    select(schema.current_claims.c.state, schema.current_claims.c.retired, func.count())
    .where(schema.current_claims.c.report_id.in_(bindparam("report_ids", expanding=True)))
    .group_by(schema.current_claims.c.state, schema.current_claims.c.retired)
)
_INFLUENCE = select(schema.influence.c.mention_id, schema.influence.c.move).where(
    schema.influence.c.mention_id.in_(bindparam("mention_ids", expanding=True))
)
_INDEX = {
    name: text(f"INSERT INTO {schema.TEXT_INDEX}(rowid, words) VALUES (:seq, {value})")
    for name, value in (("sqlite", ":words"), ("postgresql", "to_tsvector('simple', :words)"))
}
_INDEX_CLAIM = {
    "sqlite": text(
        f"INSERT INTO {schema.CLAIM_INDEX}(rowid, words) SELECT seq, :words FROM mentions WHERE id = :mention"
    ),
    "postgresql": text(
        f"INSERT INTO {schema.CLAIM_INDEX}(rowid, words) "
        "SELECT seq, to_tsvector('simple', :words) FROM mentions WHERE id = :mention"
    ),
}
_UNINDEX_CLAIMS = text(
    f"DELETE FROM {schema.CLAIM_INDEX} WHERE rowid IN (SELECT seq FROM mentions WHERE report_id IN :report_ids)"
).bindparams(bindparam("report_ids", expanding=True))
_INDEXED_WORDS = 60_000  # PostgreSQL takes no more than 1 MiB of words a text


def claim_rows(log: ReportLog) -> list[dict[str, Any]]:
    """The current claims of one report, by mention id: live mentions, and retired ones that a person has judged.

    Judgements that were taken back count for nothing here.
    """
    state = folded(log)
    judged: dict[str, list[JudgementEntry]] = {}
    for judgement in log.judgements:
        judged.setdefault(state.now(judgement.mention_id), []).append(judgement)
    judged = {mention_id: kept for mention_id, given in judged.items() if (kept := standing(by_moment(given)))}
    shown = sorted(state.live | judged.keys())
    positions = _positions(log)
    return [
        {**_row(log.report_id, mention_id, state, judged.get(mention_id, [])), "position": positions[mention_id]}
        for mention_id in shown
    ]


def _positions(log: ReportLog) -> dict[str, int]:
    """Where each mention stands in the order of reports and of the places in them."""
    ordered = sorted(log.mentions, key=lambda m: (m.anchor_start, m.anchor_end, m.measure, m.ordinal))
    return {mention.id: log.seq * _MENTIONS_A_REPORT + n for n, mention in enumerate(ordered)}


def claim_row(log: ReportLog, state: ReportState, mention_id: str) -> dict[str, Any] | None:
    """The current claim of one mention of a report; None where `claim_rows` has none."""
    judgements = standing(by_moment(j for j in log.judgements if state.now(j.mention_id) == mention_id))
    if not judgements and mention_id not in state.live:
        return None
    return _row(log.report_id, mention_id, state, judgements)


def _row(report_id: str, mention_id: str, state: ReportState, judgements: list[JudgementEntry]) -> dict[str, Any]:
    newest = state.newest[mention_id]
    machine = json.loads(newest.body)
    reading = overlaid(machine, pins(judgements))
    last = judgements[-1] if judgements else None
    return {
        "mention_id": mention_id,
        "report_id": report_id,
        "state": STATES[last.verdict] if last else MACHINE,
        "retired": mention_id not in state.live,
        "disagreement": to_json(sorted(disagreement(last, reading, machine))) if last else "[]",
        "contested": len({_decided(j) for j in last_words(judgements)}) > 1,
        "judged_by": last.by if last else None,
        "judged_at": last.at if last else None,
        "why": last.why if last else None,
        "run_id": newest.run_id,
        "reading": to_json(reading) if last else newest.body,
        "machine": newest.body if last and reading != machine else None,
        "turn": schema.NO_TURN,
        **_narrow(reading),
    }


def by_moment(judgements: Iterable[JudgementEntry]) -> list[JudgementEntry]:
    """By moment, not by sequence number: two offices that merged each other's ledgers see the same claim."""
    return sorted(judgements, key=lambda j: (j.moment, j.identity))


def pins(judgements: Iterable[JudgementEntry]) -> Pins:
    """What people set, oldest first: `accept` holds on to the whole reading that was seen, the others to their fields.

    So an accepted claim never shows a value that came later from the machine.
    """
    held: list[tuple[str, Any]] = []
    for judgement in judgements:
        if judgement.verdict == "accept":
            held = list(flatten(judgement.seen).items())
        held += judgement.fields.items()
    return tuple(held)


def last_words(judgements: Sequence[JudgementEntry]) -> list[JudgementEntry]:
    """The judgements that no other one was made in knowledge of; those given are in the order of their moments.

    There are several only where ledgers that were judged apart were merged; whoever judges then has seen them all.
    """
    known: set[str] = set()
    for i, judgement in enumerate(judgements):
        known |= {j.identity for j in judgements[:i]} if judgement.after is None else judgement.after
    return [judgement for judgement in judgements if judgement.identity not in known]


def _decided(judgement: JudgementEntry) -> str:
    """What a judgement decides, to compare: `accept` holds on to the whole reading that was seen."""
    held = flatten(judgement.seen) if judgement.verdict == "accept" else None
    return json.dumps([judgement.verdict, judgement.fields, held], sort_keys=True)


def disagreement(last: JudgementEntry, reading: dict[str, Any], machine: dict[str, Any]) -> set[str]:
    """Fields in which the machine has come to another value since the judgement, other than the one judged right."""
    now, then = flatten(machine), flatten(last.machine)
    judged = flatten(overlaid(last.seen, last.fields.items()))
    return differing(now, then) & (differing(now, judged) | differing(now, flatten(reading)))


def _narrow(reading: dict[str, Any]) -> dict[str, Any]:
    """Columns to filter by; strings folded."""
    count, victims, place = reading["count"], reading["victims"] or {}, reading["place"] or {}
    places = [place, *reading["further_places"]]
    return {
        "measure": reading["measure"],
        "low": _whole(count.get("low")),
        "high": _whole(count.get("high")),
        "party": _folded(victims.get("party")),
        "status": victims.get("status"),
        "actor": _folded((reading["actor"] or {}).get("party")),
        "sources": "\n".join(fold(speaker["name"]) for speaker in reading["source"]),
        "places": "\n".join(fold(p[key]) for p in places for key in ("name", "text", "admin1") if p.get(key)),
        "country": place.get("country"),
        "when_start": _day(reading["when"].get("start")),
        "when_end": _day(reading["when"].get("end")),
        "words": fold(reading["evidence"]["text"]),
        "extent": reading["extent"],
        "details": len(reading["remains_detail"]),
    }


def _whole(number: int | None) -> int | None:
    # A count beyond 64 bits cannot be compared in SQL; the reading itself keeps it as stated
    return None if number is None else max(-_LARGEST, min(_LARGEST, number))


def _folded(value: str | None) -> str | None:
    return None if value is None else fold(value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def insert_claims(conn: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows of current claims, and their words to the full-text index."""
    if rows:
        conn.execute(_INSERT, rows)
        add_names(conn, rows)
        add_words(conn, rows)
        for start in range(0, len(rows), _BATCH):
            ids = [row["mention_id"] for row in rows[start : start + _BATCH]]
            add_running(conn, schema.current_claims.c.mention_id.in_(ids))
        _count(conn, Counter((row["state"], row["retired"]) for row in rows))
        found = [{"mention": row["mention_id"], "words": _indexed(row)} for row in rows]
        conn.execute(_INDEX_CLAIM[conn.dialect.name], found)


def _count(conn: Connection, more: Mapping[tuple[str, bool], int]) -> None:
    conn.execute(_COUNT, [{"state": s, "retired": r, "number": number} for (s, r), number in sorted(more.items())])


def _with_turns(conn: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with the turn that its influence gives it: a judgement does not change it."""
    moves: dict[str, int] = {}
    for start in range(0, len(rows), _BATCH):
        wanted = [row["mention_id"] for row in rows[start : start + _BATCH]]
        moves |= {row.mention_id: row.move for row in conn.execute(_INFLUENCE, {"mention_ids": wanted})}
    return [row | {"turn": -moves[row["mention_id"]]} if row["mention_id"] in moves else row for row in rows]


def _indexed(row: dict[str, Any]) -> str:
    """What a claim is found by: its evidence, speakers, places, parties and measure."""
    said = (row["words"], row["sources"], row["places"], row["party"], row["actor"], row["measure"].replace("_", " "))
    return " ".join(words("\n".join(part for part in said if part))[:_INDEXED_WORDS])


def refresh(conn: Connection, report_ids: Sequence[str]) -> None:
    """Work out the current claims of the given reports again."""
    for start in range(0, len(report_ids), _BATCH):
        batch = report_ids[start : start + _BATCH]
        held = {(s, r): -number for s, r, number in conn.execute(_HELD, {"report_ids": list(batch)})}
        if held:
            _count(conn, held)
            drop_names(conn, schema.current_claims.c.report_id.in_(batch))
            drop_words(conn, schema.current_claims.c.report_id.in_(batch))
            drop_running(conn, schema.current_claims.c.report_id.in_(batch))
            conn.execute(_DELETE, {"report_ids": list(batch)})
            conn.execute(_UNINDEX_CLAIMS, {"report_ids": list(batch)})
        logs = load(conn, batch)
        insert_claims(conn, _with_turns(conn, [row for report_id in batch for row in claim_rows(logs[report_id])]))


def rebuild(conn: Connection) -> None:
    """Make all projections again from the log; the record, which `reconcile` makes from them, is forgotten."""
    for table in (*schema.RECORD, *schema.CASES, *schema.CLAIMS):
        conn.execute(delete(table))
    conn.execute(text(f"DELETE FROM {schema.CLAIM_INDEX}"))
    clear_words(conn)
    refresh(conn, list(conn.execute(select(schema.reports.c.id).order_by(schema.reports.c.seq)).scalars()))
    _clear_text_index(conn)
    seqs = list(conn.execute(select(schema.texts.c.seq).order_by(schema.texts.c.seq)).scalars())
    for seq in seqs:
        chars = conn.execute(select(schema.texts.c.chars).where(schema.texts.c.seq == seq)).scalar_one()
        index_text(conn, seq, unpack_text(chars))
    conn.execute(
        update(schema.state).values(projected_seq=schema.state.c.last_seq, projection_version=schema.PROJECTION_VERSION)
    )


def is_current(conn: Connection) -> bool:
    """Whether the projections were made by this version of the code, from the whole log."""
    row = conn.execute(select(schema.state)).one()
    return bool(row.projection_version == schema.PROJECTION_VERSION and row.projected_seq == row.last_seq)


def _clear_text_index(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        conn.execute(text(f"INSERT INTO {schema.TEXT_INDEX}({schema.TEXT_INDEX}) VALUES ('delete-all')"))
    else:
        conn.execute(text(f"DELETE FROM {schema.TEXT_INDEX}"))


def index_text(conn: Connection, seq: int, chars: str) -> None:
    """Add a text to the full-text index (of a very long one its first words)."""
    said = " ".join(words(chars)[:_INDEXED_WORDS])
    conn.execute(_INDEX[conn.dialect.name], {"seq": seq, "words": said})


def texts_with(conn: Connection, query: str) -> set[str]:
    """The ids of the texts that hold all words of the query."""
    wanted = words(query)
    if not wanted:
        return set()
    if conn.dialect.name == "sqlite":
        condition, said = f"{schema.TEXT_INDEX} MATCH :query", " ".join(f'"{word}"' for word in wanted)
    else:
        condition, said = "words @@ plainto_tsquery('simple', :query)", " ".join(wanted)
    rows = text(f"SELECT rowid FROM {schema.TEXT_INDEX} WHERE {condition}").bindparams(query=said)
    seqs = list(conn.execute(rows).scalars())
    found: set[str] = set()
    for start in range(0, len(seqs), 1000):
        batch = seqs[start : start + 1000]
        found |= set(conn.execute(select(schema.texts.c.id).where(schema.texts.c.seq.in_(batch))).scalars())
    return found


def projection_rows(conn: Connection) -> list[dict[str, Any]]:
    """The current claims as plain rows, by mention id, the size of the full-text index, and the names of claims."""
    table = schema.current_claims
    rows = [dict(row._mapping) for row in conn.execute(select(table).order_by(table.c.mention_id))]
    indexed = select(func.count()).select_from(text(schema.TEXT_INDEX))
    rows.append({"indexed_texts": conn.execute(indexed).scalar_one()})
    claims = select(func.count()).select_from(text(schema.CLAIM_INDEX))
    rows.append({"indexed_claims": conn.execute(claims).scalar_one()})
    for table in (schema.names, schema.claim_names, schema.running_counts):
        rows += [dict(row._mapping) for row in conn.execute(select(table).order_by(*table.primary_key))]
    return rows
