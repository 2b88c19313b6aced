"""Codes, dates and counts in words."""

from datetime import date

import pytest

from tollbook.model import Count, Extent, Measure, Victims, Window
from tollbook.publish import words

from . import war

A, B, C = date(2031, 3, 1), date(2031, 3, 7), date(2031, 4, 2)


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (A, A, "1 Mar 2031"),
        (A, B, "1–7 Mar 2031"),
        (A, C, "1 Mar 2031 – 2 Apr 2031"),
        (A, None, "from 1 Mar 2031"),
        (None, C, "up to 2 Apr 2031"),
        (None, None, "date not known"),
    ],
)
def test_windows_keep_their_open_sides(start: date | None, end: date | None, shown: str) -> None:
    assert words.window(Window(start=start, end=end)).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("extent", "end", "shown"),
    [
        (Extent.INCIDENT, A, "happened 1 Mar 2031"),
        (Extent.PERIOD, A, "on 1 Mar 2031"),
        (Extent.PERIOD, B, "over 1–7 Mar 2031"),
        (Extent.CUMULATIVE, B, "counted 1–7 Mar 2031"),
        (Extent.STOCK, A, "as of 1 Mar 2031"),
    ],
)
def test_the_day_of_the_harm_cannot_be_taken_for_that_of_publication(extent: Extent, end: date, shown: str) -> None:
    reading = war.STRIKE_CLAIMS[0].reading.model_copy(update={"extent": extent, "when": Window(start=A, end=end)})
    assert words.dated(reading).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("low", "high", "text", "shown"),
    [
        (24, None, "dozens", "drawn as 24 or more"),
        (9, 9, "nine", "drawn as 9"),
        (1200, 1200, "1,200", None),
        (12, None, "12 or more", None),
        (None, 10_000, "ten thousand at most", "drawn as up to 10,000"),
        (2, 3, "two or three", "drawn as 2 to 3"),
        (None, None, "several", "no number"),
    ],
)
def test_bounds_are_said_where_the_words_do_not_show_them(
    low: int | None, high: int | None, text: str, shown: str | None
) -> None:
    assert words.drawn_as(Count(low=low, high=high, text=text)) == shown


@pytest.mark.parametrize(
    ("count", "victims", "shown"),
    [
        ("720", "720 Russian soldiers", "Russian soldiers"),
        ("About 400", "about 400 men", "men"),
        ("five", "five", ""),
        ("12", "people", "people"),
        (None, "civilians", ""),
        ("12", None, ""),
        ("Two", "the dead", "of the dead"),
        ("89", "its soldiers", "of its soldiers"),
        ("three", "the three", ""),
        ("340", "Some 340 bodies of soldiers", "bodies of soldiers"),
        ("12", "thespians", "thespians"),
        ("4", "14 men", "14 men"),
        ("reported 40", "40 dead", "dead"),
    ],
)
def test_the_victims_words_do_not_say_the_count_twice(count: str | None, victims: str | None, shown: str) -> None:
    reading = war.STRIKE_CLAIMS[0].reading.model_copy(
        update={"count": Count(text=count), "victims": Victims(text=victims)}
    )
    assert words.whom(reading) == shown


@pytest.mark.parametrize(
    ("measure", "count", "victims", "shown"),
    [
        (Measure.KILLED, "three", None, "killed"),
        (Measure.KILLED, "three", "the three", "killed"),
        (Measure.KILLED, "three", "men", ""),
        (Measure.KILLED, None, "civilians", ""),
        (Measure.CASUALTIES, "400", None, "casualties"),
        (Measure.REMAINS_HELD, "1,212", None, "bodies held"),
        (Measure.REMAINS_UNCOLLECTED, "dozens", None, "bodies not collected"),
        (Measure.ATTACKS, "six", None, "attacks"),
        (Measure.DAMAGE, "up to 10", None, "damaged"),
    ],
)
def test_a_count_that_stands_alone_says_what_happened(
    measure: Measure, count: str | None, victims: str | None, shown: str
) -> None:
    reading = war.STRIKE_CLAIMS[0].reading.model_copy(
        update={"measure": measure, "count": Count(text=count), "victims": Victims(text=victims)}
    )
    assert words.done(reading) == shown


@pytest.mark.parametrize(
    ("extent", "start", "end", "shown"),
    [
        (Extent.INCIDENT, None, A, "happened no later than 1 Mar 2031"),
        (Extent.PERIOD, None, A, "up to 1 Mar 2031"),
        (Extent.CUMULATIVE, A, None, "from 1 Mar 2031"),
        (Extent.STOCK, None, A, "as of 1 Mar 2031"),
        (Extent.UNCLEAR, None, None, "date of the harm not known"),
    ],
)
def test_an_open_side_of_the_date_is_said(extent: Extent, start: date | None, end: date | None, shown: str) -> None:
    reading = war.STRIKE_CLAIMS[0].reading.model_copy(update={"extent": extent, "when": Window(start=start, end=end)})
    assert words.dated(reading).replace("\u00a0", " ") == shown


def test_a_claim_without_count_words_is_called_by_its_victims() -> None:
    assert words.count_words(war.STRIKE_CLAIMS[4].reading) == "civilians"


def test_the_chain_is_said_from_the_nearest_speaker_on() -> None:
    assert words.chain(war.AGENCY_CLAIMS[0].reading) == "The regional prosecutor's office, via Northern Press Agency"
    assert words.chain(war.AGENCY_CLAIMS[1].reading) == "The report in its own voice"


def test_measures_read_as_words() -> None:
    assert words.measure_name(Measure.REMAINS_HELD) == "Remains held"


def test_numbers_agree_with_their_nouns() -> None:
    assert words.count_of(1, "claim") == "1 claim"
    assert words.count_of(1200, "claim") == "1,200 claims"
