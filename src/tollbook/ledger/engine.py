"""Where a ledger is (a file or a PostgreSQL address) and the engine that opens it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from tollbook.errors import LedgerError

SQLITE_MAGIC = b"SQLite format 3\x00"
_CACHE_KIB = 16_384
"""What a connection keeps of a SQLite ledger in memory at most: with the usual 2 MiB large ledgers are read again."""
WRITE_LOCK = 0x746F6C6C
"""The key of PostgreSQL's advisory lock that every writer of a ledger takes first ("toll")."""


@dataclass(frozen=True)
class Target:
    """What to open: `path` for an SQLite file (None: in memory), `url` for PostgreSQL; `name` is safe to print."""

    name: str
    path: Path | None = None
    url: URL | None = None

    @property
    def is_postgres(self) -> bool:
        """Whether the ledger lives in PostgreSQL."""
        return self.url is not None


def parse_target(where: str | os.PathLike[str]) -> Target:
    """A file's path, `:memory:`, `sqlite:///path`, or `postgresql://...`.

    Raises LedgerError for an address of another kind or one that cannot be read.
    """
    text = os.fspath(where)
    if text in (":memory:", "sqlite://", "sqlite:///:memory:"):
        return Target(name=":memory:")
    if "://" not in text:
        return Target(name=text, path=Path(text))
    scheme, rest = text.split("://", 1)
    if scheme == "sqlite":
        return Target(name=text, path=Path(rest.removeprefix("/")))
    if scheme.split("+")[0] not in ("postgresql", "postgres"):
        raise LedgerError(
            f"{scheme}://...: no ledger can be kept there. Give a file's path (SQLite) or postgresql://USER@HOST/NAME."
        )
    return _postgres("postgresql+psycopg://" + rest)


def _postgres(text: str) -> Target:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as e:
        raise LedgerError("the PostgreSQL address cannot be read. Write it as postgresql://USER@HOST:PORT/NAME.") from e
    if not url.database:
        raise LedgerError(f"{_shown(url)}: names no database. Write it as postgresql://USER@HOST:PORT/NAME.")
    return Target(name=_shown(url), url=url)


def _shown(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def make_engine(target: Target, *, read_only: bool, timeout: float) -> Engine:
    """An engine whose writing transactions take their lock before they read (`writing` marks them)."""
    if target.url is not None:
        engine = create_engine(target.url, connect_args={"connect_timeout": max(1, int(timeout))})
        event.listen(engine, "begin", _begin_postgres(read_only=read_only, timeout=timeout))
        return engine
    engine = _sqlite_engine(target.path, read_only=read_only, timeout=timeout)
    event.listen(engine, "connect", _connect_sqlite(read_only=read_only, timeout=timeout))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _sqlite_engine(path: Path | None, *, read_only: bool, timeout: float) -> Engine:
    args: dict[str, Any] = {"timeout": timeout, "check_same_thread": False}
    if path is None:
        return create_engine("sqlite://", connect_args=args, poolclass=StaticPool)
    if not read_only:
        return create_engine(URL.create("sqlite", database=str(path)), connect_args=args)
    query = {"uri": "true", "mode": "ro"}
    wal = path.with_name(path.name + "-wal")
    if not os.access(path.parent, os.W_OK) and not wal.exists():
        query["immutable"] = "1"  # else SQLite wants to make its -shm file beside the ledger
    return create_engine(URL.create("sqlite", database=path.absolute().as_uri(), query=query), connect_args=args)


def _connect_sqlite(*, read_only: bool, timeout: float) -> Any:
    def prepare(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # the driver would begin transactions by itself, and too late
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if not read_only and cursor.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()

    return prepare


def _begin_sqlite(conn: Connection) -> None:
    options = conn.get_execution_options()
    if not options.get("writing", False):
        conn.exec_driver_sql("BEGIN")
        return
    conn.exec_driver_sql("PRAGMA synchronous = " + ("FULL" if options["lasting"] else "NORMAL"))
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_postgres(*, read_only: bool, timeout: float) -> Any:
    def begin(conn: Connection) -> None:
        if conn.get_execution_options().get("writing", False):
            conn.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(timeout * 1000)}ms'")
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
            if not conn.get_execution_options()["lasting"]:
                conn.exec_driver_sql("SET LOCAL synchronous_commit = off")
        else:
            conn.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return begin
