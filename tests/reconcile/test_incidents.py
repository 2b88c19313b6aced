"""Incidents: which claims are of one event, and what the record of it says."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from tests.reconcile.made_events import BRELL, OSK, claim, events, members, report
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.decisions import Decisions, PairDecisions
from tollbook.reconcile.episodes import episodes_of
from tollbook.reconcile.incidents import incident_of, join
from tollbook.reconcile.making import make_cell

STRIKE = frozenset({"m-a-1", "m-a-2", "m-b-1", "m-c-1"})


def grouped(claims: list[FlatClaim], decisions: PairDecisions | None = None) -> set[frozenset[str]]:
    _, reports = events()
    return members([[c.id for c in joined.claims] for joined in join(claims, reports, decisions)])


def test_reports_of_one_strike_are_one_incident_and_others_are_not() -> None:
    claims, _ = events()
    assert grouped(claims) == {STRIKE, frozenset({"m-d-1"}), frozenset({"m-e-1"})}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_claims_and_reports_changes_nothing(seed: int) -> None:
    claims, reports = events()
    made = make_cell(claims, reports, Decisions())
    rng = random.Random(seed)
    rng.shuffle(claims)
    rng.shuffle(reports)
    assert make_cell(claims, reports, Decisions()) == made


def test_claims_about_another_war_change_nothing_of_this_one() -> None:
    claims, reports = events()
    far = {"place": "Tarn", "country": "SD", "admin1": "West", "lat": 13.0, "lon": 25.0, "precision": "settlement"}
    others = [
        report(f"s{n}", "2024-03-11", f"Raiders burned {n} huts near Tarn. Three were killed.") for n in range(40)
    ]
    more = [claim(other, 1, 3, "2024-03-11", far) for other in others]
    before = {joined.claims for joined in join(claims, reports)}
    after = {joined.claims for joined in join([*more, *claims], [*others, *reports])}
    assert before <= after


def test_people_decide() -> None:
    claims, _ = events()
    together = PairDecisions(together=frozenset({("m-c-1", "m-d-1")}))
    assert STRIKE | {"m-d-1"} in grouped(claims, together)
    apart = PairDecisions(apart=frozenset({("m-a-1", "m-c-1"), ("m-b-1", "m-c-1"), ("m-a-2", "m-c-1")}))
    assert frozenset({"m-c-1"}) in grouped(claims, apart)


def test_claims_of_one_report_can_be_taken_apart() -> None:
    claims, _ = events()
    apart = PairDecisions(apart=frozenset({("m-a-1", "m-a-2")}))
    assert not any({"m-a-1", "m-a-2"} <= group for group in grouped(claims, apart))


def test_a_report_tells_of_several_events() -> None:
    told = report("f", "2024-05-02", "Two died in Osk.\nFour died in Brell.\nOne more died of wounds.")
    claims = [
        claim(told, 1, 2, "2024-05-01", OSK),
        claim(told, 2, 4, "2024-05-01", BRELL, start=17),
        claim(told, 3, 1, "2024-05-01", {}, start=38),
    ]
    episodes = episodes_of(claims, [told])
    assert [[c.id for c in e.claims] for e in episodes] == [["m-f-1"], ["m-f-2", "m-f-3"]]
    same = [replace(c, local=7) for c in claims]
    assert len(episodes_of(same, [told])) == 1


def test_totals_over_a_period_are_no_incident() -> None:
    claims, reports = events()
    running = replace(claims[0], id="m-z", extent="cumulative")
    assert not any("m-z" in {c.id for c in joined.claims} for joined in join([*claims, running], reports))


def test_a_report_without_claims_may_tell_of_an_event() -> None:
    claims, reports = events()
    bare = report("g", "2024-03-13", "Linden Street in Osk mourns the dead of the bakery hit by a missile at 7:40 a.m.")
    found = next(joined for joined in join(claims, [*reports, bare]) if "r-a" in {e.report for e in joined.episodes})
    assert "r-g" in {episode.report for episode in found.episodes}


def test_the_record_of_an_incident() -> None:
    claims, reports = events()
    strike = incident_of(next(joined for joined in join(claims, reports) if len(joined.claims) == 4))
    assert (strike.place, strike.country, strike.where_prec, strike.geo_precision) == ("Osk", "UA", 1, 1)
    assert (str(strike.first), strike.date_prec, strike.time_precision, strike.event_clarity) == ("2024-03-11", 1, 1, 1)
    assert strike.sub_event_type == "Shelling/artillery/missile attack"
    assert strike.reports == ("r-a", "r-b", "r-c")
    assert strike.agreement is not None
    assert strike.agreement > 0.5
    (victims,) = [v for v in strike.victims if v.status == "civilian"]
    assert (victims.low, victims.high) == (1, 5)
    clash = incident_of(next(joined for joined in join(claims, reports) if joined.claims[0].id == "m-e-1"))
    assert (clash.event_type, clash.sub_event_type) == ("Battles", "Armed clash")


def test_a_claim_without_a_number_leaves_no_bound_open_that_another_sets() -> None:
    told = report("a", "2024-03-12", "A missile hit the bakery of Osk on 11 March, killing its bakers; 63, later 89.")
    counts = ((63, 63), (89, 89), (None, None))
    claims = [
        claim(told, n, low, "2024-03-11", OSK, high=high, start=20 * n) for n, (low, high) in enumerate(counts, start=1)
    ]

    def bounds(found: list[FlatClaim]) -> list[tuple[int | None, int | None]]:
        (joined,) = join(found, [told])
        return [(group.low, group.high) for group in incident_of(joined).victims]

    assert bounds(claims) == [(63, 89)]
    assert bounds([*claims[:2], replace(claims[2], low=70)]) == [(63, None)]
    assert bounds([claims[2]]) == [(None, None)]


def test_a_day_that_is_only_the_reports_own_parts_no_claims() -> None:
    told = report("k", "2024-05-06", "The toll of the strike on Osk rose to two. It was hit on the second of May.")
    late, dated = claim(told, 1, 2, "2024-05-06", OSK), claim(told, 2, 2, "2024-05-02", OSK, start=40)
    (episode,) = episodes_of([late, dated], [told])
    assert str(episode.first) == "2024-05-02"
    other = replace(dated, first=date(2024, 4, 1), last=date(2024, 4, 1))
    assert len(episodes_of([late, other], [told])) == 2


def test_an_open_side_of_a_window_parts_no_claims() -> None:
    told = report("l", "2024-05-06", "Two died in Osk by Monday. Two.")
    by = replace(claim(told, 1, 2, "2024-05-06", OSK), first=None)
    assert len(episodes_of([by, claim(told, 2, 2, "2024-03-01", OSK, start=20)], [told])) == 1
