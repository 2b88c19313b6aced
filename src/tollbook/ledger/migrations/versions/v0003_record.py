"""The record: judgements on links, incidents and sources, ids of incidents and series, what `reconcile` makes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "claim_cells",
        sa.Column("mention_id", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("mention_id"),
    )
    op.create_index(op.f("ix_claim_cells_cell"), "claim_cells", ["cell"], unique=False)
    op.create_index(op.f("ix_claim_cells_report_id"), "claim_cells", ["report_id"], unique=False)
    op.create_table(
        "dependences",
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("a", "b", "kind", "source", "cell"),
    )
    op.create_index(op.f("ix_dependences_b"), "dependences", ["b"], unique=False)
    op.create_index(op.f("ix_dependences_cell"), "dependences", ["cell"], unique=False)
    op.create_table(
        "links",
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("type", "a", "b"),
    )
    op.create_index(op.f("ix_links_b"), "links", ["b"], unique=False)
    op.create_index(op.f("ix_links_cell"), "links", ["cell"], unique=False)
    op.create_table(
        "record_judgements",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("origin_ledger", sa.String(), nullable=True),
        sa.Column("origin_hash", sa.String(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("hash"),
        sa.UniqueConstraint("n"),
    )
    op.create_index(op.f("ix_record_judgements_origin_hash"), "record_judgements", ["origin_hash"], unique=False)
    op.create_index(op.f("ix_record_judgements_subject"), "record_judgements", ["subject"], unique=False)
    op.create_table(
        "record_state",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_to", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("one"),
    )
    op.create_table(
        "subject_claims",
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("mention_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "mention_id"),
    )
    op.create_index(op.f("ix_subject_claims_mention_id"), "subject_claims", ["mention_id"], unique=False)
    op.create_table(
        "subject_events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=True),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_subject_events_subject_id"), "subject_events", ["subject_id"], unique=False)
    op.create_table(
        "subjects",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_subjects_cell"), "subjects", ["cell"], unique=False)
    op.create_index(op.f("ix_subjects_kind"), "subjects", ["kind"], unique=False)
    op.create_table(
        "log_days",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
