"""One person's path in a real Chromium, from the queue to a reviewed incident; and the pages at its sides."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.made import fill, report
from tests.publish import war
from tests.publish.test_browser import CONTRAST
from tollbook.ledger import WantedSubjects
from tollbook.model import OwnField, Project
from tollbook.run.agreeing import agreement
from tollbook.run.coding import codings
from tollbook.run.judging import judge_in
from tollbook.run.reconciling import reconcile_at

from .conftest import WHO
from .test_browser import PHONE, SELECT, Served, axe, browser, served, states, visit
from .test_coding_browser import adjudicate, code_blind

__all__ = ["browser", "served", "visit"]


@pytest.fixture
def picture(tmp_path: Path) -> Any:
    """Takes a picture of a page under a name; TOLLBOOK_PICTURES names the folder that keeps them."""
    folder = Path(os.environ.get("TOLLBOOK_PICTURES", tmp_path))

    def take(page: Any, name: str) -> None:
        page.screenshot(path=str(folder / f"path-{name}.png"))

    return take


def incidents(served: Served) -> set[str]:
    return {head.id for head in served.ledger.list_subjects(WantedSubjects(), limit=99)}


NUMBERS = (1, 2, 3, 4, 5)
"""Reports of two claims each, which Ann has coded before."""


def test_one_person_s_path_from_the_queue_to_an_adjudicated_record(visit: Any, served: Served, picture: Any) -> None:
    theirs = fill(served.ledger, NUMBERS, 2)
    for claim in theirs:
        judge_in(served.ledger, claim.id, verdict="accept", by="Ann")
    reconcile_at(served.ledger.name)
    page = visit()
    review_ten(page, served, picture)
    correct_a_count(page, picture)
    add_a_missed_claim(page, served, picture)
    merge_and_take_back(page, served, picture)
    undo_the_last(page, served)
    assert {c.judged_by for c in served.ledger.claims() if c.judged_by} == {WHO, "Ann"}
    second_code_and_adjudicate(page, served, picture)
    assert served.ledger.verify().ok


def review_ten(page: Any, served: Served, picture: Any) -> None:
    """Ten claims by keyboard alone, with less than four keys a claim."""
    total, keys = page.locator(".item").count(), 0
    picture(page, "1-queue")
    for number, key in enumerate("aaaaaaaaaa", start=1):
        page.keyboard.press(key)
        keys += 1
        page.wait_for_function(f"() => document.querySelectorAll('.item.machine').length === {total - number}")
    picture(page, "2-ten-reviewed")
    by_me = [claim for claim in served.ledger.claims() if claim.judged_by == WHO]
    assert len(by_me) == 10 and keys / len(by_me) < 4


def correct_a_count(page: Any, picture: Any) -> None:
    chosen = page.locator(".item[aria-current]").get_attribute("data-claim")
    page.keyboard.press("e")
    page.wait_for_selector(".item[aria-current] .fields-form")
    page.keyboard.type("at least 77")
    picture(page, "3-count")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#item-{chosen}.corrected")


def add_a_missed_claim(page: Any, served: Served, picture: Any) -> None:
    page.goto(f"{served.base}/reports/{war.STRIKE.id}")
    page.evaluate(SELECT, "Read more: Ten photographs")
    page.wait_for_selector("#pick:not([hidden])")
    page.keyboard.press("n")
    page.wait_for_selector("#add")
    page.locator("#n-measure").select_option("damage")
    picture(page, "4-missed")
    page.locator("#add button.main").click()
    page.wait_for_selector("mark.chosen.accepted")


def merge_and_take_back(page: Any, served: Served, picture: Any) -> None:
    found = served.ledger.list_subjects(WantedSubjects(), limit=99)
    first, second, *_ = sorted(found, key=lambda head: -head.size)
    page.goto(f"{served.base}/incidents")
    page.locator(f"a[href^='/incidents/{first.id}']").first.click()
    page.locator("#other-id").fill(second.id)
    page.locator("#merge-why").fill("one night")
    page.locator("#merge button").click()
    page.wait_for_function("() => document.querySelector('#history').innerText.includes('merged with')")
    picture(page, "5-merged")
    assert second.id not in incidents(served)
    page.locator("#history button").first.click()
    page.wait_for_selector("#history .gone")
    assert {first.id, second.id} <= incidents(served)
    page.locator("#decide button[value=accept]").click()
    page.wait_for_selector("h1 .state.accepted")
    picture(page, "6-incident")


def undo_the_last(page: Any, served: Served) -> None:
    page.goto(served.base)
    with page.expect_response(lambda answer: answer.url.endswith("/undo")):
        page.keyboard.press("u")
    page.wait_for_load_state("networkidle")
    assert states(served)["rejected"] == 1  # the claim that was added: nobody says it now


def second_code_and_adjudicate(page: Any, served: Served, picture: Any) -> None:
    """Code five reports that Ann has coded, seeing nothing of hers, then settle where the two differ."""
    ledger, ids = served.ledger, [report(number, 2).id for number in NUMBERS]
    page.goto(served.base + "/codings")
    page.fill("#first", "Ann")
    page.fill("#second", WHO)
    for id_ in ids:
        page.check(f"input[name=report][value='{id_}']")
    page.fill("#why", "Training round")
    page.click("text=Open the double coding")
    page.wait_for_url("**/codings/k-*")
    (coding,) = codings(ledger)
    page.goto(served.base)
    page.wait_for_url(f"**/codings/{coding}/*")  # the queue shows what others say: this comes first
    for number in range(len(NUMBERS)):
        code_blind(page, misread=number == 0)
        if number == 0:
            picture(page, "7-blind")
    page.wait_for_url(f"**/codings/{coding}")
    assert page.locator("text=not through yet").count() == 0
    assert {claim.judged_by for claim in ledger.claims() if claim.report_id in ids} == {"Ann"}
    for id_ in ids:
        page.goto(f"{served.base}/codings/{coding}/{id_}/settle")
        if id_ == ids[0]:
            picture(page, "8-settle")
        adjudicate(page)
    page.goto(f"{served.base}/codings/{coding}")
    page.click(f"text=How far Ann and {WHO} agree")
    page.wait_for_selector("table.figures")
    picture(page, "9-agreement")
    assert "10 claims of 5 reports" in page.locator("#main").inner_text()
    found = agreement(ledger.name, "Ann", WHO, fields=("count.low", "claim"))
    assert found.informed == 0  # that she decided on them later makes her coding no less blind
    by_name = {field.field: field for field in found.fields}
    assert (by_name["claim"].percent.value, by_name["claim"].units) == (1.0, 10)
    assert by_name["count.low"].percent.value == pytest.approx(9 / 10)
    assert by_name["count.low"].gwet.low is not None
    settled = [claim for claim in ledger.claims() if claim.report_id in ids]
    assert {(claim.judged_by, claim.why) for claim in settled} == {(WHO, "read again: the first is right")}


def test_an_incident_is_written_down_looked_at_and_taken_back(visit: Any, served: Served, picture: Any) -> None:
    reconcile_at(served.ledger.name)
    before = incidents(served)
    page = visit("/incidents")
    page.get_by_role("link", name="Write an incident down").click()
    page.locator("#n-text").fill("A nurse called. A shell killed three in the yard of the clinic; ten were hurt.")
    page.locator("#n-count-0").fill("three")
    page.locator("#n-count-1").fill("ten")
    page.locator("#n-place").fill("Aden")
    page.locator("#n-first").fill("2031-03-02")
    page.locator("#n-party").fill("Haldin")
    picture(page, "written-incident")
    page.locator("#add-incident button.main").click()
    page.wait_for_selector("h1 .state.accepted")
    picture(page, "written-incident-made")
    (made,) = incidents(served) - before
    assert page.url.endswith(f"/incidents/{made}") and page.locator("#claims tr[id^=claim-]").count() == 2
    page.locator("#take-back button").click()
    page.wait_for_url("**/reports/r-*")
    assert incidents(served) == before
    assert served.ledger.verify().ok


@pytest.fixture
def sides(served: Served) -> Iterator[dict[str, str]]:
    """The pages beside the record, of a project with fields of its own."""
    fields = (
        OwnField(name="desk", on="claim", type="choice", choices=("north", "south"), help="Who handles it."),
        OwnField(name="seen_on", on="incident", type="date"),
        OwnField(name="note", on="incident", type="text"),
    )
    served.ledger.set_project(Project(name="Haldin record", fields=fields))
    reconcile_at(served.ledger.name)
    incident = served.ledger.list_subjects(WantedSubjects(), limit=1)[0].id
    served.ledger.people.invite("coder", "a trainee", WHO, timedelta(days=1))
    yield {
        "people": "/people",
        "me": "/me",
        "work": "/work",
        "activity": "/activity",
        "project": "/project",
        "codebook": "/codebook",
        "fields of a claim": f"/own/{war.STRIKE_CLAIMS[0].id}",
        "fields of an incident": f"/own/{incident}",
        "sheets": "/sheets",
        "written down by hand": "/add",
        "an incident written down": "/add/incident",
    }


def unfold(page: Any) -> None:
    for folded in page.locator("details").all():
        folded.evaluate("e => { e.open = true; }")


def test_no_page_at_its_sides_has_a_serious_fault_of_access(visit: Any, sides: dict[str, str], served: Served) -> None:
    for scheme in ("light", "dark"):
        page = visit("/", color_scheme=scheme)
        for name, path in sides.items():
            page.goto(served.base + path)
            unfold(page)
            found = axe.Axe().run(page).response["violations"]
            serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
            assert serious == [], name
            assert page.evaluate(CONTRAST)[1] == {}, name


def test_they_fit_a_phone_and_print(visit: Any, sides: dict[str, str], served: Served, picture: Any) -> None:
    page = visit("/", viewport=PHONE)
    for name, path in sides.items():
        page.goto(served.base + path)
        unfold(page)
        picture(page, name.replace(" ", "-"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        page.emulate_media(media="print")
        assert page.locator("h1").first.is_visible(), name
        assert not page.locator(".bar nav").is_visible(), name
        page.emulate_media(media="screen")
