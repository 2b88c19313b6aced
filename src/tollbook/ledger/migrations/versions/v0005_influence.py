"""What each claim moves, kept with the order of review; current claims say where they stand in it, and are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the columns and their indexes; the projections are made anew when the ledger is opened."""
    op.create_table(
        "claim_totals",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("state", "retired"),
    )
    op.create_table(
        "influence",
        sa.Column("mention_id", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("move", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mention_id"),
    )
    op.create_index(op.f("ix_influence_cell"), "influence", ["cell"], unique=False)
    op.add_column("record_state", sa.Column("policies", sa.Text(), nullable=False, server_default=""))
    for name in ("position", "turn"):
        op.add_column("current_claims", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.drop_index(op.f("ix_current_claims_state"), "current_claims")
    op.create_index(op.f("ix_current_claims_judged_by"), "current_claims", ["judged_by"], unique=False)
    op.create_index("ix_current_claims_turn", "current_claims", ["turn", "position"], unique=False)
    op.create_index("ix_current_claims_position", "current_claims", ["position"], unique=False)
    op.create_index("ix_current_claims_state_turn", "current_claims", ["state", "turn", "position"], unique=False)
    op.create_index("ix_current_claims_state_position", "current_claims", ["state", "position"], unique=False)
