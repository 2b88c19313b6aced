"""The page in a real Chromium: it works, fits, prints, can be read in the dark and reached by keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tollbook.publish import PageReport, render_page

from . import war

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
CUT_TEXT = "12 people were killed and 30 hurt in the raid.\n\nThe town is quiet."
CUT = war.report("cut", CUT_TEXT, "X", None, "Crossing spans")
CROSSING = [
    war.claim(CUT, war.K, "12 people were killed and 30", "12", 12, 12),
    war.claim(CUT, war.Measure.INJURED, "killed and 30 hurt in the raid", "30", 30, 30),
]
REPORTS = [*war.REPORTS, PageReport(war.HOSTILE), PageReport(CUT)]
CLAIMS = [*war.CLAIMS, *war.HOSTILE_CLAIMS, *CROSSING]
FEW_REPORTS = [PageReport(r) for r in (war.STRIKE, war.MORGUE, war.QUIET, war.HOSTILE, *war.RIVALS[:2])]
FEW_CLAIMS = [*war.STRIKE_CLAIMS, *war.MORGUE_CLAIMS, *war.HOSTILE_CLAIMS, *war.RIVAL_CLAIMS[:2]]


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of the page under each profile; `few-...` are short ones for what takes long."""
    folder = tmp_path_factory.mktemp("page")
    written = {}
    for profile in ("internal", "public"):
        for name, reports, claims in ((profile, REPORTS, CLAIMS), (f"few-{profile}", FEW_REPORTS, FEW_CLAIMS)):
            page = render_page(reports, claims, links=war.LINKS, profile=profile, notes=["Written for this demo."])
            (folder / f"{name}.html").write_text(page, encoding="utf-8")
            written[name] = (folder / f"{name}.html").as_uri()
    return written


