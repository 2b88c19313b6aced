"""Who may do what: one table of permissions for all routes, the roles, and the sessions."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Permission(StrEnum):
    """What a route asks of whoever calls it."""

    PUBLIC = "public"
    READ = "read"
    JUDGE = "judge"
    ADD = "add"


PERMISSIONS: Mapping[tuple[str, str], Permission] = {
    ("GET", "/enter"): Permission.PUBLIC,
    ("POST", "/enter"): Permission.PUBLIC,
    ("GET", "/static/{name}"): Permission.PUBLIC,
    ("POST", "/leave"): Permission.READ,
    ("GET", "/"): Permission.READ,
    ("GET", "/reports"): Permission.READ,
    ("GET", "/reports/{report}"): Permission.READ,
    ("GET", "/claims/{claim}"): Permission.READ,
    ("GET", "/claims/{claim}/item"): Permission.READ,
    ("POST", "/claims/{claim}/judge"): Permission.JUDGE,
    ("POST", "/claims/{claim}/correct"): Permission.JUDGE,
    ("POST", "/claims/{claim}/evidence"): Permission.JUDGE,
    ("POST", "/undo"): Permission.JUDGE,
    ("GET", "/reports/{report}/new"): Permission.ADD,
    ("POST", "/reports/{report}/claims"): Permission.ADD,
}
"""What every route asks for. A route that is not here is closed to everybody."""

ROLES: Mapping[str, frozenset[Permission]] = {
    "owner": frozenset((Permission.PUBLIC, Permission.READ, Permission.JUDGE, Permission.ADD)),
}
"""What each role may. The person at the machine that serves the workbench is its owner."""

IDLE_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the other end: the name that judgements carry, and a role."""

    name: str
    role: str = "owner"

    def may(self, permission: Permission) -> bool:
        """Whether the role has this permission."""
        return permission in ROLES.get(self.role, frozenset())


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
