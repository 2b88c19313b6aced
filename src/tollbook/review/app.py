"""The workbench as an application: its routes behind their gate."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tollbook.errors import LedgerError, SettingsError

from .access import Sessions
from .actions import ChangedMeanwhileError
from .bench import Workbench
from .blindfold import Blindfold
from .case_routes import add_cases
from .doors import Doors, WaitError
from .entry import add_entry
from .gate import Gate
from .house import add_house
from .incident_entry import add_incident_entry
from .pages import problem_page
from .record_routes import add_record
from .routes import add_routes

OFF: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def make_app(
    bench: Workbench,
    sessions: Sessions | None,
    *,
    hosts: frozenset[str],
    cookie: str = "tollbook",
    base: str | None = None,
    secure: bool = False,
) -> FastAPI:
    """The workbench of one ledger, answering only to these hosts (`127.0.0.1:8765`). It sends nothing anywhere.

    `sessions` are those of whoever holds the printed token; None lets in accounts alone. `base` is the address that
    invitations begin with, the first host's where none is given; `secure`: it is reached over TLS.
    """
    app = FastAPI(title="Tollbook", docs_url=None, redoc_url=None, openapi_url=None, telemetry=OFF)
    doors = Doors(bench.ledger.people, sessions, cookie, secure)
    add_entry(app, doors)
    add_routes(app, bench)
    add_record(app, bench)
    add_incident_entry(app, bench)
    add_cases(app, bench)
    add_house(app, bench, doors, base or f"{doors.scheme}://{min(hosts)}")
    app.add_api_route("/openapi.json", lambda: JSONResponse(app.openapi()), include_in_schema=False)
    app.add_middleware(Blindfold, ledger=bench.ledger)
    app.add_middleware(Gate, routes=app, doors=doors, hosts=hosts, withheld=bench.withheld)
    app.add_exception_handler(LedgerError, _problem)
    app.add_exception_handler(SettingsError, _problem)
    return app


def _problem(request: Request, error: Exception) -> Response:
    """What a person asked for cannot be done: 409 where somebody was quicker, 422 otherwise, 404 for an unknown id."""
    if isinstance(error, WaitError):
        wait = {"Retry-After": str(error.seconds)}
        return HTMLResponse(problem_page("Wait a little", str(error), back="/"), 429, wait)
    status = 409 if isinstance(error, ChangedMeanwhileError) else 422 if request.method == "POST" else 404
    return HTMLResponse(problem_page("That was not possible", str(error), back="/"), status)
