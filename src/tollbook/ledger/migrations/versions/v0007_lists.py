"""What lists, maps and searches read: heads of subjects, sources, words of claims. Filled with the projections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HEADS = {
    "ix_subject_heads_day": ["kind", "day", "subject_id"],
    "ix_subject_heads_country": ["kind", "country", "day", "subject_id"],
    "ix_subject_heads_place": ["kind", "place", "day", "subject_id"],
    "ix_subject_heads_size": ["kind", "size", "subject_id"],
    "ix_subject_heads_topic": ["topic", "size"],
}


def upgrade() -> None:
    """Make the tables, and the index of claims' words."""
    op.create_table(
        "subject_heads",
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("reported", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id"),
    )
    for name, columns in HEADS.items():
        op.create_index(name, "subject_heads", columns, unique=False)
    op.create_table(
        "source_cells",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "cell"),
    )
    op.create_index(op.f("ix_source_cells_cell"), "source_cells", ["cell"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sources_claims", "sources", ["claims", "id"], unique=False)
    op.create_index(op.f("ix_dependences_source"), "dependences", ["source"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE claim_index USING fts5(words, tokenize='unicode61 remove_diacritics 0')")
    else:
        op.execute("CREATE TABLE claim_index (rowid bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_claim_index_words ON claim_index USING gin (words)")
