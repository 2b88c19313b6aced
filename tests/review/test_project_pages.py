"""The project's settings on a page, its own fields with their values, and the codebook made of both."""

from __future__ import annotations

import re

import pytest

from tests.publish import war
from tollbook.model import OwnField, Project
from tollbook.review import Person
from tollbook.review.permissions import Role
from tollbook.run.incidents import flat_incident, incident_rows
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


def listed(review: Opened, path: str, pattern: str) -> set[str]:
    answer = review.client.get(path)
    assert answer.status_code == 200, answer.text
    return set(re.findall(pattern, answer.text))


def test_the_queue_is_filtered_by_own_fields(review: Opened) -> None:
    note = OwnField(name="note", on="claim")
    review.ledger.set_project(Project(fields=(*FIELDS, note, OwnField(name="homes", on="claim", type="number"))))
    other = STRIKE[1].id
    review.post(f"/own/{KILLED}", **{"own.desk": "north", "own.visited": "yes", "own.note": "Two calls, 50% sure"})
    review.post(f"/own/{other}", **{"own.desk": "north", "own.homes": "12"})
    review.post(f"/own/{other}", **{"own.desk": "south"})
    item = r'id="item-(m-\w+)"'
    assert listed(review, "/?state=all&own.desk=north", item) == {KILLED}
    assert listed(review, "/?state=all&own.desk=south&own.homes=12", item) == {other}
    assert listed(review, "/?state=all&own.visited=yes", item) == {KILLED}
    assert listed(review, "/?state=all&own.visited=no", item) == set()
    assert listed(review, "/?state=all&own.note=50%25+SURE", item) == {KILLED}
    assert listed(review, "/?state=all&own.note=_wo", item) == set()
    page = review.client.get("/?own.desk=north").text
    assert '<option value="north" selected>' in page and "1 claim" in page
    assert review.post(f"/own/{KILLED}", **{"own.desk": ""}) == 303
    assert listed(review, "/?state=all&own.desk=north", item) == set()
    for path in ("/?own.desk=west", "/?own.colour=red", "/?own.desk=" + "n" * 300):
        assert review.client.get(path).status_code == 404


def test_incidents_and_their_map_are_filtered_by_own_fields_and_status(review: Opened) -> None:
    with_fields(review)
    reconcile_at(review.bench.where)
    first, *others = [s.id for s in review.ledger.subjects() if s.kind == "incident"]
    review.post(f"/own/{first}", **{"own.status": "verified", "own.households": "12", "own.seen_on": "2031-03-04"})
    row = r'class="name" href="/incidents/([^"]+)"'
    assert listed(review, "/incidents?own.status=verified", row) == {first}
    assert listed(review, "/incidents?own.status=open", row) == set(others)
    assert listed(review, "/incidents?own.households=12&own.seen_on=2031-03-04", row) == {first}
    assert listed(review, "/incidents?own.households=11", row) == set()
    assert "1 incident" in review.client.get("/map?own.status=verified").text
    assert "own.status=verified" in review.client.get("/incidents?own.status=verified").text
    (said,) = [one for one in incident_rows(review.bench.where) if one["incident"] == first]
    assert (said["status"], said["own.households"], said["own.seen_on"]) == ("verified", 12, "2031-03-04")
    assert flat_incident(said)["own.households"] == 12


def test_own_fields_stand_in_the_pages_of_claims_and_incidents(alone: Opened) -> None:
    with_fields(alone)
    reconcile_at(alone.bench.where)
    incident = next(s.id for s in alone.ledger.subjects() if s.kind == "incident")
    for page, id_, field in ((f"/reports/{war.STRIKE.id}?claim={KILLED}", KILLED, "own.desk"),
                             (f"/incidents/{incident}", incident, "own.households")):  # fmt: skip
        text = alone.client.get(page).text
        assert f'action="/own/{id_}"' in text and f'name="{field}"' in text
    answer = alone.client.post(f"/own/{incident}", data={"own.households": "1,200", "back": "1"}, headers=OURS)
    assert answer.headers["location"] == f"/incidents/{incident}#own"
    answer = alone.client.post(f"/own/{KILLED}", data={"own.desk": "north", "back": "1"}, headers=OURS)
    assert answer.headers["location"] == f"/claims/{KILLED}"
    assert own_of(alone.ledger, incident).values == {"households": 1200}
    alone.post(f"/own/{incident}", **{"own.households": "12,5"})
    assert own_of(alone.ledger, incident).values == {"households": 12.5}


def test_readers_see_no_free_text_and_cannot_ask_for_it(alone: Opened) -> None:
    alone.ledger.set_project(Project(fields=(*FIELDS, OwnField(name="witness", on="incident"))))
    reconcile_at(alone.bench.where)
    incident = next(s.id for s in alone.ledger.subjects() if s.kind == "incident")
    alone.post(f"/own/{incident}", **{"own.households": "12", "own.witness": "Toma Brenn", "why": "Toma said so"})
    reader = opened(alone.bench.where, alone.ledger, Person("Rolf", Role.READER))
    page = reader.client.get(f"/incidents/{incident}").text
    assert "<bdi>12</bdi>" in page and "Brenn" not in page and "Toma" not in page
    assert "own.witness" not in reader.client.get("/incidents").text
    assert reader.client.get("/incidents?own.witness=Brenn").status_code == 404
    assert reader.client.get("/map?own.witness=Brenn").status_code == 404
    assert reader.client.get("/incidents?own.households=12").status_code == 200


def test_a_character_that_no_database_takes_is_left_out(review: Opened) -> None:
    review.ledger.set_project(Project(fields=(OwnField(name="note", on="claim"),)))
    review.post(f"/own/{KILLED}", **{"own.note": "a\0b", "why": "c\0d"})
    assert own_of(review.ledger, KILLED).values == {"note": "ab"}
    assert review.client.get("/?state=all&own.note=ab").status_code == 200
