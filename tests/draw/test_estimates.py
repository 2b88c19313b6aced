"""Estimates side by side: one row each, the counted ones as a line, a refusal in words."""

import re
from xml.etree import ElementTree

from tollbook.draw import EstimateRow, estimates_chart

ROWS = [
    EstimateRow("one <method>", 200, 150, 300, "200 (150 to 300)"),
    EstimateRow("another", 400, 350, 450, "400 (350 to 450)"),
    EstimateRow("a third", None, None, None, "the chains do not agree"),
]


def test_a_greater_estimate_stands_farther_right_and_none_is_left_of_the_counted() -> None:
    svg = estimates_chart(ROWS, 120, title="Persons in all")
    dots = [float(x) for x in re.findall(r'cx="([\d.]+)"', svg)]
    line = re.search(r'<line x1="([\d.]+)"[^>]*class="base"', svg)
    assert line
    assert float(line[1]) < dots[0] < dots[1]
    assert "120 on any list" in svg
    ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_a_refused_method_says_so_with_the_reason() -> None:
    svg = estimates_chart(ROWS, 120, title="t")
    assert svg.count(">refused<") == 1
    assert "a third: the chains do not agree" in svg
    assert "one &lt;method&gt;" in svg


def test_no_estimate_no_drawing() -> None:
    assert estimates_chart([], 10, title="t") == ""
