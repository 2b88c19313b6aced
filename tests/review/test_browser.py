"""The workbench in a real Chromium: a person's path by keyboard, on a desk and on a phone, with nothing refused."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.publish import war
from tests.publish.test_browser import CONTRAST, FLAGS
from tollbook.ledger import Ledger
from tollbook.reconcile import load_policy
from tollbook.review import Person, Sessions, Workbench, make_app

from .conftest import WHO, fill

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
REPORTS = [war.STRIKE, war.HOSTILE, war.MORGUE]
CLAIMS = [c.claim for c in (*war.STRIKE_CLAIMS, *war.HOSTILE_CLAIMS, *war.MORGUE_CLAIMS)]


@dataclass
class Served:
    """A workbench that listens, with its ledger and the address that lets in."""

    ledger: Ledger
    base: str
    address: str


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    where = str(tmp_path / "war.ledger")
    opened = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{opened.getsockname()[1]}"
    with Ledger.open(where) as ledger:
        fill(ledger, REPORTS, CLAIMS)
        sessions = Sessions(Person(WHO))
        app = make_app(Workbench(where, ledger, [load_policy("ucdp")]), sessions, hosts=frozenset((host,)))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield Served(ledger, f"http://{host}", f"http://{host}/enter?token={sessions.token}")
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, served: Served) -> Iterator[Any]:
    """Opens the workbench; at the end nothing may have been logged, refused by the policy, or asked of another host."""
    contexts, trouble = [], []

    def opener(path: str = "/", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.log('violation ' + e.violatedDirective))"
        )
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("request", lambda r: None if r.url.startswith((served.base, "data:")) else trouble.append(r.url))
        page.goto(served.address)
        if path != "/":
            page.goto(served.base + path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert trouble == []


def states(served: Served) -> dict[str, int]:
    found: dict[str, int] = {}
    for claim in served.ledger.claims():
        found[claim.state] = found.get(claim.state, 0) + 1
    return found


def reviewed(page: Any, number: int) -> None:
    page.wait_for_selector(f"#progress span:text-matches('^{number} of ')")


def test_a_person_reviews_by_keyboard_alone(visit: Any, served: Served) -> None:
    page, keys = visit(), 0
    total = page.locator(".item").count()
    assert total > 12
    for number, key in enumerate("aaraaasaara", start=1):  # one key a claim: the next one is chosen by itself
        page.keyboard.press(key)
        keys += 1
        page.wait_for_function(f"() => document.querySelectorAll('.item.machine').length === {total - number}")
    reviewed(page, 10)
    assert keys / 11 < 4
    assert states(served) | {"machine": 0} == {"accepted": 8, "rejected": 2, "unsure": 1, "machine": 0}

    chosen = page.locator(".item[aria-current]").get_attribute("data-claim")
    page.keyboard.press("e")
    page.wait_for_selector(".item[aria-current] .fields-form")
    assert page.evaluate("document.activeElement.name") == "stated"
    page.keyboard.type("at least 77")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#item-{chosen}.corrected")
    corrected = served.ledger.claim(chosen)
    assert corrected is not None and corrected.reading.count.low == 77
    reviewed(page, 11)

    page.keyboard.press("u")
    page.wait_for_selector(f"#item-{chosen}.machine")
    page.keyboard.press("u")
    reviewed(page, 9)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert page.locator(".item[aria-current]").count() == 1


SELECT = """words => {
  const walk = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length);
  }
}"""


def test_a_missed_claim_is_added_by_selecting_its_words_and_undone(visit: Any, served: Served) -> None:
    page = visit(f"/reports/{war.STRIKE.id}")
    page.evaluate(SELECT, "Read more: Ten photographs")
    page.wait_for_selector("#pick:not([hidden])")
    page.keyboard.press("n")
    page.wait_for_selector("#add")
    assert page.locator("#n-words").input_value() == "Read more: Ten photographs"
    assert page.locator("#n-count").input_value() == "Ten"
    page.locator("#n-measure").select_option("damage")
    page.locator("#add button.main").click()
    page.wait_for_selector("mark.chosen.accepted")
    (added,) = [claim for claim in served.ledger.claims() if claim.reading.measure == "damage"]
    span = added.reading.evidence
    assert war.STRIKE.text[span.start : span.end] == span.text == "Read more: Ten photographs"
    page.keyboard.press("u")
    page.wait_for_selector("mark.chosen.rejected")


def test_evidence_is_moved_by_selecting_words(visit: Any, served: Served) -> None:
    claim = war.STRIKE_CLAIMS[2]
    page = visit(f"/reports/{war.STRIKE.id}?claim={claim.id}#claim-{claim.id}")
    bar, panel = (page.locator(part).bounding_box() for part in (".bar", "#panel .near"))
    assert bar["y"] + bar["height"] <= panel["y"]  # wherever the words led to, the claim is seen from its head
    page.evaluate(SELECT, "of the dead")
    page.keyboard.press("m")
    page.wait_for_selector("mark.chosen.corrected")
    moved = served.ledger.claim(claim.id)
    assert moved is not None and moved.reading.evidence.text == "of the dead"
    assert moved.reading.evidence.start == war.STRIKE.text.index("of the dead")


def test_a_click_on_a_claim_opens_it_and_a_key_the_next(visit: Any) -> None:
    page = visit(f"/reports/{war.STRIKE.id}")
    claim = war.STRIKE_CLAIMS[2]
    page.locator(f"#claim-{claim.id}").click()
    page.wait_for_selector(f"#report[data-claim='{claim.id}'] .field")
    page.keyboard.press("j")
    page.wait_for_selector(f"#report[data-claim='{war.STRIKE_CLAIMS[3].id}']")
    page.go_back()
    page.wait_for_selector(f"#report[data-claim='{claim.id}'] .field")
    page.keyboard.press("a")
    page.wait_for_selector("mark.chosen.accepted")


PAGES = {
    "queue": "/?state=all",
    "reports": "/reports",
    "report": f"/reports/{war.STRIKE.id}?claim={war.STRIKE_CLAIMS[1].id}",
    "new": f"/reports/{war.STRIKE.id}/new",
    "hostile": f"/reports/{war.HOSTILE.id}?claim={war.HOSTILE_CLAIMS[0].id}",
}


def test_no_page_has_a_serious_fault_of_access(visit: Any) -> None:
    for name, path in PAGES.items():
        for scheme in ("light", "dark"):
            page = visit(path, color_scheme=scheme)
            for folded in page.locator("details").all():
                folded.evaluate("e => { e.open = true; }")
            found = axe.Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == [], (
                name
            )
            assert page.evaluate(CONTRAST)[1] == {}, name


def test_a_phone_needs_no_scrolling_sideways(visit: Any) -> None:
    for name, path in PAGES.items():
        page = visit(path, viewport=PHONE)
        for folded in page.locator("details").all():
            folded.evaluate("e => { e.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


def test_without_script_a_claim_is_judged_by_its_form(visit: Any, served: Served) -> None:
    page = visit(java_script_enabled=False)
    page.locator(".item button[value=accept]").first.click()
    assert "?claim=m-" in page.url
    page.locator("mark.chosen.accepted").first.wait_for()
    page.locator("#undo button").click()
    page.locator("mark.chosen.machine").first.wait_for()
    assert states(served) == {"machine": len(CLAIMS)}
