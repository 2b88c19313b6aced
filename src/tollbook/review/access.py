"""Who is at the other end: the person, and the sessions of the one who holds the printed token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .permissions import Role

IDLE_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the other end: the name that judgements carry, and a role.

    Whoever serves the workbench to themselves may all that there is. `by_token`: a program of theirs that shows an API
    token of this name. `has_account`: they did not come in by the printed address.
    """

    name: str
    role: Role = Role.ADMIN
    by_token: str | None = None
    has_account: bool = False

    def may(self, least: Role) -> bool:
        """Whether the person may what the role may."""
        return self.role.reaches(least)


@dataclass(slots=True)
class _Session:
    person: Person
    used: float


@dataclass
class Sessions:
    """Sessions of one process, by the hash of their random ids: ended by leaving, by idleness, or with the process.

    `token` opens one; it is printed where the workbench is started and nowhere else.
    """

    person: Person
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    clock: Callable[[], float] = time.monotonic
    _open: dict[str, _Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, token: str) -> str | None:
        """A new session's id for whoever has the token; None for anybody else."""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        id_ = secrets.token_urlsafe(32)
        with self._lock:
            self._open[_hashed(id_)] = _Session(self.person, self.clock())
        return id_

    def person_of(self, id_: str | None) -> Person | None:
        """Who a session belongs to; None where there is none, or it was not used for too long."""
        key = _hashed(id_ or "")
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            if self.clock() - session.used > IDLE_SECONDS:
                del self._open[key]
                return None
            session.used = self.clock()
            return session.person

    def leave(self, id_: str | None) -> None:
        """End a session: its cookie opens nothing any more, wherever a copy of it is."""
        with self._lock:
            self._open.pop(_hashed(id_ or ""), None)


def _hashed(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()
