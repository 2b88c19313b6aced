"""Ledgers as earlier versions left them: a new one is taken back, migration by migration.

Each new migration adds its own step here, so that the tests of those before it go on.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from tollbook.ledger import schema
from tollbook.ledger.schema_people import PEOPLE

_NEWER = (
    *reversed(PEOPLE),
    *schema.RECORD,
    *schema.CASES,
    *(schema.record_judgements, schema.codings, schema.subject_events, schema.log_days, schema.seals),
    *(schema.publications, schema.redactions, schema.person_lists, schema.case_events),
)
"""The tables that the first schema did not have; some are gone before it is come to."""
_EARLIER: dict[str, tuple[str, ...]] = {
    "0017": (
        "DROP TABLE cell_workings",
        "DROP TABLE kept_accounts",
        "ALTER TABLE source_cells DROP COLUMN seen",
    ),
    "0016": ("DROP TABLE IF EXISTS queue_terms", "DROP TABLE queue_index"),
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
    "0001": (
        *(
            f"DROP INDEX ix_current_claims_{index}"
            for index in ("turn", "position", "state_turn", "state_position", "judged_by")
        ),
        *(f"ALTER TABLE current_claims DROP COLUMN {column}" for column in ("contested", "turn", "position")),
        "CREATE INDEX ix_current_claims_state ON current_claims (state)",
        "DROP TABLE claim_totals",
        *(
            f"ALTER TABLE {table} DROP COLUMN {column}"
            for table in ("texts", "reports", "readings")
            for column in ("salt", "digest")
        ),
        *(f"DROP TABLE IF EXISTS {table.name}" for table in _NEWER),
        f"DROP TABLE {schema.CLAIM_INDEX}",
        "UPDATE ledger_state SET projection_version = 1",
    ),
}
"""What leads back to each version from the one before it here, the newest first."""


def take_back(conn: Connection, version: str) -> None:
    """Take the ledger behind `conn` back to the schema of `version`."""
    for earlier, statements in _EARLIER.items():
        for statement in statements:
            conn.execute(text(statement))
        if earlier == version:
            conn.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
            return
    raise ValueError(f"{version}: no way back to it is written; the versions are {', '.join(_EARLIER)}")
