"""The project's settings on a page, the codebook made of them, and the values of the project's own fields."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Path
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import LedgerError, SettingsError
from tollbook.model import Project
from tollbook.run.codebook import codebook
from tollbook.run.own import kind_of, resolved, set_own, take_back
from tollbook.run.settings import checked_project, project_toml

from .access import Person
from .bench import Workbench
from .frame import frame
from .own_panel import own_panel
from .pages import problem_page, render
from .project_form import SCOPES, known_choices, project_values

Id = Annotated[str, Path(max_length=80)]


def add_project_routes(app: FastAPI, bench: Workbench) -> None:
    """Add the routes of the project's settings, the codebook and the project's own fields."""
    _add_settings(app, bench)
    _add_own(app, bench)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def project_page(bench: Workbench, person: Person, project: Project, problem: str = "") -> str:
    """The settings as a form; for those who may not change them, to read."""
    return render(
        "project.html.j2",
        **frame(bench, person, "Project"),
        settings=project,
        scopes=SCOPES,
        choices=known_choices(),
        problem=problem,
    )


def _add_settings(app: FastAPI, bench: Workbench) -> None:
    @app.get("/project")
    def project(request: Request) -> Response:
        return HTMLResponse(project_page(bench, _person(request), bench.ledger.project()))

    @app.get("/project.toml")
    def as_file() -> Response:
        headers = {"Content-Disposition": 'attachment; filename="project.toml"'}
        return Response(project_toml(bench.ledger.project()), media_type="application/toml", headers=headers)

    def stored(request: Request, form: FormData) -> Response:
        before = bench.ledger.project()
        values = project_values(before, form)
        try:
            settings = checked_project(values)
        except SettingsError as error:
            return HTMLResponse(
                problem_page("The settings were not stored", str(error), back="/project", to="Back"), 422
            )
        bench.ledger.set_project(settings)
        return RedirectResponse("/project", 303)

    @app.post("/project")
    async def change(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=1000) as form:
            return await run_in_threadpool(stored, request, form)

    @app.get("/codebook")
    def book(request: Request) -> Response:
        project = bench.ledger.project()
        return HTMLResponse(
            render(
                "codebook.html.j2",
                **frame(bench, _person(request), "Codebook"),
                entries=codebook(project),
                settings=project,
            )
        )


def _home(id_: str) -> str:
    """The page of a claim, an incident or a case."""
    kind = kind_of(id_)
    return f"/claims/{id_}" if kind == "claim" else f"/{kind}s/{id_}#own"


def _add_own(app: FastAPI, bench: Workbench) -> None:
    @app.get("/own/{subject}")
    def own(request: Request, subject: Id) -> Response:
        id_ = resolved(bench.ledger, subject)
        panel = own_panel(bench.ledger, id_, _person(request)) | {"back": False}
        what = kind_of(id_)
        return HTMLResponse(
            render(
                "own.html.j2",
                **frame(bench, _person(request), f"Own fields of a {what}"),
                what=what,
                own=panel,
                home=_home(id_),
            )
        )

    def set_(subject: str, entered: dict[str, str], by: str) -> Response:
        why, back = entered.pop("why", "").strip() or None, entered.pop("back", "") == "1"
        if entered.pop("undo", "") == "1":
            take_back(bench.ledger, subject, by=by)
        else:
            values = {name.removeprefix("own."): value for name, value in entered.items() if name.startswith("own.")}
            if not values:
                raise LedgerError("no field was given. Nothing was stored.")
            set_own(bench.ledger, subject, values, by=by, why=why)
        id_ = resolved(bench.ledger, subject)
        return RedirectResponse(_home(id_) if back else f"/own/{id_}", 303)

    @app.post("/own/{subject}")
    async def change(request: Request, subject: Id) -> Response:
        async with request.form(max_files=0, max_fields=200) as form:
            entered = {name: value for name, value in form.items() if isinstance(value, str)}
        return await run_in_threadpool(set_, subject, entered, _person(request).name)
