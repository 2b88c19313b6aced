"""Passwords: what one must be, and argon2 over it. Few are worked on at once, since each takes 64 MiB."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tollbook.errors import LedgerError

SHORTEST, LONGEST = 12, 1000
_AT_ONCE = threading.BoundedSemaphore(2)
_HASHER = PasswordHasher()


@cache
def _of_nobody() -> str:
    """What a password is held against where there is no account, so that it takes as long as with one."""
    return _HASHER.hash(secrets.token_urlsafe())


def hash_of(password: str, name: str) -> str:
    """The hash of a new password. Raises LedgerError for one that is guessed too easily."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise LedgerError(f"a password has {SHORTEST} to {LONGEST} characters. Four words that have no link will do.")
    if len(set(plain)) < 5 or plain.casefold() in (name.casefold() * 4) or name.casefold() == plain.casefold():
        raise LedgerError("that password is guessed too easily. Four words that have no link will do.")
    with _AT_ONCE:
        return _HASHER.hash(plain)


def fits(stored: str | None, password: str) -> bool:
    """Whether it is the password of this hash; takes as long where there is none."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _of_nobody(), _plain(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_weak(stored: str) -> bool:
    """Whether a hash was made with weaker parameters than are used now."""
    return _HASHER.check_needs_rehash(stored)


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
