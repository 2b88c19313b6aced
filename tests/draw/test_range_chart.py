"""Each way of stating a count has a drawing of its own, at the place its numbers give."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.draw import RangeMark, Scale, describe, range_axis, range_row, sample
from tollbook.draw.range_chart import LEFT, RIGHT, percent

SCALE = Scale(0, 100)


def drawn(**fields: object) -> str:
    return range_row(RangeMark(**{"low": 40, "high": 40, "words": "40", **fields}), SCALE)  # type: ignore[arg-type]


def mark(svg: str) -> str:
    return svg[svg.index('<g class="mark') :]


def test_a_single_figure_is_a_dot_at_its_place() -> None:
    svg = mark(drawn())
    assert f'x="{percent(0.4)}"' in svg
    assert svg.count("<circle") == 1
    assert "polyline" not in svg


def test_a_stated_range_is_a_bar_with_a_tick_at_each_end() -> None:
    svg = mark(drawn(low=25, high=75))
    assert f'width="{(RIGHT - LEFT) / 2:.3f}%"' in svg
    assert svg.count('height="16"') == 2
    assert "polyline" not in svg


@pytest.mark.parametrize(("low", "high", "side"), [(40, None, 1), (None, 40, -1)])
def test_an_open_side_is_an_arrow_that_fades_away_from_the_tick(low: int | None, high: int | None, side: int) -> None:
    svg = mark(drawn(low=low, high=high))
    faded = re.findall(r'<rect x="([-\d.]+)"[^>]*class="fade" opacity="([\d.]+)"', svg)
    places = [float(x) * side for x, _ in faded]
    strengths = [float(o) for _, o in faded]
    assert len(faded) > 3
    assert places == sorted(places)
    assert strengths == sorted(strengths, reverse=True)
    assert svg.count('height="16"') == 1
    assert svg.count("<polyline") == 1


def test_about_has_tails_hedged_is_dashed_denied_hollow_replaced_struck_through() -> None:
    assert 'class="fade"' in mark(drawn(about=True)) and 'class="fade"' not in mark(drawn())
    assert 'class="full dashed"' in mark(drawn(hedged=True))
    assert 'class="hollow"' in mark(drawn(denied=True))
    assert 'class="hollow dashed"' in mark(drawn(denied=True, hedged=True))
    assert 'class="strike"' in mark(drawn(superseded=True)) and 'class="strike"' not in mark(drawn())


def test_a_count_without_a_number_has_no_mark_but_words() -> None:
    svg = mark(drawn(low=None, high=None, words="several"))
    assert "no number" in svg
    assert not re.search("<circle|<rect|<polyline", svg)


def test_the_words_stand_beside_the_mark_on_the_side_where_they_fit() -> None:
    assert 'text-anchor="start"' in mark(drawn(low=5, high=5, words="five people"))
    assert 'text-anchor="end"' in mark(drawn(low=100, high=100, words="one hundred people"))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"low": 12, "high": None, "words": "at least 12"}, "“at least 12”: 12 or more"),
        ({"low": None, "high": 5000, "words": "up to 5,000"}, "“up to 5,000”: up to 5,000"),
        ({"low": 3, "high": 4, "words": "3-4", "hedged": True}, "“3-4”: 3 to 4, hedged"),
        ({"low": None, "high": None, "words": "several", "denied": True}, "“several”: no number, denied"),
        ({"low": 63, "high": 63, "words": "63", "superseded": True, "about": True}, "“63”: 63, about, replaced"),
    ],
)
def test_the_text_alternative_says_all_that_is_drawn(fields: dict[str, object], text: str) -> None:
    described = describe(RangeMark(**fields))  # type: ignore[arg-type]
    assert described == text
    assert ElementTree.fromstring(drawn(**fields)).attrib == {"class": "plot", "role": "img", "aria-label": text}


@given(
    st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 10**9), st.text(), *[st.booleans() for _ in range(4)]
)
def test_whatever_the_count_the_drawing_is_well_formed(
    low: int | None, high: int | None, words: str, about: bool, hedged: bool, denied: bool, superseded: bool
) -> None:
    scale = Scale.covering([v for v in (low, high, 1) if v is not None])
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    shown = RangeMark(low, high, words, about, hedged, denied, superseded, colour=3)
    root = ElementTree.fromstring(range_row(shown, scale))
    assert root.attrib["aria-label"] == describe(shown) or not words.isprintable()
    assert ElementTree.fromstring(sample(shown)).tag == "svg"


def test_the_axis_labels_stand_over_the_grid() -> None:
    grid = re.findall(r'<line x1="([\d.]+%)"', drawn())
    labels = re.findall(r'<text x="([\d.]+%)"', range_axis(SCALE))
    assert grid == labels
    assert labels[0] == f"{LEFT:.3f}%"
    assert labels[-1] == f"{RIGHT:.3f}%"
