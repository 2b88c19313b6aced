"""Headlines that end in a bare participle."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def persons(text: str) -> set[tuple[str, str]]:
    """Measure and word of the candidates that are not loose."""
    context = read_context(made_report(text), Project())
    return {(d.measure.value, d.head.text.lower()) for d in drafts_of(context) if d.candidate.relation != "loose"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Front's Shadow Governor for Northern Province Killed", {("killed", "governor")}),
        ("Taliban Shadow Governor for Northern Province Killed", {("killed", "governor")}),
        ("Shadow Governor for Northern Province Captured", {("captured", "governor")}),
    ],
)
def test_the_first_person_of_a_headline_is_meant(text: str, wanted: set[tuple[str, str]]) -> None:
    assert persons(text) == wanted
