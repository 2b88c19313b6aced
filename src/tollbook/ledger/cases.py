"""Cases as they were last made: namings, pairs that may be of one person, and the log of the ids of cases."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select

from tollbook.errors import LedgerError
from tollbook.model import Case, Naming, PersonPair

from . import schema
from .codec import record_json, to_json
from .record import SubjectEvent
from .store import Write

_BATCH = 500


@dataclass(frozen=True, slots=True)
class CasesMade:
    """What a run makes of all namings; `made_to` is the log's sequence number that it was made from."""

    made_to: int
    namings: Sequence[Naming]
    pairs: Sequence[PersonPair]
    cases: Sequence[Case]
    events: Sequence[SubjectEvent]


def replace(w: Write, made: CasesMade) -> None:
    """Put new cases in the place of all that there were, and log what became of their ids."""
    for table in schema.CASES:
        w.conn.execute(delete(table))
    case_of = {member: case.id for case in made.cases for member in case.members}
    rows = [{"id": n.id, "case_id": case_of[n.id], "body": record_json(n)} for n in made.namings]
    pairs = [{"a": p.a, "b": p.b, "probability": p.probability, "why": to_json(list(p.why))} for p in made.pairs]
    cases = [{"id": case.id, "state": case.state, "made_to": made.made_to} for case in made.cases]
    for table, values in ((schema.namings, rows), (schema.person_pairs, pairs), (schema.cases, cases)):
        for start in range(0, len(values), _BATCH):
            w.conn.execute(insert(table), values[start : start + _BATCH])
    events = [
        {"case_id": e.subject, "event": e.event, "other": e.other, "members": to_json(list(e.members)), "at": w.at}
        for e in made.events
    ]
    w.append(schema.case_events, events)


def events(conn: Connection, case: str | None = None) -> list[SubjectEvent]:
    """The log of the ids of cases, or of one, in its order."""
    table = schema.case_events
    query = select(table).order_by(table.c.seq)
    if case is not None:
        query = query.where(table.c.case_id == case)
    return [
        SubjectEvent(r.case_id, "case", r.event, tuple(json.loads(r.members)), r.other, r.at, r.seq)
        for r in conn.execute(query)
    ]


def made_to(conn: Connection) -> int | None:
    """The log's sequence number that the cases were made from; None where there are none."""
    found = conn.execute(select(schema.cases.c.made_to).limit(1)).scalar()
    return None if found is None else int(found)


def list_cases(conn: Connection, ids: Collection[str] | None = None) -> list[Case]:
    """All cases, or these, by id."""
    query = select(schema.namings.c.id, schema.namings.c.case_id, schema.cases.c.state).join(
        schema.cases, schema.cases.c.id == schema.namings.c.case_id
    )
    if ids is not None:
        query = query.where(schema.cases.c.id.in_(ids))
    members: dict[str, list[str]] = {}
    states: dict[str, str] = {}
    for row in conn.execute(query.order_by(schema.namings.c.case_id, schema.namings.c.id)):
        members.setdefault(row.case_id, []).append(row.id)
        states[row.case_id] = row.state
    return [Case.model_validate({"id": i, "members": tuple(m), "state": states[i]}) for i, m in members.items()]


def namings(conn: Connection, case: str | None = None) -> dict[str, Naming]:
    """The namings that cases were made of, by id; those of one case where one is given."""
    table = schema.namings
    query = select(table.c.id, table.c.body).order_by(table.c.id)
    if case is not None:
        query = query.where(table.c.case_id == case)
    return {row.id: Naming.model_validate(json.loads(row.body)) for row in conn.execute(query)}


def pairs(conn: Connection, among: Collection[str] | None = None) -> list[PersonPair]:
    """The pairs that may be of one person, the likeliest first; of these namings alone where any are given."""
    table = schema.person_pairs
    query = select(table).order_by(table.c.probability.desc(), table.c.a, table.c.b)
    if among is not None:
        query = query.where(or_(table.c.a.in_(among), table.c.b.in_(among)))
    return [
        PersonPair(a=r.a, b=r.b, probability=r.probability, why=tuple(json.loads(r.why))) for r in conn.execute(query)
    ]


def resolve(conn: Connection, given: str) -> str:
    """A case's id from the id or a unique beginning of it; of one that was merged, the one that it went into."""
    heads = list(
        conn.execute(select(schema.cases.c.id).where(schema.cases.c.id.startswith(given, autoescape=True))).scalars()
    )
    if len(heads) == 1 and given:
        return str(heads[0])
    if len(heads) > 1:
        raise LedgerError(f"{given}: fits several cases ({', '.join(heads[:4])}). Give one of these ids.")
    last = next((event for event in reversed(events(conn)) if given and event.subject.startswith(given)), None)
    if last is None:
        raise LedgerError(f"{given}: no such case. `tollbook cases` lists them.")
    if last.event == "merged" and last.other:
        return resolve(conn, last.other)
    raise LedgerError(f"{last.subject}: this case ended on {last.at[:10]}; nothing names this person any more.")


def resolve_naming(conn: Connection, given: str) -> str:
    """A naming's id from the id or a unique beginning of it."""
    table = schema.namings.c
    found = list(conn.execute(select(table.id).where(table.id.startswith(given, autoescape=True)).limit(5)).scalars())
    if len(found) == 1 and given:
        return str(found[0])
    said = f"fits several namings ({', '.join(found)})" if found else "no such naming of a person"
    raise LedgerError(f"{given}: {said}. `tollbook cases pairs` and `tollbook cases show` give their ids.")
