"""Ledgers as earlier versions left them: a new one is taken back, migration by migration.

Each new migration adds its own step here, so that the tests of those before it go on.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_EARLIER: dict[str, tuple[str, ...]] = {
    "0016": (
        "DROP TABLE cell_workings",
        "DROP TABLE kept_accounts",
        "ALTER TABLE source_cells DROP COLUMN seen",
    ),
    "0015": (
        "DROP TABLE running_counts",
        "DROP TABLE claim_names",
        "DROP TABLE names",
        "DROP INDEX ix_dependences_source_reports",
        "CREATE INDEX ix_dependences_source ON dependences (source)",
        "DROP INDEX ix_current_claims_measure_turn",
        "CREATE INDEX ix_current_claims_measure ON current_claims (measure)",
        "DROP INDEX ix_current_claims_party_turn",
        "CREATE INDEX ix_current_claims_party ON current_claims (party)",
    ),
    "0014": (
        "DROP INDEX ix_current_claims_totals",
        "DROP INDEX ix_current_claims_details",
        "ALTER TABLE current_claims DROP COLUMN extent",
        "ALTER TABLE current_claims DROP COLUMN details",
    ),
    "0013": (
        "DROP INDEX ix_subject_heads_spot",
        "ALTER TABLE subject_heads DROP COLUMN shown",
        "ALTER TABLE subject_heads DROP COLUMN rough",
        "DROP TABLE map_spots",
        "DROP TABLE map_days",
    ),
}
"""What leads from each version's successor back to it, the newest first."""


def take_back(conn: Connection, version: str) -> None:
    """Take the ledger behind `conn` back to the schema of `version`."""
    for earlier, statements in _EARLIER.items():
        for statement in statements:
            conn.execute(text(statement))
        if earlier == version:
            conn.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
            return
    raise ValueError(f"{version}: no way back to it is written; the versions are {', '.join(_EARLIER)}")
