"""Dates as columns, names and addresses state them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.read.dates import date_in_address, date_in_name, parse_date
from tollbook.read.outcome import UnreadableError

DAY = date(2022, 11, 2)


@pytest.mark.parametrize(
    "words",
    [
        "2022-11-02", "2022-11-02T23:59:00Z", "2022-11-02 10:00:00+03:00", "20221102", "2022/11/2", "2022.11.02",
        "2 November 2022", "02 Nov 2022", "Nov. 2, 2022", "November 2nd, 2022", "Wed, 02 Nov 2022 10:00:00 GMT",
        "2 ноября 2022", "2 листопада 2022 року", " 2022-11-02 ", "20221102T100000",
    ],
)  # fmt: skip
def test_a_date_with_one_meaning_is_read(words: str) -> None:
    assert parse_date(words) == DAY


@pytest.mark.parametrize(
    "words", ["02/11/2022", "11/2/22", "2022", "November 2022", "2022-02-30", "yesterday", "1667347200"]
)
def test_a_date_with_no_or_two_meanings_is_refused(words: str) -> None:
    with pytest.raises(UnreadableError, match="is not clear; write it as YYYY-MM-DD"):
        parse_date(words)


def test_no_date_is_no_error() -> None:
    assert parse_date("  ") is None


@settings(deadline=None)
@given(st.dates())
def test_iso_dates_come_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2022-11-02-shelling", DAY), ("report_20221102", DAY), ("2022_11_02", DAY), ("a.2022.11.02", DAY),
        ("2022-11", None), ("2022-13-02", None), ("1234567890", None), ("2022-11-02_2022-11-03", None),
        ("2022-1102", None), ("scan-0012", None), ("2022-11-02 v2022-11-02", DAY),
    ],
)  # fmt: skip
def test_the_date_in_a_files_name(name: str, day: date | None) -> None:
    assert date_in_name(name) == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://courier.example/2022/11/02/shelling", DAY),
        ("https://courier.example/world/2022/nov/02/shelling", DAY),
        ("https://courier.example/2022/11/2/", DAY), ("https://courier.example/news-2022-11-02", DAY),
        ("https://courier.example/2022/11/", None), ("https://courier.example/id/20221102", None),
        ("https://courier.example/2022/31/02/x", None),
    ],
)  # fmt: skip
def test_the_date_in_an_address(address: str, day: date | None) -> None:
    assert date_in_address(address) == day
