"""Speakers given by a description where the report leaves no doubt whom it means."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.speakers import Speaker
from tollbook.model import Project


def last(text: str) -> Speaker:
    return read_context(made_report(text), Project()).speakers[-1]


OBSERVATORY = "The Harbour Observatory for Human Rights said that nine men were killed. "


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            OBSERVATORY + "The Narva-based monitor said 12 women were hurt.",
            "Harbour Observatory for Human Rights",
            "monitor",
        ),
        (
            "The governor, Ada Marsh, said that nine men were killed. The army said no more. "
            "The regional governor said 12 women were freed.",
            "Ada Marsh",
            "governor",
        ),
        (
            OBSERVATORY + "It published a statement. The statement said 12 women were hurt.",
            "Harbour Observatory",
            "statement",
        ),
    ],
)
def test_the_name_is_found(text: str, name: str, words: str) -> None:
    found = last(text)
    assert found.name.startswith(name)
    assert any(words in other for other, _ in found.also)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Marsh, an official, said so. On Monday the officials said 12 women were hurt.", "officials"),
        ("The report said 12 women were hurt.", "report"),
        ("The Harbour Army said no more. A military source said 12 women were hurt.", "military source"),
    ],
)
def test_no_name_is_made_up(text: str, name: str) -> None:
    assert last(text).name == name
