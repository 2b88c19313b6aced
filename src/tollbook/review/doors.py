"""What lets somebody in: the token that was printed, an account's password, a session's cookie, an API token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger.people import Account, People
from tollbook.ledger.people.accounts import folded

from . import passwords
from .access import Person, Sessions
from .permissions import Role

FREE_OF_ACCOUNT, FREE_OF_ADDRESS = 5, 20
"""How often one may fail to log in to an account, and from an address, before each further try takes longer."""

WRONG = "Name and password do not fit together, or the account is closed."


class WaitError(SettingsError):
    """There were too many failures: nobody may try before `left` has passed."""

    def __init__(self, left: timedelta) -> None:
        self.seconds = max(1, round(left.total_seconds()))
        super().__init__(f"there were too many failures. Wait {self.seconds} seconds, then try again.")


@dataclass(frozen=True, slots=True)
class Doors:
    """Who may come in. `printed` is None where only those with an account may.

    With `secure` cookies travel over TLS alone.
    """

    people: People
    printed: Sessions | None
    cookie: str
    secure: bool = False

    @property
    def cookie_name(self) -> str:
        """The cookie's name; over TLS one that no other host and no plain page can set."""
        return f"__Host-{self.cookie}" if self.secure else self.cookie

    @property
    def scheme(self) -> str:
        """What pages of the workbench are reached by."""
        return "https" if self.secure else "http"

    def person_of(self, session: str | None) -> Person | None:
        """Who a session's cookie belongs to; None where it opens nothing."""
        if not session:
            return None
        person = self.printed.person_of(session) if self.printed else None
        if person is not None:
            return person
        account = self.people.of_session(session)
        return None if account is None else _person(account)

    def person_of_token(self, secret: str) -> Person | None:
        """Whose API token it is, with the lesser of the token's and the account's role."""
        found = self.people.of_token(secret)
        if found is None:
            return None
        account, token = found
        role, granted = Role(account.role), Role(token.role)
        return Person(account.name, granted if role.reaches(granted) else role, has_account=True, by_token=token.name)

    def log_in(self, name: str, password: str, address: str) -> tuple[Account, str]:
        """The account and the secret of a new session. Raises WaitError, or LedgerError where they do not fit."""
        account = self.people.account(name)
        self._try(f"account:{folded(name)}", address)
        if (
            not passwords.fits(None if account is None else account.password, password)
            or account is None
            or account.closed
        ):
            raise LedgerError(WRONG)
        self.people.succeeded(f"account:{folded(name)}", f"address:{address}")
        if passwords.is_weak(account.password):
            return account, self.people.set_password(account, passwords.hash_of(password, account.name))
        return account, self.people.start_session(account)

    def change_password(self, name: str, old: str, new: str, address: str) -> str:
        """Set another password; all sessions end. Returns the secret of a new one."""
        account, _ = self.log_in(name, old, address)
        return self.people.set_password(account, passwords.hash_of(new, account.name))

    def leave(self, session: str | None) -> None:
        """End a session for good, wherever copies of its cookie are."""
        if session:
            if self.printed:
                self.printed.leave(session)
            self.people.end_session(session)

    def _try(self, account: str, address: str) -> None:
        left = self.people.attempt([(account, FREE_OF_ACCOUNT), (f"address:{address}", FREE_OF_ADDRESS)])
        if left > timedelta():
            raise WaitError(left)


def _person(account: Account) -> Person:
    return Person(account.name, Role(account.role), has_account=True)
