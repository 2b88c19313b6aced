"""Curves over rival totals: the band holds the line, claims stand where they should and say what they pull."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

from tollbook.draw import CurveLine, CurveMark, curves_chart, standalone

FIRST = date(2031, 1, 1)


def line(name: str, colour: int, *marks: CurveMark, scale: float = 1.0) -> CurveLine:
    days = tuple(FIRST + timedelta(days=n) for n in range(600))
    mid = tuple(scale * n for n in range(600))
    return CurveLine(
        name, days, mid, tuple(v * 0.8 for v in mid), tuple(v * 1.2 for v in mid), marks, "599: an estimate",
        tuple(v * 1.1 for v in mid), colour,
    )  # fmt: skip


def mark(day: int, value: int | None, low: int | None, high: int | None, **fields: float | bool) -> CurveMark:
    found = FIRST + timedelta(days=day)
    return CurveMark(found, value, low, high, "Mission <b>: 300; pulls +12", f"#claim-m-{day}", **fields)


def test_both_sides_stand_in_one_plot_with_band_line_and_second_line() -> None:
    svg = curves_chart([line("North", 1), line("South", 2, scale=0.5)], title="Killed")
    assert svg.count('class="band"') == 2
    assert svg.count('class="line second"') == 2
    assert svg.count('class="line"') == 2
    assert "North" in svg
    assert svg.count("an estimate") == 2
    ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_a_curve_is_drawn_with_few_corners_and_its_last_day() -> None:
    svg = curves_chart([line("North", 1)], title="Killed")
    found = re.search(r'<polyline points="([^"]+)" class="line"', svg)
    assert found
    corners = found[1].split()
    assert 100 < len(corners) <= 241
    assert corners[-1].startswith("710")


def test_claims_say_what_they_pull_and_the_greater_pull_has_the_larger_mark() -> None:
    svg = curves_chart(
        [line("North", 1, mark(100, 300, 300, 300, pull=1.0), mark(50, 60, 60, 60, pull=0.01))], title="Killed"
    )
    assert "Mission &lt;b&gt;: 300; pulls +12" in svg
    sizes = [float(r) for r in re.findall(r' r="([\d.]+)"', svg)]
    assert len(sizes) == 2
    assert sizes[0] < sizes[1]


def test_a_bound_has_an_arrow_a_range_a_line_and_an_idle_claim_is_hollow() -> None:
    svg = curves_chart(
        [line("N", 1, mark(100, 150, 100, 200), mark(50, None, 60, None, idle=True), mark(60, None, None, 90))],
        title="K",
    )
    assert svg.count('class="head"') == 2
    assert svg.count("point hollow") == 1
    assert svg.count('class="whisker"') == 3


def test_no_curve_no_drawing() -> None:
    assert curves_chart([], title="K") == ""
    assert standalone(curves_chart([], title="K"), title="K") == ""
