"""Which claims make one series."""

from __future__ import annotations

import random
from datetime import date

from tollbook.model import PointKind
from tollbook.reconcile.series import find_series, is_running, rounding

from .made_series import claim, daily, total


def test_a_source_s_totals_and_daily_figures_are_one_series() -> None:
    (series,) = find_series(
        [total(1, "2023-05-01", 400), daily(2, "2023-05-02", 25), total(3, "2023-05-02", 425, report="r-2")]
    )
    assert [(p.kind, p.day.day, p.low) for p in series.points] == [
        (PointKind.TOTAL, 1, 400),
        (PointKind.DAILY, 2, 25),
        (PointKind.TOTAL, 2, 425),
    ]


def test_sources_measures_parties_and_groups_are_apart() -> None:
    claims = [total(1, "2023-05-01", 400), total(2, "2023-05-02", 425)]
    for number, other in enumerate(
        ({"source": "x"}, {"measure": "injured"}, {"party": "South"}, {"group": ("age:child",)})
    ):
        claims += [total(10 * number + day, f"2023-05-0{day}", 50 + day, **other) for day in (3, 4)]
    assert len(find_series(claims)) == 5


def test_the_order_of_claims_changes_nothing() -> None:
    claims = [total(day, f"2023-05-{day:02}", 400 + day, place="Alton" if day % 3 else None) for day in range(1, 20)]
    claims += [daily(100 + day, f"2023-05-{day:02}", 1, status="combatant") for day in range(1, 20)]
    first = find_series(claims)
    random.Random(4).shuffle(claims)
    assert find_series(claims) == first


def test_a_figure_over_the_previous_day_without_a_window_stands_for_the_day_of_its_report() -> None:
    said = date(2023, 5, 2)
    words = "30 soldiers were killed over the previous day"
    (series,) = find_series(
        [total(1, "2023-05-02", 430), claim(2, low=30, high=30, extent="period", evidence=words, published=said)]
    )
    assert [(p.kind.value, p.day) for p in series.points] == [("daily", said), ("total", said)]


def test_an_incident_on_one_day_is_no_daily_figure() -> None:
    claims = [daily(day, f"2023-05-0{day}", 3, extent="incident") for day in (1, 2, 3)]
    assert find_series(claims) == []


def test_what_is_denied_set_aside_or_without_a_number_is_in_no_series() -> None:
    claims = [
        total(1, "2023-05-01", 400),
        total(2, "2023-05-02", 425, stance="denied"),
        total(3, "2023-05-03", 430, set_aside=True),
        total(4, "2023-05-04", 0, low=None, high=None),
    ]
    assert find_series(claims) == []


def test_an_open_place_and_status_follow_the_other_claims_of_the_source() -> None:
    claims = [
        total(1, "2023-05-01", 400, country="NN", place="Northland", precision="country", status="combatant"),
        total(2, "2023-05-02", 425),
    ]
    (series,) = find_series(claims)
    assert (series.country, series.place, series.status) == ("NN", None, "combatant")


def test_civilians_beside_a_whole_in_one_report_are_its_part() -> None:
    claims = [total(day, f"2023-05-0{day}", 400 + day, report=f"r-{day}") for day in (1, 2)]
    claims += [total(10 + day, f"2023-05-0{day}", 40 + day, report=f"r-{day}", status="civilian") for day in (1, 2)]
    assert sorted(s.status for s in find_series(claims)) == ["civilian", "unknown"]


def test_a_town_s_total_is_no_point_of_the_country_s() -> None:
    claims = [total(day, f"2023-05-0{day}", 400 + day) for day in (1, 2)]
    claims += [total(10 + day, f"2023-05-0{day}", 4, place="Alton", precision="settlement") for day in (1, 2)]
    assert [s.place for s in find_series(claims)] == [None, "Alton"]


def test_two_regions_are_two_series_and_a_source_s_only_region_is_meant_where_it_names_none() -> None:
    east = {"place": "the East", "precision": "region", "country": "NN"}
    west = [total(20 + day, f"2023-05-0{day}", 40 + day, place="the West", precision="region") for day in (1, 2)]
    claims = [*(total(day, f"2023-05-0{day}", 400 + day, **east) for day in (1, 2, 3, 4)), total(9, "2023-05-05", 410)]
    assert [(s.place, len(s.points)) for s in find_series(claims)] == [("the East", 5)]
    assert [s.place for s in find_series([*claims, *west])] == ["the East", "the West"]


def test_counts_from_different_starts_are_two_series() -> None:
    claims = [total(day, f"2023-05-0{day}", 400 + day, first=date(2020, 1, 3)) for day in (1, 2)]
    claims += [total(20 + day, f"2023-05-0{day}", 390 + day, first=date(2020, 1, 20)) for day in (3, 4)]
    claims += [total(10 + day, f"2023-05-0{day}", 60 + day, first=date(2023, 1, 1)) for day in (1, 2)]
    assert [(s.since, len(s.points)) for s in find_series(claims)] in (
        [(date(2020, 1, 3), 4), (date(2023, 1, 1), 2)],
        [(date(2023, 1, 1), 2), (date(2020, 1, 3), 4)],
    )


def test_the_same_statement_of_two_reports_is_one_point_with_both_claims() -> None:
    (series,) = find_series([total(1, "2023-05-01", 400), total(2, "2023-05-01", 400), total(3, "2023-05-02", 401)])
    assert [p.claims for p in series.points] == [("m-1", "m-2"), ("m-3",)]


def test_about_is_rounded_to_its_last_digit_that_is_not_zero() -> None:
    assert rounding(total(1, "2023-05-01", 1_200, comparator="about")) == 50
    assert rounding(total(1, "2023-05-01", 1_217, comparator="about")) == 0
    assert rounding(total(1, "2023-05-01", 1_200)) == 0


def test_deaths_of_hunger_are_counted_apart_from_those_of_violence() -> None:
    hungry = [total(n, f"2031-05-0{n}", 100 + n, means="starvation_or_siege") for n in (2, 3)]
    found = find_series([total(1, "2031-05-01", 900), *hungry, total(4, "2031-05-02", 950, means="air_strike")])
    assert sorted([point.stated for point in series.points] for series in found) == [[102, 103], [900, 950]]
    assert len({series.id for series in found}) == 2
    assert sorted(series.group for series in found) == [(), ("cause:hunger",)]


def test_a_day_s_figure_is_running_whatever_its_extent_was_read_as() -> None:
    assert is_running(daily(1, "2031-05-01", 7))
    assert is_running(daily(1, "2031-05-01", 7, extent="incident", evidence="7 were killed over the previous day"))
    assert not is_running(daily(1, "2031-05-01", 7, extent="incident", evidence="7 were killed there yesterday"))


def test_daily_figures_far_from_every_total_belong_to_no_series() -> None:
    far = daily(9, "2021-05-01", 7)
    (series,) = find_series([total(1, "2023-05-01", 400), daily(2, "2023-05-02", 5), far])
    assert len(series.points) == 2
    assert find_series([daily(1, "2021-05-01", 7), daily(2, "2022-05-01", 7)]) == []


def test_a_total_from_before_a_count_began_is_no_part_of_it() -> None:
    running = [total(n, f"2023-05-0{n}", 400 + n, first=date(2023, 4, 1)) for n in (1, 2, 3)]
    found = find_series([*running, total(8, "2021-05-01", 7), total(9, "2021-06-01", 8)])
    assert sorted(len(series.points) for series in found) == [2, 3]
