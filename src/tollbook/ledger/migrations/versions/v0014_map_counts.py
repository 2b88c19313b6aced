"""Incidents are counted by place and by day, so that a map of all of them reads no single one."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and fill them from the record that there is."""
    op.add_column("subject_heads", sa.Column("shown", sa.String(), nullable=True))
    op.add_column("subject_heads", sa.Column("rough", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_subject_heads_spot", "subject_heads", ["kind", "country", "lat", "lon"], unique=False)
    op.create_table(
        "map_spots",
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("rough", sa.Boolean(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("country", "lat", "lon"),
    )
    op.create_table(
        "map_days",
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("country", "day"),
    )
    _fill(op.get_bind())


def _fill(conn: sa.Connection) -> None:
    told = sa.text("UPDATE subject_heads SET shown = :shown, rough = :rough WHERE subject_id = :id")
    rows = conn.execute(sa.text("SELECT id, body FROM subjects WHERE kind = 'incident'")).all()
    bodies = [(row.id, json.loads(row.body)) for row in rows]
    values = [
        {"id": id_, "shown": body.get("place"), "rough": (body.get("where_prec") or 1) > 1} for id_, body in bodies
    ]
    if values:
        conn.execute(told, values)
    conn.execute(
        sa.text(
            "INSERT INTO map_spots SELECT coalesce(country, ''), lat, lon, coalesce(min(shown), ''), count(*), "
            "min(CASE WHEN rough THEN 1 ELSE 0 END) = 1, coalesce(min(CASE WHEN day <> '' THEN day END), ''), "
            "max(day), max(subject_id) FROM subject_heads "
            "WHERE kind = 'incident' AND lat IS NOT NULL AND lon IS NOT NULL GROUP BY coalesce(country, ''), lat, lon"
        )
    )
    conn.execute(
        sa.text(
            "INSERT INTO map_days SELECT coalesce(country, ''), day, count(*) FROM subject_heads "
            "WHERE kind = 'incident' GROUP BY coalesce(country, ''), day"
        )
    )
