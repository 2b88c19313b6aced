"""Accounts for a team: logging in, sessions, invitations, roles, tokens, and the attacks on them, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from tests.ledger.conftest import Places
from tests.publish import war
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.reconcile import load_policy
from tollbook.review import Workbench, make_app, passwords
from tollbook.review.doors import FREE_OF_ACCOUNT
from tollbook.review.entry import local

from .conftest import HOSTILE, OURS, STRIKE, fill

PASSWORD = "four words no link"
HOST = "review.example.org"


@dataclass
class House:
    """A workbench that only accounts come into."""

    bench: Workbench

    @property
    def ledger(self) -> Ledger:
        return self.bench.ledger

    def client(self, *, secure: bool = False) -> TestClient:
        """A browser of its own that nobody is logged in to."""
        app = make_app(self.bench, None, hosts=frozenset((HOST,)), secure=secure)
        return TestClient(app, base_url=f"http{'s' if secure else ''}://{HOST}", follow_redirects=False)

    def link(self, role: str) -> str:
        _, secret = self.ledger.people.invite(role, "", "the console", timedelta(days=1))
        return secret

    def join(self, name: str, role: str = "coder", *, secure: bool = False) -> TestClient:
        """Somebody who has just used an invitation."""
        client = self.client(secure=secure)
        form = {"token": self.link(role), "name": name, "password": PASSWORD}
        assert client.post("/join", data=form, headers=OURS).status_code == 303
        return client

    def log_in(self, client: TestClient, name: str, password: str = PASSWORD, to: str = "/") -> int:
        form = {"name": name, "password": password, "to": to}
        return client.post("/login", data=form, headers=OURS).status_code


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of few rounds: what argon2 is for is tested by itself."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def house(places: Places) -> Iterator[House]:
    where = places.new()
    ledger = places.open(where)
    fill(ledger, [war.STRIKE, war.HOSTILE], [*STRIKE, *HOSTILE])
    yield House(Workbench(where, ledger, [load_policy("ucdp")]))


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The same in SQLite alone."""
    where = str(tmp_path_factory.mktemp("house") / "war.ledger")
    with Ledger.open(where) as ledger:
        fill(ledger, [war.STRIKE], STRIKE)
        yield House(Workbench(where, ledger, [load_policy("ucdp")]))


def session_of(client: TestClient) -> str:
    (cookie,) = client.cookies.jar
    return str(cookie.value)


def test_from_an_invitation_to_a_judgement_in_ones_own_name(house: House) -> None:
    client = house.client()
    link = house.link("coder")
    assert "Join as coder" in client.get(f"/join?token={link}").text
    form = {"token": link, "name": "Ana Lind", "password": PASSWORD}
    assert client.post("/join", data=form, headers=OURS).headers["location"] == "/"
    page = client.get("/").text
    assert "Ana Lind" in page
    claim = STRIKE[1].id
    sign = re.search(rf'/claims/{claim}/judge.*?name="seen" value="(\w+)"', page, re.DOTALL)
    assert sign is not None
    answer = client.post(f"/claims/{claim}/judge", data={"verdict": "accept", "seen": sign.group(1)}, headers=OURS)
    assert answer.status_code == 303
    (event,) = [e for e in house.ledger.history(claim) if e.kind == "judged"]
    assert event.by == "Ana Lind"
    assert client.get(f"/join?token={link}").status_code == 404
    assert client.post("/join", data=form | {"name": "Another"}, headers=OURS).status_code == 404


def test_a_join_that_fails_leaves_the_invitation_good(small: House) -> None:
    small.join("Ana")
    client, link = small.client(), small.link("reader")
    for name, password, said in [
        ("ana", PASSWORD, "that name is taken"),
        ("Ben", "short", "12 to 1000 characters"),
        ("Ben", "aaaaaaaaaaaaaa", "guessed too easily"),
        ("Ben Benjamin Ben", "ben benjamin ben", "guessed too easily"),
        ("", PASSWORD, "printable characters"),
    ]:
        answer = client.post("/join", data={"token": link, "name": name, "password": password}, headers=OURS)
        assert answer.status_code == 422
        assert said in answer.text
        assert password not in answer.text
    assert (
        client.post("/join", data={"token": link, "name": "Ben", "password": PASSWORD}, headers=OURS).status_code == 303
    )


