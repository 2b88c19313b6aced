"""All that a ledger keeps about those who work on it. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tollbook.errors import LedgerError

from . import accounts, activity, assignments, failures, invitations, sessions, tokens
from .accounts import Account
from .activity import Activity
from .assignments import Assignment
from .failures import Tried
from .invitations import Invitation
from .tokens import Token

if TYPE_CHECKING:
    from ..store import Database


def _now() -> datetime:
    return datetime.now(UTC)


class People:
    """Accounts, sessions, invitations, tokens, activities and assignments. Roles are words that the workbench knows."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now) -> None:
        self._database, self._clock = database, clock

    # Accounts

    def accounts(self) -> list[Account]:
        """All accounts by name, the closed ones too."""
        with self._database.read() as conn:
            return accounts.every(conn)

    def account(self, name: str) -> Account | None:
        """The account of that name, closed or not."""
        with self._database.read() as conn:
            return accounts.by_name(conn, name)

    def set_role(self, name: str, role: str) -> Account:
        """Give somebody another role. Raises LedgerError for an unknown name, or the last one of a role that rules."""
        with self._database.beside() as conn:
            account = _known(accounts.by_name(conn, name), name)
            if account.role != role:
                _not_the_last(account, is_last=accounts.is_last(conn, account))
            accounts.change(conn, account, role=role)
            return account

    def set_password(self, account: Account, password: str) -> str:
        """Set another password (a hash): all sessions end; returns the secret of a new one."""
        with self._database.beside() as conn:
            accounts.change(conn, account, password=password)
            sessions.end_all(conn, account)
            return sessions.start(conn, account, self._clock())

    def close_account(self, name: str) -> Account:
        """Close an account: its sessions end, its tokens are revoked. Its judgements stay."""
        with self._database.beside() as conn:
            account, at = _known(accounts.by_name(conn, name), name), self._clock()
            _not_the_last(account, is_last=accounts.is_last(conn, account))
            accounts.change(conn, account, closed=at.isoformat())
            sessions.end_all(conn, account)
            tokens.revoke_all(conn, account, at)
            return account

    def reopen_account(self, name: str) -> Account:
        """Let somebody in again."""
        with self._database.beside() as conn:
            account = _known(accounts.by_name(conn, name), name)
            accounts.change(conn, account, closed=None)
            return account

    # Sessions

    def start_session(self, account: Account) -> str:
        """A new session's secret."""
        with self._database.beside() as conn:
            return sessions.start(conn, account, self._clock())

    def of_session(self, secret: str) -> Account | None:
        """Whose session it is; None where it opens nothing."""
        at = self._clock()
        with self._database.read() as conn:
            found = sessions.account_of(conn, secret, at)
        if found is None:
            return None
        if found[1]:
            with self._database.beside(lasting=False) as conn:
                sessions.note_use(conn, secret, at)
        return found[0]

    def end_session(self, secret: str) -> None:
        """End a session: its cookie opens nothing any more, wherever a copy of it is."""
        with self._database.beside() as conn:
            sessions.end(conn, secret)

    def end_sessions(self, account: Account) -> int:
        """End all of somebody's sessions."""
        with self._database.beside() as conn:
            return sessions.end_all(conn, account)

    def count_sessions(self) -> dict[str, int]:
        """How many sessions stand, by name."""
        with self._database.read() as conn:
            return sessions.count(conn)

    # Invitations

    def invite(self, role: str, note: str, by: str, lasts: timedelta) -> tuple[Invitation, str]:
        """A new invitation, with the secret of its link."""
        with self._database.beside() as conn:
            return invitations.make(conn, role, note, by, self._clock(), lasts)

    def invitation(self, secret: str) -> Invitation | None:
        """What a link's invitation gives; None where it gives nothing (any more)."""
        with self._database.read() as conn:
            return invitations.of_secret(conn, secret, self._clock())

    def invitations(self) -> list[Invitation]:
        """The invitations that can still be used."""
        with self._database.read() as conn:
            return invitations.standing(conn, self._clock())

    def withdraw_invitation(self, id_: str) -> Invitation:
        """End an invitation that nobody has used."""
        with self._database.beside() as conn:
            return invitations.withdraw(conn, id_, self._clock())

    def join(self, secret: str, name: str, password: str) -> Account:
        """Use an invitation up: the account that it gives, with this password (a hash)."""
        with self._database.beside() as conn:
            return invitations.use(conn, secret, name, password, self._clock())

    # Tokens

    def make_token(self, account: Account, name: str, role: str) -> tuple[Token, str]:
        """A new API token, with its secret."""
        with self._database.beside() as conn:
            return tokens.make(conn, account, name, role, self._clock())

    def tokens(self, account: Account) -> list[Token]:
        """An account's tokens."""
        with self._database.read() as conn:
            return tokens.of_account(conn, account)

    def of_token(self, secret: str) -> tuple[Account, Token] | None:
        """Whose token it is; None where it opens nothing."""
        at = self._clock()
        with self._database.read() as conn:
            found = tokens.account_of(conn, secret, at)
        if found is None:
            return None
        account, token, noted = found
        if noted:
            with self._database.beside(lasting=False) as conn:
                tokens.note_use(conn, token, at)
        return account, token

    def revoke_token(self, account: Account, id_: str) -> Token:
        """Revoke one of an account's own tokens."""
        with self._database.beside() as conn:
            return tokens.revoke(conn, account, id_, self._clock())

    # Attempts to log in

    def attempt(self, tried: Sequence[Tried]) -> timedelta:
        """Count an attempt to log in; how long to wait where there were too many, and then nothing is counted."""
        with self._database.beside() as conn:
            return failures.attempt(conn, tried, self._clock())

    def succeeded(self, account: str, address: str) -> None:
        """The attempt that was counted was none that failed."""
        with self._database.beside(lasting=False) as conn:
            failures.succeeded(conn, account, address)

    # Activities

    def note(self, who: str, what: str, *, about: str = "", address: str = "") -> None:
        """Note that somebody did something."""
        with self._database.beside(lasting=False) as conn:
            activity.note(conn, self._clock().isoformat(timespec="seconds"), who, what, about, address)

    def activities(self, *, who: str | None = None, before: int | None = None, limit: int = 100) -> list[Activity]:
        """What was done, the newest first."""
        with self._database.read() as conn:
            return activity.newest(conn, who=who, before=before, limit=limit)

    # Assignments

    def assign(self, reports: Sequence[str], name: str, by: str) -> int:
        """Give reports to somebody; returns how many they did not have yet."""
        with self._database.beside() as conn:
            return assignments.assign(conn, reports, name, by, self._clock().isoformat(timespec="seconds"))

    def take_back(self, reports: Sequence[str], name: str) -> int:
        """Take reports from somebody; returns how many they had."""
        with self._database.beside() as conn:
            return assignments.take_back(conn, reports, name)

    def assignments(self, *, name: str | None = None, report: str | None = None) -> list[Assignment]:
        """Who is to review what."""
        with self._database.read() as conn:
            return assignments.every(conn, name=name, report=report)


def _known(account: Account | None, name: str) -> Account:
    if account is None:
        raise LedgerError(f"{name}: nobody of that name has an account. `tollbook people list` shows who has.")
    return account


def _not_the_last(account: Account, *, is_last: bool) -> None:
    if account.role == "admin" and account.closed is None and is_last:
        raise LedgerError(f"{account.name}: is the last admin. Make somebody else an admin first.")
