"""Parts that "including" names, and where they end."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def found(text: str) -> set[tuple[str, str, bool]]:
    """Measure, anchor and whether it is a part, of the candidates that the parse joins."""
    context = read_context(made_report(text), Project())
    drafts = [d for d in drafts_of(context) if d.candidate.relation != "loose"]
    return {(d.measure.value, context.document.text[slice(*d.anchor)], d.candidate.is_part) for d in drafts}


def test_a_part_is_not_harmed_as_the_next_clause_says() -> None:
    text = "More than 20 farmers were killed, including a girl and a nurse and her son, and 11 others were badly hurt."
    wanted = {("killed", "20", False), ("injured", "11", False)}
    assert {x for x in found(text) if not x[2]} == wanted
    assert {x for x in found(text) if x[2]} == {("killed", w, True) for w in ("girl", "nurse", "son")}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Seven leaders were killed, including the deputy head of its council, Ada Marsh.", ("killed", "Marsh", True)),
        ("Twelve people died, including a child.", ("killed", "child", True)),
    ],
)
def test_one_of_them_is_a_part(text: str, part: tuple[str, str, bool]) -> None:
    assert part in found(text)
