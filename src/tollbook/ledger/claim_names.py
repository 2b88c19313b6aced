"""The names of the sources and places that current claims hold, kept with the claims of each in the order of review: a
queue of one source or place reads the claims that it shows, wherever in the whole queue they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, bindparam, delete, exists, insert, select, text

from . import schema
from .claims import State
from .codec import fold, words

KINDS = ("source", "place")
MOST = 50
"""So many names at most are looked at one by one."""
BEGINNING = 3
"""Letters of a word's beginning that find it; fewer are a word of their own."""
_BATCH = 500
Place = tuple[int, int, str]
"""Turn, position and id of a claim."""
_COLUMN = {"source": schema.current_claims.c.sources, "place": schema.current_claims.c.places}
_COUNT = text(  # both databases know this
    "INSERT INTO names (id, kind, name, number) VALUES (:id, :kind, :name, :number) "
    "ON CONFLICT (id) DO UPDATE SET number = names.number + excluded.number"
)
_KEY = [column.name for column in schema.claim_names.primary_key]
_DELETE = delete(schema.claim_names).where(and_(*(schema.claim_names.c[key] == bindparam(f"b_{key}") for key in _KEY)))
_GONE = delete(schema.names).where(schema.names.c.id.in_(bindparam("ids", expanding=True)), schema.names.c.number <= 0)


def add_names(conn: Connection, claims: Iterable[Mapping[str, Any] | RowMapping]) -> None:
    """Keep the names of these rows of current claims."""
    rows, counted = _rows(claims)
    if rows:
        conn.execute(insert(schema.claim_names), rows)
        _count(conn, counted, 1)


def drop_names(conn: Connection, of: ColumnElement[bool]) -> None:
    """Forget the names of those current claims, which must still be as they were when their names were kept."""
    c = schema.current_claims.c
    held = select(c.mention_id, c.state, c.turn, c.position, c.sources, c.places).where(of)
    rows, counted = _rows(conn.execute(held).mappings())
    if rows:
        conn.execute(_DELETE, [{f"b_{key}": row[key] for key in _KEY} for row in rows])
        _count(conn, counted, -1)
        for batch in _batches(sorted(id_ for id_, *_ in counted)):
            conn.execute(_GONE, {"ids": list(batch)})


def _rows(
    claims: Iterable[Mapping[str, Any] | RowMapping],
) -> tuple[list[dict[str, Any]], Counter[tuple[str, str, str]]]:
    rows: list[dict[str, Any]] = []
    counted: Counter[tuple[str, str, str]] = Counter()
    for claim in claims:
        kept = {key: claim[key] for key in _KEY if key != "name_id"}
        for kind in KINDS:
            for name in {name for name in claim[f"{kind}s"].split("\n") if name}:
                id_ = blake2b(f"{kind} {name}".encode(), digest_size=12).hexdigest()
                counted[id_, kind, name] += 1
                rows.append({"name_id": id_, **kept})
    return rows, counted


def _count(conn: Connection, names: Counter[tuple[str, str, str]], sign: int) -> None:
    more = [{"id": i, "kind": k, "name": name, "number": sign * n} for (i, k, name), n in sorted(names.items())]
    conn.execute(_COUNT, more)


def names_like(conn: Connection, kind: str, asked: str) -> dict[str, int]:
    """The ids of the names in which what is asked for stands, word by word (the last one perhaps cut short), each with
    how many claims hold it."""
    c, said = schema.names.c, fold(asked)
    found = conn.execute(select(c.id, c.name, c.number).where(c.kind == kind, c.name.contains(said, autoescape=True)))
    return {row.id: row.number for row in found if _holds(words(row.name), words(said))}


def _holds(name: Sequence[str], asked: Sequence[str]) -> bool:
    if not asked:
        return True
    *whole, last = asked
    return any(
        list(name[at : at + len(whole)]) == whole
        and (then == last or (len(last) >= BEGINNING and then.startswith(last)))
        for at, then in enumerate(name[len(whole) :])
    )


def has_name(names: Collection[str]) -> ColumnElement[bool]:
    """The condition that a row of current claims holds one of these names, which are few."""
    kept = schema.claim_names.alias("held")
    same = [kept.c[key] == schema.current_claims.c[key] for key in _KEY if key != "name_id"]
    return exists().where(kept.c.name_id.in_(sorted(names)), *same)


def first_of_names(
    conn: Connection,
    names: Collection[str],
    state: str | None,
    conditions: Sequence[ColumnElement[bool]],
    *,
    by_influence: bool,
    number: int,
) -> list[Place]:
    """The first claims of the queue, `number` of them at most, that hold one of these names, in no order; `conditions`
    are what is asked of them beside name and state."""
    kept, current = schema.claim_names, schema.current_claims
    c = kept.c
    query = select(c.turn, c.position, c.mention_id)
    if conditions:
        query = query.select_from(kept.join(current, current.c.mention_id == c.mention_id)).where(*conditions)
    order = (c.turn, c.position) if by_influence else (c.position,)
    found: set[Place] = set()
    for some in _batches(sorted(names), 1 if len(names) <= MOST else _BATCH):
        for one in get_args(State) if state is None else (state,):
            rows = conn.execute(query.where(c.name_id.in_(some), c.state == one).order_by(*order).limit(number))
            found.update((row.turn, row.position, row.mention_id) for row in rows)
    return sorted(found, key=lambda place: place if by_influence else place[1:])[:number]


def _batches(values: Sequence[str], size: int = _BATCH) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
