"""Full-text search over reports and claims, in the ledger's own index: the newest first, so that a page ends early."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, text

from . import schema
from .claims import Filter, StoredClaim, select_claims
from .codec import words
from .reports import StoredReport, reports_of_texts


def search_claims(
    conn: Connection, query: str, *, limit: int, before: int | None = None
) -> list[tuple[int, StoredClaim]]:
    """At most `limit` current claims that hold all words of the query, the newest first; `before` the number given
    with the last one of the page before."""
    seqs = _matches(conn, schema.CLAIM_INDEX, query, limit, before)
    mentions = schema.mentions.c
    ids = {row.id: row.seq for row in conn.execute(select(mentions.seq, mentions.id).where(mentions.seq.in_(seqs)))}
    found = select_claims(conn, Filter(), schema.current_claims.c.mention_id.in_(list(ids)))
    return sorted(((ids[claim.id], claim) for claim in found), key=lambda one: -one[0])


def search_reports(
    conn: Connection, query: str, *, limit: int, before: int | None = None
) -> list[tuple[int, StoredReport]]:
    """At most `limit` texts that hold all words of the query, the newest first, each with its first report."""
    seqs = _matches(conn, schema.TEXT_INDEX, query, limit, before)
    texts = schema.texts.c
    ids = {row.id: row.seq for row in conn.execute(select(texts.seq, texts.id).where(texts.seq.in_(seqs)))}
    found: dict[str, StoredReport] = {}
    for report in reports_of_texts(conn, list(ids)):
        found.setdefault(report.text_id, report)
    return sorted(((ids[id_], report) for id_, report in found.items()), key=lambda one: -one[0])


def _matches(conn: Connection, index: str, query: str, limit: int, before: int | None) -> Sequence[int]:
    wanted = words(query)
    if not wanted:
        return []
    if conn.dialect.name == "sqlite":
        condition, said = f"{index} MATCH :query", " ".join(f'"{word}"' for word in wanted)
    else:
        condition, said = "words @@ plainto_tsquery('simple', :query)", " ".join(wanted)
    earlier = " AND rowid < :before" if before is not None else ""
    rows = text(f"SELECT rowid FROM {index} WHERE {condition}{earlier} ORDER BY rowid DESC LIMIT :limit")
    given = {"query": said, "limit": limit} | ({"before": before} if before is not None else {})
    return list(conn.execute(rows, given).scalars())