def test_logging_in_and_out(house: House) -> None:
    house.join("Ana Lind")
    client = house.client()
    assert client.get("/").status_code == 401
    assert house.log_in(client, "Ana Lind", "another password") == 401
    assert house.log_in(client, "Nobody") == 401
    assert house.log_in(client, "ana lind") == 303
    assert client.get("/").status_code == 200
    copy = session_of(client)
    assert client.post("/leave", data={}, headers=OURS).status_code == 200
    thief = house.client()
    thief.cookies.set("tollbook", copy)
    assert thief.get("/").status_code == 401  # replayed after the log-out


def test_a_log_in_gives_a_session_of_its_own_and_ends_the_one_before(small: House) -> None:
    client = small.join("Ana")
    before = session_of(client)
    assert small.log_in(client, "Ana") == 303
    assert session_of(client) != before
    thief = small.client()
    thief.cookies.set("tollbook", before)
    assert thief.get("/").status_code == 401


def test_a_session_that_somebody_planted_is_not_taken_over(small: House) -> None:
    small.join("Ana")
    client = small.client()
    client.cookies.set("tollbook", "planted-by-somebody", domain=HOST, path="/")
    assert small.log_in(client, "Ana") == 303
    assert small.ledger.people.of_session("planted-by-somebody") is None


def test_over_tls_the_cookie_is_of_this_host_alone(small: House) -> None:
    client = small.join("Ana", secure=True)
    (cookie,) = client.cookies.jar
    assert (cookie.name, cookie.secure, cookie.domain_specified, cookie.path) == ("__Host-tollbook", True, False, "/")
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    form = {"name": "Ana", "password": PASSWORD}
    origin = {"origin": f"https://{HOST}"}
    assert client.post("/login", data=form, headers=origin).status_code == 303
    assert client.post("/login", data=form, headers={"origin": f"http://{HOST}"}).status_code == 403


def test_nobody_comes_in_by_a_printed_token_where_there_are_accounts(small: House) -> None:
    client = small.client()
    assert client.get("/enter?token=").status_code == 401
    assert client.post("/enter", data={"token": ""}, headers=OURS).status_code == 401


def test_after_too_many_failures_even_the_right_password_waits(house: House) -> None:
    house.join("Ana")
    client = house.client()
    statuses = [house.log_in(client, "Ana", f"wrong {n}") for n in range(FREE_OF_ACCOUNT + 2)]
    assert statuses == [401] * FREE_OF_ACCOUNT + [429] * 2
    answer = client.post("/login", data={"name": "ANA", "password": PASSWORD}, headers=OURS)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "Wait" in answer.text or "wait" in answer.text
    told = [activity.what for activity in house.ledger.people.activities()]
    assert told.count("failed to log in") == FREE_OF_ACCOUNT


def test_failures_on_unknown_names_tell_nothing(small: House) -> None:
    small.join("Ana")
    client = small.client()
    known, unknown = (
        client.post("/login", data={"name": name, "password": "wrong"}, headers=OURS) for name in ("Ana", "Nobody")
    )
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace("Ana", "") == unknown.text.replace("Nobody", "")
    assert "(unknown)" in [activity.who for activity in small.ledger.people.activities()]


def test_changing_the_password_ends_other_sessions_and_wants_the_old_one(small: House) -> None:
    client, other = small.join("Ana"), small.client()
    small.log_in(other, "Ana")
    fresh = "another four words"
    assert client.post("/me/password", data={"old": "wrong", "new": fresh}, headers=OURS).status_code == 422
    assert client.post("/me/password", data={"old": PASSWORD, "new": fresh}, headers=OURS).status_code == 303
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 401
    assert small.log_in(other, "Ana") == 401
    assert small.log_in(other, "Ana", fresh) == 303
    assert client.post("/me/sessions/end", data={}, headers=OURS).status_code == 303
    assert client.get("/").status_code == other.get("/").status_code == 401


