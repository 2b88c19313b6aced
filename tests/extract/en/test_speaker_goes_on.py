"""Sentences without a speaker that plainly go on with the words of the one before."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.slot_source import source_options
from tollbook.model import Project


def sure(text: str) -> str | None:
    """The speaker that leaves no doubt for the report's last number."""
    context = read_context(made_report(text), Project())
    draft = [d for d in drafts_of(context) if d.candidate.group.quantity is not None][-1]
    options = [o.value.name for o in source_options(context, draft) if o.sure and o.value is not None]
    return options[0] if options else None


FIRST = "The governor, Ada Marsh, said that 44 people were killed in Narva. "


@pytest.mark.parametrize(
    "text",
    [
        FIRST + "Twelve children were among the dead.",
        FIRST + "The dead included 12 children.",
        '"Narva was hit," the governor, Ada Marsh, said. "Three children were killed in the car."',
    ],
)
def test_it_goes_on(text: str) -> None:
    assert sure(text) == "Ada Marsh"


@pytest.mark.parametrize(
    "text",
    [
        FIRST + "Another 12 people died in Port Alder on Monday.",
        FIRST + "\n\nTwelve children were among the dead.",
        FIRST + "The army said 12 children were among the dead.",
        "Shells killed 44 people in Narva. Twelve children were among the dead.",
    ],
)
def test_it_may_not_go_on(text: str) -> None:
    assert sure(text) is None
