"""Claims are found by the words of their evidence in the order of the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_PROJECTED = 4
"""Claims that an earlier version projected have no order yet: they are projected anew once the tables are there."""


def upgrade() -> None:
    """Make the index, and fill it from the claims that are there."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE queue_index USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
        )
        op.execute("CREATE VIRTUAL TABLE queue_terms USING fts5vocab(queue_index, instance)")
    else:
        op.execute("CREATE TABLE queue_index (rowid bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_queue_index_words ON queue_index USING gin (words)")
    conn = op.get_bind()
    if conn.execute(sa.text("SELECT projection_version FROM ledger_state")).scalar() == _PROJECTED:
        _fill(conn)


def _fill(conn: sa.Connection) -> None:
    from tollbook.ledger.claim_words import add_words

    query = sa.text(
        "SELECT mention_id, state, turn, position, words FROM current_claims "
        "WHERE mention_id > :after ORDER BY mention_id LIMIT 1000"
    )
    after = ""
    while rows := conn.execute(query, {"after": after}).mappings().all():
        add_words(conn, rows)
        after = rows[-1]["mention_id"]
