"""Sessions: what a cookie opens, until it is ended, not used for too long, or too old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from ..schema_people import accounts, sessions
from . import accounts as known
from .accounts import Account
from .secret import hashed, new_secret

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
NOTED = timedelta(minutes=5)
"""A session's use is noted this often: a page that is looked at should not wait for the writer's lock."""


def start(conn: Connection, account: Account, at: datetime) -> str:
    """A new session's secret; those that are over go."""
    over = or_(sessions.c.used < (at - IDLE).isoformat(), sessions.c.made < (at - LONGEST).isoformat())
    conn.execute(delete(sessions).where(over))
    secret = new_secret()
    moment = at.isoformat()
    row = {"hash": hashed(secret), "account_id": account.id, "made": moment, "used": moment}
    conn.execute(insert(sessions).values(row))
    return secret


def account_of(conn: Connection, secret: str, at: datetime) -> tuple[Account, bool] | None:
    """Whose session it is, and whether its use should be noted; None where it opens nothing (any more)."""
    row = conn.execute(select(sessions).where(sessions.c.hash == hashed(secret))).first()
    if row is None:
        return None
    used, made = datetime.fromisoformat(row.used), datetime.fromisoformat(row.made)
    if at - used > IDLE or at - made > LONGEST:
        return None
    account = known.by_id(conn, row.account_id)
    return None if account is None or account.closed else (account, at - used > NOTED)


def note_use(conn: Connection, secret: str, at: datetime) -> None:
    """Note that a session was used."""
    conn.execute(update(sessions).where(sessions.c.hash == hashed(secret)).values(used=at.isoformat()))


def end(conn: Connection, secret: str) -> None:
    """End one session for good."""
    conn.execute(delete(sessions).where(sessions.c.hash == hashed(secret)))


def end_all(conn: Connection, account: Account) -> int:
    """End all sessions of an account; returns how many there were."""
    return conn.execute(delete(sessions).where(sessions.c.account_id == account.id)).rowcount


def count(conn: Connection) -> dict[str, int]:
    """How many sessions stand, by the account's name."""
    found: dict[str, int] = {}
    for name in conn.execute(select(accounts.c.name).join(sessions, sessions.c.account_id == accounts.c.id)).scalars():
        found[name] = found.get(name, 0) + 1
    return found
