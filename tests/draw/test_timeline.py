from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from tollbook.draw.timeline import MOST, timeline


@pytest.mark.parametrize(
    ("span", "stretch"), [(10, "day"), (300, "week"), (900, "month"), (9000, "year"), (300_000, "decade")]
)
def test_stretches_are_as_short_as_the_room_lets_them(span: int, stretch: str) -> None:
    first = date(1200, 1, 1) if span > 10_000 else date(2031, 3, 5)
    drawn = timeline(Counter([first, first + timedelta(days=span)]), title="Incidents")
    assert f"in one {stretch}" in drawn
    assert drawn.count("<rect") == 2


def test_bars_are_as_high_as_their_numbers_and_say_them() -> None:
    days = [date(2031, 3, 5)] * 3 + [date(2031, 3, 7)]
    drawn = timeline(Counter(days), title="Incidents")
    assert "5 Mar 2031: 3" in drawn and "7 Mar 2031: 1" in drawn
    assert 'height="90"' in drawn and 'height="30"' in drawn


def test_no_day_no_drawing_and_the_first_days_of_the_calendar_are_drawn() -> None:
    assert timeline({}, title="t") == ""
    assert "decade" in timeline({date(1, 1, 1): 1, date(9999, 12, 31): 1}, title="t")
    assert MOST >= 12
