"""The routes of double coding."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Form, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger.fields import checked, overlaid
from tollbook.model import CodedWord, CodingTask, Reading
from tollbook.run.adding import written_claim
from tollbook.run.coding import Coding, coding_of, finish, machine_reading, open_coding, say, say_reading
from tollbook.run.settling import both_of, settle

from . import coding_views
from .access import Person
from .actions import stated_fields, written_of
from .bench import Workbench
from .controls import changes

Id = Annotated[str, Path(max_length=80)]
Word = Annotated[str, Form(max_length=200)]
Asking = Annotated[str, Query(max_length=200)]
After = Annotated[int, Query(ge=0, le=2**63 - 1)]
WORDS: dict[str, CodedWord] = {"accept": "claim", "reject": "no claim", "unsure": "unsure", "withdraw": "withdraw"}


def add_coding_routes(app: FastAPI, bench: Workbench) -> None:
    """Add the routes of double coding to the application."""
    _add_pages(app, bench)
    _add_opening(app, bench)
    _add_coding(app, bench)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def _add_pages(app: FastAPI, bench: Workbench) -> None:
    @app.get("/codings")
    def codings(request: Request, after: After = 0) -> Response:
        return HTMLResponse(coding_views.codings_page(bench, _person(request), after))

    @app.get("/codings/{coding}")
    def coding(request: Request, coding: Id) -> Response:
        return HTMLResponse(coding_views.coding_page(bench, coding, _person(request)))

    @app.get("/codings/{coding}/{report}")
    def code(request: Request, coding: Id, report: Id) -> Response:
        return HTMLResponse(coding_views.code_page(bench, coding, report, _person(request)))

    @app.get("/codings/{coding}/{report}/settle")
    def side_by_side(request: Request, coding: Id, report: Id) -> Response:
        return HTMLResponse(coding_views.settle_page(bench, coding, report, _person(request)))

    @app.get("/agreement")
    def agreement(request: Request, a: Asking = "", b: Asking = "") -> Response:
        return HTMLResponse(coding_views.agreement_page(bench, a, b, _person(request)))


def _add_opening(app: FastAPI, bench: Workbench) -> None:
    @app.post("/codings")
    async def opening(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=2000) as form:
            entered = {name: value for name, value in form.items() if isinstance(value, str)}
            reports = tuple(value for value in form.getlist("report") if isinstance(value, str))
        task = CodingTask(
            reports=reports,
            first=entered.get("first", ""),
            second=entered.get("second", ""),
            first_apart=entered.get("first_apart") == "1",
            machine_hidden=entered.get("machine_hidden") == "1",
        )
        by, why = _person(request).name, entered.get("why", "").strip() or None
        id_ = await run_in_threadpool(open_coding, bench.ledger, task, by=by, why=why)
        return RedirectResponse(f"/codings/{id_}", 303)


def _add_coding(app: FastAPI, bench: Workbench) -> None:
    def coded(coding: str, report: str, entered: dict[str, str], by: str) -> Response:
        """A word on a claim of the machine's, a correction of one, or a claim that the coder adds."""
        task, claim = coding_of(bench.ledger, coding), entered.get("claim", "")
        word = WORDS.get(entered.get("verdict", "accept"))
        if word is None:
            raise LedgerError("no such verdict: accept, reject, unsure or withdraw.")
        if claim and entered.get("correct") == "1":
            _correct(bench, task, report, claim, entered, by)
            return RedirectResponse(f"/codings/{coding}/{report}#said-{claim}", 303)
        if claim:
            say(bench.ledger, task, report, claim, word, by=by)
            return RedirectResponse(f"/codings/{coding}/{report}#said-{claim}", 303)
        found = bench.ledger.report(report)
        try:
            made = written_claim(written_of(found, entered, by=by), found, [])
        except SettingsError as error:
            raise LedgerError(f"{error}. Nothing was stored.") from error
        say(bench.ledger, task, report, made, "claim", by=by)
        return RedirectResponse(f"/codings/{coding}/{report}#said-{made.id}", 303)

    @app.post("/codings/{coding}/{report}")
    async def code(request: Request, coding: Id, report: Id) -> Response:
        entered = await _entered(request)
        return await run_in_threadpool(coded, coding, report, entered, _person(request).name)

    @app.post("/codings/{coding}/{report}/finish")
    def through(request: Request, coding: Id, report: Id, again: Word = "") -> Response:
        task, by = coding_of(bench.ledger, coding), _person(request).name
        finish(bench.ledger, task, report, by=by, again=again == "1")
        left = coding_of(bench.ledger, coding).left(by)
        following = report if again == "1" else left[0] if left else ""
        return RedirectResponse(f"/codings/{coding}" + (f"/{following}" if following else ""), 303)

    def settled(coding: str, report: str, entered: dict[str, str], by: str) -> Response:
        task, choice = coding_of(bench.ledger, coding), entered.get("choice", "")
        pair = next((one for one in both_of(bench.ledger, task, report) if one.key == entered.get("pair")), None)
        other: Reading | None = None
        if choice == "other" and pair is not None:
            fields = stated_fields(entered, pair.shown) | changes(pair.shown, entered)
            if not fields:
                raise LedgerError("nothing was changed. Change a field, or take what one of the two says.")
            checked(pair.shown.model_dump(mode="json"), fields, "")
            other = Reading.model_validate(overlaid(pair.shown.model_dump(mode="json"), fields.items()))
        settle(bench.ledger, task, report, entered.get("pair", ""), choice, other, why=entered.get("why", ""), by=by)
        return RedirectResponse(f"/codings/{coding}/{report}/settle#after-{entered.get('number', '')}", 303)

    @app.post("/codings/{coding}/{report}/settle")
    async def decide(request: Request, coding: Id, report: Id) -> Response:
        entered = await _entered(request)
        return await run_in_threadpool(settled, coding, report, entered, _person(request).name)


def _correct(bench: Workbench, coding: Coding, report: str, claim: str, entered: dict[str, str], by: str) -> None:
    """Record a coder's own reading of a claim, from the form with what was shown to them."""
    said = {entry.claim: entry for entry in coding.words(by, report)}.get(claim)
    reading = said.reading if said is not None and said.reading is not None else None
    shown = reading or machine_reading(bench.ledger, report, claim)
    fields = stated_fields(entered, shown) | changes(shown, entered)
    if not fields:
        raise LedgerError("nothing was changed. Change a field, or accept the claim as it is.")
    checked(shown.model_dump(mode="json"), fields, "")
    made = Reading.model_validate(overlaid(shown.model_dump(mode="json"), fields.items()))
    say_reading(bench.ledger, coding, report, claim, "claim", made, said.anchor if said else None, by=by)


async def _entered(request: Request) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=200) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}
