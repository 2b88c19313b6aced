"""Running totals: where lines run and break, and what stands beneath them."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.draw import Bars, Line, Point, lines_chart
from tollbook.draw.lines import runs, wrap

FIRST = date(2031, 3, 1)


def point(day: int, low: int | None, high: int | None = -1, **fields: bool) -> Point:
    high = low if high == -1 else high
    return Point(FIRST + timedelta(days=day), low, high, f"{low or high:,}", f"#claim-m-{day}", **fields)


def test_a_line_breaks_where_its_source_was_silent() -> None:
    weekly = [point(d, d + 1) for d in (0, 7, 14, 42, 49)]
    assert [[p.day.day for p in run] for run in runs(weekly)] == [[1, 8, 15], [12, 19]]


def test_a_daily_source_may_be_silent_for_two_weeks_before_its_line_breaks() -> None:
    assert len(runs([point(d, d + 1) for d in (0, 1, 2, 16)])) == 1
    assert len(runs([point(d, d + 1) for d in (0, 1, 2, 17)])) == 2


def test_denied_and_replaced_figures_are_no_steps_of_a_total() -> None:
    kept = runs([point(0, 5), point(1, 99, denied=True), point(2, 3, superseded=True), point(3, 8)])
    assert [[p.stated for p in run] for run in kept] == [[5, 8]]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 1000)), max_size=30))
def test_runs_hold_every_point_once_in_order_of_days(days: list[tuple[int, int]]) -> None:
    points = [point(d, n) for d, n in days]
    kept = [p for run in runs(points) for p in run]
    assert sorted(kept, key=repr) == sorted(points, key=repr)
    assert [p.day for p in kept] == sorted(p.day for p in points)


def test_rival_lines_share_one_plot_and_each_is_named_at_its_end() -> None:
    svg = lines_chart(
        [Line("Ministry", (point(0, 10), point(5, 60)), 1), Line("Mission", (point(1, 8, None), point(5, 12)), 0)],
        title="Killed",
    )
    assert svg.count("<polyline") - svg.count('class="head small"') == 2
    assert svg.count("Ministry</tspan>") == svg.count("Mission</tspan>") == 1
    assert svg.count("<a ") == 4
    assert svg.count('class="head small"') == 1


def test_a_higher_figure_stands_higher_and_a_later_one_farther_right() -> None:
    svg = lines_chart([Line("A", (point(0, 10), point(5, 60), point(9, 90)))], title="t")
    found = re.search(r'<polyline points="([^"]+)" class="line', svg)
    assert found
    corners = [tuple(map(float, c.split(","))) for c in found.group(1).split()]
    assert corners == sorted(corners)
    assert [y for _, y in corners] == sorted((y for _, y in corners), reverse=True)


@pytest.mark.parametrize("width", [340, 860])
def test_labels_at_the_ends_of_near_lines_do_not_overlap(width: int) -> None:
    lines = [Line(f"A source of figures number {i}", (point(0, 100), point(9, 100 + i))) for i in range(12)]
    svg = lines_chart(lines, title="t", width=width)
    rows = [
        re.findall(r'<tspan x="[\d.]+" y="([\d.]+)"', label) for label in re.findall(r"<text><tspan.*?</text>", svg)
    ]
    boxes = sorted((min(map(float, ys)), max(map(float, ys))) for ys in rows)
    assert len(boxes) == 12
    assert all(upper[1] + 12 < lower[0] for upper, lower in pairwise(boxes))


def test_daily_figures_are_bars_on_the_same_days() -> None:
    days = [point(d, 10 * d) for d in (1, 2, 5)]
    svg = lines_chart([Line("A", (point(0, 1), point(5, 900)))], [Bars("A", tuple(days))], title="t")
    panel = svg[svg.index('class="series bars') :]
    heights = [float(h) for h in re.findall(r'<rect [^>]*height="([\d.]+)" class="point', panel)]
    assert len(heights) == 3
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.01)
    assert heights == sorted(heights)


def test_nothing_to_draw_is_an_empty_string() -> None:
    assert lines_chart([], title="t") == ""
    assert lines_chart([Line("A", ())], title="t") == ""


def test_a_point_needs_a_number() -> None:
    with pytest.raises(ValueError, match="several"):
        _ = Point(FIRST, None, None, "several", "#").stated


@given(st.text(), st.text())
def test_hostile_names_stay_text(name: str, words: str) -> None:
    given_point = Point(FIRST, 5, None, words, '#"><script>')
    svg = lines_chart([Line(name, (given_point,))], [Bars(name, (given_point,))], title=name)
    root = ElementTree.fromstring(svg)
    assert {e.tag for e in root.iter()} <= {
        "svg", "g", "line", "text", "a", "title", "circle", "rect", "polyline", "path", "tspan",
    }  # fmt: skip


@given(st.text(), st.integers(2, 30), st.integers(1, 4))
def test_wrapped_rows_fit(text: str, width: int, most: int) -> None:
    rows = wrap(text, width, most)
    assert 1 <= len(rows) <= most
    assert all(len(row) <= width for row in rows)
