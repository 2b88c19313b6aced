"""The record's pages in a real Chromium: on a desk, a phone and paper, by keyboard, without script, nothing refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.publish import war
from tests.publish.test_browser import CONTRAST
from tollbook.ledger import WantedSubjects
from tollbook.run.reconciling import reconcile_at

from .conftest import fill
from .test_browser import PHONE, Served, axe, browser, served, visit
from .test_record_pages import SERIES

__all__ = ["browser", "served", "visit"]


@pytest.fixture
def pages(served: Served) -> Iterator[dict[str, str]]:
    """A page of each kind, of a ledger with its record."""
    fill(served.ledger, SERIES, [c.claim for c in war.CLAIMS if c.report_id in {report.id for report in SERIES}])
    reconcile_at(served.ledger.name)

    def largest(kind: str) -> str:
        found = served.ledger.list_subjects(WantedSubjects(kind=kind), limit=99)
        return max(found, key=lambda head: (head.size, head.id)).id

    source = served.ledger.list_sources(limit=1)[0][0].id
    yield {
        "incidents": "/incidents",
        "incident": f"/incidents/{largest('incident')}",
        "earlier": f"/incidents/{largest('incident')}?as_of=2031-03-04",
        "period": f"/incidents/{largest('period')}",
        "series list": "/series",
        "series": f"/series/{largest('series')}",
        "sources": "/sources",
        "source": f"/sources/{source}",
        "map": "/map",
        "claims found": "/search?q=killed",
        "reports found": "/search?q=killed&what=reports",
        "the dead": "/dead",
        "curve": "/curve",
        "cases": "/cases",
    }


def unfold(page: Any) -> None:
    for folded in page.locator("details").all():
        folded.evaluate("e => { e.open = true; }")


def test_no_page_of_the_record_has_a_serious_fault_of_access(visit: Any, pages: dict[str, str]) -> None:
    for scheme in ("light", "dark"):
        page = visit("/", color_scheme=scheme)
        for name, path in pages.items():
            page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
            unfold(page)
            found = axe.Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == [], (
                name
            )
            assert page.evaluate(CONTRAST)[1] == {}, name


def test_a_phone_needs_no_scrolling_sideways(visit: Any, pages: dict[str, str]) -> None:
    page = visit("/", viewport=PHONE)
    host = "/".join(page.url.split("/", 3)[:3])
    for name, path in pages.items():
        page.goto(host + path)
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


def test_an_incident_is_merged_and_the_merge_taken_back_by_keyboard(
    visit: Any, pages: dict[str, str], served: Served
) -> None:
    found = served.ledger.list_subjects(WantedSubjects(), limit=99)
    first = pages["incident"].removeprefix("/incidents/")
    second = next(head.id for head in found if head.id != first)
    page = visit(pages["incident"])
    before = page.locator("tr.figure").count()
    page.locator("#other-id").focus()
    page.keyboard.type(second)
    page.keyboard.press("Tab")
    page.keyboard.type("one night")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => document.querySelectorAll('tr.figure').length > {before}")
    assert "merged with" in page.locator("#history").inner_text()
    page.locator("#history button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#history .gone')")
    assert page.locator("tr.figure").count() <= before
    assert len(served.ledger.list_subjects(WantedSubjects(), limit=99)) == len(found)


def test_without_script_a_link_is_judged_and_an_earlier_day_is_shown(
    visit: Any, pages: dict[str, str], served: Served
) -> None:
    found = served.ledger.list_subjects(WantedSubjects(), limit=99)
    linked = next(head.id for head in found if served.ledger.links_among(served.ledger.subject(head.id).claims))
    page = visit(f"/incidents/{linked}", java_script_enabled=False)
    page.locator("#links button", has_text="Accept").first.click()
    assert page.locator("#links .state.accepted").count() == 1
    page.locator("details.then summary").click()
    page.locator("input[name=as_of]").fill("2031-03-04")
    page.locator("details.then button").click()
    assert "as_of=2031-03-04" in page.url
    assert page.locator("text=This is an earlier state").count() == 1


def test_the_slider_goes_through_the_days(visit: Any, pages: dict[str, str]) -> None:
    page = visit(pages["incident"])
    page.locator("details.then summary").click()
    slider = page.locator("[data-slides]")
    first = slider.get_attribute("data-first")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url(f"**as_of={first}*")
    assert page.locator("[data-slides]").get_attribute("aria-valuetext") in (None, first)


def test_a_page_prints_with_its_claims_and_without_its_forms(visit: Any, pages: dict[str, str], tmp_path: Path) -> None:
    page = visit(pages["incident"])
    page.emulate_media(media="print")
    assert page.locator("tr.figure").first.is_visible()
    for hidden in ("#decide", ".then", ".bar nav"):
        assert not page.locator(hidden).first.is_visible(), hidden
    page.pdf(path=str(tmp_path / "incident.pdf"))
    assert (tmp_path / "incident.pdf").stat().st_size > 10_000
