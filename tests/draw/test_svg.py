"""What is written into SVG and HTML cannot break out of it."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.draw.svg import element, esc, num, visible


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_makes_a_well_formed_element(text: str) -> None:
    root = ElementTree.fromstring(element("g", element("title", esc(text)), aria_label=text))
    assert root[0].text == (visible(text).replace("\r\n", "\n").replace("\r", "\n") or None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202e21", "⟨U+202E⟩21"),
        ("a\x00b", "a⟨U+0000⟩b"),
        ("\ud800", "⟨U+D800⟩"),
        ("line\n\ttab", "line\n\ttab"),
        ("\u200fעברית", "\u200fעברית"),
    ],
)
def test_characters_that_mislead_are_written_out_and_others_kept(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_attributes_lose_their_underscores_and_none_is_left_out() -> None:
    assert element("g", class_="a", stroke_width=1.50, x=None) == '<g class="a" stroke-width="1.5"/>'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (10.0, "10"),
        (1.005, "1"),
        (2.346, "2.35"),
        (-0.5, "-0.5"),
    ],
)
def test_coordinates_are_short(value: float, written: str) -> None:
    assert num(value) == written
