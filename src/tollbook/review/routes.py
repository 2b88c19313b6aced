"""The workbench's routes. Each is a plain function, run in a thread; who may call it stands in `access`."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import LedgerError, SettingsError

from . import actions, views
from .access import Person
from .bench import Workbench
from .coding_routes import add_coding_routes
from .own_panel import asked_own
from .pages import STATIC, problem_page, static
from .project_routes import add_project_routes
from .queue import ORDERS, STATES, Asked
from .sheet_routes import add_sheet_routes

Id = Annotated[str, Path(max_length=80)]
Word = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=20_000)]
Asking = Annotated[str, Query(max_length=200)]
After = Annotated[int, Query(ge=0, le=2**63 - 1)]
PART = "tollbook-part"
"""The header by which a page's script asks for a part of a page instead of the whole."""


def add_routes(app: FastAPI, bench: Workbench) -> None:
    """Add the routes of the review itself to the application."""
    _add_files(app)
    _add_pages(app, bench)
    _add_actions(app, bench)
    add_coding_routes(app, bench)
    add_project_routes(app, bench)
    add_sheet_routes(app, bench)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def _add_files(app: FastAPI) -> None:
    @app.get("/static/{name}")
    def asset(name: Id) -> Response:
        if name not in STATIC:
            return HTMLResponse(problem_page("No such page", "There is nothing at this address."), 404)
        return Response(static(name), media_type=STATIC[name])


def _add_pages(app: FastAPI, bench: Workbench) -> None:
    @app.get("/")
    def queue(
        request: Request,
        state: Asking = "machine",
        measure: Asking = "",
        party: Asking = "",
        source: Asking = "",
        place: Asking = "",
        text: Asking = "",
        mine: Asking = "",
        given: Asking = "",
        order: Asking = "influence",
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> Response:
        asked = Asked(
            state=state if state in (*STATES, "all") else "machine",
            measure=measure,
            party=party,
            source=source,
            place=place,
            text=text,
            mine=mine == "1",
            given=given,
            order=order if order in ORDERS else "influence",
            page=page,
            own=asked_own(request),
        )
        return HTMLResponse(views.queue_page(bench, asked, _person(request)))

    @app.get("/reports")
    def reports(request: Request, after: After = 0) -> Response:
        return HTMLResponse(views.reports_page(bench, _person(request), after))

    @app.get("/reports/{report}")
    def report(request: Request, report: Id, claim: Asking = "") -> Response:
        return HTMLResponse(views.report_page(bench, report, claim or None, _person(request)))

    @app.get("/reports/{report}/new")
    def new(
        request: Request, report: Id, words: Annotated[str, Query(max_length=5000)] = "", at: Asking = ""
    ) -> Response:
        return HTMLResponse(views.new_page(bench, report, words, at, _person(request)))

    @app.get("/add")
    def write_down(request: Request) -> Response:
        return HTMLResponse(views.add_page(bench, {}, "", _person(request)))

    @app.get("/claims/{claim}")
    def address(claim: Id) -> Response:
        found = actions.current(bench, claim)
        return _to_claim(found.report_id, found.id)

    @app.get("/claims/{claim}/item")
    def item(request: Request, claim: Id, editing: Asking = "") -> Response:
        return HTMLResponse(views.item_part(bench, claim, _person(request), editing=editing == "1"))


def _add_actions(app: FastAPI, bench: Workbench) -> None:
    def answer(request: Request, claim_id: str) -> Response:
        """The queue's item as it is now, for its script; the claim in its report for everything else."""
        if request.headers.get(PART) == "item":
            return HTMLResponse(
                views.item_part(bench, claim_id, _person(request)), headers={"Tollbook-Claim": claim_id}
            )
        return _to_claim(actions.current(bench, claim_id).report_id, claim_id)

    @app.post("/claims/{claim}/judge")
    def judge(request: Request, claim: Id, verdict: Word, seen: Word, why: Words = "") -> Response:
        done = actions.judge(bench, claim, verdict, by=_person(request).name, sign=seen, why=why)
        return answer(request, done)

    @app.post("/claims/{claim}/correct")
    async def correct(request: Request, claim: Id) -> Response:
        entered = await _entered(request)
        done = await run_in_threadpool(actions.correct, bench, claim, entered, by=_person(request).name)
        return await run_in_threadpool(answer, request, done)

    @app.post("/claims/{claim}/evidence")
    def evidence(request: Request, claim: Id, words: Words, seen: Word, at: Word = "") -> Response:
        near = int(at) if at.isdigit() else None
        return answer(request, actions.move_evidence(bench, claim, words, near, by=_person(request).name, sign=seen))

    @app.post("/undo")
    def undo(request: Request) -> Response:
        return answer(request, actions.undo(bench, by=_person(request).name))

    @app.post("/reports/{report}/claims")
    async def add(request: Request, report: Id) -> Response:
        entered = await _entered(request)
        done = await run_in_threadpool(actions.add, bench, report, entered, by=_person(request).name)
        return await run_in_threadpool(answer, request, done)

    @app.post("/add")
    async def add_report(request: Request) -> Response:
        entered = await _entered(request)
        return await run_in_threadpool(_add_report, bench, entered, _person(request))


def _add_report(bench: Workbench, entered: dict[str, str], person: Person) -> Response:
    """The claim in its new report; the form once more, as it was filled in, where something is wrong with it."""
    try:
        done = actions.add_with_report(bench, entered, by=person.name)
    except (LedgerError, SettingsError) as error:
        return HTMLResponse(views.add_page(bench, entered, str(error), person), 422)
    return _to_claim(actions.current(bench, done).report_id, done)


async def _entered(request: Request) -> dict[str, str]:
    """The form's values by name, the last of each; files are none."""
    async with request.form(max_files=0, max_fields=200) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _to_claim(report_id: str, claim_id: str) -> Response:
    return RedirectResponse(f"/reports/{quote(report_id)}?claim={quote(claim_id)}#claim-{quote(claim_id)}", 303)