def test_an_admin_invites_sets_roles_and_closes(house: House) -> None:
    admin = house.join("Ruth", "admin")
    page = admin.post("/people/invite", data={"role": "reader", "note": "Ben"}, headers=OURS).text
    link = re.search(rf"http://{HOST}/join\?token=([\w-]+)", page)
    assert link is not None
    assert "for Ben" in page
    ben = house.client()
    form = {"token": link.group(1), "name": "Ben", "password": PASSWORD}
    assert ben.post("/join", data=form, headers=OURS).status_code == 303
    assert ben.post("/undo", data={}, headers=OURS).status_code == 403
    assert admin.post("/people/role", data={"name": "Ben", "role": "coder"}, headers=OURS).status_code == 303
    assert ben.post("/undo", data={}, headers=OURS).status_code == 422  # there is nothing to undo
    assert admin.post("/people/role", data={"name": "Ben", "role": "king"}, headers=OURS).status_code == 422
    assert admin.post("/people/close", data={"name": "Ruth"}, headers=OURS).status_code == 422
    assert admin.post("/people/close", data={"name": "Ben"}, headers=OURS).status_code == 303
    assert ben.get("/").status_code == 401
    assert house.log_in(ben, "Ben") == 401
    assert admin.post("/people/reopen", data={"name": "Ben"}, headers=OURS).status_code == 303
    assert house.log_in(ben, "Ben") == 303
    told = admin.get("/activity").text
    assert "POST /people/close" in told
    assert PASSWORD not in told and link.group(1) not in told


def test_an_invitation_is_withdrawn(small: House) -> None:
    admin = small.join("Ruth", "admin")
    secret = small.link("admin")
    (invitation,) = small.ledger.people.invitations()
    assert admin.post(f"/people/invitations/{invitation.id}/withdraw", data={}, headers=OURS).status_code == 303
    assert small.client().get(f"/join?token={secret}").status_code == 404


def token_of(page: str) -> str:
    found = re.search(r"tollbook_[\w-]{40,}", page)
    assert found is not None
    return found.group()


def test_a_token_opens_what_its_role_may_and_no_account(house: House) -> None:
    ana = house.join("Ana")
    secret = token_of(ana.post("/me/tokens", data={"name": "nightly", "role": "coder"}, headers=OURS).text)
    assert secret not in ana.get("/me").text
    program = house.client()
    bearer = {"authorization": f"Bearer {secret}"}
    assert program.get("/", headers=bearer).status_code == 200
    assert program.get("/people", headers=bearer).status_code == 403
    assert program.get("/me", headers=bearer).status_code == 403
    assert program.post("/me/tokens", data={"name": "more"}, headers=bearer).status_code == 403
    assert program.post("/undo", data={}, headers=bearer).status_code == 422  # no page sent it, and it is let through
    assert program.get("/", headers={"authorization": "Bearer guessed"}).status_code == 401
    assert ana.get("/", headers={"authorization": "Bearer guessed"}).status_code == 401  # the cookie does not help it
    house.ledger.people.set_role("Ana", "reader")
    assert program.post("/undo", data={}, headers=bearer).status_code == 403
    (token,) = house.ledger.people.tokens(house.ledger.people.accounts()[0])
    assert ana.post(f"/me/tokens/{token.id}/revoke", data={}, headers=OURS).status_code == 303
    assert program.get("/", headers=bearer).status_code == 401


def test_a_token_may_no_more_than_who_makes_it(small: House) -> None:
    ana = small.join("Ana")
    for role in ("admin", "reviewer", "king"):
        assert ana.post("/me/tokens", data={"name": "x", "role": role}, headers=OURS).status_code == 422
    secret = token_of(ana.post("/me/tokens", data={"name": "x"}, headers=OURS).text)
    assert small.client().post("/undo", data={}, headers={"authorization": f"Bearer {secret}"}).status_code == 403


