"""Alembic runs this file; the connection comes from `tollbook.ledger.migrations.upgrade`, with its transaction."""

from __future__ import annotations

from alembic import context

from tollbook.ledger.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
