"""Numbers each with its harm behind it: the next word tells what a number counts, whatever stands before it."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def told(text: str) -> set[tuple[str, int | None]]:
    """Measures and numbers of the direct candidates."""
    found = drafts_of(read_context(made_report(text), Project()))
    direct = [d for d in found if d.candidate.relation != "loose" and d.candidate.group.quantity is not None]
    return {(d.measure.value, d.candidate.count.high) for d in direct if d.measure.value[:7] != "remains"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The province had 300 civilian casualties (90 killed, 210 injured).",
            {("casualties", 300), ("killed", 90), ("injured", 210)},
        ),
        (
            "The mission counted 300 civilian casualties, including 90 killed, in the valley.",
            {("casualties", 300), ("killed", 90)},
        ),
        ("Losses in the valley: 12 KIA, 31 WIA and 4 MIA.", {("killed", 12), ("injured", 31), ("missing", 4)}),
        ("The raid left 40 killed or wounded.", {("displaced", 40)}),
        ("Three wounded soldiers reached the valley.", {("injured", 3)}),
    ],
)
def test_the_word_behind_a_number_says_what_it_counts(text: str, wanted: set[tuple[str, int]]) -> None:
    assert told(text) == wanted


def test_a_group_of_that_name_is_no_count_without_a_number() -> None:
    found = drafts_of(
        read_context(made_report("The KIA said two of its fighters died near Laiza, Myanmar."), Project())
    )
    assert {d.candidate.count.low for d in found if d.measure.value == "killed"} == {2}
