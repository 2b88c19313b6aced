"""The demo goes out without `--draft` once an invented reviewer has accepted its claims, and opens in Chromium and in
the tools of its readers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.publish.readers.opening import needs_readers, refusals
from tollbook.ledger import Ledger
from tollbook.run.judging import judge_in

from .conftest import EXAMPLES, Demo, tollbook

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
TABLES = EXAMPLES / "tables"


@pytest.fixture(scope="module")
def where(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's ledger with its imported totals and its record."""
    copy = Path(shutil.copy(demo.ledger, tmp_path_factory.mktemp("demo") / "copy.ledger"))
    rows = (TABLES / "rival-totals.csv", "--map", TABLES / "rival-totals.toml")
    assert tollbook("import", *rows, "--ledger", copy).returncode == 0
    assert tollbook("reconcile", "--ledger", copy).returncode == 0
    return copy


@pytest.fixture(scope="module")
def site(where: Path) -> Path:
    """The demo as published once every claim has been accepted; first it is blocked."""
    out = where.with_name("site")
    wanted = ("--out", out, "--ledger", where, "--policy", "ucdp,latest", "--title", "The demo's record")
    done = tollbook("publish", *wanted)
    assert (done.returncode, "blocked" in done.stdout, out.exists()) == (4, True, False)
    with Ledger.open(where) as ledger:
        for claim in ledger.claims():
            judge_in(ledger, claim.id, verdict="accept", by="Invented Reviewer")
    assert tollbook("reconcile", "--ledger", where).returncode == 0
    done = tollbook("publish", *wanted)
    assert (done.returncode, "profile public, published" in done.stdout) == (0, True), done.stdout
    return out


def test_the_reviewed_demo_says_so_everywhere_and_is_noted_in_the_ledger(where: Path, site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.name != "codebook.html"]
    assert pages and [path for path in pages if "not reviewed" in path.read_text()] == []
    with Ledger.open(where) as ledger:
        (noted,) = ledger.publications()
        assert (noted.draft, ledger.verify().ok) == (False, True)
        assert f"A person has reviewed {len(ledger.claims())} of the claims" in (site / "index.html").read_text()


@needs_readers
def test_the_demo_opens_in_each_reader_s_tool(site: Path) -> None:
    assert refusals(site) == {}


def test_the_demo_opens_in_chromium_with_no_trouble(site: Path, chromium: Path) -> None:
    trouble: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        page.on("console", lambda message: trouble.append(message.text))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else trouble.append(r.url))
        page.goto((site / "index.html").as_uri())
        page.locator(".figure-cell a").first.click()  # a figure, and the words that it rests on: two clicks
        page.locator(".toll .details a").first.click()
        assert page.evaluate("document.querySelector(location.hash + ' blockquote').textContent.trim().length") > 20
        page.goto((site / "map.html").as_uri())
        assert page.locator("svg.map a").count() > 3
        browser.close()
    assert trouble == []
