"""Which claims a curve is of, and why others are not."""

from collections import Counter
from datetime import date
from typing import Any

from tests.reconcile.made_series import total
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.curve import Chosen, WantedCurve, choose_claims

WANTED = WantedCurve(measure="killed", party="North")


def days(number: int, count: int, **fields: Any) -> FlatClaim:
    return total(number, f"2023-03-{number:02}", count, **fields)


def choose(*claims: FlatClaim, wanted: WantedCurve = WANTED, own: tuple[str, ...] = ("South", "North")) -> Chosen:
    return choose_claims(claims, wanted, own)


def why(chosen: Chosen) -> dict[str, str]:
    return {out.claim: out.why for out in chosen.left_out}


def test_running_totals_of_the_measure_and_party_are_taken() -> None:
    found = choose(
        days(1, 10), days(2, 12, party="South"), days(3, 14, measure="injured"), days(4, 15, extent="period")
    )
    assert [c.claim for c in found.claims] == ["m-1"]
    assert found.left_out == ()
    assert found.about == "killed, North"


def test_what_cannot_stand_in_a_curve_is_left_out_with_the_reason() -> None:
    found = choose(
        days(1, 10),
        days(2, 11, stance="denied"),
        days(3, 12, superseded=True),
        days(4, 13, low=None, high=None),
        days(5, 14, group=("age:child",)),
        days(6, 15, set_aside=True),
        days(7, 16, source_party="South"),
    )
    assert [c.claim for c in found.claims] == ["m-1"]
    assert why(found) == {
        "m-2": "denied",
        "m-3": "replaced by its own source",
        "m-4": "no number",
        "m-5": "a part of the victims: child",
        "m-6": "set aside in the table that it was imported from",
        "m-7": "South is a party of the war; --with-parties takes its claims in",
    }


def test_the_parties_own_claims_come_in_when_asked_for_even_where_set_aside() -> None:
    wanted = WantedCurve(measure="killed", party="north", with_parties=True)
    found = choose(days(1, 10), days(2, 30, source_party="South", set_aside=True), wanted=wanted)
    assert [(c.claim, c.own) for c in found.claims] == [("m-1", False), ("m-2", True)]


def test_both_sides_own_claims_are_treated_alike() -> None:
    for one, other in (("North", "South"), ("South", "North")):
        wanted = WantedCurve(measure="killed", party=one)
        found = choose(
            days(1, 10, party=one, source_party=one), days(2, 9, party=one, source_party=other), wanted=wanted
        )
        assert found.claims == ()
        assert len(found.left_out) == 2


def test_the_most_frequent_status_place_and_start_are_meant_and_open_ones_join_them() -> None:
    start = date(2022, 2, 24)
    claims = [days(n, 10 + n, status="combatant", first=start) for n in (1, 2, 3)]
    found = choose(
        *claims,
        days(4, 20),
        days(5, 21, status="civilian"),
        days(6, 22, place="Town", precision="settlement"),
        days(7, 23, place="North", precision="country"),
        days(8, 24, first=date(2014, 4, 14)),
    )
    assert [c.claim for c in found.claims] == ["m-1", "m-2", "m-3", "m-4", "m-7"]
    assert Counter(why(found).values()) == {
        "another status: civilian": 1,
        "another place: Town": 1,
        "another since: 2014-04-14": 1,
    }
    assert found.about == "killed, North, combatant, since 2022-02-24"


def test_another_status_can_be_asked_for() -> None:
    wanted = WantedCurve(measure="killed", party="North", status="civilian")
    found = choose(days(1, 10, status="combatant"), days(2, 5, status="civilian"), wanted=wanted)
    assert [c.claim for c in found.claims] == ["m-2"]


def test_the_same_statement_in_two_reports_is_one_claim() -> None:
    found = choose(days(1, 10), total(9, "2023-03-01", 10, report="r-9"))
    assert [(c.claim, c.repeats) for c in found.claims] == [("m-1", ("m-9",))]


def test_several_sources_of_one_name_are_told_apart() -> None:
    found = choose(
        days(1, 10, source="src-aaaabbbb", said_by="officials"), days(2, 12, source="src-ccccdddd", said_by="officials")
    )
    assert [c.said_by for c in found.claims] == ["officials [src-aaaa]", "officials [src-cccc]"]


def test_a_figure_counts_up_to_the_day_that_it_was_said_at_the_latest() -> None:
    found = choose(total(1, "2023-03-05", 10, published=date(2023, 3, 2)))
    assert found.claims[0].day == date(2023, 3, 2)


def test_a_bound_has_no_value_and_a_range_its_middle() -> None:
    found = choose(days(1, 10, high=None), days(2, 10, high=20), days(3, 10, high=20, best=12))
    assert [c.value for c in found.claims] == [None, 15, 12]
