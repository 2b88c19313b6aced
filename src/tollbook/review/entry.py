"""The routes by which people come in and go out: the printed token, an account's password, an invitation."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import FastAPI, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import LedgerError, TollbookError

from . import passwords
from .doors import Doors, WaitError
from .gate import address_of, session_id
from .pages import closed_page, problem_page, render

Secret = Annotated[str, Form(max_length=2000)]
Name = Annotated[str, Form(max_length=200)]
To = Annotated[str, Form(max_length=2000)]
_LOCAL = re.compile(r"/(?![/\\])[!-\[\]-~]*")


def local(to: str) -> str:
    """An address within the workbench: the one given, or the queue's where it leads elsewhere."""
    return to if _LOCAL.fullmatch(to) and not to.startswith(("/login", "/join", "/enter")) else "/"


def add_entry(app: FastAPI, doors: Doors) -> None:
    """Add the routes."""

    def let_in(request: Request, session: str, to: str) -> Response:
        doors.leave(session_id(request.headers, doors.cookie_name))  # whoever was in before, in this browser
        answer = RedirectResponse(local(to), 303)
        set_session(answer, doors, session)
        return answer

    def closed(status: int, *, to: str = "/", said: str = "", name: str = "") -> HTMLResponse:
        token = doors.printed is not None
        return HTMLResponse(closed_page(token=token, to=local(to), said=said, name=name), status)

    def entered(request: Request, token: str) -> Response:
        session = doors.printed.enter(token) if doors.printed else None
        if session is None:
            return closed(401, said="The token is not the one that `tollbook serve` printed when it started last.")
        return let_in(request, session, "/")

    @app.get("/enter", response_class=HTMLResponse)
    def enter(request: Request, token: Annotated[str, Query(max_length=200)] = "") -> Response:
        """Come in by the address that was printed."""
        return entered(request, token)

    @app.post("/enter", response_class=HTMLResponse)
    def enter_by_form(request: Request, token: Name = "") -> Response:
        """Come in by the token of that address."""
        return entered(request, token.strip())

    @app.get("/login", response_class=HTMLResponse)
    def login_page(to: Annotated[str, Query(max_length=2000)] = "/") -> Response:
        """The form to log in."""
        return closed(200, to=to)

    @app.post("/login", response_class=HTMLResponse)
    def login(request: Request, name: Name = "", password: Secret = "", to: To = "/") -> Response:
        """Log in with name and password: a session of its own, and none before it in this browser."""
        address = address_of(request.scope)
        try:
            account, session = doors.log_in(name, password, address)
        except WaitError as error:
            answer = closed(429, to=to, said=f"{error}".capitalize(), name=name)
            answer.headers["Retry-After"] = str(error.seconds)
            return answer
        except LedgerError as error:
            known = doors.people.account(name)
            doors.people.note(known.name if known else "(unknown)", "failed to log in", address=address)
            return closed(401, to=to, said=str(error), name=name)
        doors.people.note(account.name, "logged in", address=address)
        return let_in(request, session, to)

    @app.get("/join", response_class=HTMLResponse)
    def join_page(token: Annotated[str, Query(max_length=200)] = "") -> Response:
        """The form that an invitation's link opens."""
        invitation = doors.people.invitation(token)
        if invitation is None:
            said = "The invitation was used, withdrawn, or has expired. Ask whoever sent it for a new one."
            return HTMLResponse(problem_page("This link opens nothing", said), 404)
        return HTMLResponse(render("join.html.j2", invitation=invitation, token=token, problem="", name=""))

    @app.post("/join", response_class=HTMLResponse)
    def join(request: Request, token: Name = "", name: Name = "", password: Secret = "") -> Response:
        """Make the account that the invitation gives, and come in."""
        invitation = doors.people.invitation(token)
        if invitation is None:
            return join_page(token)
        try:
            account = doors.people.join(token, name, passwords.hash_of(password, name))
        except TollbookError as error:
            return HTMLResponse(
                render("join.html.j2", invitation=invitation, token=token, problem=str(error), name=name), 422
            )
        doors.people.note(account.name, "joined", about=f"as {account.role}", address=address_of(request.scope))
        return let_in(request, doors.people.start_session(account), "/")

    @app.post("/leave", response_class=HTMLResponse)
    def leave(request: Request) -> Response:
        """End the session for good."""
        doors.leave(session_id(request.headers, doors.cookie_name))
        said = "Your session has ended here and in every copy of it."
        answer = HTMLResponse(problem_page("You have left", said, back="/"))
        answer.delete_cookie(doors.cookie_name, path="/", secure=doors.secure, httponly=True, samesite="strict")
        return answer


def set_session(answer: Response, doors: Doors, session: str) -> None:
    """Send a session's cookie: for the workbench alone, read by no script."""
    answer.set_cookie(doors.cookie_name, session, path="/", httponly=True, samesite="strict", secure=doors.secure)
