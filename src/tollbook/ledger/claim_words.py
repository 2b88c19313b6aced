"""The words of current claims' evidence in a full-text index of their own, numbered in the order of the queue: a queue
of words reads the claims that it shows, however many others hold them and wherever in the whole queue they stand.

A number is a claim's step in what it moves (one step for each move below sixteen, then eight to each doubling, so that
few claims share one), with its position behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, select, text

from . import schema
from .claim_names import BEGINNING, Place
from .codec import words

_POSITIONS = 1 << 55
_LAST = 255
"""The step of claims that move nothing."""
_SINGLE = 16
"""Claims that move fewer people than this share a step only where they move as many."""
_BATCH = 500
_FIRST_READ, _NEXT_READ, _MOST_READ = 150, 1_000, 8_000
_ENDINGS = 50
"""So many words that begin with the one asked for are looked for one by one."""
_STATE = "0{}"
"""A claim's state as a word beside its own."""
_INDEXED_WORDS = 60_000  # PostgreSQL takes no more than 1 MiB of words a text
_ADD = {
    "sqlite": text(f"INSERT INTO {schema.QUEUE_INDEX}(rowid, words) VALUES (:number, :words)"),
    "postgresql": text(
        f"INSERT INTO {schema.QUEUE_INDEX}(rowid, words) VALUES (:number, to_tsvector('simple', :words))"
    ),
}
_DROP = {
    "sqlite": text(
        f"INSERT INTO {schema.QUEUE_INDEX}({schema.QUEUE_INDEX}, rowid, words) VALUES ('delete', :number, :words)"
    ),
    "postgresql": text(f"DELETE FROM {schema.QUEUE_INDEX} WHERE rowid = :number"),
}
_CLEAR = {
    "sqlite": text(f"INSERT INTO {schema.QUEUE_INDEX}({schema.QUEUE_INDEX}) VALUES ('delete-all')"),
    "postgresql": text(f"DELETE FROM {schema.QUEUE_INDEX}"),
}
_MATCHES = {
    name: text(
        f"SELECT rowid FROM {schema.QUEUE_INDEX} WHERE {condition} AND rowid > :after ORDER BY rowid LIMIT :size"
    )
    for name, condition in (
        ("sqlite", f"{schema.QUEUE_INDEX} MATCH :query"),
        ("postgresql", "words @@ to_tsquery('simple', :query)"),
    )
}
_NEXT = text(f"SELECT term FROM {schema.QUEUE_TERMS} WHERE term >= :at LIMIT 1").bindparams(bindparam("at"))


def step(turn: int) -> int:
    """The step of a claim's turn: the earlier the turn, the lower."""
    if turn >= schema.NO_TURN:
        return _LAST
    move = max(-turn, 0)
    if move < _SINGLE:
        return _LAST - 1 - move
    doublings = move.bit_length() - 4  # of which three bits behind the first are told apart
    return max(0, _LAST - 1 - 8 * doublings - (move >> doublings))


def number_of(turn: int, position: int) -> int:
    """A claim's number in the index."""
    return step(turn) * _POSITIONS + position


def add_words(conn: Connection, claims: Iterable[Mapping[str, Any] | RowMapping]) -> None:
    """Keep the words of these rows of current claims."""
    _run(conn, _ADD[conn.dialect.name], claims)


def drop_words(conn: Connection, of: ColumnElement[bool]) -> None:
    """Forget the words of those current claims, which must still be as they were when their words were kept."""
    c = schema.current_claims.c
    held = select(c.state, c.turn, c.position, c.words).where(of)
    _run(conn, _DROP[conn.dialect.name], conn.execute(held).mappings().all())


def clear_words(conn: Connection) -> None:
    """Forget the words of all claims."""
    conn.execute(_CLEAR[conn.dialect.name])


