"""The few claims among which those of a filtered queue are: found first, so that no page looks through the ledger.

What fits often is found soon in the order of the queue itself. What fits seldom is found by the full-text index, or by
the reports that somebody was given. Which of the two it is shows a sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, select, text

from . import schema
from .claim_names import BEGINNING, Place
from .claims import Filter
from .codec import words
from .schema_people import assignments

SAMPLE = 1000
"""Claims with the words asked for that are looked at to see how often the filter's other conditions hold."""
OFTEN = 20
"""Where one in so many of the sample fits, the order of the queue is followed."""
_BATCH = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The claims that fit, if they are few, or the first of them in the queue (and perhaps some others), in no order.
    Without either the queue's order leads to them soon. `at_least`: how many fit in any case, where these are not all.
    """

    places: list[Place] | None
    at_least: int = 0


def narrowed(
    conn: Connection, wanted: Filter, given_to: str | None, conditions: Sequence[ColumnElement[bool]]
) -> Narrowed | None:
    """What the words of a filter, and the reports that somebody was given, lead to; None where neither is asked for.

    `conditions` are all that is asked of a claim, the words and the reports included.
    """
    current = schema.current_claims
    if given_to is not None:
        given = conn.execute(select(assignments.c.report_id).where(assignments.c.name == given_to)).scalars().all()
        found = (_fitting(conn, current, current.c.report_id.in_(batch), conditions) for batch in _batches(given))
        return Narrowed([place for some in found for place in some])
    said = _phrases(wanted)
    if not said:
        return None
    sample = _matches(conn, said, limit=SAMPLE + 1, whole=True)
    if len(sample) <= SAMPLE:
        sample = _matches(conn, said, limit=SAMPLE + 1)
    fitting = list(_of_entries(conn, sample[:SAMPLE], conditions))
    if len(sample) <= SAMPLE:
        return Narrowed(fitting)
    if len(fitting) * OFTEN >= SAMPLE:
        return Narrowed(None, len(fitting))
    return Narrowed(list(_of_entries(conn, _matches(conn, said), conditions)))


def _phrases(wanted: Filter) -> list[list[str]]:
    """What claims must hold: the words of a source's or place's name one after the other, those of the evidence
    anywhere. A country's two letters are in no index."""
    place = wanted.place if wanted.place and len(wanted.place) != 2 else None
    names = [words(name) for name in (wanted.source, place) if name]
    return [phrase for phrase in (*names, *([word] for word in words(wanted.text or ""))) if phrase]


def _matches(
    conn: Connection, said: Sequence[Sequence[str]], *, limit: int | None = None, whole: bool = False
) -> list[int]:
    """The numbers of claims that hold all these phrases, the last word of each perhaps cut short unless words are to be
    `whole` (what begins with a word is gathered from the whole index); with a limit half of them the newest."""
    if conn.dialect.name == "sqlite":
        condition = f"{schema.CLAIM_INDEX} MATCH :query"
        query = " ".join(f'"{" ".join(phrase)}"{"*" * (not whole and _may_go_on(phrase))}' for phrase in said)
    else:
        condition = "words @@ to_tsquery('simple', :query)"
        query = " & ".join(
            " <-> ".join(f"'{w}'" for w in phrase) + ":*" * (not whole and _may_go_on(phrase)) for phrase in said
        )
    rows = f"SELECT rowid FROM {schema.CLAIM_INDEX} WHERE {condition}"
    if limit is None:
        return list(conn.execute(text(rows), {"query": query}).scalars())
    found: dict[int, None] = {}
    for order, number in (("DESC", limit // 2), ("ASC", limit - limit // 2)):
        half = text(f"{rows} ORDER BY rowid {order} LIMIT :number")
        some = conn.execute(half, {"query": query, "number": number}).scalars().all()
        found.update(dict.fromkeys(some))
        if len(some) < number:  # these are all
            break
    return list(found)


def _may_go_on(phrase: Sequence[str]) -> bool:
    """Whether its last word is long enough to be the beginning of few others."""
    return len(phrase[-1]) >= BEGINNING


def _of_entries(conn: Connection, entries: Sequence[int], conditions: Sequence[ColumnElement[bool]]) -> Iterator[Place]:
    current, mentions = schema.current_claims, schema.mentions
    joined = mentions.join(current, current.c.mention_id == mentions.c.id)
    for batch in _batches(entries):
        yield from _fitting(conn, joined, mentions.c.seq.in_(batch), conditions)


def _fitting(
    conn: Connection, among: FromClause, led_by: ColumnElement[bool], conditions: Sequence[ColumnElement[bool]]
) -> list[Place]:
    c = schema.current_claims.c
    query = select(c.turn, c.position, c.mention_id).select_from(among).where(led_by, *conditions)
    return [(row.turn, row.position, row.mention_id) for row in conn.execute(query)]


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
