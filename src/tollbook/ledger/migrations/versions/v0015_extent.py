"""Running totals, and what is said of remains, are found by indexes of their own: their pages read no other claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_EXTENT = {
    "sqlite": "json_extract(reading, '$.extent')",
    "postgresql": """substring(reading FROM '"extent":"([a-z]+)"')""",
}
_DETAILS = {
    "sqlite": "json_array_length(reading, '$.remains_detail')",
    "postgresql": """CASE WHEN strpos(reading, '"remains_detail":["') > 0 THEN 1 ELSE 0 END""",
}
"""Quotes inside strings are escaped, so that no evidence can look like a key."""


def upgrade() -> None:
    """Add column and index, and fill them from the readings."""
    op.add_column("current_claims", sa.Column("extent", sa.String(), nullable=True))
    op.add_column("current_claims", sa.Column("details", sa.Integer(), nullable=True))
    kind = op.get_bind().dialect.name
    op.execute(sa.text(f"UPDATE current_claims SET extent = {_EXTENT[kind]}, details = {_DETAILS[kind]}"))
    op.create_index(
        "ix_current_claims_details",
        "current_claims",
        ["mention_id"],
        unique=False,
        sqlite_where=sa.text("details > 0"),
        postgresql_where=sa.text("details > 0"),
    )
    op.create_index(
        "ix_current_claims_totals",
        "current_claims",
        ["measure", "party", "report_id", "state", "retired", "mention_id", "extent"],
        unique=False,
        sqlite_where=sa.text("extent = 'cumulative'"),
        postgresql_where=sa.text("extent = 'cumulative'"),
    )
