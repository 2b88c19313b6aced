"""A body that changes a toll of its own counts its own dead; the same for each side."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.own_toll import own_toll
from tollbook.model import Project


def owner(text: str) -> set[str | None]:
    context = read_context(made_report(text), Project())
    return {own_toll(context, d) for d in drafts_of(context) if d.candidate.group.quantity is not None}


@pytest.mark.parametrize(("one", "other"), [("Ukraine", "Russia"), ("Chad", "Libya"), ("Peru", "Ecuador")])
@pytest.mark.parametrize(
    "text",
    [
        "{one} raises its toll of the strike in {other} to 89.",
        "{one}'s defence ministry has raised the number of its soldiers killed by {other} from 63 to 89.",
        "{one}'s defence ministry blamed {other}. On Sunday the ministry raised the official death toll from 63 to 89.",
    ],
)
def test_either_side(text: str, one: str, other: str) -> None:
    assert owner(text.format(one=one, other=other)) == {one}
    assert owner(text.format(one=other, other=one)) == {other}


@pytest.mark.parametrize(
    "text",
    [
        "Russia raised its toll of Ukrainian dead from 63 to 89.",
        "Russia said 89 people had been killed in Ukraine.",
        "Russia raised the number of missiles fired at Ukraine, killing 89 people.",
        "The United Nations raised its death toll in Ukraine to 89.",
    ],
)
def test_nothing_is_taken_for_its_own_that_is_not_said_to_be(text: str) -> None:
    assert owner(text) <= {None}
