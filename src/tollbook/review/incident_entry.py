"""An incident written down by hand: the form, what becomes of it, and how it is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import LedgerError, SettingsError
from tollbook.model import Measure
from tollbook.run.entering import WrittenIncident, enter_incident, take_entry_back
from tollbook.run.own import fields_on

from . import actions
from .access import Person
from .bench import Workbench
from .frame import frame
from .pages import render
from .routes import Id
from .views import codes

ROWS = 4
"""Measures that the form has room for; further claims are added on the report's page."""
FIRST = (Measure.KILLED, Measure.INJURED)
"""What the first rows offer."""


def add_incident_entry(app: FastAPI, bench: Workbench) -> None:
    """Add the routes of incidents that are written down."""

    @app.get("/add/incident")
    def form(request: Request) -> Response:
        return HTMLResponse(entry_page(bench, {}, "", _person(request)))

    @app.post("/add/incident")
    async def enter(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=200) as form:
            entered = {name: value for name, value in form.items() if isinstance(value, str)}
        return await run_in_threadpool(_enter, bench, entered, _person(request))

    @app.post("/incidents/{subject}/take-back")
    def take_back(request: Request, subject: Id) -> Response:
        report = take_entry_back(bench.where, subject, by=_person(request).name)
        return RedirectResponse(f"/reports/{quote(report)}", 303)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def _enter(bench: Workbench, entered: dict[str, str], person: Person) -> Response:
    """The incident; the form once more, as it was filled in, where something is wrong with it."""
    try:
        home = enter_incident(bench.where, written_incident(entered, by=person.name))
    except (LedgerError, SettingsError) as error:
        return HTMLResponse(entry_page(bench, entered, str(error), person), 422)
    return RedirectResponse(f"/incidents/{quote(home)}", 303)


def written_incident(entered: Mapping[str, str], *, by: str) -> WrittenIncident:
    """What the form says. Raises LedgerError where it cannot be."""
    rows = [(entered.get(f"measure.{row}", ""), entered.get(f"count.{row}", "")) for row in range(ROWS)]
    try:
        counts = [(Measure(measure), count) for measure, count in rows if measure]
    except ValueError as error:
        raise LedgerError(f"{error}. Nothing was stored.") from error
    own = {n.removeprefix("own."): v for n, v in entered.items() if n.startswith("own.") and v.strip()}
    joins = entered.get("joins", "").strip() or None
    return WrittenIncident(told=actions.told_of(entered, by=by), counts=counts, joins=joins, own=own)


def entry_page(bench: Workbench, entered: Mapping[str, str], problem: str, person: Person) -> str:
    """The form, with what was entered in it and what was wrong with that."""
    fields = fields_on(bench.ledger.project(), "incident")
    return render(
        "add_incident.html.j2",
        **frame(bench, person, "An incident written down by hand"),
        entered=entered,
        problem=problem,
        codes=codes(),
        rows=[_row(entered, row) for row in range(ROWS)],
        own={"fields": [(one, entered.get(f"own.{one.name}", "")) for one in fields]},
    )


def _row(entered: Mapping[str, str], row: int) -> dict[str, Any]:
    offered = FIRST[row].value if row < len(FIRST) and not entered else ""
    return {"measure": entered.get(f"measure.{row}", offered), "count": entered.get(f"count.{row}", "")}
