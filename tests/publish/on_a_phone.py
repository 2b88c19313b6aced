"""A page of its own opened in Chromium at a phone's width, and looked at by axe."""

from __future__ import annotations

from pathlib import Path

import pytest

PHONE = 360


def fits_and_is_accessible(html: str, chromium: Path, folder: Path) -> None:
    """Fails where a page is wider than a phone or axe finds a fault; skips without playwright or axe."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": PHONE, "height": 740}, bypass_csp=True)
        opened.goto(file.as_uri())
        assert opened.evaluate("document.documentElement.scrollWidth") == PHONE
        opened.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
        found = opened.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].html])")
        browser.close()
    assert found == []
