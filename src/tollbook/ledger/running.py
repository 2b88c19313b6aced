"""Running totals: of which measures and about whose people the current claims give any."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, literal_column, or_, select

from . import schema


@dataclass(frozen=True, slots=True)
class RunningTotals:
    """How many claims that count give running totals of a measure about people of a party, whose name is folded;
    `claim` is one of them."""

    measure: str
    party: str
    number: int
    claim: str


def running_totals(conn: Connection, *, without: Set[str] = frozenset()) -> list[RunningTotals]:
    """All measures and parties with running totals, those of most claims first; read from one index.

    `without` are reports that are left out. A claim that was retired counts where a person has held it up.
    """
    c = schema.current_claims.c
    counts = and_(c.state != "rejected", or_(~c.retired, c.state.in_(("accepted", "corrected"))))
    number = func.count()
    query = (
        select(c.measure, c.party, number, func.max(c.mention_id))
        .where(literal_column(schema.RUNNING), c.party.is_not(None), counts)
        .group_by(c.measure, c.party)
        .order_by(number.desc(), c.measure, c.party)
    )
    if without:
        query = query.where(c.report_id.not_in(sorted(without)))
    return [RunningTotals(*row) for row in conn.execute(query)]
