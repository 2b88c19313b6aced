"""The database of a ledger: opening and making it, reading transactions, writing ones under the writer's lock."""

from __future__ import annotations

import json
import os
import secrets
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, func, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from tollbook.errors import LedgerError

from . import schema
from .engine import SQLITE_MAGIC, Target, make_engine, parse_target
from .sealing import with_digest

# Statements are built once: building them takes longer than SQLite takes to run them
_INSERT = {table.name: insert(table) for table in schema.LOG}
_STATE = select(schema.state)
_LAST_DAY = select(func.max(schema.log_days.c.day))
_SAVE_STATE = update(schema.state).values(
    last_seq=bindparam("last"),
    chain_length=bindparam("length"),
    chain_head=bindparam("head"),
    projected_seq=bindparam("last"),
)


def now() -> str:
    """The present moment in UTC, ISO 8601 with microseconds, so that strings sort as times."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@dataclass
class Write:
    """A writing transaction: it holds the writer's lock, hands out sequence numbers and knows the chain's head."""

    conn: Connection
    ledger_id: str
    last_seq: int
    chain_length: int
    chain_head: str
    at: str
    last_day: str = ""
    """The newest day in the log; the first entry of a later one is preceded by a row that says so."""
    known_runs: set[str] = field(default_factory=set)
    """Runs that were found in the log before; runs are never removed, so this outlives the transaction."""

    def append(self, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
        """Append rows to a table of the log; returns their sequence numbers."""
        if not rows:
            return []
        self._note_day()
        first = self.last_seq + 1
        numbered = [with_digest(table, {**row, "seq": first + i}) for i, row in enumerate(rows)]
        self.conn.execute(_INSERT[table.name], numbered)
        self.last_seq += len(rows)
        return [row["seq"] for row in numbered]

    def _note_day(self) -> None:
        today = self.at[:10]
        if today > self.last_day:
            self.last_seq += 1
            self.conn.execute(_INSERT[schema.log_days.name], [{"seq": self.last_seq, "day": today}])
            self.last_day = today


class Database:
    """One ledger's database. Errors of the database come out as LedgerError, naming the ledger and the remedy."""

    def __init__(self, target: Target, engine: Engine, *, read_only: bool) -> None:
        self.target = target
        self.engine = engine
        self.read_only = read_only
        self._known_runs: set[str] = set()
        self._last_day = ""

    @classmethod
    def open(
        cls, where: str | os.PathLike[str], *, create: bool = True, read_only: bool = False, timeout: float = 30.0
    ) -> Database:
        """Open a ledger, make it where there is none (`create`), and bring its tables up to date.

        Raises LedgerError where there is no ledger, something else, a newer ledger, or no way to reach it.
        """
        target = parse_target(where)
        _check_file(target, create=create and not read_only)
        database = cls(target, make_engine(target, read_only=read_only, timeout=timeout), read_only=read_only)
        try:
            database._bring_up_to_date(create=create)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger throughout."""
        with self._errors(), self.engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Write]:
        """A transaction under the writer's lock: all of it is stored, or nothing, also when the process is killed.

        `lasting`: it also survives a power cut once this returns. What a machine can make again may do without:
        SQLite then need not wait for the disk.
        """
        with self._locked(lasting=lasting) as conn:
            row = conn.execute(_STATE).one()
            last_day = self._last_day or conn.execute(_LAST_DAY).scalar() or ""
            w = Write(
                conn,
                row.ledger_id,
                row.last_seq,
                row.chain_length,
                row.chain_head,
                at=now(),
                known_runs=self._known_runs,
                last_day=last_day,
            )
            before = (w.last_seq, w.chain_length, w.chain_head)
            yield w
            if (w.last_seq, w.chain_length, w.chain_head) != before:
                save_state(w)
        self._last_day = w.last_day

    @contextmanager
    def beside(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A writing transaction, under the writer's lock, on what is beside the log: it appends nothing to it."""
        with self._locked(lasting=lasting) as conn:
            yield conn

    @contextmanager
    def _locked(self, *, lasting: bool = True) -> Iterator[Connection]:
        if self.read_only:
            raise LedgerError(f"{self.target.name}: opened for reading only. Open it for writing to change it.")
        with self._errors(), self.engine.connect() as plain:
            conn = plain.execution_options(writing=True, lasting=lasting)
            with conn.begin():
                yield conn

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as e:
            raise LedgerError(f"{self.target.name}: {_explained(e, self.target)}") from e
        except _UNREADABLE as e:
            said = " ".join(str(e).split())
            raise LedgerError(f"{self.target.name}: {_DAMAGED} (A row cannot be read: {said}.)") from e

    def _bring_up_to_date(self, *, create: bool) -> None:
        with self._errors(), self.engine.connect() as conn, conn.begin():
            version = schema_version(conn)
            fresh = version is None and not inspect(conn).get_table_names()
        if version == schema.SCHEMA_HEAD:
            return
        if self.read_only or (fresh and not create):
            self._refuse(version, fresh=fresh)
        with self._locked() as conn:
            version = schema_version(conn)  # another process may have been quicker
            if version != schema.SCHEMA_HEAD:
                self._migrate(conn, version)

    def _migrate(self, conn: Connection, version: str | None) -> None:
        from .migrations import known_versions, upgrade  # Alembic takes 0.3 s to import, and is seldom needed

        if version is None and inspect(conn).get_table_names():
            self._refuse(None, fresh=False)
        if version is not None and version not in known_versions():
            raise LedgerError(
                f"{self.target.name}: made by a newer Tollbook (schema {version}; this one knows up to "
                f"{schema.SCHEMA_HEAD}). Upgrade Tollbook to open it."
            )
        upgrade(conn)
        if conn.execute(select(schema.state.c.one)).first() is None:
            conn.execute(insert(schema.state), [_first_state()])

    def _refuse(self, version: str | None, *, fresh: bool) -> None:
        name = self.target.name
        if fresh:
            raise LedgerError(f"{name}: no ledger is there yet. `tollbook read FILES --ledger {name}` makes one.")
        if version is None:
            raise LedgerError(f"{name}: is a database, but no ledger. Give the path of a ledger, or of a new file.")
        raise LedgerError(
            f"{name}: its tables are of schema {version}, this Tollbook wants {schema.SCHEMA_HEAD}. Open it for "
            "writing once to bring it up to date; where it is the newer one, upgrade Tollbook."
        )


