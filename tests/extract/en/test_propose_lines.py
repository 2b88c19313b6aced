"""Two harms in a row without a comma: each verb has the number on its own side."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def lines(text: str) -> set[tuple[str, int | None]]:
    found = drafts_of(read_context(made_report(text), Project()))
    return {(d.measure.value, d.candidate.count.low) for d in found if d.candidate.relation == "line"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fifteen killed 20 injured in air strike on market", {("killed", 15), ("injured", 20)}),
        ("13 civilians killed 43 others wounded in raid on the port", {("killed", 13), ("injured", 43)}),
        ("Missile strike on the port kills five injures seven", {("killed", 5), ("injured", 7)}),
        ("Gunmen killed 12 farmers and wounded seven.", set()),
        ("12 farmers were killed and seven wounded.", set()),
    ],
)
def test_lines(text: str, wanted: set[tuple[str, int]]) -> None:
    assert lines(text) == wanted
