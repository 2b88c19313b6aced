"""Apache Annotator finds the words of every published annotation in its report's page, in Chromium."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.run.named import make_named
from tests.run.published import published
from tollbook.ledger import Ledger, StoredClaim
from tollbook.model import Report

from .opening import NPM, needs_readers

pytestmark = needs_readers

Anchored = Callable[[Report, Any], list[tuple[int, str]]]


@pytest.fixture(scope="module")
def anchored(chromium: Path) -> Iterator[Anchored]:
    """Where Apache Annotator finds what a selector selects in a report's page: offsets in code points, and words."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    bundle = subprocess.run(
        [str(NPM / ".bin" / "esbuild"), str(Path(__file__).with_name("anchor.js")), "--bundle", "--log-level=error"],
        env=os.environ | {"NODE_PATH": str(NPM)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"])
        pages = {}

        def find(report: Report, selector: Any) -> list[tuple[int, str]]:
            if report.id not in pages:
                pages[report.id] = browser.new_page()
                pages[report.id].set_content(page_of(report))
                pages[report.id].evaluate(bundle)
            return [(at, words) for at, words in pages[report.id].evaluate("selector => anchored(selector)", selector)]

        yield find
        browser.close()


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of reports that name victims and witnesses in the words that are quoted."""
    where = tmp_path_factory.mktemp("annotated") / "war.ledger"
    make_named(where)
    return where


def page_of(report: Report) -> str:
    """A report as a page of its outlet may show it: some words marked, so that a quotation lies in several nodes."""
    words = re.split(r"(\s+)", report.text)
    marked = [f"<b>{html.escape(word)}</b>" if i % 6 == 2 else html.escape(word) for i, word in enumerate(words)]
    return f"<!doctype html><nav>3 killed elsewhere</nav><main>{''.join(marked)}</main>"


def released(where: Path, out: Path, **wanted: object) -> tuple[list[Any], dict[str, tuple[Report, StoredClaim]]]:
    """The annotations that are published, and each one's claim in the ledger with its report."""
    done = published(where, out, formats="annotations", site=False, draft=True, **wanted)
    assert not done.blocked
    items = json.loads((out / "data" / "annotations.jsonld").read_text())["items"]
    with Ledger.open(where) as ledger:
        claims = {claim.id: claim for claim in ledger.claims()}
        told = {one["id"]: claims[one["id"].rpartition(":")[2]] for one in items}
        return items, {id_: (ledger.report(claim.report_id), claim) for id_, claim in told.items()}


@pytest.mark.parametrize("profile", ["public", "internal"])
def test_every_annotation_finds_its_words_in_the_report(
    war: Path, tmp_path: Path, anchored: Anchored, profile: str
) -> None:
    items, of = released(war, tmp_path / "out", profile=profile)
    assert items
    for one in items:
        report, claim = of[one["id"]]
        stated = claim.reading.evidence
        for selector in one["target"]["selector"]:
            found = anchored(report, selector)
            assert [1 for at, words in found if stated.start <= at and at + len(words) <= stated.end], (selector, found)
        kinds = [selector["type"] for selector in one["target"]["selector"]]
        assert kinds == ["TextQuoteSelector", "TextPositionSelector"][: 2 if profile == "internal" else 1]


def test_an_annotation_of_words_that_are_not_there_is_refused(war: Path, tmp_path: Path, anchored: Anchored) -> None:
    items, of = released(war, tmp_path / "out")
    report, _ = of[items[0]["id"]]
    (selector,) = items[0]["target"]["selector"]
    assert anchored(report, selector)
    assert anchored(report, selector | {"exact": selector["exact"].replace(" ", "  ", 1)}) == []
    assert anchored(report, selector | {"prefix": "Words that do not stand before it, "}) == []
    with pytest.raises(Exception, match="Error"):
        anchored(report, {"type": "TextPositionSelector", "start": 10_000, "end": 10_020})
    with pytest.raises(Exception, match="not a function"):
        anchored(report, selector | {"type": "TextQuotation"})
