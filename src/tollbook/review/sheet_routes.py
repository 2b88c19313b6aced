"""Claims as a spreadsheet from a page, and what somebody edited in it back as their judgements."""

from __future__ import annotations

import secrets
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Form, Query
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tollbook.errors import LedgerError, ReadError, SettingsError
from tollbook.ledger import Filter
from tollbook.model import Measure
from tollbook.publish.profile import PROFILES
from tollbook.run.sheets import SheetRead, bring_in_data, write_sheet
from tollbook.run.viewing import Wanted

from .access import Person
from .bench import Workbench
from .frame import frame
from .own_panel import asked_own, own_filters
from .pages import render
from .queue import STATES

Asking = Annotated[str, Query(max_length=200)]
Word = Annotated[str, Form(max_length=200)]
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
NAMED_AT_MOST = 200


@dataclass(slots=True)
class Kept:
    """The sheet that each person has looked at last and not recorded yet: its key, name and bytes."""

    _sheets: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, person: str, name: str, data: bytes) -> str:
        """Keep a sheet in the place of the person's one before; returns the key that records it."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._sheets[person] = (key, name, data)
        return key

    def take(self, person: str, key: str) -> tuple[str, bytes]:
        """The sheet of that key. Raises LedgerError where it is another one's, or was kept no longer."""
        with self._lock:
            known = self._sheets.get(person)
        if known is None or known[0] != key:
            raise LedgerError("the sheet is no longer at hand. Choose the file again.")
        return known[1], known[2]

    def drop(self, person: str) -> None:
        """Forget a person's sheet."""
        with self._lock:
            self._sheets.pop(person, None)


def add_sheet_routes(app: FastAPI, bench: Workbench) -> None:
    """Add the routes of spreadsheets to the application."""
    _add_out(app, bench)
    _add_in(app, bench, Kept())


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def _page(bench: Workbench, person: Person, **values: Any) -> str:
    given: dict[str, Any] = {"done": None, "problem": "", "key": "", "name": "", "at_most": NAMED_AT_MOST} | values
    choices = {"measure": [m.value for m in Measure], "state": STATES, "profile": list(PROFILES)}
    given["own_filters"] = own_filters(bench.ledger, "claim", (), person)
    return render("sheets.html.j2", **frame(bench, person, "Spreadsheets"), choices=choices, **given)


def _add_out(app: FastAPI, bench: Workbench) -> None:
    @app.get("/sheets")
    def sheets(request: Request) -> Response:
        return HTMLResponse(_page(bench, _person(request)))

    @app.get("/sheets/out")
    def out(
        request: Request,
        measure: Asking = "",
        party: Asking = "",
        source: Asking = "",
        place: Asking = "",
        report: Asking = "",
        state: Asking = "",
        form: Asking = "xlsx",
        delimiter: Asking = "comma",
        profile: Asking = "internal",
    ) -> Response:
        if form not in TYPES or profile not in PROFILES or delimiter not in DELIMITERS:
            raise LedgerError("there is no such form of sheet. Choose one on the page of spreadsheets.")
        wanted = Wanted(
            filter=Filter(party=party or None, place=place or None),
            measures=frozenset(filter(None, (measure,))),
            states=frozenset(filter(None, (state,))),
            source=source or None,
            report=report or None,
            own=dict(asked_own(request)),
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"claims.{form}"
            write_sheet(bench.where, path, wanted, profile=profile, delimiter=DELIMITERS[delimiter])
            data = path.read_bytes()
        headers = {"Content-Disposition": f'attachment; filename="claims.{form}"'}
        return Response(data, media_type=TYPES[form], headers=headers)


def _add_in(app: FastAPI, bench: Workbench, kept: Kept) -> None:
    def look(person: Person, name: str, data: bytes) -> Response:
        if not data:
            return HTMLResponse(_page(bench, person, problem="no file was chosen. Choose a sheet of claims."), 422)
        try:
            done = bring_in_data(bench.where, name, data, by=person.name, dry_run=True)
        except (ReadError, SettingsError) as error:
            return HTMLResponse(_page(bench, person, problem=str(error)), 422)
        key = "" if done.faults else kept.keep(person.name, name, data)
        return HTMLResponse(_page(bench, person, done=done, key=key, name=name))

    def record(person: Person, key: str, *, despite: bool) -> Response:
        name, data = kept.take(person.name, key)
        try:
            done: SheetRead = bring_in_data(bench.where, name, data, by=person.name, despite_conflicts=despite)
        except (ReadError, SettingsError) as error:
            return HTMLResponse(_page(bench, person, problem=str(error)), 422)
        kept.drop(person.name)
        return HTMLResponse(_page(bench, person, done=done, name=name))

    @app.post("/sheets/in")
    async def sheet_in(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=5) as form:
            given = form.get("sheet")
            data = await given.read() if isinstance(given, UploadFile) else b""
            name = Path((given.filename or "") if isinstance(given, UploadFile) else "").name or "sheet"
        return await run_in_threadpool(look, _person(request), name, data)

    @app.post("/sheets/record")
    def sheet_record(request: Request, key: Word, despite: Word = "") -> Response:
        return record(_person(request), key, despite=despite == "1")
