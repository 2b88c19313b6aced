"""How often somebody failed to log in lately, by account and by address, and how long they must wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from ..schema_people import login_failures
from .secret import hashed

FORGOTTEN = timedelta(days=1)
LONGEST_WAIT = timedelta(minutes=15)

Tried = tuple[str, int]
"""What is being tried (an account, an address), and how many failures are free."""


def wait(number: int, free: int) -> timedelta:
    """How long nobody may try after so many failures: nothing at first, then twice as long each time."""
    over = number - free
    return timedelta() if over < 0 else min(LONGEST_WAIT, timedelta(seconds=2 ** min(over, 12)))


def attempt(conn: Connection, tried: Sequence[Tried], at: datetime) -> timedelta:
    """Count an attempt before its password is looked at, so that many at once are many; or how long to wait."""
    conn.execute(delete(login_failures).where(login_failures.c.last < (at - FORGOTTEN).isoformat()))
    known = {key: _known(conn, key) for key, _ in tried}
    left = [last + wait(number, free) - at for key, free in tried for number, last in known[key]]
    longest = max(left, default=timedelta())
    if longest > timedelta():
        return longest
    for key, found in known.items():
        row = {"number": 1 + sum(number for number, _ in found), "last": at.isoformat()}
        if found:
            conn.execute(update(login_failures).where(login_failures.c.key == hashed(key)).values(row))
        else:
            conn.execute(insert(login_failures).values(row | {"key": hashed(key)}))
    return timedelta()


def succeeded(conn: Connection, account: str, address: str) -> None:
    """The account's failures are forgotten; the address keeps those that were not this one."""
    conn.execute(delete(login_failures).where(login_failures.c.key == hashed(account)))
    conn.execute(
        update(login_failures).where(login_failures.c.key == hashed(address)).values(number=login_failures.c.number - 1)
    )


def _known(conn: Connection, key: str) -> list[tuple[int, datetime]]:
    row = conn.execute(select(login_failures).where(login_failures.c.key == hashed(key))).first()
    return [] if row is None else [(row.number, datetime.fromisoformat(row.last))]