def test_ids_of_other_peoples_things_open_nothing(small: House) -> None:
    ana, ben = small.join("Ana"), small.join("Ben")
    ana.post("/me/tokens", data={"name": "nightly"}, headers=OURS)
    account = small.ledger.people.account("Ana")
    assert account is not None
    (token,) = small.ledger.people.tokens(account)
    assert ben.post(f"/me/tokens/{token.id}/revoke", data={}, headers=OURS).status_code == 422
    assert small.ledger.people.tokens(account) == [token]
    for guess in (account.id, token.id, "1", "0" * 64, "' OR 1=1 --"):
        thief = small.client()
        thief.cookies.set("tollbook", guess)
        assert thief.get("/").status_code == 401
        assert thief.get("/", headers={"authorization": f"Bearer {guess}"}).status_code == 401
        assert thief.get("/join", params={"token": guess}).status_code == 404


@pytest.mark.parametrize(
    "to",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
     "javascript:alert(1)", "/ok\r\nset-cookie: a=b", "http:evil.example", "", "/login", "evil"],
)  # fmt: skip
def test_logging_in_leads_nowhere_else(small: House, to: str) -> None:
    assert local(to) == "/"
    client = small.client()
    _, link = small.ledger.people.invite("coder", "", "x", timedelta(days=1))
    client.post("/join", data={"token": link, "name": "Ana", "password": PASSWORD}, headers=OURS)
    answer = client.post("/login", data={"name": "Ana", "password": PASSWORD, "to": to}, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_the_address_of_a_claim_that_was_sent_opens_after_logging_in(small: House) -> None:
    small.join("Ana")
    client, address = small.client(), f"/claims/{STRIKE[0].id}"
    assert f'value="{address}"' in client.get(address).text
    answer = client.post("/login", data={"name": "Ana", "password": PASSWORD, "to": address}, headers=OURS)
    assert answer.headers["location"] == address


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/reports/", "/reports/", "/%2f%2fevil.example"])
def test_no_path_leads_to_another_host(small: House, path: str) -> None:
    client = small.join("Ana")
    answer = client.request("GET", f"http://{HOST}{path}")
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_a_password_is_kept_as_argon2_and_held_against_nothing_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    stored = passwords.hash_of(PASSWORD, "Ana")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.fits(stored, PASSWORD)
    assert not passwords.fits(stored, PASSWORD + "x")
    assert not passwords.fits(None, PASSWORD)
    assert not passwords.fits("not a hash", PASSWORD)
    assert not passwords.is_weak(stored)
    with pytest.raises(LedgerError, match="guessed too easily"):
        passwords.hash_of("abababababababab", "Ana")


def test_a_weak_hash_is_made_anew_at_the_next_log_in(small: House, monkeypatch: pytest.MonkeyPatch) -> None:
    small.join("Ana")
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    client = small.client()
    assert small.log_in(client, "Ana") == 303
    account = small.ledger.people.account("Ana")
    assert account is not None
    assert "m=16,t=2" in account.password
    assert client.get("/").status_code == 200


def test_reports_are_given_to_people_and_found_again(small: House) -> None:
    ruth, ana = small.join("Ruth", "reviewer"), small.join("Ana")
    report = STRIKE[0].mention.report_id
    assert "Given to nobody" in ana.get("/work").text
    assert ana.post("/work/assign", data={"name": "Ana", "report": report}, headers=OURS).status_code == 403
    assert ruth.post("/work/assign", data={"name": "Ana", "report": report}, headers=OURS).status_code == 303
    assert ruth.post("/work/assign", data={"name": "Nobody", "report": report}, headers=OURS).status_code == 422
    assert ruth.post("/work/assign", data={"name": "Ana"}, headers=OURS).status_code == 422
    page = ana.get("/work").text
    assert "Given to nobody" not in page
    assert f"0 of {len(STRIKE)} claims reviewed, 1 report" in page
    assert "item-m-" in ana.get("/?given=Ana").text
    assert "item-m-" not in ana.get("/?given=Ruth").text
    assert ruth.post("/work/take-back", data={"name": "Ana", "report": report}, headers=OURS).status_code == 303
    assert "Given to nobody" in ana.get("/work").text


def test_the_interface_is_described_to_those_who_are_in(small: House) -> None:
    assert small.client().get("/openapi.json").status_code == 401
    described = small.join("Ana", "reader").get("/openapi.json").json()
    assert "/claims/{claim}/judge" in described["paths"]
