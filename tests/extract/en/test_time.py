"""Times: windows told from the day of publication, dates of their own, ranges, what stays open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extract.en.time import TimeMention, find_dateline_date, find_times, reference_date, resolve_anchor
from tollbook.model import Window

PUBLISHED = date(2022, 11, 10)  # a Thursday
WARS = [("Russia-Ukraine", date(2022, 2, 24))]
untimed = settings(deadline=None)


def only(text: str, published: date | None = PUBLISHED) -> TimeMention:
    (mention,) = find_times(text, published, WARS)
    assert text[mention.start : mention.end] == mention.text
    return mention


def window(start: str | None, end: str | None) -> Window:
    return Window(start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on Tuesday", "2022-11-08", "2022-11-08"),
        ("on Thursday", "2022-11-10", "2022-11-10"),
        ("last Thursday", "2022-11-03", "2022-11-03"),
        ("on Saturday night", "2022-11-05", "2022-11-05"),
        ("early on Monday", "2022-11-07", "2022-11-07"),
        ("today", "2022-11-10", "2022-11-10"),
        ("yesterday", "2022-11-09", "2022-11-09"),
        ("the day before yesterday", "2022-11-08", "2022-11-08"),
        ("last night", "2022-11-09", "2022-11-09"),
        ("overnight", "2022-11-09", "2022-11-10"),
        ("overnight into Monday", "2022-11-06", "2022-11-07"),
        ("overnight on Monday", "2022-11-07", "2022-11-08"),
        ("last week", "2022-10-31", "2022-11-06"),
        ("this week", "2022-11-07", "2022-11-10"),
        ("earlier this month", "2022-11-01", "2022-11-10"),
        ("last month", "2022-10-01", "2022-10-31"),
        ("this year", "2022-01-01", "2022-11-10"),
        ("last year", "2021-01-01", "2021-12-31"),
        ("at the weekend", "2022-11-05", "2022-11-06"),
        ("three days ago", "2022-11-07", "2022-11-07"),
        ("two weeks ago", "2022-10-24", "2022-10-30"),
        ("a month ago", "2022-10-01", "2022-10-31"),
        ("12 years ago", "2010-01-01", "2010-12-31"),
        ("in the past 24 hours", "2022-11-09", "2022-11-10"),
        ("over the last two weeks", "2022-10-27", "2022-11-10"),
        ("for the past three years", "2019-11-10", "2022-11-10"),
        ("in recent weeks", None, "2022-11-10"),
        ("over the past few days", None, "2022-11-10"),
        ("last summer", "2022-06-01", "2022-08-31"),
        ("November 3", "2022-11-03", "2022-11-03"),
        ("Nov. 3", "2022-11-03", "2022-11-03"),
        ("on 24 December", "2021-12-24", "2021-12-24"),
        ("in February", "2022-02-01", "2022-02-28"),
        ("in December", "2021-12-01", "2021-12-31"),
        ("in November", "2022-11-01", "2022-11-10"),
        ("in mid-March", "2022-03-10", "2022-03-20"),
        ("in late June", "2022-06-21", "2022-06-30"),
        ("in early June", "2022-06-01", "2022-06-10"),
        ("in June last year", "2021-06-01", "2021-06-30"),
        ("on day 116 of the invasion", "2022-06-19", "2022-06-19"),
    ],
)
def test_relative_times_count_from_the_day_of_publication(words: str, start: str | None, end: str | None) -> None:
    assert only(f"It happened {words}.").window == window(start, end)


@pytest.mark.parametrize(
    ("words", "start", "end", "kind"),
    [
        ("in 2016", "2016-01-01", "2016-12-31", "point"),
        ("in July 1992", "1992-07-01", "1992-07-31", "point"),
        ("on 24 February 2022", "2022-02-24", "2022-02-24", "point"),
        ("on Thursday, 3 March 2022", "2022-03-03", "2022-03-03", "point"),
        ("on March 3, 2022", "2022-03-03", "2022-03-03", "point"),
        ("on the 3rd of March 2022", "2022-03-03", "2022-03-03", "point"),
        ("on 2022-03-03", "2022-03-03", "2022-03-03", "point"),
        ("on 25/12/2021", "2021-12-25", "2021-12-25", "point"),
        ("on 3.11.2021", "2021-11-03", "2021-11-03", "point"),
        ("early in the 1990s", "1990-01-01", "1993-05-02", "point"),
        ("in late 2014", "2014-09-01", "2014-12-31", "point"),
        ("in the first half of 2016", "2016-01-01", "2016-06-30", "point"),
        ("in the summer of 1994", "1994-06-01", "1994-08-31", "point"),
        ("in the 19th century", "1801-01-01", "1900-12-31", "point"),
        ("between 3 and 5 June 2021", "2021-06-03", "2021-06-05", "range"),
        ("on June 3-5, 2021", "2021-06-03", "2021-06-05", "range"),
        ("from 28 May to 2 June 2021", "2021-05-28", "2021-06-02", "range"),
        ("from January to March 2020", "2020-01-01", "2020-03-31", "range"),
        ("in December and January 2020", "2019-12-01", "2020-01-31", "range"),
        ("between 2014 and 2016", "2014-01-01", "2016-12-31", "range"),
        ("during 2011-2014", "2011-01-01", "2014-12-31", "range"),
        ("since March 2011", "2011-03-01", None, "since"),
        ("until May 2021", None, "2021-05-31", "until"),
        ("by the end of 2021", None, "2021-12-31", "until"),
        ("before 7 October 2020", None, "2020-10-06", "until"),
        ("on Christmas Eve 2021", "2021-12-24", "2021-12-24", "point"),
    ],
)
def test_a_date_of_its_own_needs_no_publication_date(words: str, start: str, end: str | None, kind: str) -> None:
    mention = only(f"It happened {words}.", None)
    assert (mention.window, mention.kind) == (window(start, end), kind)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("since February", "2022-02-01"),
        ("since October 7", "2022-10-07"),
        ("since Saturday", "2022-11-05"),
        ("since 2014", "2014-01-01"),
        ("since the start of the war", "2022-02-24"),
        ("since the war began", "2022-02-24"),
        ("since the full-scale invasion", "2022-02-24"),
    ],
)
def test_since_runs_up_to_the_day_of_publication(words: str, start: str) -> None:
    mention = only(f"Thousands have died {words}.")
    assert (mention.kind, mention.window, mention.text) == ("since", window(start, "2022-11-10"), words)


def test_of_several_wars_the_one_named_nearby_is_meant() -> None:
    wars = [*WARS, ("Sudan", date(2023, 4, 15))]
    told = "In Sudan thousands have died since the war began."
    assert find_times(told, date(2023, 8, 1), wars)[0].window.start == date(2023, 4, 15)
    untold = "Thousands have died since the war began."
    assert find_times(untold, date(2023, 8, 1), wars)[0].window == window(None, "2023-08-01")


@pytest.mark.parametrize(
    "words",
    [
        "on Tuesday",
        "yesterday",
        "overnight",
        "last week",
        "on 3 November",
        "in May",
        "three days ago",
        "in recent weeks",
        "last summer",
    ],
)
def test_without_a_publication_date_relative_times_stay_open(words: str) -> None:
    assert only(f"It happened {words}.", None).window == Window()


@pytest.mark.parametrize("words", ["on 3/11/2021", "last Ramadan", "the same day", "at Easter"])
def test_what_cannot_be_told_stays_open(words: str) -> None:
    assert only(f"It happened {words}.").window == Window()


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("six months to 31 October", "2022-05-01", "2022-10-31"),
        ("12 months ending June 2020", "2019-07-01", "2020-06-30"),
        ("three weeks until 4 October", "2022-09-14", "2022-10-04"),
    ],
)
def test_a_length_of_time_that_ends_on_a_day_is_a_range(words: str, start: str, end: str) -> None:
    mention = only(f"In the {words} forty died.")
    assert (mention.window, mention.kind, mention.text) == (window(start, end), "range", words)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a two-day raid", "P2D"),
        ("for 12 hours", "PT12H"),
        ("an 11-week assault", "P11W"),
        ("for several months", "PXM"),
        ("after weeks of fighting", "PXW"),
        ("three consecutive nights", "P3NI"),
    ],
)
def test_lengths_of_time_have_a_value_and_no_window(words: str, value: str) -> None:
    mention = only(f"It was {words}.")
    assert (mention.kind, mention.value, mention.window) == ("duration", value, Window())


@pytest.mark.parametrize(
    ("words", "value"),
    [("daily", "P1D"), ("every week", "P1W"), ("on Fridays", "XXXX-WXX-5"), ("each July", "XXXX-07")],
)
def test_what_happens_again_and_again_is_a_set(words: str, value: str) -> None:
    mention = only(f"They shelled the town {words}.")
    assert (mention.kind, mention.value) == ("set", value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Tuesday night", "2022-11-08TNI"),
        ("last week", "2022-W44"),
        ("in May", "2022-05"),
        ("now", "PRESENT_REF"),
        ("in the 1990s", "199"),
        ("in the third quarter of 2020", "2020-Q3"),
    ],
)
def test_values_are_those_of_timex3(words: str, value: str) -> None:
    assert only(f"It happened {words}.").value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on 3 March 2022. The following day the bridge fell.", "2022-03-04"),
        ("It began on 3 March 2022. Two days earlier the bridge fell.", "2022-03-01"),
        ("It began on 3 March 2022. The same day the bridge fell.", "2022-03-03"),
    ],
)
def test_a_day_told_from_the_one_before_is_worked_out(text: str, expected: str) -> None:
    mention = find_times(text, PUBLISHED)[-1]
    assert mention.anchor == "previous"
    assert mention.window == window(expected, expected)


def test_an_anchor_can_be_given_later() -> None:
    mention = only("The following day the bridge fell.")
    assert mention.window == Window()
    assert resolve_anchor(mention, window("2022-03-03", "2022-03-03")).window == window("2022-03-04", "2022-03-04")
    assert resolve_anchor(mention, window("2022-03-01", "2022-03-31")).window == Window()


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town.",
        "He was 34 years old.",
        "A March for peace",
        "The august hall",
        "2000 people fled",
        "more than 1999 shells",
    ],
)
def test_what_only_looks_like_a_time_is_not_one(text: str) -> None:
    assert find_times(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Killed by Friday’s strike.", "point"),
        ("Hit by the October 7 attacks.", "point"),
        ("By Friday the toll was 12.", "until"),
    ],
)
def test_by_a_days_attack_is_no_term(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KYIV, Nov 8 (Agency) - Shells fell.", date(2022, 11, 8)),
        ("KHARTOUM, Sudan, 3 June 2021 - Shells fell.", date(2021, 6, 3)),
        ("Published: 3 March 2022\nShells fell on Tuesday.", date(2022, 3, 3)),
        ("Wed Mar 9 2022 Shells fall on a market in Izium", date(2022, 3, 9)),
        ("Shells fall on Izium NEWSWIRE Wednesday 9 Mar 2022 Shells fell overnight.", date(2022, 3, 9)),
        ("Shells fall on Izium\n\n9 March 2022 Shells fell overnight.", date(2022, 3, 9)),
        ("Published March 9 2022 Shells fell overnight.", date(2022, 3, 9)),
        ("Smoke over Izium on Wednesday, March 9, 2022 (Agency)", PUBLISHED),
        ("March 9, 2022, was the day on which shells fell.", PUBLISHED),
        ("Shells fell in Izium on 3 March 2022, officials said.", PUBLISHED),
        ("Shells fell.", PUBLISHED),
    ],
)
def test_a_date_that_the_text_gives_itself_wins_over_the_publication_date(text: str, expected: date) -> None:
    assert reference_date(text, PUBLISHED) == expected


def test_a_dateline_without_a_year_takes_it_from_the_publication_date() -> None:
    assert find_dateline_date("ADEN, Dec 30 - Shells fell.", date(2022, 1, 2)) == date(2021, 12, 30)
    assert find_dateline_date("ADEN, Dec 30 - Shells fell.", None) is None


def test_a_coming_date_is_told_by_its_words_or_by_a_publication_date_a_little_too_early() -> None:
    assert only("Talks will open on November 20.").window.start == date(2022, 11, 20)
    assert only("Shells struck the town on November 12.").window.start == date(2022, 11, 12)
    assert only("Shells struck the town on December 20.").window.start == date(2021, 12, 20)


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
FORMS = {
    "day month year": lambda d: f"{d.day} {d:%B} {d.year}",
    "month day, year": lambda d: f"{d:%B} {d.day}, {d.year}",
    "short": lambda d: f"{d:%b}. {d.day}, {d.year}",
    "weekday": lambda d: f"{d:%A}, {d.day} {d:%B} {d.year}",
    "iso": date.isoformat,
    "dots": lambda d: f"{d.day}.{d.month}.{d.year}",
}


@untimed
@given(days, st.sampled_from(sorted(FORMS)), st.none() | days)
def test_a_full_date_is_read_back_whatever_the_publication_date(on: date, form: str, published: date | None) -> None:
    if form == "short" and on.month == 5:
        return  # May has no abbreviation
    mention = only(f"Shells fell on {FORMS[form](on)} in the town.", published)
    assert mention.window == Window(start=on, end=on)
    assert mention.value == on.isoformat()


@untimed
@given(days, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_the_most_recent_one(published: date, back: int) -> None:
    on = published - timedelta(days=back)
    assert only(f"Shells fell on {on:%A} in the town.", published).window == Window(start=on, end=on)


@untimed
@given(days, st.integers(min_value=1, max_value=60))
def test_days_ago_are_counted_exactly(published: date, count: int) -> None:
    on = published - timedelta(days=count)
    plural = "" if count == 1 else "s"
    assert only(f"Shells fell {count} day{plural} ago.", published).window == Window(start=on, end=on)


@untimed
@given(st.text(max_size=200), st.none() | st.dates())
def test_any_text_is_read_without_error_and_spans_hold(text: str, published: date | None) -> None:
    for mention in find_times(text, published):
        assert text[mention.start : mention.end] == mention.text
        start, end = mention.window.start, mention.window.end
        assert start is None or end is None or start <= end
