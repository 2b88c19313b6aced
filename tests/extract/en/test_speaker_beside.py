"""Speakers beside a verb of speech where sentences run on or are turned round."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.model import Project


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Planes attacked a crowded market in the rebel district killing 11 people the Harbour Observatory for "
            "Human Rights reported.",
            "Harbour Observatory for Human Rights",
        ),
        ("The hall was full of bodies, recalled the then mayor Ada Marsh, who was there.", "Ada Marsh"),
        ('"Nine people were killed in the raid," said Idris Bako.', "Idris Bako"),
    ],
)
def test_speaker_beside_the_verb(text: str, name: str) -> None:
    context = read_context(made_report(text), Project())
    assert name in {s.name for s in context.speakers}


def test_a_clause_between_subject_and_verb_is_not_the_speaker() -> None:
    context = read_context(
        made_report("The man who buried nine people in the city of Taiz said they were shot."), Project()
    )
    assert [s.name for s in context.speakers] == ["man"]
