from __future__ import annotations

import pytest

from evals.layouts import VIOLENT, Layout, careful, compare, f1, paragraphs, passes, put, shingle_shares, violent
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


def test_claims_are_found_again_in_a_layout() -> None:
    page = put(LAYOUT, TEXT)
    assert page
    counts, dropped = compare(TEXT, page)
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
