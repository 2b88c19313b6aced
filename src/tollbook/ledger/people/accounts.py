"""Accounts: the people who may log in, each with the name that their judgements carry, and a role."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from tollbook.errors import LedgerError

from ..schema_people import accounts
from .secret import new_id

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in, unless the account is closed. `password` is a hash with its parameters."""

    id: str
    name: str
    role: str
    made: str
    closed: str | None
    password: str


def folded(name: str) -> str:
    """A name as two people may not both have it: no case, no odd spaces, compatible characters alike."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def add(conn: Connection, name: str, role: str, password: str, at: str) -> Account:
    """Make an account. Raises LedgerError for a name that cannot be one or that is taken."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise LedgerError(f"a name has 1 to {LONGEST_NAME} printable characters. Judgements will carry it.")
    account = Account(new_id("a"), name, role, at, None, password)
    row = {"id": account.id, "name": name, "folded": folded(name), "role": role, "password": password, "made": at}
    try:
        conn.execute(insert(accounts).values(row))
    except IntegrityError as error:
        raise LedgerError(f"{name}: that name is taken. Choose another, such as one with an initial.") from error
    return account


def by_name(conn: Connection, name: str) -> Account | None:
    """The account of that name, closed or not, in whatever case it is written."""
    row = conn.execute(select(accounts).where(accounts.c.folded == folded(name))).first()
    return None if row is None else _account(row)


def by_id(conn: Connection, id_: str) -> Account | None:
    """The account of that id, closed or not."""
    row = conn.execute(select(accounts).where(accounts.c.id == id_)).first()
    return None if row is None else _account(row)


def every(conn: Connection) -> list[Account]:
    """All accounts by name."""
    return [_account(row) for row in conn.execute(select(accounts).order_by(accounts.c.folded))]


def change(conn: Connection, account: Account, **values: Any) -> None:
    """Set the role, the password, or the moment of closing (None opens again)."""
    conn.execute(update(accounts).where(accounts.c.id == account.id).values(values))


def is_last(conn: Connection, account: Account) -> bool:
    """Whether no other open account has this one's role."""
    others = select(func.count()).where(
        accounts.c.role == account.role, accounts.c.closed.is_(None), accounts.c.id != account.id
    )
    return conn.execute(others).scalar_one() == 0


def _account(row: Any) -> Account:
    return Account(row.id, row.name, row.role, row.made, row.closed, row.password)
