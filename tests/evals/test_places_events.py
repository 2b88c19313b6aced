"""The measures of an event's place."""

from __future__ import annotations

from collections import Counter

import pytest

from evals.places_events import content, event_places, share, spoken

TEXT = "Officials in Kyiv said that shells struck a market in Izium."
VERB = [TEXT.index("struck"), TEXT.index("struck") + 6]


@pytest.mark.parametrize(
    ("words", "expected"),
    [([13, 17], "Kyiv"), ("Kyiv", "Kyiv"), ({"text": "Kyiv", "start": 13}, "Kyiv")],
)
def test_annotated_words_are_read_in_each_form(words: object, expected: str) -> None:
    assert spoken(TEXT, words) == expected


def test_articles_and_capitals_do_not_count() -> None:
    assert content("the Gaza Strip") == content("Gaza strip")


@pytest.mark.parametrize(
    ("name", "exact"),
    [("Izium", 1), ("Kyiv", 0)],
)
def test_the_place_of_the_verb_is_chosen_not_the_speakers(name: str, exact: int) -> None:
    at = TEXT.index(name)
    tally = event_places([{"text": TEXT, "verb": VERB, "location": [at, at + len(name)]}], learned=False)
    assert (tally["placed"], tally["exact"], tally["none"]) == (1, exact, 0)


def test_an_event_without_a_place_asks_for_none() -> None:
    text = "Shells struck a market on Monday."
    tally = event_places([{"text": text, "verb": [7, 13], "location": None}], learned=False)
    assert (tally["none"], tally["none right"]) == (1, 1)


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(Counter(), "a", "b") == 0
