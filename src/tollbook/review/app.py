"""The workbench as an application: its routes behind their gate."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tollbook.errors import LedgerError, SettingsError

from .access import Sessions
from .actions import ChangedMeanwhileError
from .bench import Workbench
from .gate import Gate
from .pages import problem_page
from .routes import add_routes

OFF: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def make_app(bench: Workbench, sessions: Sessions, *, hosts: frozenset[str], cookie: str = "tollbook") -> FastAPI:
    """The workbench of one ledger, answering only to these hosts (`127.0.0.1:8765`). It sends nothing anywhere."""
    app = FastAPI(title="Tollbook", docs_url=None, redoc_url=None, openapi_url=None, telemetry=OFF)
    add_routes(app, bench, sessions, cookie)
    app.add_middleware(Gate, routes=app, sessions=sessions, hosts=hosts, cookie=cookie)
    app.add_exception_handler(LedgerError, _problem)
    app.add_exception_handler(SettingsError, _problem)
    return app


def _problem(request: Request, error: Exception) -> Response:
    """What a person asked for cannot be done: 409 where somebody was quicker, 422 otherwise, 404 for an unknown id."""
    status = 409 if isinstance(error, ChangedMeanwhileError) else 422 if request.method == "POST" else 404
    return HTMLResponse(problem_page("That was not possible", str(error), back="/"), status)
