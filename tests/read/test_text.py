"""Plain text and Markdown: unchanged characters, front matter."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .made import known, report_of, zones

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1)
CONTROLS = {chr(n) for n in (*range(0x9), *range(0xE, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0))}


@settings(deadline=None)
@given(TEXTS, st.sampled_from([".txt", ".md", ""]))
def test_the_text_of_a_file_comes_back_unchanged(text: str, extension: str) -> None:
    if any(char in CONTROLS for char in text):
        text = "".join(char for char in text if char not in CONTROLS)
    text = f"Six killed. {text}"
    report = report_of(text, extension)
    assert report.text == text
    assert all(0 <= zone.start < zone.end <= len(text) for zone in report.zones)


@pytest.mark.parametrize(
    "text", ["Six killed.\r\nTwo hurt.\r", "\ufeffSix killed.", "e\u0301\u00a0\u202fx ", "Six  killed.\n\n\n"]
)
def test_newlines_marks_spaces_and_forms_stay(text: str) -> None:
    assert report_of(text).text == text


FRONT = """---
layout: post
title: "Four killed in Mala Rika"
date: 2021-03-04 10:00:00 +0200
url: https://courier.example/4
---

Four people were killed.
"""


@pytest.mark.parametrize("extension", [".md", ".txt"])
def test_front_matter_is_read_and_silent_but_for_its_title(extension: str) -> None:
    report = report_of(FRONT, extension)
    assert (report.title, report.published, report.address) == (
        "Four killed in Mala Rika",
        date(2021, 3, 4),
        "https://courier.example/4",
    )
    assert known(report)["title"] == known(report)["published"] == "metadata"
    silent = "".join(words for kind, words in zones(report) if kind == "markup")
    assert [words for kind, words in zones(report) if kind == "title"] == ["Four killed in Mala Rika"]
    assert "layout: post" in silent
    assert "killed" not in silent
    assert report.text == FRONT


@pytest.mark.parametrize(
    "line", ["outlet: Steppe Dispatch", "publisher: The Steppe Dispatch of Kesh", "Outlet: 'Kesh'"]
)
def test_the_outlet_in_front_matter_is_the_reports_and_no_text(line: str) -> None:
    report = report_of(f"---\ntitle: Six dead\n{line}\n---\n\nSix people were killed.\n", ".md")
    assert report.outlet == line.partition(": ")[2].strip("'")
    assert known(report)["outlet"] == "metadata"
    assert line in [words.strip() for kind, words in zones(report) if kind == "markup"]


def test_a_description_in_front_matter_is_text() -> None:
    report = report_of("---\nlayout: x\ndescription: Six people were killed in Mala Rika\n---\n\nMore soon.\n", ".md")
    assert not any("killed" in words for _, words in zones(report))


@pytest.mark.parametrize(
    "text",
    [
        "---\nSix people were killed.\n---\n",
        "--- \n\nSix killed: all of them medics\n",
        "---\ndate: soon\n---\nSix killed.",
    ],
)
def test_what_only_looks_like_front_matter_tells_nothing(text: str) -> None:
    report = report_of(text, ".md")
    assert (report.title, report.published) == (None, None)
