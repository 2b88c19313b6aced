"""Invitations: links that make one account each, until they expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from tollbook.errors import LedgerError

from ..schema_people import invitations
from . import accounts
from .accounts import Account
from .secret import hashed, new_id, new_secret

SPENT = "the invitation was used, withdrawn, or has expired. Ask for a new one."


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation gives; `ended` where it was used (`used_by`) or withdrawn."""

    id: str
    role: str
    note: str
    made_by: str
    made: str
    expires: str
    ended: str | None
    used_by: str | None


def make(conn: Connection, role: str, note: str, by: str, at: datetime, lasts: timedelta) -> tuple[Invitation, str]:
    """A new invitation and the secret of its link, which is shown this once."""
    secret, id_ = new_secret(), new_id("v")
    made = Invitation(id_, role, note, by, at.isoformat(), (at + lasts).isoformat(), None, None)
    row = {"id": id_, "hash": hashed(secret), "role": role, "note": note, "made_by": by}
    conn.execute(insert(invitations).values(row | {"made": made.made, "expires": made.expires}))
    return made, secret


def of_secret(conn: Connection, secret: str, at: datetime) -> Invitation | None:
    """The invitation of a link that can still be used."""
    row = conn.execute(select(invitations).where(invitations.c.hash == hashed(secret))).first()
    return None if row is None or row.ended is not None or row.expires < at.isoformat() else _invitation(row)


def use(conn: Connection, secret: str, name: str, password: str, at: datetime) -> Account:
    """Make the account that an invitation gives. Raises LedgerError where it gives none (any more)."""
    found = of_secret(conn, secret, at)
    if found is None:
        raise LedgerError(SPENT)
    account = accounts.add(conn, name, found.role, password, at.isoformat())
    done = update(invitations).where(invitations.c.id == found.id, invitations.c.ended.is_(None))
    if conn.execute(done.values(ended=at.isoformat(), used_by=account.name)).rowcount != 1:
        raise LedgerError(SPENT)
    return account


def withdraw(conn: Connection, id_: str, at: datetime) -> Invitation:
    """End an invitation that nobody has used. Raises LedgerError where there is none such."""
    row = conn.execute(select(invitations).where(invitations.c.id == id_, invitations.c.ended.is_(None))).first()
    if row is None:
        raise LedgerError("no such invitation stands open. Look at the list again.")
    conn.execute(update(invitations).where(invitations.c.id == id_).values(ended=at.isoformat()))
    return _invitation(row)


def standing(conn: Connection, at: datetime) -> list[Invitation]:
    """The invitations that can still be used, the newest first."""
    still = (invitations.c.ended.is_(None), invitations.c.expires >= at.isoformat())
    return [
        _invitation(row) for row in conn.execute(select(invitations).where(*still).order_by(invitations.c.made.desc()))
    ]


def _invitation(row: Any) -> Invitation:
    return Invitation(row.id, row.role, row.note, row.made_by, row.made, row.expires, row.ended, row.used_by)
