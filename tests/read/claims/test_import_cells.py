from __future__ import annotations

from datetime import date

import pytest

from tollbook.read.claims.cells import CellError, address, day, day_of_address, degrees, whole_number, yes_or_no

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("1 200 000", 1200000),
        ("12.0", 12),
        ("0", 0),
        ("1\u00a0200", 1200),
        ("1'200", 1200),
    ],
)
def test_whole_numbers(cell: str, number: int) -> None:
    assert whole_number(cell) == number


@pytest.mark.parametrize("cell", ["12.5", "1.200", "about 12", "12+", "1,20", "-3", "", "99999999999999", "1.000"])
def test_what_is_no_whole_number_is_not_guessed(cell: str) -> None:
    with pytest.raises(CellError):
        whole_number(cell)


@pytest.mark.parametrize(
    ("cell", "order", "found"),
    [
        ("03/04/2023", "day first", date(2023, 4, 3)),
        ("03/04/2023", "month first", date(2023, 3, 4)),
        ("3.4.2023", "day first", date(2023, 4, 3)),
        ("2023-04-03", "day first", date(2023, 4, 3)),
        ("2023-04-03 00:00:00.000", "year first", date(2023, 4, 3)),
        ("12 June 2023", "year first", date(2023, 6, 12)),
    ],
)
def test_days_are_read_in_the_order_of_the_map(cell: str, order: str, found: date) -> None:
    assert day(cell, order, TODAY) == found


@pytest.mark.parametrize(
    ("cell", "order", "said"),
    [
        ("31/02/2023", "day first", "no day of the calendar"),
        ("04/13/2023", "day first", "no day of the calendar"),
        ("03/04/2023", "year first", "could be two days"),
        ("03/04/23", "day first", "two digits"),
        ("2203-04-03", "year first", "cannot be"),
        ("0203-04-03", "year first", "cannot be"),
        ("soon", "day first", "is no day"),
        ("45016", "day first", "is no day"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cell: str, order: str, said: str) -> None:
    with pytest.raises(CellError, match=said):
        day(cell, order, TODAY)


def test_addresses_and_the_days_that_they_tell() -> None:
    assert address("https://paper.example/2023/05/06/a.html (paywall)") == "https://paper.example/2023/05/06/a.html"
    assert address("by letter") is None
    assert day_of_address("https://paper.example/2023/05/06/a.html") == date(2023, 5, 6)
    assert day_of_address("https://paper.example/war/some-title-2023-05-06/") == date(2023, 5, 6)
    assert day_of_address("https://paper.example/war/some-title-2023-15-06/") is None
    # the number of a post holds the moment of its making: 1288834974657 ms and 2**22 * ms
    assert day_of_address(f"https://x.com/someone/status/{(1700000000000 - 1288834974657) << 22}") == date(2023, 11, 14)
    assert day_of_address("https://paper.example/story") is None


def test_degrees_and_yes_or_no() -> None:
    assert degrees("48.5", 90) == 48.5
    assert yes_or_no("Yes") and not yes_or_no("")
    for bad in (lambda: degrees("95", 90), lambda: degrees("north", 90), lambda: yes_or_no("perhaps")):
        with pytest.raises(CellError):
            bad()
