"""Claims are found by the names of their sources and places, by measure and party, in the order of the queue.

Running totals are counted as they come, and what depends on a source lies in the order of its page.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


_RUNNING = """
INSERT INTO running_counts (measure, party, number) SELECT measure, party, count(*) FROM current_claims
WHERE extent = 'cumulative' AND party IS NOT NULL AND state != 'rejected'
AND (NOT retired OR state IN ('accepted', 'corrected')) GROUP BY measure, party
"""


def upgrade() -> None:
    """Make the tables, fill them from the claims that are there, and change the index of parties."""
    op.create_table(
        "names",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "claim_names",
        sa.Column("name_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("mention_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name_id", "state", "turn", "position", "mention_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "running_counts",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "party"),
    )
    op.create_index("ix_running_counts_number", "running_counts", ["measure", "number", "party"], unique=False)
    for column in ("measure", "party"):
        op.drop_index(f"ix_current_claims_{column}", "current_claims")
        columns = [column, "state", "turn", "position", "retired", "mention_id"]
        op.create_index(f"ix_current_claims_{column}_turn", "current_claims", columns, unique=False)
    op.drop_index("ix_dependences_source", "dependences")
    op.create_index("ix_dependences_source_reports", "dependences", ["source", "a", "b", "kind"], unique=False)
    op.execute(_RUNNING)
    _fill(op.get_bind())


def _fill(conn: sa.Connection) -> None:
    from tollbook.ledger.claim_names import add_names

    held = "SELECT mention_id, state, turn, position, sources, places FROM current_claims WHERE mention_id > :after"
    query = sa.text(f"{held} ORDER BY mention_id LIMIT 1000")
    after = ""
    while rows := conn.execute(query, {"after": after}).mappings().all():
        add_names(conn, rows)
        after = rows[-1]["mention_id"]
