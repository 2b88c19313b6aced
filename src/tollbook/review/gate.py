"""The gate before every route: host, origin, size, person and permission; what was done is noted behind it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook.errors import TollbookError

from .access import Person
from .doors import Doors
from .pages import closed_page, problem_page
from .permissions import PERMISSIONS, Role, by_token
from .veil import Withheld
from .veiled_answer import VeiledAnswer

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}
LARGEST_BODY = 1_000_000
LARGEST_FILE = 30_000_000
FILES = frozenset(("/sheets/in",))
"""The routes that take a file."""
SAFE = ("GET", "HEAD", "OPTIONS")
_LOG = logging.getLogger("tollbook.review")
_BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Let:
    """A request that is let through, or what refuses it."""

    refusal: Response | None = None
    person: Person | None = None
    route: str = ""


class Gate:
    """Lets a request through to the routes only where all that the permissions and the hosts allow holds."""

    def __init__(
        self, app: ASGIApp, *, routes: FastAPI, doors: Doors, hosts: frozenset[str], withheld: Withheld
    ) -> None:
        self.app, self.routes, self.doors, self.hosts, self.withheld = app, routes, doors, hosts, withheld

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal at once; else hand the request on, with the person in its state, and note what was done."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        let = await run_in_threadpool(self._looked_at, scope, Headers(scope=scope))
        scope.setdefault("state", {})["person"] = let.person
        answer = _Answer(send, HEADERS | (OVER_TLS if self.doors.secure else {}))
        if let.person is not None and not let.person.may(Role.CODER) and let.refusal is None:
            veiled = VeiledAnswer(answer.send, self.withheld)
            await self.app(scope, receive, veiled.send)
            await veiled.finish()
        else:
            await (let.refusal or self.app)(scope, receive, answer.send)
        if let.person is not None and scope["method"] not in SAFE and 200 <= answer.status < 400:
            await run_in_threadpool(self._note, let.person, let.route, scope)

    def _looked_at(self, scope: Scope, headers: Headers) -> _Let:
        try:
            return self._let(scope, headers)
        except TollbookError as error:  # the database does not say who it is
            return _Let(_refused(503, "Not now", str(error)))

    def _let(self, scope: Scope, headers: Headers) -> _Let:
        refusal = self._unwelcome(scope, headers)
        if refusal is not None:
            return _Let(refusal)
        path = _route_of(self.routes, scope)
        if path is None:
            return _Let(_refused(404, "No such page", "There is nothing at this address.", back="/"))
        route = (scope["method"], path)
        if route not in PERMISSIONS:
            return _Let(_refused(403, "Not allowed", "Nobody may open this: it stands in no table of permissions."))
        person = self._person(headers)
        return _Let(self._permitted(person, PERMISSIONS[route], scope), person, path)

    def _unwelcome(self, scope: Scope, headers: Headers) -> Response | None:
        if headers.get("host", "") not in self.hosts:  # a name that somebody else points at this machine
            return _refused(
                421, "This address is not the workbench's", "Open the address that `tollbook serve` printed."
            )
        if scope["method"] in SAFE:
            return None
        # a browser sends no Authorization by itself to another site, so no other site can use somebody's token
        if bearer(headers) is None and not same_origin(headers, self.doors.scheme):
            return _refused(403, "Refused", "The request did not come from a page of the workbench.")
        largest = LARGEST_FILE if scope["path"] in FILES else LARGEST_BODY
        if not headers.get("content-length", "").isdigit() or int(headers["content-length"]) > largest:
            return _refused(413, "Too large", f"A form holds at most {largest:,} bytes.")
        return None

    def _person(self, headers: Headers) -> Person | None:
        """Who shows a token, or else a session; who shows a token that opens nothing is nobody."""
        secret = bearer(headers)
        if secret is not None:
            return self.doors.person_of_token(secret)
        return self.doors.person_of(session_id(headers, self.doors.cookie_name))

    def _permitted(self, person: Person | None, least: Role | None, scope: Scope) -> Response | None:
        if least is None:
            return None
        if person is None:
            return HTMLResponse(closed_page(token=self.doors.printed is not None, to=_asked(scope)), 401)
        if not person.may(least):
            return _refused(403, "Not allowed", f"Your role ({person.role}) does not include this: it takes {least}.")
        if person.by_token and not by_token(scope["path"]):
            return _refused(403, "Not allowed", "An API token does not open this. Log in with a browser.")
        return None

    def _note(self, person: Person, route: str, scope: Scope) -> None:
        about = scope["path"] + (f" (by token {person.by_token})" if person.by_token else "")
        try:
            self.doors.people.note(person.name, f"{scope['method']} {route}", about=about, address=address_of(scope))
        except TollbookError as error:  # what was done is done and answered
            _LOG.error("not noted: %s %s by %s: %s", scope["method"], about, person.name, error)


def _refused(status: int, title: str, said: str, *, back: str | None = None) -> Response:
    return HTMLResponse(problem_page(title, said, back=back), status)


def bearer(headers: Headers) -> str | None:
    """The API token that a program shows."""
    found = _BEARER.fullmatch(headers.get("authorization", "").strip())
    return None if found is None else found.group(1)


def same_origin(headers: Headers, scheme: str = "http") -> bool:
    """Whether a browser sent this from one of our own pages: by Sec-Fetch-Site, by Origin where it sends none."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and origin == f"{scheme}://{headers.get('host', '')}"


def session_id(headers: Headers, cookie: str) -> str | None:
    """The session's id from the cookie of that name."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie)
    except CookieError:
        return None
    return None if found is None else found.value


def address_of(scope: Scope | Request) -> str:
    """Where a request comes from; behind a proxy that is trusted, where it came from to the proxy."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def _route_of(app: FastAPI, scope: Scope) -> str | None:
    for route in app.router.routes:
        if isinstance(route, Route) and route.matches(scope)[0] is Match.FULL:
            return route.path
    return None


def _asked(scope: Scope) -> str:
    """The page that was asked for, so that a claim's address that was sent to somebody opens after the log-in."""
    query = scope["query_string"].decode("latin-1")
    return quote(scope["path"]) + (f"?{query}" if query else "") if scope["method"] == "GET" else "/"


class _Answer:
    """What goes back: the headers that every answer carries are added, and its status is remembered."""

    def __init__(self, send: Send, headers: dict[str, str]) -> None:
        self._send, self._headers, self.status = send, headers, 500

    async def send(self, message: Message) -> None:
        """Send on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers[name] = value
        await self._send(message)
