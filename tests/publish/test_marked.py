"""Spans in a text: whatever overlaps, the text stays whole and every span is marked in full."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from tollbook.draw.svg import visible
from tollbook.publish.marked import Mark, marked, paragraphs, pieces, tokens


@st.composite
def texts_and_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab<>&\"' \n", min_size=1, max_size=40))
    marks = []
    for i in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        addressed = draw(st.booleans())
        marks.append(Mark(start, end, f"k{i}", "c", "mark" if addressed else "b", f"claim-k{i}" if addressed else None))
    return text, marks


def whole(text: str, marks: list[Mark]) -> str:
    return "".join(f"<div>{marked(text, marks, a, b)}</div>" for a, b in paragraphs(text))


@given(texts_and_marks())
def test_tags_nest_and_the_text_is_unchanged(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    written = whole(text, marks)
    open_tags = []
    for closing, tag in re.findall(r"<(/?)(\w+)", written):
        if closing:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert open_tags == []
    assert unescape(re.sub(r"<[^>]*>", "", written)) == text


@given(texts_and_marks())
def test_each_claim_has_its_address_once_and_its_pieces_are_its_span(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    root = lxml_html.fromstring(f"<main>{whole(text, marks)}</main>")
    for mark in (m for m in marks if m.address):
        assert len(root.xpath(f'//*[@id="{mark.address}"]')) == 1
        found = root.xpath(f'//*[@data-c="{mark.key}"]')
        assert "".join(e.text_content() for e in found) == text[mark.start : mark.end]
        assert found[0].get("id") == mark.address


@given(texts_and_marks())
def test_spans_without_an_address_never_cut_one_that_has_one(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    addressed = [m for m in marks if m.address]
    stretch = [(0, len(text))]
    alone, together = pieces(addressed, stretch), pieces(marks, stretch)
    assert {m.key: together[m.key] for m in addressed} == alone


def test_nested_spans_stay_whole_and_crossing_ones_are_cut() -> None:
    outer, inner = Mark(0, 10, "a", address="claim-a"), Mark(2, 5, "b", address="claim-b")
    assert pieces([outer, inner], [(0, 12)]) == {"a": 1, "b": 1}
    crossing = Mark(5, 12, "c", address="claim-c")
    assert pieces([outer, crossing], [(0, 12)]) == {"a": 1, "c": 2}


def test_equal_spans_are_both_there() -> None:
    both = [Mark(0, 3, "a", address="claim-a"), Mark(0, 3, "b", address="claim-b")]
    assert str(marked("abc", both, 0, 3)).count("<mark") == 2


def test_an_empty_span_keeps_its_address() -> None:
    assert 'id="claim-a"' in marked("abc", [Mark(1, 1, "a", address="claim-a")], 0, 3)


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_text_is_shown_as_text(text: str) -> None:
    assert unescape(str(marked(text, [], 0, len(text)))) == visible(text) or "&" in visible(text)
    assert "<" not in marked(text, [], 0, len(text))


@given(st.text(alphabet="ab \n\r\u2028", max_size=40))
def test_paragraphs_are_the_whole_text(text: str) -> None:
    assert "".join(text[a:b] for a, b in paragraphs(text)) == text


def test_a_paragraph_ends_at_an_empty_line() -> None:
    text = "one\ntwo\n\n\nthree\n"
    assert [text[a:b] for a, b in paragraphs(text)] == ["one\ntwo\n\n\n", "three\n"]


def test_tokens_open_again_what_began_before_the_stretch() -> None:
    mark = Mark(0, 10, "a", address="claim-a")
    assert [(kind, a) for kind, _, a, _ in tokens([mark], 5, 8)] == [("open", 0), ("text", 5), ("close", 0)]
