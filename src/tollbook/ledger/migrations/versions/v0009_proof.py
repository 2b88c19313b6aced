"""Proof: salted digests of the log's rows, seals over them, publications and redactions in the chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the tables; rows that were there before have no digest, and `verify` says how many."""
    for table in ("texts", "reports", "readings"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("salt", sa.String(), nullable=True))
            batch.add_column(sa.Column("digest", sa.String(), nullable=True))
    for table, about in (("seals", "run"), ("publications", "publication"), ("redactions", "about")):
        op.create_table(
            table,
            sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
            sa.Column("n", sa.BigInteger(), nullable=False),
            sa.Column(about, sa.String(), nullable=False),
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
        op.create_index(op.f(f"ix_{table}_{about}"), table, [about], unique=False)
        op.create_index(op.f(f"ix_{table}_origin_hash"), table, ["origin_hash"], unique=False)
