"""A number that its own word follows is of no other state."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def measures(text: str, number: int) -> set[str]:
    """The measures of people for which a number is a candidate."""
    context = read_context(made_report(text), Project())
    return {d.measure.value for d in drafts_of(context) if d.candidate.count.low == number}


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("At least 120 soldiers have been killed in the war and 170 wounded, officials said.", 170, {"injured"}),
        ("The raid left 40 people dead and 90 injured.", 90, {"injured"}),
        ("12 captured soldiers were killed.", 12, {"captured", "killed"}),
    ],
)
def test_of_its_own_word(text: str, number: int, found: set[str]) -> None:
    people = {"killed", "injured", "missing", "captured"}
    assert measures(text, number) & people == found


def test_a_second_word_joined_to_it_keeps_both() -> None:
    assert {"killed", "injured"} <= measures("The raid left 90 killed and wounded.", 90)