def _run(conn: Connection, change: Any, claims: Iterable[Mapping[str, Any] | RowMapping]) -> None:
    rows = [{"number": number_of(claim["turn"], claim["position"]), "words": _indexed(claim)} for claim in claims]
    if rows:
        conn.execute(change, rows)


def _indexed(claim: Mapping[str, Any] | RowMapping) -> str:
    return " ".join([_STATE.format(claim["state"]), *words(claim["words"])[:_INDEXED_WORDS]])


def indexed_whole(asked: Sequence[str]) -> bool:
    """Whether the index has these words as they are: it parts them at other signs, and has states beside words."""
    return all(word.isalnum() and not word.startswith(_STATE[0]) for word in asked)


def first_with_words(
    conn: Connection,
    asked: Sequence[str],
    state: str | None,
    conditions: Sequence[ColumnElement[bool]],
    *,
    first: int,
    counted: int,
) -> tuple[list[Place], int]:
    """The first claims of the queue (and some of the others) that hold all these words, the longer ones perhaps cut
    short, and how many do: counted so far, or farther. `conditions` are what is asked of them beside words and state.
    """
    found: list[Place] = []
    number = sure = 0
    for numbers in _matches(conn, asked, state):
        if conditions or sure < first:
            fitting = _fitting(conn, numbers, conditions)
            found += fitting
            number += len(fitting)
        else:
            number += len(numbers)
        last = numbers[-1] // _POSITIONS
        in_order = last >= _LAST - _SINGLE  # claims of such a step have one turn, and stand as their positions do
        sure = len(found) if in_order else sum(step(turn) < last for turn, *_ in found)
        if number >= counted and sure >= first:
            break
    return found, number


def _fitting(conn: Connection, numbers: Sequence[int], conditions: Sequence[ColumnElement[bool]]) -> list[Place]:
    c = schema.current_claims.c
    found: list[Place] = []
    for some in _batches([one % _POSITIONS for one in numbers]):
        query = select(c.turn, c.position, c.mention_id).where(c.position.in_(some), *conditions)
        found += [(row.turn, row.position, row.mention_id) for row in conn.execute(query)]
    return found


def _matches(conn: Connection, asked: Sequence[str], state: str | None) -> Iterator[Sequence[int]]:
    """The numbers of the claims that hold these words, in their order, some at a time."""
    query = _query(conn, list(dict.fromkeys(asked)), state)
    if query is None:
        return
    after, size, then = -1, _FIRST_READ, _NEXT_READ
    while True:
        given = {"query": query, "after": after, "size": size}
        numbers = conn.execute(_MATCHES[conn.dialect.name], given).scalars().all()
        if numbers:
            yield numbers
        if len(numbers) < size:
            return
        after, size, then = numbers[-1], then, min(2 * then, _MOST_READ)


def _query(conn: Connection, asked: Sequence[str], state: str | None) -> str | None:
    """The words and the state as the index takes them; None where it is known that no claim holds them."""
    told = [_STATE.format(state)] if state is not None else []
    if conn.dialect.name != "sqlite":
        return " & ".join([*(f"'{w}'" + ":*" * (len(w) >= BEGINNING) for w in asked), *(f"'{one}'" for one in told)])
    words_or_endings = [_any_ending(conn, word) for word in asked]
    if None in words_or_endings:
        return None
    return " AND ".join([*(one for one in words_or_endings if one), *(f'"{one}"' for one in told)])


def _any_ending(conn: Connection, word: str) -> str | None:
    """The words that begin so, each named: FTS5 reads all claims of what it has to look for as a beginning, before it
    gives the first. None where there are none."""
    if len(word) < BEGINNING:
        return f'"{word}"'
    found: list[str] = []
    at = word
    while len(found) <= _ENDINGS and word.isalnum():
        term = conn.execute(_NEXT, {"at": at}).scalar()
        if term is None or not term.startswith(word):
            return "(" + " OR ".join(f'"{one}"' for one in found) + ")" if found else None
        found.append(term)
        at = term + "\x01"
    return f'"{word}"*'


def _batches(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
