"""What large cells were made with is kept, so that reports that come later are compared with what they touch alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; reconciling fills them, cell by cell."""
    op.create_table(
        "cell_workings",
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("accounts", sa.LargeBinary(), nullable=False),
        sa.Column("reports", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("cell"),
    )
    op.create_table(
        "kept_accounts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("cited", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_kept_accounts_cell", "kept_accounts", ["cell"], unique=False)
    op.add_column("source_cells", sa.Column("seen", sa.Text(), nullable=True))
