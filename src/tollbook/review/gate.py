"""The gate before every route: host, origin, size, session and permission; and the headers of every answer."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import Person, Sessions
from .pages import problem_page
from .permissions import PERMISSIONS, Role

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
LARGEST_BODY = 1_000_000
SAFE = ("GET", "HEAD", "OPTIONS")


class Gate:
    """Lets a request through to the routes only where all that PERMISSIONS and the hosts allow holds."""

    def __init__(
        self, app: ASGIApp, *, routes: FastAPI, sessions: Sessions, hosts: frozenset[str], cookie: str
    ) -> None:
        self.app, self.routes, self.sessions, self.hosts, self.cookie = app, routes, sessions, hosts, cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal at once; else hand the request on, with the person in its state."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        answer = self.app if refusal is None else refusal
        await answer(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if headers.get("host", "") not in self.hosts:  # a name that somebody else points at this machine
            return _refused(
                421, "This address is not the workbench's", "Open the address that `tollbook serve` printed."
            )
        if scope["method"] not in SAFE:
            if not same_origin(headers):
                return _refused(403, "Refused", "The request did not come from a page of the workbench.")
            if not headers.get("content-length", "").isdigit() or int(headers["content-length"]) > LARGEST_BODY:
                return _refused(413, "Too large", f"A form holds at most {LARGEST_BODY:,} bytes.")
        path = _route_of(self.routes, scope)
        if path is None:
            return _refused(404, "No such page", "There is nothing at this address.")
        person = self.sessions.person_of(session_id(headers, self.cookie))
        scope.setdefault("state", {})["person"] = person
        route = (scope["method"], path)
        if route not in PERMISSIONS:
            return _refused(403, "Not allowed", "Nobody may open this: it stands in no table of permissions.")
        return _permitted(person, PERMISSIONS[route])


def _permitted(person: Person | None, least: Role | None) -> Response | None:
    if least is None:
        return None
    if person is None:
        said = "Open the address that `tollbook serve` printed when it started, or enter the token that stands in it."
        return HTMLResponse(problem_page("The workbench is closed to you", said, enter=True), 401)
    if not person.may(least):
        return _refused(403, "Not allowed", f"Your role ({person.role}) does not include this: it takes {least}.")
    return None


def _refused(status: int, title: str, said: str) -> Response:
    return HTMLResponse(problem_page(title, said), status)


def same_origin(headers: Headers) -> bool:
    """Whether a browser sent this from one of our own pages: by Sec-Fetch-Site, by Origin where it sends none."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and origin == f"http://{headers.get('host', '')}"


def session_id(headers: Headers, cookie: str) -> str | None:
    """The session's id from the cookie of that name."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie)
    except CookieError:
        return None
    return None if found is None else found.value


def _route_of(app: FastAPI, scope: Scope) -> str | None:
    for route in app.router.routes:
        if isinstance(route, Route) and route.matches(scope)[0] is Match.FULL:
            return route.path
    return None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
