"""Changes of the tables, one file each, run by Alembic when a ledger is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def config() -> Config:
    """Alembic's settings: the scripts of this folder, and no file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def known_versions() -> set[str]:
    """The ids of all migrations that this code has."""
    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def upgrade(conn: Connection) -> None:
    """Bring the tables up to date within the transaction that `conn` is in."""
    settings = config()
    settings.attributes["connection"] = conn
    command.upgrade(settings, "head")
