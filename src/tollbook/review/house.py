"""The routes about those who work here: one's own account, everybody's accounts, what was done, who is to do what."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import FastAPI, Form, Path, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger.people import Account

from . import house_views as views
from .access import Person
from .bench import Workbench
from .doors import Doors
from .entry import Name, Secret, set_session
from .gate import address_of
from .permissions import Role

Id = Annotated[str, Path(max_length=80)]


def add_house(app: FastAPI, bench: Workbench, doors: Doors, base: str) -> None:
    """Add the routes; `base` is the workbench's address, with which invitations begin."""
    _add_own(app, bench, doors)
    _add_people(app, bench, doors, base)
    _add_work(app, bench, doors)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def _role(given: str) -> Role:
    try:
        return Role(given)
    except ValueError as error:
        raise SettingsError(f"{given}: no role; choose one of {', '.join(Role)}.") from error


def _add_own(app: FastAPI, bench: Workbench, doors: Doors) -> None:
    people = doors.people

    def own(request: Request) -> Account:
        person = _person(request)
        account = people.account(person.name) if person.has_account else None
        if account is None:
            raise LedgerError("you came in by the printed address and have no account here.")
        return account

    @app.get("/me", response_class=HTMLResponse)
    def me(request: Request) -> Response:
        """One's own account."""
        person = _person(request)
        return HTMLResponse(views.own_page(bench, person, own(request) if person.has_account else None))

    @app.post("/me/password", response_class=HTMLResponse)
    def change_password(request: Request, old: Secret = "", new: Secret = "") -> Response:
        """Set another password; every other session ends."""
        session = doors.change_password(own(request).name, old, new, address_of(request.scope))
        answer = RedirectResponse("/me", 303)
        set_session(answer, doors, session)
        return answer

    @app.post("/me/tokens", response_class=HTMLResponse)
    def make_token(request: Request, name: Name = "", role: Name = Role.READER.value) -> Response:
        """Make an API token and show its secret, this once."""
        account, person, granted = own(request), _person(request), _role(role)
        if not person.may(granted):
            raise LedgerError(f"a token may no more than you: your role is {person.role}.")
        token, secret = people.make_token(account, name, granted)
        return HTMLResponse(views.own_page(bench, person, account, made=(token.name, secret)))

    @app.post("/me/tokens/{token}/revoke", response_class=HTMLResponse)
    def revoke_token(request: Request, token: Id) -> Response:
        """Revoke a token of one's own."""
        people.revoke_token(own(request), token)
        return RedirectResponse("/me", 303)

    @app.post("/me/sessions/end", response_class=HTMLResponse)
    def end_sessions(request: Request) -> Response:
        """End all of one's sessions, this one too."""
        people.end_sessions(own(request))
        return RedirectResponse("/login", 303)


def _add_people(app: FastAPI, bench: Workbench, doors: Doors, base: str) -> None:
    people = doors.people

    @app.get("/people", response_class=HTMLResponse)
    def accounts(request: Request) -> Response:
        """Everybody's accounts."""
        return HTMLResponse(views.people_page(bench, _person(request)))

    @app.post("/people/invite", response_class=HTMLResponse)
    def invite(
        request: Request,
        role: Name = Role.CODER.value,
        note: Name = "",
        days: Annotated[int, Form(ge=1, le=30)] = 3,
    ) -> Response:
        """Make an invitation and show its link, this once."""
        person = _person(request)
        _, secret = people.invite(_role(role), note.strip(), person.name, timedelta(days=days))
        return HTMLResponse(views.people_page(bench, person, link=f"{base}/join?token={secret}"))

    @app.post("/people/invitations/{invitation}/withdraw", response_class=HTMLResponse)
    def withdraw(invitation: Id) -> Response:
        """End an invitation that nobody has used."""
        people.withdraw_invitation(invitation)
        return RedirectResponse("/people", 303)

    @app.post("/people/role", response_class=HTMLResponse)
    def set_role(name: Name = "", role: Name = "") -> Response:
        """Give somebody another role."""
        people.set_role(name, _role(role))
        return RedirectResponse("/people", 303)

    @app.post("/people/close", response_class=HTMLResponse)
    def close(name: Name = "") -> Response:
        """Close an account, end its sessions and revoke its tokens; its judgements stay."""
        people.close_account(name)
        return RedirectResponse("/people", 303)

    @app.post("/people/reopen", response_class=HTMLResponse)
    def reopen(name: Name = "") -> Response:
        """Let somebody in again."""
        people.reopen_account(name)
        return RedirectResponse("/people", 303)

    @app.get("/activity", response_class=HTMLResponse)
    def activity(
        request: Request,
        who: Annotated[str, Query(max_length=200)] = "",
        before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    ) -> Response:
        """What people did, the newest first."""
        return HTMLResponse(views.activity_page(bench, _person(request), who or None, before))


def _add_work(app: FastAPI, bench: Workbench, doors: Doors) -> None:
    people = doors.people

    @app.get("/work", response_class=HTMLResponse)
    def work(request: Request) -> Response:
        """Who is to review what, and how far they are."""
        return HTMLResponse(views.work_page(bench, _person(request)))

    @app.post("/work/assign", response_class=HTMLResponse)
    def assign(
        request: Request,
        name: Name = "",
        report: Annotated[list[str], Form(max_length=1000)] = [],  # noqa: B006 - fastapi wants a list, and copies it
    ) -> Response:
        """Give reports to somebody."""
        whom = people.account(name)
        if whom is None and name != _person(request).name:
            raise LedgerError(f"{name}: nobody of that name has an account.")
        ids = [bench.ledger.resolve_report(given) for given in report]
        if not ids:
            raise LedgerError("no report was chosen. Tick those to be given.")
        people.assign(ids, whom.name if whom else name, _person(request).name)
        return RedirectResponse("/work", 303)

    @app.post("/work/take-back", response_class=HTMLResponse)
    def take_back(
        name: Name = "",
        report: Annotated[list[str], Form(max_length=1000)] = [],  # noqa: B006 - fastapi wants a list, and copies it
    ) -> Response:
        """Take reports from somebody."""
        people.take_back(report, name)
        return RedirectResponse("/work", 303)
