"""An incident that somebody writes down: what is stored, that it stays apart, and that it is taken back."""

from __future__ import annotations

import re

import pytest

from tests.publish import war
from tollbook.errors import LedgerError
from tollbook.model import OwnField, Project
from tollbook.review import Person
from tollbook.review.permissions import Role
from tollbook.run.own import own_of
from tollbook.run.reconciling import reconcile_at

from .conftest import OURS, WHO, Opened, opened

TOLD = "She called from the clinic. Five neighbours were killed by a shell in the yard, and nine more were hurt."
FORM = {
    "text": TOLD,
    "measure.0": "killed",
    "count.0": "Five",
    "measure.1": "injured",
    "count.1": "nine",
    "place": "Aden",
    "first": "2031-03-02",
    "party": "Haldin",
    "status": "civilian",
    "source": "a nurse",
    "name": "call-14",
}


def enter(review: Opened, **changes: str) -> str:
    """Enter an incident; its id."""
    answer = review.client.post("/add/incident", data=FORM | changes, headers=OURS)
    assert answer.status_code == 303, re.findall(r'role="alert">(.*?)</p>', answer.text)
    return answer.headers["location"].removeprefix("/incidents/")


def counts(review: Opened, incident: str) -> set[tuple[str, int | None, str, str]]:
    found = review.ledger.claims_by_id(review.ledger.subject(incident).claims)
    return {(c.reading.measure.value, c.reading.count.low, c.state, c.reading.evidence.text) for c in found}


def test_an_incident_is_its_claims_of_one_report_accepted_by_whoever_wrote_it(review: Opened) -> None:
    reconcile_at(review.bench.where)
    before = review.ledger.subjects()
    incident = enter(review)
    said = TOLD.partition(". ")[2]
    assert counts(review, incident) == {("killed", 5, "accepted", said), ("injured", 9, "accepted", said)}
    (report,) = {c.report_id for c in review.ledger.claims_by_id(review.ledger.subject(incident).claims)}
    assert (review.ledger.report(report).text, review.ledger.report(report).given_id) == (TOLD, "call-14")
    assert [one for one in review.ledger.subjects() if one in before] == before
    page = review.client.get(f"/incidents/{incident}").text
    assert "You wrote this incident down by hand" in page and "accepted by a person" in page
    assert review.ledger.verify().ok


def test_it_is_apart_from_what_the_program_would_put_it_with_unless_that_is_named(review: Opened) -> None:
    reconcile_at(review.bench.where)
    first = enter(review)
    second = enter(review, text=TOLD.replace("clinic", "school"), name="call-15")
    assert first != second
    assert len(review.ledger.subject(first).claims) == len(review.ledger.subject(second).claims) == 2
    same = enter(review, text=TOLD.replace("clinic", "market"), name="call-16", joins=first)
    assert same == first and len(review.ledger.subject(first).claims) == 4
    reconcile_at(review.bench.where, anew=True)
    assert [len(review.ledger.subject(one).claims) for one in (first, second)] == [4, 2]


def test_it_is_taken_back_and_can_be_entered_again(review: Opened) -> None:
    reconcile_at(review.bench.where)
    before = review.ledger.subjects()
    incident = enter(review)
    answer = review.client.post(f"/incidents/{incident}/take-back", headers=OURS)
    assert answer.headers["location"].startswith("/reports/r-")
    assert review.ledger.subjects() == before
    with pytest.raises(LedgerError, match="has ended"):
        review.ledger.resolve_subject(incident)
    assert {c.state for c in review.ledger.claims() if c.judged_by == WHO} == {"rejected"}
    assert counts(review, enter(review)) == counts(review, incident)
    assert review.ledger.verify().ok


def test_only_who_wrote_it_and_alone_takes_it_back(alone: Opened) -> None:
    incident = enter(alone)
    other = opened(alone.bench.where, alone.ledger, Person("Rita", Role.REVIEWER))
    assert "You wrote this incident" not in other.client.get(f"/incidents/{incident}").text
    assert other.post(f"/incidents/{incident}/take-back") == 422
    claim = alone.ledger.subject(incident).claims[0]
    assert other.judge(claim, "accept") in (200, 303)
    assert alone.post(f"/incidents/{incident}/take-back") == 422
    assert len(alone.ledger.subject(incident).claims) == 2


def test_it_is_a_reviewers_to_enter_one(alone: Opened) -> None:
    coder = opened(alone.bench.where, alone.ledger, Person("Carl", Role.CODER))
    assert coder.client.get("/add/incident").status_code == 403
    assert coder.post("/add/incident", **FORM) == 403
    assert "/add/incident" not in coder.client.get("/incidents").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"count.0": "17"}, "17: does not stand in what was told"),
        ({"count.0": "neighbours"}, "says no number"),
        ({"text": " "}, "nothing was told"),
        ({"first": ""}, "the day is not known"),
        ({"first": "soon"}, "no date"),
        ({"place": "Nowhere-on-Sea"}, "give a place of the gazetteer"),
        ({"country": "Atlantis"}, "no country that is known"),
        ({"measure.1": "killed"}, "killed is there twice"),
        ({"measure.0": "", "measure.1": ""}, "no measure was chosen"),
        ({"measure.0": "sorrow"}, "is not a valid Measure"),
        ({"joins": "i-000000000000"}, "no such incident"),
        ({"own.households": "many"}, "many is no number"),
    ],
)
def test_what_cannot_be_is_refused_with_the_form_as_it_was_and_nothing_stored(
    alone: Opened, changes: dict[str, str], said: str
) -> None:
    alone.ledger.set_project(Project(fields=(OwnField(name="households", on="incident", type="number"),)))
    reconcile_at(alone.bench.where)
    before = len(alone.ledger.claims()), len(alone.ledger.reports())
    answer = alone.client.post("/add/incident", data=FORM | changes, headers=OURS)
    assert (answer.status_code, said in answer.text) == (422, True), re.findall(r'role="alert">(.*?)</p>', answer.text)
    assert 'value="call-14"' in answer.text
    assert (len(alone.ledger.claims()), len(alone.ledger.reports())) == before


def test_fields_of_the_house_are_entered_with_it(alone: Opened) -> None:
    alone.ledger.set_project(Project(fields=(OwnField(name="households", on="incident", type="number"),)))
    incident = enter(alone, **{"own.households": "12", "own.status": "verified"})
    assert own_of(alone.ledger, incident).values == {"households": 12, "status": "verified"}
    page = alone.client.get(f"/incidents/{incident}").text
    assert "Households" in page and 'value="12"' in page and '<option value="verified" selected>' in page


def test_hostile_words_stay_words(alone: Opened) -> None:
    incident = enter(alone, text=f"{war.HOSTILE_TEXT}\n{TOLD}", name="<img src=x onerror=1>")
    (report,) = {c.report_id for c in alone.ledger.claims_by_id(alone.ledger.subject(incident).claims)}
    for path in (f"/incidents/{incident}", f"/reports/{report}"):
        assert "<img" not in alone.client.get(path).text