@pytest.fixture
def visit(browser: Any, files: dict[str, str]) -> Iterator[Any]:
    """Opens a page; at the test's end nothing may have been logged, refused or asked of a network."""
    contexts, trouble = [], []

    def note_request(request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            trouble.append(f"request: {request.url}")

    def opener(profile: str = "internal", fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("request", note_request)
        page.goto(files[profile] + fragment)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert trouble == []


def in_view(page: Any, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    height = page.viewport_size["height"]
    return box is not None and box["y"] < height and box["y"] + box["height"] > 0


@pytest.mark.parametrize("profile", ["internal", "public"])
def test_it_opens_without_an_error_or_a_request(visit: Any, profile: str) -> None:
    page = visit(profile)
    assert page.locator("h1").is_visible()
    assert page.locator("tr.figure").count() > 40


def test_a_figure_leads_to_its_words_lit_up_in_the_text(visit: Any) -> None:
    page = visit()
    claim = war.STRIKE_CLAIMS[1]
    page.locator(f"#figure-{claim.id} .words").click()
    selector = f"#claim-{claim.id}"
    assert page.url.endswith(selector)
    assert in_view(page, selector)
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator(selector).evaluate(colour) == "rgb(255, 216, 77)"
    other = f"#claim-{war.STRIKE_CLAIMS[3].id}"
    assert page.locator(other).evaluate(colour) != "rgb(255, 216, 77)"


def test_an_address_sent_to_somebody_opens_with_its_evidence_in_view(visit: Any) -> None:
    for profile in ("internal", "public"):
        selector = f"#claim-{war.MORGUE_CLAIMS[1].id}"
        page = visit(profile, fragment=selector, viewport=PHONE)
        assert in_view(page, selector)
        assert "refused to take back 112" in page.locator(selector).inner_text()


def test_all_pieces_of_a_cut_claim_light_up(visit: Any) -> None:
    claim = CROSSING[1]
    page = visit(fragment=f"#claim-{claim.id}")
    pieces = page.locator(f'[data-c="{claim.id}"]')
    assert pieces.count() == 2
    assert pieces.evaluate_all("es => es.map(e => getComputedStyle(e).backgroundColor)") == ["rgb(255, 216, 77)"] * 2


def test_a_point_of_a_running_total_leads_to_its_words(visit: Any) -> None:
    page = visit()
    point = page.locator(".wide .series a").first
    address = point.get_attribute("href")
    point.click()
    assert page.url.endswith(address)
    assert in_view(page, address)


@pytest.mark.parametrize("profile", ["internal", "public"])
@pytest.mark.parametrize("width", [320, 360, 800])
def test_a_narrow_page_does_not_scroll_sideways(visit: Any, profile: str, width: int) -> None:
    page = visit(profile, viewport={"width": width, "height": 740})
    page.locator(".contents summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    over = page.evaluate(
        """w => [...document.querySelectorAll('main *')].filter(e => {
            const r = e.getBoundingClientRect();
            return r.width && !e.closest('.hide') && (r.right > w + 1 || r.left < -1);
        }).map(e => e.outerHTML.slice(0, 120))""",
        width,
    )
    assert over == []


CONTRAST = """() => {
  const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                       return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
                        if (c.length === 3 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  const found = {}, walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest('script, .hide')) continue;
    const svg = e.namespaceURI.endsWith('svg'), style = getComputedStyle(e);
    const [a, b] = [light(rgb(svg ? style.fill : style.color)), light(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    seen += 1;
    if (ratio < 4.5) found[`${e.tagName}.${e.getAttribute('class')} ${ratio.toFixed(2)}`] = e.textContent.slice(0, 40);
  }
  return [seen, found];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_what_is_behind_them(visit: Any, scheme: str) -> None:
    page = visit(color_scheme=scheme, fragment=f"#claim-{war.STRIKE_CLAIMS[0].id}")
    seen, faint = page.evaluate(CONTRAST)
    assert seen > 1000
    assert faint == {}


def test_the_dark_page_is_dark_and_the_light_one_light(visit: Any) -> None:
    shown = [
        visit(color_scheme=scheme).evaluate("getComputedStyle(document.documentElement).backgroundColor")
        for scheme in ("light", "dark")
    ]
    light, dark = ([int(n) for n in re.findall(r"\d+", colour)] for colour in shown)
    assert min(light) > 240
    assert max(dark) < 30


def on_paper(page: Any) -> str:
    """The words of the printed page, without any white space."""
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    words = unicodedata.normalize("NFKC", "".join(p.extract_text() for p in pages))  # some fonts join f and i
    return re.sub(r"\s+", "", words)


def test_paper_is_white_even_where_the_screen_is_dark(visit: Any) -> None:
    page = visit(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(CONTRAST)[1] == {}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_paper_holds_every_text_every_figure_and_what_is_folded(visit: Any, script: bool) -> None:
    written = on_paper(visit("few-internal", java_script_enabled=script))
    for report in (war.STRIKE, war.QUIET, war.MORGUE):
        for paragraph in report.text.split("\n\n"):
            assert re.sub(r"\s+", "", paragraph) in written
    assert "MayorIvoRenn" in written
    assert "Howtoreadthedrawings" in written
    assert "DaySourceWords" in written  # the head of the table that is folded under a plot


def test_without_script_the_page_is_whole_and_the_filter_absent(visit: Any) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator("#filter").is_hidden()
    assert page.locator("tr.figure").count() == page.locator("tr.figure:visible").count()
    assert page.locator("nav a[href='#killed-vardia']").is_visible()


def test_the_filter_shows_what_was_asked_for_and_says_how_much(visit: Any) -> None:
    page = visit()
    page.locator("select[name=measure]").select_option("killed")
    page.locator("select[name=source]").select_option("Mayor Ivo Renn")
    shown = page.locator("tr.figure:visible")
    assert shown.count() == 3
    assert page.locator(".filtered").inner_text().startswith("Filtered: 3 of ")
    assert page.locator("section.measure:visible").count() == 1
    assert page.locator("tbody.party:visible").count() == 1
    assert page.locator("ol.timeline li:visible").count() == 3
    page.locator("button[type=reset]").click()
    page.wait_for_function("document.querySelector('.filtered').innerText === ''")  # the form is reset after the click
    assert page.locator("tr.figure:visible").count() == page.locator("tr.figure").count()


def test_a_link_to_a_filtered_figure_shows_it_again(visit: Any) -> None:
    page = visit()
    page.locator("select[name=measure]").select_option("injured")
    selector = f"#figure-{war.STRIKE_CLAIMS[0].id}"
    page.locator(f".notes a[href='{selector}']").click()
    page.wait_for_selector(selector)
    assert in_view(page, selector)


def test_the_keyboard_reaches_a_figure_and_shows_where_it_is(visit: Any) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "words":
            break
    focus = page.evaluate(
        "(() => { const e = document.activeElement, s = getComputedStyle(e);"
        " return [e.className, s.outlineStyle, parseFloat(s.outlineWidth)] })()"
    )
    assert focus == ["words", "solid", 3]
    address = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert page.url.endswith(address)
    assert in_view(page, address)


@pytest.mark.parametrize(("name", "viewport"), [("few-internal", PHONE), ("few-internal", DESK), ("few-public", DESK)])
def test_axe_finds_no_fault(visit: Any, name: str, viewport: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    page = visit(name, viewport=viewport)
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.impact, v.nodes[0].html])")
    assert found == []


def test_a_hostile_report_runs_nothing_and_turns_nothing_around(visit: Any) -> None:
    page = visit(fragment=f"#claim-{war.HOSTILE_CLAIMS[0].id}")
    assert page.locator("script").count() == 1
    assert "⟨U+202E⟩ people were killed" in page.locator(f"#claim-{war.HOSTILE_CLAIMS[0].id}").inner_text()
    assert page.title() == "Who says what about the human cost"
