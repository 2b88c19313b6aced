"""Whose people victims are from what was said of those called or counted alike."""

from __future__ import annotations

from datetime import date

from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.roles_told import told_before
from tollbook.model import Project, Report


def told(text: str, low: int) -> set[tuple[str, str]]:
    context = read_context(Report(text=text, published=date(2024, 3, 12)), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.count.low == low)
    return set(told_before(context, draft))


def test_those_called_alike_are_the_same_side() -> None:
    text = "Shelling killed 31 Ukrainian soldiers. The raid went on. Another 14 soldiers were killed on the road."
    assert ("Ukraine", "told:alike:2") in told(text, 14)


def test_those_counted_alike_are_the_same_side() -> None:
    text = "Shelling killed 31 Ukrainian soldiers. The monitor said 31 people were killed."
    found = {role for _, role in all_told(text, 31)}
    assert "told:count:b" in found


def all_told(text: str, low: int) -> set[tuple[str, str]]:
    context = read_context(Report(text=text, published=date(2024, 3, 12)), Project())
    return {x for d in drafts_of(context) if d.candidate.count.low == low for x in told_before(context, d)}


def test_a_group_with_a_side_of_its_own_needs_none() -> None:
    text = "Shelling killed 31 Ukrainian soldiers. Another 14 Russian soldiers were killed."
    assert told(text, 14) == set()
