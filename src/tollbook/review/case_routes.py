"""The routes of cases."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from . import cases
from .access import Person
from .bench import Workbench
from .own_panel import asked_own
from .routes import Id, Word, Words

Start = Annotated[int, Query(ge=0, le=10_000_000)]


def add_cases(app: FastAPI, bench: Workbench) -> None:
    """Add the routes of cases to the application."""

    @app.get("/cases")
    def listed(request: Request, start: Start = 0) -> Response:
        return HTMLResponse(cases.cases_page(bench, start, _person(request), asked_own(request)))

    @app.get("/cases/{case}")
    def one(request: Request, case: Id) -> Response:
        return HTMLResponse(cases.case_page(bench, case, _person(request)))

    @app.post("/cases/judge")
    def judge(request: Request, pair: Word, verdict: Word, why: Words = "") -> Response:
        cases.judge(bench, pair, verdict, why, by=_person(request).name)
        return RedirectResponse("/cases#pairs", 303)

    @app.post("/cases/match")
    def match() -> Response:
        cases.match(bench)
        return RedirectResponse("/cases", 303)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person
