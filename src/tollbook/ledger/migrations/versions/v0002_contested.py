"""Current claims say whether people judged them differently; the projection is made anew when the ledger is opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("current_claims", sa.Column("contested", sa.Boolean(), nullable=False, server_default=sa.false()))
