"""The demo goes out without `--draft` once an invented reviewer has accepted its claims, and opens in Chromium."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tollbook.ledger import Ledger
from tollbook.run.judging import judge_in

from .conftest import EXAMPLES, tollbook

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
TABLES = EXAMPLES / "tables"


def test_the_demo_is_blocked_until_it_is_reviewed_and_then_opens(copy: Path, tmp_path: Path, chromium: Path) -> None:
    rows = (TABLES / "rival-totals.csv", "--map", TABLES / "rival-totals.toml")
    assert tollbook("import", *rows, "--ledger", copy).returncode == 0
    assert tollbook("reconcile", "--ledger", copy).returncode == 0
    out = tmp_path / "site"
    wanted = ("--out", out, "--ledger", copy, "--policy", "ucdp,latest", "--formats", "geojson", "--title", "The demo")
    done = tollbook("publish", *wanted)
    assert (done.returncode, "blocked" in done.stdout, out.exists()) == (4, True, False)
    with Ledger.open(copy) as ledger:
        claims = [claim.id for claim in ledger.claims()]
        for claim in claims:
            judge_in(ledger, claim, verdict="accept", by="Invented Reviewer")
    assert tollbook("reconcile", "--ledger", copy).returncode == 0
    done = tollbook(
        "publish", "--out", out, "--ledger", copy, "--policy", "ucdp,latest", "--title", "The demo's record"
    )
    assert (done.returncode, "profile public, published" in done.stdout) == (0, True), done.stdout
    said = [path for path in out.rglob("*.html") if "not reviewed" in path.read_text() and path.name != "codebook.html"]
    assert said == []
    with Ledger.open(copy) as ledger:
        (noted,) = ledger.publications()
        assert (noted.draft, ledger.verify().ok) == (False, True)
    trouble: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        page.on("console", lambda message: trouble.append(message.text))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else trouble.append(r.url))
        page.goto((out / "index.html").as_uri())
        head = page.locator(".lede").first.inner_text()
        assert re.search(rf"A person has reviewed {len(claims)} of the claims", head), head
        page.locator(".figure-cell a").first.click()  # a figure, and the words that it rests on: two clicks
        page.locator(".toll .details a").first.click()
        assert page.evaluate("document.querySelector(location.hash + ' blockquote').textContent.trim().length") > 20
        page.goto((out / "map.html").as_uri())
        assert page.locator("svg.map a").count() > 3
        browser.close()
    assert trouble == []
