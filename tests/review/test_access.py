"""Who gets in and what they may do there: every route, by the one table of permissions."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tollbook.review import Person, Sessions, make_app
from tollbook.review.access import IDLE_SECONDS
from tollbook.review.gate import HEADERS, LARGEST_BODY
from tollbook.review.permissions import PERMISSIONS, Role

from .conftest import HOST, OURS, STRIKE, Opened, opened

CLOSED = sorted(route for route, least in PERMISSIONS.items() if least is not None)
LET_IN = (200, 303, 404, 409, 422)
"""What a route answers to whom it lets in: 404 for things that are not there, 409 and 422 for a form without fields."""


def stranger(review: Opened) -> TestClient:
    return TestClient(review.client.app, base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture(scope="module")
def by_role(lasting: Opened) -> dict[Role, Opened]:
    return {role: opened(lasting.bench.where, lasting.ledger, Person("Somebody", role)) for role in Role}


def address(path: str) -> str:
    report, claim = STRIKE[0].mention.report_id, STRIKE[0].id
    given = {"report": report, "claim": claim, "name": "review.css"}
    return re.sub(r"\{(\w+)\}", lambda part: given.get(part.group(1), "none"), path)


def routes_of(app: FastAPI) -> set[tuple[str, str]]:
    return {(method, route.path) for route in app.routes if isinstance(route, APIRoute) for method in route.methods}


def test_the_table_names_every_route_and_no_other(alone: Opened) -> None:
    app = make_app(alone.bench, alone.sessions, hosts=frozenset((HOST,)))
    assert routes_of(app) == set(PERMISSIONS)
    assert len(app.routes) == len(PERMISSIONS)  # nothing is mounted beside them


def test_a_route_that_the_table_does_not_name_is_closed_to_everybody(alone: Opened) -> None:
    app = make_app(alone.bench, alone.sessions, hosts=frozenset((HOST,)))
    app.add_api_route("/new", lambda: "open")
    client = TestClient(app, base_url=f"http://{HOST}", cookies=dict(alone.client.cookies))
    assert client.get("/").status_code == 200
    assert client.get("/new").status_code == 403
    nothing = client.get("/nothing")
    assert nothing.status_code == 404
    assert '<a href="/">Back to the queue</a>' in nothing.text


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nobody_enters_without_a_session(lasting: Opened, method: str, path: str) -> None:
    answer = stranger(lasting).request(method, address(path), headers=OURS, data={} if method == "POST" else None)
    assert answer.status_code == 401
    assert "41 people" not in answer.text


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("method", "path"), sorted(PERMISSIONS))
def test_every_route_lets_in_its_least_role_and_those_above(
    by_role: dict[Role, Opened], method: str, path: str, role: Role
) -> None:
    client = stranger(by_role[role])
    client.get(f"/enter?token={by_role[role].sessions.token}")  # anew: the call before may have left
    answer = client.request(method, address(path), headers=OURS)
    least = PERMISSIONS[method, path]
    if least is None:
        assert answer.status_code != 403
    elif role.reaches(least):
        assert answer.status_code in LET_IN
    else:
        assert answer.status_code == 403
        assert f"it takes {least}" in answer.text


def test_a_role_may_what_those_before_it_may() -> None:
    assert [[role.reaches(least) for least in Role] for role in Role] == [
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
    ]


@pytest.mark.parametrize(("method", "path"), sorted(k for k in PERMISSIONS if k[0] == "POST"))
@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil.example"}],
    ids=["neither header", "cross-site", "same-site", "another origin"],
)
def test_no_other_site_can_post(lasting: Opened, method: str, path: str, headers: dict[str, str]) -> None:
    assert lasting.client.request(method, address(path), headers=headers).status_code == 403


def test_a_browser_without_fetch_metadata_is_known_by_its_origin(alone: Opened) -> None:
    form = {"verdict": "accept", "seen": alone.sign(STRIKE[1].id)}
    answer = alone.client.post(f"/claims/{STRIKE[1].id}/judge", data=form, headers={"origin": f"http://{HOST}"})
    assert answer.status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "evil.example:8765", ""])
def test_another_host_name_is_not_answered(alone: Opened, host: str) -> None:
    answer = alone.client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Haldin" not in answer.text


def test_the_token_opens_a_session_of_its_own_each_time(alone: Opened) -> None:
    client = stranger(alone)
    assert client.get("/enter?token=wrong").status_code == 401
    assert client.get("/").status_code == 401
    ids = []
    for answer in (
        client.get(f"/enter?token={alone.sessions.token}"),
        client.post("/enter", data={"token": alone.sessions.token}, headers=OURS),
    ):
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert alone.sessions.token not in cookie
        ids.append(cookie.split(";")[0])
    assert ids[0] != ids[1]
    assert client.get("/").status_code == 200


def test_a_session_given_by_somebody_else_is_not_taken_over(alone: Opened) -> None:
    client = stranger(alone)
    client.cookies.set("tollbook", "fixed-by-somebody")
    client.get(f"/enter?token={alone.sessions.token}")
    assert alone.sessions.person_of("fixed-by-somebody") is None


def test_a_copied_cookie_opens_nothing_after_leaving(alone: Opened) -> None:
    copy = dict(alone.client.cookies)
    assert alone.post("/leave") == 200
    client = stranger(alone)
    client.cookies.update(copy)
    assert client.get("/").status_code == 401


def test_a_session_ends_when_it_is_not_used() -> None:
    time = [0.0]
    sessions = Sessions(Person("Ida"), clock=lambda: time[0])
    id_ = sessions.enter(sessions.token)
    time[0] += IDLE_SECONDS
    assert sessions.person_of(id_) == Person("Ida")
    time[0] += IDLE_SECONDS + 1
    assert sessions.person_of(id_) is None


def test_a_form_that_is_too_large_is_refused_unread(alone: Opened) -> None:
    claim = STRIKE[1].id
    assert alone.post(f"/claims/{claim}/judge", verdict="accept", seen="x" * LARGEST_BODY) == 413
    answer = alone.client.post(f"/claims/{claim}/judge", content=iter([b"verdict=accept"]), headers=OURS)
    assert answer.status_code == 413  # a body of no stated length


@pytest.mark.parametrize("path", ["/", "/reports", "/nothing", "/claims/m-0", "/static/review.js", "/enter?token=x"])
def test_every_answer_carries_the_policy_of_its_content(alone: Opened, path: str) -> None:
    answer = alone.client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    ["/static/..%2f..%2fpyproject.toml", "/static/%2e%2e/app.py", "/static/app.py", "/static/base.html.j2", "/docs",
     "/redoc", "/reports/..%2f..%2fetc%2fpasswd", "/claims/m-ffffffffffffffffffffffff"],
)  # fmt: skip
def test_paths_that_lead_elsewhere_lead_nowhere(alone: Opened, path: str) -> None:
    assert alone.client.get(path).status_code == 404
