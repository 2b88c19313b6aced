"""Days on an axis."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.draw.days import Days

START = date(2031, 1, 30)


@given(st.integers(0, 40_000), st.integers(2, 8))
def test_ticks_are_few_distinct_and_within_the_stretch(span: int, most: int) -> None:
    days = Days(START, START + timedelta(days=span))
    ticks = days.ticks(most)
    assert len(ticks) <= most
    assert len({label for _, label in ticks}) == len(ticks)
    assert all(days.first <= day <= days.last for day, _ in ticks)
    assert [d for d, _ in ticks] == sorted(d for d, _ in ticks)


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        (0, ["30 Jan 2031"]),
        (3, ["30 Jan 2031", "31 Jan", "1 Feb", "2 Feb"]),
        (100, ["Feb 2031", "Mar", "Apr", "May"]),
        (1500, ["2032", "2033", "2034", "2035"]),
    ],
)
def test_labels_are_days_then_months_then_years(span: int, labels: list[str]) -> None:
    assert [label for _, label in Days(START, START + timedelta(days=span)).ticks(6)] == labels


def test_one_day_alone_stands_in_the_middle() -> None:
    assert Days(START, START).position(START) == 0.5
    assert Days(START, START + timedelta(days=10)).position(START + timedelta(days=5)) == 0.5
