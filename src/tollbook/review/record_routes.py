"""The routes of the record's pages: incidents, series, sources, map and search, and what is decided there."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.run.reconciling import reconcile_at

from . import curve, dead, incidents, mapping, record_actions, searching, series, sources
from .access import Person
from .asking import AskedDay
from .bench import Workbench
from .incidents import AskedIncidents
from .own_panel import asked_own
from .routes import Asking, Id, Word, Words

Start = Annotated[int, Query(ge=0, le=10_000_000)]
Before = Annotated[int | None, Query(ge=0, le=2**63 - 1)]
Claims = Annotated[list[str], Form(max_length=1000)]


def add_record(app: FastAPI, bench: Workbench) -> None:
    """Add all routes of the record to the application."""
    _add_incidents(app, bench)
    _add_series_and_sources(app, bench)
    _add_map_and_search(app, bench)
    _add_decisions(app, bench)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def _add_incidents(app: FastAPI, bench: Workbench) -> None:
    @app.get("/incidents")
    def listed(
        request: Request,
        kind: Asking = "incident",
        country: Asking = "",
        place: Asking = "",
        since: Asking = "",
        until: Asking = "",
        after: Asking = "",
        as_of: Asking = "",
        recorded: Asking = "",
    ) -> Response:
        asked = AskedIncidents(
            kind="period" if kind == "period" else "incident",
            country=country,
            place=place,
            since=since,
            until=until,
            after=after,
            day=AskedDay(as_of, recorded),
            own=asked_own(request),
        )
        return HTMLResponse(incidents.incidents_page(bench, asked, _person(request)))

    @app.get("/incidents/{subject}")
    def incident(
        request: Request, subject: Id, as_of: Asking = "", recorded: Asking = "", start: Start = 0
    ) -> Response:
        day = AskedDay(as_of, recorded)
        return HTMLResponse(incidents.incident_page(bench, subject, day, _person(request), start=start))


def _add_series_and_sources(app: FastAPI, bench: Workbench) -> None:
    @app.get("/series")
    def listed(request: Request, after: Asking = "") -> Response:
        return HTMLResponse(series.series_page(bench, after, _person(request)))

    @app.get("/series/{subject}")
    def one(request: Request, subject: Id, as_of: Asking = "", recorded: Asking = "") -> Response:
        return HTMLResponse(series.one_series_page(bench, subject, AskedDay(as_of, recorded), _person(request)))

    @app.get("/curve")
    def rival_totals(
        request: Request,
        measure: Asking = "killed",
        party: Annotated[list[str], Query()] = [],  # noqa: B006 - FastAPI copies the default
        equal: Asking = "claims",
        with_parties: Asking = "",
    ) -> Response:
        parties = tuple(dict.fromkeys(filter(None, map(str.strip, party))))
        asked = curve.AskedCurve(measure, parties, equal, bool(with_parties))
        return HTMLResponse(curve.curve_page(bench, asked, _person(request)))

    @app.get("/dead")
    def the_dead(
        request: Request,
        party: Asking = "",
        place: Asking = "",
        status: Asking = "",
        rule: Asking = "",
        start: Start = 0,
    ) -> Response:
        asked = dead.AskedDead(party=party, place=place, status=status, rule=rule, start=start)
        return HTMLResponse(dead.dead_page(bench, asked, _person(request)))

    @app.get("/sources")
    def listed_sources(request: Request, after: Asking = "") -> Response:
        return HTMLResponse(sources.sources_page(bench, after, _person(request)))

    @app.get("/sources/{source}")
    def source(request: Request, source: Id) -> Response:
        return HTMLResponse(sources.source_page(bench, source, _person(request)))


def _add_map_and_search(app: FastAPI, bench: Workbench) -> None:
    @app.get("/map")
    def world(
        request: Request,
        country: Asking = "",
        place: Asking = "",
        since: Asking = "",
        until: Asking = "",
        box: Asking = "",
        as_of: Asking = "",
        recorded: Asking = "",
    ) -> Response:
        day = AskedDay(as_of, recorded)
        asked = AskedIncidents(country=country, place=place, since=since, until=until, day=day, own=asked_own(request))
        return HTMLResponse(mapping.map_page(bench, asked, box, _person(request)))

    @app.get("/search")
    def search(request: Request, q: Asking = "", what: Asking = "claims", before: Before = None) -> Response:
        chosen = "reports" if what == "reports" else "claims"
        return HTMLResponse(searching.search_page(bench, q, chosen, before, _person(request)))


def _add_decisions(app: FastAPI, bench: Workbench) -> None:
    @app.post("/incidents/{subject}/judge")
    def judge(request: Request, subject: Id, verdict: Word, why: Words = "") -> Response:
        done = record_actions.judge_subject(bench, subject, verdict, why, by=_person(request).name)
        return _to(done, "decide")

    @app.post("/incidents/{subject}/merge")
    def merge(request: Request, subject: Id, other: Word = "", other_id: Word = "", why: Words = "") -> Response:
        named = other_id.strip() or other
        return RedirectResponse(record_actions.merge(bench, subject, named, why, by=_person(request).name), 303)

    @app.post("/incidents/{subject}/split")
    def split(request: Request, subject: Id, claims: Claims = [], why: Words = "") -> Response:  # noqa: B006  # FastAPI's way to say that none may be ticked
        return RedirectResponse(record_actions.split(bench, subject, claims, why, by=_person(request).name), 303)

    @app.post("/links/judge")
    def judge_link(request: Request, link: Word, verdict: Word, back: Word) -> Response:
        record_actions.judge_subject(bench, link, verdict, "", by=_person(request).name)
        return _to(back, "links")

    @app.post("/record/undo")
    def undo(request: Request, subject: Word, identity: Word, back: Word) -> Response:
        home = record_actions.undo(bench, subject, identity, by=_person(request).name)
        return RedirectResponse(home if not subject.count(":") else _address(back, "history"), 303)

    @app.post("/record/reconcile")
    def reconcile(back: Word) -> Response:
        reconcile_at(bench.where)
        return _to(back, "tolls")


def _to(subject: str, part: str) -> Response:
    return RedirectResponse(_address(subject, part), 303)


def _address(subject: str, part: str) -> str:
    return f"/incidents/{quote(subject, safe='')}#{part}"
