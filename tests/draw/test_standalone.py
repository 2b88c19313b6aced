"""Drawings as files of their own."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from tollbook.draw import Bars, Line, Point, lines_chart, standalone
from tollbook.draw.lines import DENSE


def points(number: int) -> tuple[Point, ...]:
    return tuple(Point(date.fromordinal(738_000 + n), 10 + n, 10 + n, "some", f"#claim-{n}") for n in range(number))


def test_a_drawing_is_a_whole_svg_file_with_its_title_and_notes() -> None:
    chart = lines_chart([Line("A <b>", points(3), 1)], [Bars("A <b>", points(3), 1)], title="Killed")
    sheet = ElementTree.fromstring(standalone(chart, title="Killed & missing", notes=("One.", "Two.")))
    assert sheet.tag == "{http://www.w3.org/2000/svg}svg"
    texts = [e.text for e in sheet.iter("{http://www.w3.org/2000/svg}text")]
    assert (texts[0], texts[-2:]) == ("Killed & missing", ["One.", "Two."])
    inner = sheet.find("{http://www.w3.org/2000/svg}svg")
    assert inner is not None
    assert float(sheet.attrib["height"]) > float(inner.attrib["height"]) + 60


def test_nothing_drawn_is_no_file() -> None:
    assert standalone("", title="Killed") == ""


def test_a_dense_line_has_marks_at_its_ends_alone() -> None:
    plain = points(DENSE + 10)
    odd = Point(date.fromordinal(738_050), 60, None, "more than 60", "#claim-odd")
    chart = lines_chart([Line("A", (*plain, odd))], title="Killed")
    assert chart.count("<a ") == 3
    assert lines_chart([Line("A", points(DENSE))], title="Killed").count("<a ") == DENSE
