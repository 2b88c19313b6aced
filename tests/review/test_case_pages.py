"""The pages of cases: what they show to whom, and what is decided on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.conftest import Opened, opened
from tollbook.ledger import Ledger
from tollbook.model import Fate, Naming
from tollbook.review import Person
from tollbook.review.permissions import Role
from tollbook.run.casing import match_cases, person_decisions


def entry(list_name: str, source_id: str, name: str, **more: object) -> Naming:
    made = {"name": name, "list_name": list_name, "source_id": source_id, "fate": Fate.KILLED, **more}
    return Naming.model_validate(made)


MINISTRY = [entry("ministry", "1", "Omar Aziz", age=28, place="Hama"), entry("ministry", "2", "Rana <b>Saleh</b>")]
FAMILIES = [entry("families", "7", "عمر عزيز", age=28, place="حماة"), entry("families", "8", "Omar Azeez")]


@pytest.fixture
def where(tmp_path: Path) -> str:
    where = str(tmp_path / "cases.ledger")
    with Ledger.open(where) as ledger:
        for list_name, namings in (("ministry", MINISTRY), ("families", FAMILIES)):
            ledger.note_list(list_name, namings, list_name.encode(), file=f"{list_name}.csv", by="A. Coder")
    match_cases(where)
    return where


def at(where: str, role: Role = Role.ADMIN) -> Opened:
    return opened(where, Ledger.open(where), Person("Ida Kell", role=role))


def test_cases_and_pairs_are_listed_and_decided(where: str) -> None:
    bench = at(where)
    page = bench.client.get("/cases").text
    assert "<bdi>Omar Aziz</bdi>" in page and "<bdi>عمر عزيز</bdi>" in page  # each in its own direction
    assert "joined by the machine" in page and "Rana &lt;b&gt;Saleh&lt;/b&gt;" in page
    (case, *_) = [case for case in bench.ledger.cases() if case.state == "machine"]
    one = bench.client.get(f"/cases/{case.id}").text
    assert "2 namings" in one and "ministry 1" in one and "given, 2 namings" in one
    (pair,) = [p for p in bench.ledger.person_pairs() if {p.a, p.b} == set(case.members)]
    assert bench.post("/cases/judge", pair=pair.key, verdict="reject", why="two brothers") == 303
    assert person_decisions(bench.ledger).of(pair.a, pair.b) == "reject"
    assert bench.post("/cases/match") == 303
    assert all(len(case.members) == 1 or set(case.members) != {pair.a, pair.b} for case in bench.ledger.cases())
    assert bench.post("/cases/judge", pair="same:x", verdict="accept") == 422
    assert bench.client.get("/cases/case-none").status_code == 404


def test_readers_see_cases_without_names_and_decide_nothing(where: str) -> None:
    bench = at(where, Role.READER)
    (case, *_) = [case for case in bench.ledger.cases() if case.state == "machine"]
    for path in ("/cases", f"/cases/{case.id}"):
        page = bench.client.get(path).text
        assert case.id[:13] in page and "Hama" in page
        for name in ("Omar", "Aziz", "عزيز", "Saleh", "ministry 1"):
            assert name not in page, (path, name)
    assert bench.post("/cases/match") == 403


def test_names_of_lists_are_withheld_from_readers_on_every_page(where: str) -> None:
    bench = at(where, Role.READER).bench
    bench.withheld.catch_up()
    assert bench.withheld.veil("<p>Omar Aziz was here</p>", is_html=True) == "<p>[name withheld] was here</p>"


def test_a_ledger_without_cases_says_what_to_do(tmp_path: Path) -> None:
    where = str(tmp_path / "empty.ledger")
    page = opened(where, Ledger.open(where)).client.get("/cases").text
    assert "No cases were made yet" in page
