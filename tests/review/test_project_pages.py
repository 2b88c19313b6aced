"""The project's settings on a page, its own fields with their values, and the codebook made of both."""

from __future__ import annotations

import pytest

from tests.publish import war
from tollbook.model import OwnField, Project
from tollbook.review import Person
from tollbook.review.permissions import Role
from tollbook.run.own import own_of
from tollbook.run.reconciling import reconcile_at
from tollbook.run.viewing import Wanted, claim_rows

from .conftest import OURS, STRIKE, Opened, opened

KILLED = STRIKE[0].id
DESK = OwnField(name="desk", on="claim", type="choice", choices=("north", "south"), help="Who handles it.")
FIELDS = (
    DESK,
    OwnField(name="visited", on="claim", type="yes_no"),
    OwnField(name="households", on="incident", type="number", label="Households hit"),
    OwnField(name="seen_on", on="incident", type="date"),
)


def with_fields(review: Opened) -> Opened:
    review.ledger.set_project(Project(name="Haldin record", fields=FIELDS))
    return review


def test_settings_are_changed_on_the_page_and_kept_in_the_log(review: Opened) -> None:
    form = {"name": "Haldin record", "scope": "conflict", "inclusion": "Deaths in Haldin.\r\nNamed places.", "wars": ""}
    form |= {"source_ranking": "courts\nhospitals\n", "has_policies": "1", "policies": "ucdp", "has_fields": "1"}
    form |= {"field.0.name": "desk", "field.0.on": "claim", "field.0.type": "choice", "field.0.choices": "north; south"}
    form |= {"field.0.help": "Who handles it.", "field.1.name": "", "field.1.on": "incident", "field.1.type": "text"}
    assert review.post("/project", **form) == 303
    now = review.ledger.project()
    assert now == Project(
        name="Haldin record",
        inclusion="Deaths in Haldin.\nNamed places.",
        source_ranking=("courts", "hospitals"),
        policies=("ucdp",),
        fields=(DESK,),
    )
    page = review.client.get("/project").text
    assert "Haldin record" in page and 'value="north; south"' in page
    assert 'name = "desk"' in review.client.get("/project.toml").text
    book = review.client.get("/codebook").text
    assert "own.desk" in book and "Who handles it." in book and "Deaths in Haldin." in book
    assert "victims_party" in book and "verified" in book


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"wars": "ukraine_2202"}, "did you mean ukraine_2022"),
        ({"has_policies": "1", "policies": "mine"}, "no policy &#39;mine&#39;; write one of"),
        ({"has_fields": "1", "field.0.name": "Desk", "field.0.on": "claim", "field.0.type": "text"}, "fields.0.name"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_those_that_can(
    alone: Opened, form: dict[str, str], said: str
) -> None:
    answer = alone.client.post("/project", data=form, headers=OURS)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert alone.ledger.project() == Project()


def test_only_an_admin_changes_settings(alone: Opened) -> None:
    reviewer = opened(alone.bench.where, alone.ledger, Person("Rita", Role.REVIEWER))
    assert reviewer.post("/project", name="hers") == 403
    page = reviewer.client.get("/project").text
    assert "Put these settings in force" not in page


def test_values_of_own_fields_are_judgements_that_can_be_taken_back(review: Opened) -> None:
    with_fields(review)
    path = f"/own/{KILLED}"
    assert review.post(path, **{"own.desk": "north", "own.visited": "yes", "why": "ours"}) == 303
    assert own_of(review.ledger, KILLED).values == {"desk": "north", "visited": True}
    assert review.post(path, **{"own.desk": "south", "own.visited": "yes"}) == 303
    page = review.client.get(path).text
    assert "Ida Kell" in page and "(ours)" in page and "desk = south" in page
    (row,) = claim_rows(review.bench.where, Wanted(own={"desk": "South"}))
    assert (row.claim.id, dict(row.own)) == (KILLED, {"own.desk": "south", "own.visited": True})
    assert review.post(path, undo="1") == 303
    assert own_of(review.ledger, KILLED).values == {"desk": "north", "visited": True}
    assert len(own_of(review.ledger, KILLED).changes) == 3
    assert review.ledger.verify().ok


def test_an_incident_is_open_until_the_house_says_otherwise(review: Opened) -> None:
    with_fields(review)
    reconcile_at(review.bench.where)
    incident = next(s.id for s in review.ledger.subjects() if s.kind == "incident")
    before = review.ledger.subjects()
    path = f"/own/{incident}"
    assert '<option value="open" selected>' in review.client.get(path).text
    form = {"own.status": "verified", "own.households": "12", "own.seen_on": "2031-03-04", "why": "two visits"}
    assert review.post(path, **form) == 303
    assert own_of(review.ledger, incident).values == {"status": "verified", "households": 12, "seen_on": "2031-03-04"}
    reconcile_at(review.bench.where)
    assert review.ledger.subjects() == before  # the record itself is untouched by it


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"own.desk": "west"}, "write one of north, south"),
        ({"own.visited": "perhaps"}, "neither yes nor no"),
        ({"own.colour": "red"}, "no field of this project"),
        ({}, "no field was given"),
    ],
)
def test_values_that_cannot_be_are_refused(alone: Opened, form: dict[str, str], said: str) -> None:
    with_fields(alone)
    answer = alone.client.post(f"/own/{KILLED}", data=form, headers=OURS)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert own_of(alone.ledger, KILLED).changes == []


def test_a_required_field_may_not_be_left_empty(alone: Opened) -> None:
    alone.ledger.set_project(Project(fields=(DESK.model_copy(update={"required": True}),)))
    assert alone.post(f"/own/{KILLED}", **{"own.desk": ""}) == 422
    assert alone.post(f"/own/{KILLED}", **{"own.desk": "north"}) == 303


def test_hostile_values_stay_words(alone: Opened) -> None:
    alone.ledger.set_project(Project(fields=(OwnField(name="note", on="claim", help="<img src=x onerror=1>"),)))
    alone.post(f"/own/{KILLED}", **{"own.note": war.HOSTILE_TEXT})
    for path in (f"/own/{KILLED}", "/codebook", "/project"):
        assert "<img" not in alone.client.get(path).text
