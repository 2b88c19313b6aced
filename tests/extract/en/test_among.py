"""Persons said to be "among those killed": the claim is of them."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def counted(text: str, measure: str = "killed") -> set[int | None]:
    context = read_context(made_report(text), Project())
    return {
        d.candidate.count.low
        for d in drafts_of(context)
        if d.measure.value == measure and d.candidate.relation != "loose"
    }


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("His father was among those killed.", 1),
        ("The captain, Sergei Varin, was among those killed at the bridge.", 1),
        ("Three envoys said that the rebel captain Abu Varin was among those killed.", 1),
        ("Also among the dead was one of the town's teachers, Nik Varin.", 1),
        ("A man and his two daughters are among the dead of the raid on the port.", 3),
        ("Four nurses were among the dead.", 4),
    ],
)
def test_the_subject_is_counted(text: str, number: int) -> None:
    assert number in counted(text)


def test_those_killed_by_themselves_stay_uncounted() -> None:
    assert counted("The families of those killed were told.") == {None}


def test_one_among_a_number_is_counted_beside_it() -> None:
    assert counted("A senior commander was among three fighters killed on Monday.") >= {1, 3}
