from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.reconcile.made_tolls import claim, day, more_than
from tollbook.reconcile import FlatClaim, SubjectKind, disputes, period_subjects


def total(low: int, last: date | None, **more: Any) -> FlatClaim:
    values: dict[str, Any] = {"extent": "cumulative", "place": None, "precision": "unknown", "published": last}
    return claim(low, first=None, last=last, **(values | more))


def grouped(claims: list[FlatClaim]) -> list[list[int | None]]:
    return [[c.low for c in s.claims] for s in period_subjects(claims)]


def test_running_totals_of_about_the_same_date_become_one_subject_and_one_dispute() -> None:
    early = claim(7000, 15000, extent="cumulative", last=day(1), precision="country", place="Vardia", country="VX")
    later = more_than(20000, extent="cumulative", last=day(14), precision="country", place="Vardia", country="VX")
    (found,) = period_subjects([early, later])
    assert found.kind is SubjectKind.PERIOD
    assert found.name == "Vardia: killed, running total, 1–14 Mar 2031"
    assert disputes([found])[0].apart == 5000


def test_measure_party_extent_and_place_keep_apart() -> None:
    claims = [
        *(total(1, day(1)), total(2, day(1), measure="injured"), total(3, day(1), party="Ostrel")),
        *(total(4, day(1), extent="stock"), total(5, day(1), place="Haldin", precision="settlement")),
    ]
    assert [len(group) for group in grouped(claims)] == [1] * 5


def test_claims_without_a_place_go_with_the_only_country_there_is() -> None:
    at = {"place": "Vardia", "country": "VX", "precision": "country"}
    assert grouped([total(1, day(1)), total(2, day(2), **at)]) == [[1, 2]]
    elsewhere = {"place": "Ostrel", "country": "OX", "precision": "country"}
    assert grouped([total(1, day(1)), total(2, day(2), **at), total(3, day(3), **elsewhere)]) == [[1], [2], [3]]


def test_civilians_and_soldiers_are_counted_apart() -> None:
    civilians = total(10582, day(1), status="civilian")
    soldiers = total(31000, day(3), status="combatant")
    unsaid = total(31000, day(4))
    other = total(50000, day(4))
    assert grouped([civilians, soldiers, unsaid, other]) == [[10582], [31000, 31000], [50000]]
    assert period_subjects([civilians, soldiers])[0].name.startswith("Vardia: civilians killed, running total")
    assert grouped([civilians, other]) == [[10582, 50000]]


def test_a_long_series_falls_into_stretches_of_a_month_at_most() -> None:
    start = date(2031, 1, 1)
    subjects = period_subjects([total(100 + n, start + timedelta(days=n)) for n in range(200)])
    assert sum(len(s.claims) for s in subjects) == 200
    assert all((s.claims[-1].published - s.claims[0].published).days <= 31 for s in subjects)  # type: ignore[operator]
    assert len(subjects) <= 16


def test_stretches_belong_together_where_they_are_mostly_the_same() -> None:
    def over(low: int, first: int, last: int) -> FlatClaim:
        return claim(low, extent="period", first=day(first), last=day(last), published=day(20))

    claims = [over(1, 1, 7), over(2, 2, 8), over(3, 9, 9), over(4, 10, 10), over(5, 1, 18)]
    assert grouped(claims) == [[1, 2], [3], [4], [5]]


def test_undated_claims_belong_together_within_a_report() -> None:
    claims = [total(1, None, report="r-1"), total(2, None, report="r-1"), total(3, None, report="r-2")]
    assert grouped(claims) == [[1, 2], [3]]


def test_claims_of_one_event_are_left_to_incidents() -> None:
    assert period_subjects([claim(41)]) == []


@given(st.lists(st.integers(min_value=0, max_value=400), max_size=25), st.randoms(use_true_random=False))
def test_the_grouping_does_not_depend_on_the_order(days: list[int], chance: Any) -> None:
    claims = [
        total(n, date(2031, 1, 1) + timedelta(days=d), id=f"m-{n:03}", report=f"r-{n:03}") for n, d in enumerate(days)
    ]
    shuffled = claims[:]
    chance.shuffle(shuffled)
    assert period_subjects(claims) == period_subjects(shuffled)
    assert sum(len(s.claims) for s in period_subjects(claims)) == len(claims)


def test_more_children_than_all_that_are_counted_beside_them_are_another_thing() -> None:
    over = {"extent": "period", "status": "civilian", "first": day(1), "last": day(9)}
    monthly, children = claim(163, **over), claim(587, group=("age:child",), **over)
    found = {s.name: [c.low for c in s.claims] for s in period_subjects([monthly, children])}
    assert found == {
        "Vardia: civilians killed in Haldin, over a stretch of time, 1–9 Mar 2031": [163],
        "Vardia: civilians (child) killed in Haldin, over a stretch of time, 1–9 Mar 2031": [587],
    }
    assert len(period_subjects([claim(900, **over), children])) == 1
