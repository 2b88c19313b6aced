"""Groups of remains: whose, where, held by whom, about when; and the chain of what is claimed of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tollbook.reconcile.remains import DeadClaim, WantedRemains, groups_of


def claim(id_: str, measure: str = "remains_held", *details: str, day: int | None = 1, **fields: Any) -> DeadClaim:
    given: dict[str, Any] = {"party": "Norland", "place": "Kesh", "country": "XX", "said_by": "the army", **fields}
    when = None if day is None else date.fromordinal(date(2031, 1, 1).toordinal() + day)
    return DeadClaim(id=id_, report="r-1", measure=measure, details=details, first=when, last=when, **given)


def test_a_chain_runs_in_the_order_of_days() -> None:
    told = [
        claim("m-3", "remains_returned", day=30),
        claim("m-1", "remains_uncollected", day=1),
        claim("m-2", "remains_recovered", day=9),
    ]
    (group,) = groups_of(told)
    assert [step.fate.status.code for step in group.steps] == ["uncollected", "recovered", "returned"]
    assert group.rules == (112, 114)
    assert groups_of(reversed(told)) == [group]


def test_parties_places_and_far_days_are_groups_of_their_own() -> None:
    told = [claim("m-1"), claim("m-2", party="Sudria"), claim("m-3", place="Ostrana"), claim("m-4", day=200)]
    assert len(groups_of(told)) == 4


def test_claims_without_a_day_are_a_group_of_their_own() -> None:
    assert sorted(len(g.steps) for g in groups_of([claim("m-1"), claim("m-2", day=None), claim("m-3", day=None)])) == [
        1,
        2,
    ]


def test_holders_that_are_named_part_groups_and_one_takes_the_unnamed() -> None:
    one = [claim("m-1", counterparty="Sudria"), claim("m-2", "remains_recovered")]
    (group,) = groups_of(one)
    assert group.holder == "Sudria"
    assert len(groups_of([*one, claim("m-3", counterparty="the Red Cross")])) == 3
    assert groups_of([claim("m-4", counterparty="Norland")])[0].holder is None  # the side's own dead


def test_what_is_not_about_the_dead_is_left_out() -> None:
    assert groups_of([claim("m-1", "killed"), claim("m-2", "displaced")]) == []


def test_parts_of_bodies_are_told_from_bodies() -> None:
    assert claim("m-1", words="body parts of six people were collected").is_parts
    assert not claim("m-1", words="six bodies were collected").is_parts


def test_a_group_with_a_status_or_rule_is_shown_whole() -> None:
    groups = groups_of([claim("m-1"), claim("m-2", "remains_refused", day=3), claim("m-3", place="Ostrana")])
    (found,) = WantedRemains(status="refused_by_receiver").of(groups)
    assert [s.fate.status.code for s in found.steps] == ["held", "refused_by_receiver"]
    assert len(WantedRemains(rule=114).of(groups)) == 2
    assert len(WantedRemains(party="norland", place="ostr").of(groups)) == 1
    assert WantedRemains(rule=117).of(groups) == []
