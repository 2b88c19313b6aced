"""The site of a publication in a real Chromium, from disk and from a plain server."""

from __future__ import annotations

import re
import threading
import tracemalloc
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.run.published import make_ledger, published
from tollbook.publish.formats import FORMATS, says_of_file
from tollbook.publish.released import Colophon, Release, ReleasedSubject
from tollbook.publish.site import write_site

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PAGES = (
    "index",
    "incidents",
    "series",
    "map",
    "changes",
    "methodology",
    "codebook",
    "downloads",
    "dead",
    "cases",
    "curves",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp = tmp_path_factory.mktemp("site")
    make_ledger(tmp / "war.ledger", reviewed=False, reports=(1, 2, 3, 4, 6, 7, 8, 9))
    published(tmp / "war.ledger", tmp / "out", policies="ucdp,latest,ibc,airwars,official", draft=True)
    return tmp / "out"


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page; at the test's end nothing may have been refused or asked of another host."""
    trouble: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("requestfailed", lambda request: trouble.append(request.url))
    yield opened
    context.close()
    assert trouble == []


def names(folder: Path) -> list[str]:
    first = sorted(p.relative_to(folder).as_posix() for p in (folder / "subjects").glob("*.html"))[:2]
    return [*(f"{name}.html" for name in PAGES), *first]


def test_every_page_opens_from_disk_and_from_a_server_fits_a_phone_and_passes_axe(
    page: Any, folder: Path, served: str
) -> None:
    for name in names(folder):
        page.goto((folder / name).as_uri())
        styled = "getComputedStyle(document.querySelector('h1')).fontWeight"
        assert page.evaluate(styled) == "650", f"{name}: the style sheet was not loaded from disk"
        page.goto(f"{served}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = axe.Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == [], name


def test_on_a_phone_no_word_of_a_list_is_broken(page: Any, folder: Path) -> None:
    lines = "all => all.map(e => [e.innerText, e.clientHeight / parseFloat(getComputedStyle(e).lineHeight)])"
    for name in ("index", "incidents", "downloads"):
        page.goto((folder / f"{name}.html").as_uri())
        cells = page.eval_on_selector_all(".stacked td.date, .stacked td.number, .stacked .figure-cell", lines)
        assert cells and [text for text, high in cells if high > 1.5] == [], name


def test_days_and_policies_are_told_in_words(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    whens = page.locator(".subjects .date").all_inner_texts()
    assert whens and not [when for when in whens if re.search(r"\d-\d|/", when)]
    page.goto((folder / names(folder)[-1]).as_uri())
    told = page.locator("main").inner_text()
    assert "under UCDP" in told and "Ukraine" in told and "machine-made" in told and "under ucdp" not in told


def test_every_download_says_what_it_is(page: Any, folder: Path) -> None:
    page.goto((folder / "downloads.html").as_uri())
    says = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert len(says) == len(list((folder / "data").iterdir())) + 1
    assert {name for name in says if "own rows" in name} == {says_of_file("claims.jsonl")}
    fits = [pattern for made in FORMATS.values() for pattern in made.files]
    written = [path.name for path in (folder / "data").iterdir() if path.suffix != ".jsonl"]
    assert [name for name in written if sum(fnmatch(name, pattern) for pattern in fits) != 1] == []


def test_every_figure_opens_on_its_words_in_two_clicks(page: Any, folder: Path) -> None:
    walked = 0
    page.goto((folder / "index.html").as_uri())
    links = page.eval_on_selector_all(".figure-cell a", "all => all.map(a => a.getAttribute('href'))")
    for href in dict.fromkeys(links):
        page.goto((folder / "index.html").as_uri())
        page.click(f".figure-cell a[href='{href}'] >> nth=0")
        bounds = page.eval_on_selector_all(".toll .details a", "all => all.map(a => a.getAttribute('href'))")
        for n, bound in enumerate(bounds):
            page.click(f".toll .details a >> nth={n}")
            assert page.eval_on_selector(f"{bound} blockquote", "b => b.textContent.trim().length > 20")
            assert page.evaluate("location.hash") == bound
            walked += 1
    assert walked >= 50


def test_the_map_has_our_own_borders_with_what_is_disputed_dashed(page: Any, folder: Path) -> None:
    page.goto((folder / "map.html").as_uri())
    drawn = page.locator("svg.map")
    assert drawn.locator("path.land, path.solid, path.dashed").count() == 3
    strokes = "all => all.map(e => getComputedStyle(e).strokeDasharray)"
    assert page.eval_on_selector_all("svg.map .dashed", strokes) == ["3px, 3px"]
    assert page.eval_on_selector_all("svg.map .solid", strokes) == ["none"]
    assert "dashed ones are disputed" in page.locator("main").inner_text()
    assert drawn.locator("text").count() == 0  # land has no name and one colour
    links = page.eval_on_selector_all("svg.map a", "all => all.map(a => a.getAttribute('href'))")
    assert links and all((folder / href).is_file() for href in links)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [v for k, v in attrs if k in ("href", "src") and v and "://" not in v and "data:" not in v]


def test_pages_link_to_pages_that_are_there(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        parser = _Links()
        parser.feed(path.read_text(encoding="utf-8"))
        assert parser.found
        for href in parser.found:
            target = path if href.startswith("#") else path.parent / href.partition("#")[0]
            assert target.exists(), f"{path.name}: {href}"


def test_a_page_prints(page: Any, folder: Path, tmp_path: Path) -> None:
    page.goto((folder / names(folder)[-1]).as_uri())
    page.pdf(path=str(tmp_path / "page.pdf"))
    assert (tmp_path / "page.pdf").stat().st_size > 5_000


def _many(folder: Path, tmp: Path, number: int) -> Release:
    """A release of so many incidents, each a copy of one."""
    colophon = Colophon.model_validate_json((folder / "data" / "colophon.jsonl").read_text())
    one = next(s for s in Release(colophon, folder / "data").incidents() if s.claims)
    data = tmp / f"made-{number}" / "data"
    data.mkdir(parents=True)
    for name in ("claims", "reports", "remains", "curves"):
        (data / f"{name}.jsonl").write_text((folder / "data" / f"{name}.jsonl").read_text())
    with (data / "subjects.jsonl").open("w") as out:
        for n in range(number):
            out.write(_copy(one, n).model_dump_json() + "\n")
    return Release(colophon, data)


def _copy(subject: ReleasedSubject, n: int) -> ReleasedSubject:
    return subject.model_copy(update={"id": f"i-{n:05}", "name": f"Kesh, {n}"})


def test_the_memory_that_a_site_takes_does_not_grow_with_its_size(folder: Path, tmp_path: Path) -> None:
    peaks = []
    for number in (50, 400):
        release = _many(folder, tmp_path, number)
        tracemalloc.start()
        write_site(release, release.data.parent)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert len(list((release.data.parent / "subjects").iterdir())) == number
    assert peaks[1] < peaks[0] + 4_000_000
