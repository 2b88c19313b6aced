"""The pages of cases: what they show to whom, and what is decided on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.review.conftest import OURS, Opened, opened
from tollbook.ledger import Ledger
from tollbook.model import Fate, Naming, OwnField, Project
from tollbook.review import Person
from tollbook.review.permissions import Role
from tollbook.run.case_views import case_rows
from tollbook.run.casing import match_cases, person_decisions
from tollbook.run.codebook import codebook
from tollbook.run.own import own_of


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


def test_a_case_has_the_houses_own_fields_and_cases_are_filtered_by_them(where: str) -> None:
    bench = at(where)
    told = OwnField(name="family_told", on="case", type="yes_no", help="Whether the family knows.")
    bench.ledger.set_project(Project(fields=(told, OwnField(name="file", on="case"))))
    (case, *_) = [case for case in bench.ledger.cases() if case.state == "machine"]
    form = {"own.family_told": "yes", "own.file": "12/b", "back": "1"}
    answer = bench.client.post(f"/own/{case.id}", data=form, headers=OURS)
    assert answer.headers["location"] == f"/cases/{case.id}#own"
    assert own_of(bench.ledger, case.id).values == {"family_told": True, "file": "12/b"}
    page = bench.client.get(f"/cases/{case.id}").text
    assert '<option value="yes" selected>' in page and "Whether the family knows." in page
    assert set(re.findall(r'href="/cases/(case-\w+)"', bench.client.get("/cases?own.family_told=yes").text)) == {
        case.id
    }
    assert "No case passes" in bench.client.get("/cases?own.file=99").text
    assert [(r["id"], r["own.file"]) for r in case_rows(bench.ledger) if r["own.family_told"]] == [(case.id, "12/b")]
    reader = at(where, Role.READER)
    assert "12/b" not in reader.client.get(f"/cases/{case.id}").text
    assert reader.client.get("/cases?own.file=12").status_code == 404
    assert any(entry.name == "family_told" and entry.on == "case" for entry in codebook(bench.ledger.project()))
    assert bench.ledger.verify().ok
