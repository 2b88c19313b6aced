"""Words for harm in senses that are none."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def measures(text: str) -> set[str]:
    """The measures of a sentence's candidates."""
    context = read_context(made_report(text, published=date(2024, 3, 12)), Project())
    return {d.measure.value for d in drafts_of(context)}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("All six passengers escaped without injury when the mine went off.", "released"),
        ("The convoy was shelled but its 12 drivers escaped unharmed.", "released"),
        ("Several men fled the scene when the patrol came near.", "displaced"),
        ("There were five rounds of talks before the truce.", "attacks"),
        ("A second wave of negotiations and three rounds of prisoner talks failed.", "attacks"),
        ("Neither missile caused any casualties.", "attacks"),
        ("The brigade captured 11 L-39 bombers.", "captured"),
        ("Two Su-30SM fighters were destroyed on the ground.", "killed"),
    ],
)
def test_what_is_not_meant(text: str, measure: str) -> None:
    assert measure not in measures(text)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Twelve hostages escaped on Monday.", "released"),
        ("About 4,000 people fled the area near the front.", "displaced"),
        ("Gunners fired 12 rounds at the village.", "attacks"),
        ("Neither missile caused any casualties.", "casualties"),
        ("The brigade captured 11 bombers and their handler.", "captured"),
        ("Two fighters were killed near the bridge.", "killed"),
    ],
)
def test_what_is(text: str, measure: str) -> None:
    assert measure in measures(text)


def test_what_was_done_to_prisoners_comes_before_what_they_are() -> None:
    context = read_context(made_report("The rebels took 14 prisoners.", published=date(2024, 3, 12)), Project())
    (taken,) = (d for d in drafts_of(context) if d.measure.value == "captured")
    assert taken.trigger.text == "took"