def last_seq(conn: Connection) -> int:
    """The sequence number of the log's last entry."""
    return int(conn.execute(select(schema.state.c.last_seq)).scalar_one())


def ledger_id(conn: Connection) -> str:
    """The id that the ledger was given when it was made."""
    return str(conn.execute(select(schema.state.c.ledger_id)).scalar_one())


def chain_head(conn: Connection) -> str:
    """The head of the chain as the ledger notes it."""
    return str(conn.execute(select(schema.state.c.chain_head)).scalar_one())


def seq_on(conn: Connection, day: date) -> int:
    """The sequence number of the last entry that was made by the end of that day (UTC)."""
    days = schema.log_days.c
    later = conn.execute(select(func.min(days.seq)).where(days.day > day.isoformat())).scalar()
    return last_seq(conn) if later is None else int(later) - 1


def save_state(w: Write) -> None:
    """Record how far the log goes; projections are brought along in the same transaction, so they go as far."""
    w.conn.execute(_SAVE_STATE, {"last": w.last_seq, "length": w.chain_length, "head": w.chain_head})


def schema_version(conn: Connection) -> str | None:
    """The migration that the tables are at; None where there are none of ours."""
    if not inspect(conn).has_table("alembic_version") or not inspect(conn).has_table(schema.state.name):
        return None
    version = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if version is None else str(version)


def _first_state() -> dict[str, Any]:
    return {
        "one": 1,
        "ledger_id": "l-" + secrets.token_hex(12),
        "made": now(),
        "last_seq": 0,
        "chain_length": 0,
        "chain_head": "",
        "projected_seq": 0,
        "projection_version": schema.PROJECTION_VERSION,
    }


def _check_file(target: Target, *, create: bool) -> None:
    path = target.path
    if path is None:
        return
    if path.is_dir():
        raise LedgerError(f"{target.name}: is a folder. Give the path of a file, such as {path / 'war.ledger'}.")
    if not path.exists():
        if not create:
            raise LedgerError(f"{target.name}: no such ledger. `tollbook read FILES --ledger {target.name}` makes one.")
        if not path.parent.is_dir():
            raise LedgerError(f"{target.name}: the folder {path.parent} does not exist. Make it first.")
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(SQLITE_MAGIC))
    except OSError as e:
        raise LedgerError(f"{target.name}: cannot be read ({e.strerror}). Check the file's permissions.") from e
    if start and start != SQLITE_MAGIC:
        raise LedgerError(f"{target.name}: is not a ledger. Give the path of a ledger, or of a new file.")


_UNREADABLE = (UnicodeDecodeError, json.JSONDecodeError, zlib.error)
"""What Python raises over a row whose bytes a bad disk or an editor has changed."""
_DAMAGED = "the file is damaged. Restore it from a dump or a copy (`tollbook restore`)."
_REMEDIES = (
    ("database is locked", "another process is writing to it. Try again when that has ended."),
    ("lock timeout", "another process is writing to it. Try again when that has ended."),
    ("readonly database", "the file is read-only. Make it and its folder writable, or copy it elsewhere."),
    ("read-only", "the database is read-only. Ask for the right to write, or copy the ledger elsewhere."),
    ("unable to open", "cannot be opened. Check that file and folder exist and that you may read and write them."),
    ("malformed", _DAMAGED),
    ("not a database", "is not a ledger. Give the path of a ledger, or of a new file."),
    ("disk is full", "the disk is full. Make room and run the command again; nothing is half stored."),
    ("disk i/o", "the disk cannot be read or written: full, or failing. Make room or check it, then run this again."),
    ("does not exist", "no such database, role or table. Make the database first (`createdb`), or check the address."),
    ("password", "the server refuses the user or password. Check the address."),
    ("connection", "the server cannot be reached. Check host, port and that PostgreSQL runs."),
    ("resolve", "the server cannot be reached. Check the host's name."),
)


def _explained(error: DBAPIError, target: Target) -> str:
    said = " ".join(str(error.orig).split())
    for sign, remedy in _REMEDIES:
        if sign in said.lower():
            return remedy
    where = "PostgreSQL" if target.is_postgres else "SQLite"
    return f"{where} refuses: {said}"
