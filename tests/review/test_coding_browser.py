"""The pages of double coding in a real Chromium, on a phone and by axe; how a person codes and adjudicates there."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.ledger.made import fill, report
from tests.publish.test_browser import CONTRAST
from tollbook.ledger import Ledger
from tollbook.model import CodingTask
from tollbook.reconcile import load_policy
from tollbook.review import Person, Sessions, Workbench, make_app
from tollbook.run.coding import coding_of, finish, open_coding, say
from tollbook.run.judging import judge_in

from .test_browser import PHONE, axe, browser

__all__ = ["browser"]

DESK = {"width": 1280, "height": 900}
VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.log('violation ' + e.violatedDirective))"


@contextmanager
def served(where: str, ledger: Ledger, person: Person) -> Iterator[tuple[str, str]]:
    """The workbench as one person has it; its base address, and the one that lets in."""
    listening = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    sessions = Sessions(person)
    app = make_app(Workbench(where, ledger, [load_policy("ucdp")]), sessions, hosts=frozenset((host,)))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://{host}", f"http://{host}/enter?token={sessions.token}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def at(browser: Any, base: tuple[str, str], **options: Any) -> Iterator[Any]:
    """A page of the workbench; nothing may have been logged, refused, or asked of another host."""
    context = browser.new_context(**{"viewport": DESK, **options})
    trouble: list[str] = []
    context.set_default_timeout(120_000)  # the tables of names are read at the first claim, on whatever machine
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.on("console", lambda message: trouble.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on("request", lambda r: None if r.url.startswith((base[0], "data:")) else trouble.append(r.url))
    page.goto(base[1])
    yield page
    context.close()
    assert trouble == []


SELECT = """words => {
  const walk = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def code_blind(page: Any, *, misread: bool) -> None:
    """Write each sentence of the report as a claim, by selecting it, and say that one is through."""
    assert page.locator("mark").count() == 0
    sentences = [s.strip() + "." for s in page.locator("#text").inner_text().split(".") if s.strip()]
    for done, sentence in enumerate(sentences):
        assert page.evaluate(SELECT, sentence)
        page.keyboard.press("n")
        assert page.locator("#n-words").input_value().strip() == sentence
        number = page.locator("#n-count").input_value()
        if misread and done == 0:
            page.fill("#n-count", str(int(number) + 1))
        page.fill("#n-party", "Velimor")
        page.fill("#n-source", "Council of Velimor")
        page.keyboard.press("Tab")
        page.click("#add button[type=submit]", no_wait_after=True)
        page.wait_for_function(f"() => document.querySelectorAll('.panel .claims > li').length === {done + 1}")
    page.click("text=I am through with this report")
    page.wait_for_load_state()


def adjudicate(page: Any) -> None:
    """Take what both say; where they differ, the first coder's, with the reason."""
    while (left := page.locator("form.settle")).count():
        number, form = left.count(), left.first
        form.locator("input[name=why]").fill("read again: the first is right")
        form.locator("button[value=first]").click()
        page.wait_for_function(f"() => document.querySelectorAll('form.settle').length === {number - 1}")


@pytest.fixture
def pages(browser: Any, tmp_path: Path) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """A workbench with a double coding that is half through, and the addresses of its pages."""
    where = str(tmp_path / "war.ledger")
    with Ledger.open(where) as ledger:
        claims = fill(ledger, (1, 2))
        one, two = report(1).id, report(2).id
        judge_in(ledger, claims[0].id, verdict="accept", by="Ann")
        task = CodingTask(reports=(one, two), first="machine", second="Ida", machine_hidden=False)
        id_ = open_coding(ledger, task, by="Rita", why="Training round")
        for claim in claims[1:3]:
            say(ledger, coding_of(ledger, id_), one, claim.id, "claim", by="Ida")
        finish(ledger, coding_of(ledger, id_), one, by="Ida")
        say(ledger, coding_of(ledger, id_), two, claims[4], "claim", by="Ida")
        paths = ["/codings", f"/codings/{id_}", f"/codings/{id_}/{one}/settle", f"/codings/{id_}/{two}"]
        with served(where, ledger, Person("Ida")) as base:
            yield base, paths


def test_pages_have_no_serious_fault_of_access_and_fit_a_phone(browser: Any, pages: Any) -> None:
    base, paths = pages
    for path in paths:
        with at(browser, base, viewport=PHONE) as page:
            page.goto(base[0] + path)
            for folded in page.locator("details").all():
                folded.evaluate("e => { e.open = true; }")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        with at(browser, base) as page:
            page.goto(base[0] + path)
            for folded in page.locator("details").all():
                folded.evaluate("e => { e.open = true; }")
            found = axe.Axe().run(page).response["violations"]
            serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
            assert serious == [], path
            assert page.evaluate(CONTRAST)[1] == {}, path


def test_without_script_a_report_is_coded_by_its_forms(browser: Any, pages: Any) -> None:
    base, paths = pages
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base[1])
    page.goto(base[0] + paths[3])
    page.fill("#n-words", page.locator("#text").inner_text().split(".")[0])
    page.fill("#n-count", "12")
    page.click("#add button[type=submit]", no_wait_after=True)
    page.click("text=I am through with this report")
    page.wait_for_url("**" + paths[1])
    context.close()
