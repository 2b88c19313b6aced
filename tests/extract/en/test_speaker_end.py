"""Speakers that close a sentence behind a comma where the parse sees no clause."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.model import Project


def names(text: str) -> list[str]:
    return [s.name for s in read_context(made_report(text), Project()).speakers]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The war has left 300 dead and displaced 7,000 others in three years, HWN notes.", "HWN"),
        ("In all, 7,000 farmers are displaced, U.N. data shows.", "U.N."),
        ("At least 12 people died in the raid, hospital records show.", "hospital records"),
        ("Nine farmers were killed, according to Nurses Without Frontiers.", "Nurses Without Frontiers"),
        ("If Narva said it killed 40 fighters, nobody would believe it.", "Narva"),
    ],
)
def test_the_speaker_at_the_end_is_named(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text", ["Nine farmers were killed, a clear trend shows.", "Nine farmers were killed, nobody knows."]
)
def test_what_closes_without_a_name_or_records_is_no_speaker(text: str) -> None:
    assert names(text) == []
