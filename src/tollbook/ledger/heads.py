"""Current claims in few columns: what lists and orders of many claims need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from . import schema
from .claims import Filter, State, StoredClaim, conditions, select_claims

_BATCH = 500


@dataclass(frozen=True, slots=True)
class ClaimHead:
    """A current claim without its reading. `party` is folded, as it is compared."""

    id: str
    report_id: str
    state: State
    retired: bool
    measure: str
    party: str | None
    judged_by: str | None


def list_heads(conn: Connection, wanted: Filter) -> list[ClaimHead]:
    """The claims that fit, in the order of reports and of the places in them."""
    c, mentions, reports = schema.current_claims.c, schema.mentions, schema.reports
    joined = schema.current_claims.join(mentions, c.mention_id == mentions.c.id).join(
        reports, c.report_id == reports.c.id
    )
    query = (
        select(c.mention_id, c.report_id, c.state, c.retired, c.measure, c.party, c.judged_by)
        .select_from(joined)
        .where(*conditions(wanted))
        .order_by(reports.c.seq, mentions.c.anchor_start, mentions.c.anchor_end, mentions.c.measure, mentions.c.ordinal)
    )
    return [ClaimHead(*row) for row in conn.execute(query)]


def claims_by_id(conn: Connection, ids: Sequence[str]) -> list[StoredClaim]:
    """The current claims of these ids, in the order given; ids without a current claim are left out."""
    found: dict[str, StoredClaim] = {}
    for start in range(0, len(ids), _BATCH):
        batch = schema.current_claims.c.mention_id.in_(ids[start : start + _BATCH])
        found |= {claim.id: claim for claim in select_claims(conn, Filter(), batch)}
    return [found[id_] for id_ in ids if id_ in found]


def count_states(conn: Connection) -> dict[tuple[str, str], int]:
    """The number of live or judged claims by report and state."""
    c = schema.current_claims.c
    query = select(c.report_id, c.state, func.count()).group_by(c.report_id, c.state)
    return {(report_id, state): number for report_id, state, number in conn.execute(query)}
