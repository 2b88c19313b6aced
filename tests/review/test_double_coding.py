"""Reports coded twice, blind, and adjudicated: the pages, and who may see what."""

from __future__ import annotations

import re

import pytest

from tests.publish import war
from tollbook.ledger import Filter
from tollbook.review import Person
from tollbook.review.permissions import Role
from tollbook.run.coding import codings

from .conftest import OURS, STRIKE, Opened, opened

REPORT = STRIKE[0].mention.report_id
KILLED = STRIKE[0].id


def opens(review: Opened, **form: str) -> str:
    """Open a double coding of Ann, in the record, and Bo."""
    given = {"report": REPORT, "first": "Ann", "second": "Bo", "machine_hidden": "1"} | form
    answer = review.client.post("/codings", data=given, headers=OURS)
    assert answer.status_code == 303
    return answer.headers["location"].removeprefix("/codings/")


def bo_at(review: Opened, name: str = "Bo", role: Role = Role.CODER) -> Opened:
    return opened(review.bench.where, review.ledger, Person(name, role))


def write(coder: Opened, coding: str, words: str, **form: str) -> int:
    given = {"words": words, "measure": "killed", "at": str(war.STRIKE.text.index(words))} | form
    return coder.client.post(f"/codings/{coding}/{REPORT}", data=given, headers=OURS).status_code


def test_a_blind_coder_sees_nothing_that_others_or_the_machine_say(review: Opened) -> None:
    review.judge(KILLED, "accept")
    coding = opens(review)
    coder = bo_at(review)
    page = coder.client.get(f"/codings/{coding}/{REPORT}").text
    assert "41 people" in page  # the text
    assert KILLED not in page and "machine-made" not in page and "<mark" not in page
    assert coder.client.get("/").headers["location"] == f"/codings/{coding}/{REPORT}"
    for path in (f"/reports/{REPORT}", f"/reports/{REPORT}?claim={KILLED}", f"/claims/{KILLED}/item"):
        answer = coder.client.get(path)
        assert (answer.status_code, KILLED in answer.text) == (403, False)
        assert f"/codings/{coding}/{REPORT}" in answer.text
    assert coder.client.get("/reports").status_code == 200
    coder.post(f"/codings/{coding}/{REPORT}/finish")
    assert coder.client.get(f"/reports/{REPORT}").status_code == 200


def test_what_is_coded_apart_is_written_changed_and_removed_by_its_coder_alone(review: Opened) -> None:
    coding, before = opens(review), review.ledger.claims()
    coder = bo_at(review)
    assert write(coder, coding, "112 wounded", measure="injured", count="112") == 303
    (entry,) = codings(review.ledger)[coding].words("Bo", REPORT)
    assert entry.reading is not None and entry.reading.count.low == 112
    form = {"claim": entry.claim or "", "correct": "1", "stated": "at least 112"}
    assert coder.post(f"/codings/{coding}/{REPORT}", **form) == 303
    (entry,) = codings(review.ledger)[coding].words("Bo", REPORT)
    assert entry.reading is not None and entry.reading.count.high is None
    assert write(bo_at(review, "Cy"), coding, "112 wounded") == 422
    assert write(coder, coding, "112 wounded", count="a blur") == 422
    assert coder.post(f"/codings/{coding}/{REPORT}", claim=entry.claim or "", verdict="withdraw") == 303
    assert codings(review.ledger)[coding].words("Bo", REPORT) == []
    assert review.ledger.claims() == before


def test_two_codings_are_adjudicated_with_reasons_in_the_adjudicator_s_name(review: Opened) -> None:
    coding = opens(review, first="machine")
    coder = bo_at(review)
    assert write(coder, coding, "112 wounded", measure="injured", count="113") == 303
    assert review.client.get(f"/codings/{coding}/{REPORT}/settle").status_code == 404
    assert coder.post(f"/codings/{coding}/{REPORT}/finish") == 303
    assert coder.client.get(f"/codings/{coding}/{REPORT}/settle").status_code == 403
    path = f"/codings/{coding}/{REPORT}/settle"
    page = review.client.get(path).text
    pairs = re.findall(r'name="pair" value="([^"]+)"', page)
    assert len(pairs) == len(STRIKE)
    injured = next(pair for pair in pairs if STRIKE[1].id in pair)
    assert review.post(path, pair=injured, choice="second") == 422  # they differ: no reason given
    assert review.post(path, pair=injured, choice="second", why="the morgue's list says 113") == 303
    (now,) = review.ledger.claims(Filter(id=STRIKE[1].id))
    assert (now.state, now.judged_by, now.reading.count.low) == ("corrected", "Ida Kell", 113)
    assert now.why == "the morgue's list says 113"
    other = next(pair for pair in pairs if KILLED in pair)
    form = {"pair": other, "choice": "other", "stated": "at least 40", "why": "both are wrong"}
    assert review.post(path, **form) == 303
    assert review.now(KILLED).reading.count.low == 40
    assert review.post(path, **form) == 422
    page = review.client.get(path).text
    assert "Taken: Bo. Why: the morgue" in page and "Taken: another reading" in page


def test_agreement_is_shown_and_refused_with_its_reason(alone: Opened) -> None:
    assert "Compare" in alone.client.get("/agreement").text
    page = alone.client.get("/agreement?a=Ann&b=Bo").text
    assert "has judged no claim" in page
    coding = opens(alone, first="machine")
    coder = bo_at(alone)
    write(coder, coding, "112 wounded", measure="injured", count="112")
    coder.post(f"/codings/{coding}/{REPORT}/finish")
    page = alone.client.get("/agreement?a=Bo&b=machine").text
    assert "no interval from fewer than 5 reports" in page
    assert "AC2" in page and "count.low" in page


@pytest.mark.parametrize("form", [{"second": ""}, {"second": "Ann"}, {"report": "r-none"}])
def test_a_double_coding_that_cannot_be_is_refused(alone: Opened, form: dict[str, str]) -> None:
    given = {"report": REPORT, "first": "Ann", "second": "Bo"} | form
    assert alone.client.post("/codings", data=given, headers=OURS).status_code == 422
    assert codings(alone.ledger) == {}
