"""Verbs that are speech only where they give a figure, or say where it was written."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.speakers import Speaker
from tollbook.model import Project


def speakers(text: str) -> list[Speaker]:
    return list(read_context(made_report(text), Project()).speakers)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("On Wednesday, the ministry raised the death toll from the strike from 63 to 89.", "ministry", "63"),
        ("The army revised the number of dead soldiers to 12.", "army", "dead"),
        ("The think tank noted Karsian military casualties at around 600,000.", "think tank", "600,000"),
        ("The monitor put the dead at close to 900.", "monitor", "900"),
    ],
)
def test_a_figure_is_given(text: str, name: str, said: str) -> None:
    (speaker,) = speakers(text)
    at = text.index(said)
    assert (speaker.name, speaker.strength) == (name, 2)
    assert any(start <= at < end for start, end in speaker.content)


@pytest.mark.parametrize(
    "text",
    [
        "The blast raised the number of dead to 12.",
        "His death raises the toll from the raid on the port to 7.",
        "The army raised its flag over the port where 12 men died.",
        "The ministry raised concerns over 12 deaths.",
    ],
)
def test_no_figure_is_given_by_anybody(text: str) -> None:
    assert speakers(text) == []
