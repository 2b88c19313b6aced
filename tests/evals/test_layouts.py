from __future__ import annotations

import pytest

from evals.corpus import Document
from evals.layouts import VIOLENT, careful, compare, f1, passes, plain_report, shingle_shares, swapped, violent
from evals.layouts_put import Layout, paragraphs, put
from tollbook.extract.triage import load_triage

BODY = [
    "The council opened the new bridge on Monday, and a band played until the evening came.",
    "Traders on both banks say that they expect more visitors than last year, as the road is shorter.",
    "A second bridge is planned for the years after the next, if the money is there by then.",
]
PAGE = (
    "<html><head><title>A bridge opens at last in the old town</title></head><body><nav><a href='/'>Home</a></nav>"
    "<main><article><h1>A bridge opens at last in the old town</h1>"
    + "".join(f"<p>{line}</p>" for line in BODY)
    + "</article></main><footer><p>All rights are reserved by the paper and its owners.</p></footer></body></html>"
)
LAYOUT = Layout("made", PAGE, "\n\n".join(BODY))
TEXT = (
    "At least five civilians were killed and three wounded when shells hit a market in Karsk on Monday, the ministry "
    "said.\n\nThe army denied that its soldiers had fired on the town."
)


def test_a_body_is_replaced_and_the_page_kept() -> None:
    page = put(LAYOUT, TEXT)
    assert page
    assert "shells hit a market" in page
    assert "bridge" not in page
    assert "All rights are reserved" in page


def test_a_page_whose_body_is_not_found_is_none() -> None:
    assert put(Layout("made", PAGE, "Another body that is nowhere in the page at all."), TEXT) is None


def test_a_report_stands_where_the_article_stood_though_a_menu_has_words_of_it() -> None:
    menu = "<nav><ul><li>A second bridge is planned</li><li>Sport</li></ul></nav>"
    page = put(Layout("made", PAGE.replace("<nav>", menu + "<nav>"), LAYOUT.body), TEXT) or ""
    assert page.index("A second bridge is planned") < page.index("<article>") < page.index("shells hit a market")


def test_what_else_is_the_articles_own_becomes_the_reports() -> None:
    engines = (
        "<meta name='description' content='A band plays at the opening of the bridge'>"
        '<script type="application/ld+json">{"@graph": [{"headline": "Bridge", "articleBody": "The council"}]}</script>'
    )
    beside = (
        "<p>A band plays at the opening of the bridge</p>"
        "<figure><img src='a.jpg'><figcaption>The band on the bridge</figcaption></figure>"
    )
    made = PAGE.replace("</head>", engines + "</head>").replace("</h1>", "</h1>" + beside)
    page = put(Layout("made", made, LAYOUT.body), TEXT, "Five killed in Karsk") or ""
    assert "<h1>Five killed in Karsk</h1>" in page
    assert '"headline": "Five killed in Karsk", "articleBody": "At least five civilians' in page
    assert "band" not in page


def test_a_report_is_told_once_and_under_its_own_headline() -> None:
    first, second = TEXT.split("\n\n")
    report = plain_report(Document("made", f"Five killed in Karsk\n\n{first}\n{first}\n\n{second}", "2024-05-06", None))
    assert report.text.count(first) == 1
    assert str(report.published) == "2024-05-06"
    page = swapped(LAYOUT, report) or ""
    assert "<title>Five killed in Karsk</title>" in page
    assert page.count("<p>Five killed") == 0


def test_claims_are_found_again_in_a_layout() -> None:
    report = plain_report(Document("made", TEXT, "2024-05-06", None))
    page = swapped(LAYOUT, report)
    assert page
    counts, dropped = compare(report, page)
    assert counts["numeric"] >= 2
    assert counts["all found"] == counts["all"]
    assert dropped == []


def test_triage_tells_the_pages_apart() -> None:
    assert not passes(load_triage(), PAGE)
    assert passes(load_triage(), put(LAYOUT, TEXT) or "")


def test_hard_wrapped_lines_are_one_paragraph_and_others_each_their_own() -> None:
    wrapped = "\n".join(["a" * 70, "b" * 72, "end."])
    assert paragraphs(wrapped) == [f"{'a' * 70} {'b' * 72} end."]
    assert paragraphs("one\ntwo") == ["one", "two"]


def test_the_measure_is_that_of_runs_of_words() -> None:
    assert shingle_shares("a b c d e", "a b c d e") == (1.0, 0.0, 0.0)
    assert f1([shingle_shares("a b c d", "w x y z"), (1.0, 0.0, 0.0)]) == pytest.approx(2 / 3)
    assert "bridge" in careful(LAYOUT)


def test_each_page_that_is_named_violent_has_a_reason() -> None:
    lines = [line.split("\t") for line in VIOLENT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(len(line) == 2 and line[1] for line in lines)
    assert len(violent()) == len(lines)
