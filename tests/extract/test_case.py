"""Case: headlines and texts in capitals are read in ordinary case, character for character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.capitals import from_capitals
from tollbook.extract.case import is_capitals, is_title_case, lower_headline

WORDS = frozenset({"ten", "people", "were", "killed", "in", "the", "army", "says", "soldiers"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drone Strike Kills Nine Civilians in North Darfur", True),
        ("Rebels Say They Shot Down a Helicopter", True),
        ("Drone strike kills nine civilians in North Darfur", False),
        ("Kyiv and Moscow", False),  # too short to tell
        ("TEN PEOPLE KILLED IN THE CITY", False),  # capitals, not title case
        ("", False),
    ],
)
def test_title_case(text: str, expected: bool) -> None:
    assert is_title_case(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("TEN PEOPLE KILLED IN THE CITY", True), ("Ten people killed", False), ("UN", False), ("123", False)],
)
def test_capitals(text: str, expected: bool) -> None:
    assert is_capitals(text) is expected


def test_a_headline_keeps_names_and_acronyms() -> None:
    text = "UN Says Ten Killed by Shells in North Darfur"
    start = text.index("North Darfur")
    assert lower_headline(text, [(start, len(text))]) == "UN says ten killed by shells in North Darfur"


def test_capitals_become_sentences() -> None:
    found = from_capitals("TEN PEOPLE WERE KILLED IN VARNOVA. THE ARMY SAYS SO.", WORDS.__contains__)
    assert found.startswith("Ten people were killed in Varnova. The army says ")


@given(st.text(max_size=80))
def test_a_headline_keeps_its_length(text: str) -> None:
    assert len(lower_headline(text, [])) == len(text)


@given(st.text(max_size=80))
def test_capitals_keep_their_length(text: str) -> None:
    assert len(from_capitals(text, WORDS.__contains__)) == len(text)
