"""API tokens: what a program of somebody's shows in place of a session. Named, revocable, with a role of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from tollbook.errors import LedgerError

from ..schema_people import api_tokens
from . import accounts
from .accounts import Account
from .secret import hashed, new_id, new_secret

PREFIX = "tollbook_"
LONGEST_NAME = 80
NOTED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. It may at most what its account's role may, whatever its own."""

    id: str
    name: str
    role: str
    made: str
    used: str | None
    revoked: str | None


def make(conn: Connection, account: Account, name: str, role: str, at: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once. Raises LedgerError where it has no name."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise LedgerError(
            f"a token needs a name of at most {LONGEST_NAME} characters, to know it by when it is revoked."
        )
    secret, made = new_secret(PREFIX), Token(new_id("k"), name, role, at.isoformat(), None, None)
    row = {
        "id": made.id,
        "hash": hashed(secret),
        "account_id": account.id,
        "name": name,
        "role": role,
        "made": made.made,
    }
    conn.execute(insert(api_tokens).values(row))
    return made, secret


def account_of(conn: Connection, secret: str, at: datetime) -> tuple[Account, Token, bool] | None:
    """Whose token it is, and whether its use should be noted; None where it opens nothing (any more)."""
    row = conn.execute(select(api_tokens).where(api_tokens.c.hash == hashed(secret))).first()
    if row is None or row.revoked is not None:
        return None
    account = accounts.by_id(conn, row.account_id)
    if account is None or account.closed:
        return None
    return account, _token(row), row.used is None or at - datetime.fromisoformat(row.used) > NOTED


def note_use(conn: Connection, token: Token, at: datetime) -> None:
    """Note that a token was used."""
    conn.execute(update(api_tokens).where(api_tokens.c.id == token.id).values(used=at.isoformat()))


def of_account(conn: Connection, account: Account) -> list[Token]:
    """An account's tokens that nobody has revoked, the newest first."""
    still = (api_tokens.c.account_id == account.id, api_tokens.c.revoked.is_(None))
    return [_token(row) for row in conn.execute(select(api_tokens).where(*still).order_by(api_tokens.c.made.desc()))]


def revoke(conn: Connection, account: Account, id_: str, at: datetime) -> Token:
    """Revoke a token of this account's own. Raises LedgerError where it has none of that id."""
    found = next((token for token in of_account(conn, account) if token.id == id_), None)
    if found is None:
        raise LedgerError("you have no such token. Look at the list again.")
    conn.execute(update(api_tokens).where(api_tokens.c.id == id_).values(revoked=at.isoformat()))
    return found


def revoke_all(conn: Connection, account: Account, at: datetime) -> None:
    """Revoke all tokens of an account."""
    still = (api_tokens.c.account_id == account.id, api_tokens.c.revoked.is_(None))
    conn.execute(update(api_tokens).where(*still).values(revoked=at.isoformat()))


def _token(row: Any) -> Token:
    return Token(row.id, row.name, row.role, row.made, row.used, row.revoked)
