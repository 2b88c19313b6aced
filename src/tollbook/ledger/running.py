"""Running totals: of which measures and about whose people the current claims give any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Set
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    text,
)

from . import schema

_HELD_UP = ("accepted", "corrected")
_c = schema.current_claims.c
_COUNTS = and_(_c.state != "rejected", or_(~_c.retired, _c.state.in_(_HELD_UP)))
_ADD = text(  # both databases know this
    "INSERT INTO running_counts (measure, party, number) VALUES (:measure, :party, :number) "
    "ON CONFLICT (measure, party) DO UPDATE SET number = running_counts.number + excluded.number"
)
_kept = schema.running_counts.c
_GONE = delete(schema.running_counts).where(
    _kept.measure == bindparam("of"), _kept.party == bindparam("whose"), _kept.number <= 0
)


@dataclass(frozen=True, slots=True)
class RunningTotals:
    """How many claims that count give running totals of a measure about people of a party, whose name is folded;
    `claim` is one of them."""

    measure: str
    party: str
    number: int
    claim: str


def running_totals(
    conn: Connection, measure: str | None = None, *, without: Set[str] = frozenset(), limit: int | None = None
) -> list[RunningTotals]:
    """The measures (or the one given) and parties with running totals, those of most claims first, `limit` at most.

    `without` are reports that are left out. A claim that was retired counts where a person has held it up. Of one
    measure those of most claims are known, unless reports are left out; all else is counted, from one index.
    """
    number = func.count()
    query = select(_c.measure, _c.party, number, func.max(_c.mention_id)).where(literal_column(schema.RUNNING), _COUNTS)
    if measure is not None:
        query = query.where(_c.measure == measure)
    if measure is not None and limit is not None and not without:
        most = select(_kept.party).where(_kept.measure == measure).order_by(_kept.number.desc(), _kept.party)
        query = query.where(_c.party.in_(conn.execute(most.limit(limit)).scalars().all()))
    else:
        query = query.where(_c.party.is_not(None))
    if without:
        query = query.where(_c.report_id.not_in(sorted(without)))
    query = query.group_by(_c.measure, _c.party).order_by(number.desc(), _c.measure, _c.party)
    return [RunningTotals(*row) for row in conn.execute(query.limit(limit))]


def running_parties(conn: Connection, *, without: Set[str] = frozenset()) -> dict[str, int]:
    """The measures with running totals, and about the people of how many parties."""
    if without:
        return dict(Counter(one.measure for one in running_totals(conn, without=without)))
    return {row.measure: row[1] for row in conn.execute(select(_kept.measure, func.count()).group_by(_kept.measure))}


def has_running(conn: Connection, measure: str, parties: Collection[str], *, without: Set[str] = frozenset()) -> bool:
    """Whether there are running totals of a measure about the people of any of these parties (folded)."""
    query = select(_c.mention_id).where(literal_column(schema.RUNNING), _COUNTS)
    query = query.where(_c.measure == measure, _c.party.in_(sorted(parties)))
    if without:
        query = query.where(_c.report_id.not_in(sorted(without)))
    return conn.execute(query.limit(1)).first() is not None


def add_running(conn: Connection, of: ColumnElement[bool]) -> None:
    """Count those current claims, as far as they give running totals and count."""
    _add(conn, of, 1)


def drop_running(conn: Connection, of: ColumnElement[bool]) -> None:
    """Count those current claims no longer; they must still be as they were when they were counted."""
    gone = _add(conn, of, -1)
    if gone:
        conn.execute(_GONE, [{"of": measure, "whose": party} for measure, party in gone])


def _add(conn: Connection, of: ColumnElement[bool], sign: int) -> list[tuple[str, str]]:
    held = select(_c.measure, _c.party, func.count()).where(of, literal_column(schema.RUNNING), _COUNTS)
    counted = conn.execute(held.where(_c.party.is_not(None)).group_by(_c.measure, _c.party)).all()
    rows = [{"measure": m, "party": party, "number": sign * n} for m, party, n in sorted(counted)]
    if rows:
        conn.execute(_ADD, rows)
    return [(row["measure"], row["party"]) for row in rows]
