from __future__ import annotations

from datetime import date

from tests.reconcile.made_tolls import about, claim, day, link, more_than, said_by, subject
from tollbook.model import Dispute
from tollbook.reconcile import FlatClaim, SubjectKind, disputes

MINISTRY = said_by("the ministry", source_kind="military", source_party="Vardia")
REBELS = said_by("the rebels", source_kind="armed_group", source_party="Ostrel")


def one(*claims: FlatClaim) -> Dispute:
    (found,) = disputes([subject(*claims)])
    return found


def test_a_revised_toll_that_is_disputed() -> None:
    """The figures of a strike of New Year 2023: 63, revised to 89; about 400, and hundreds."""
    first = claim(63, **MINISTRY, published=day(3))
    raised = claim(89, **MINISTRY, published=day(5))
    rebels = about(400, **REBELS, published=day(4))
    hundreds = claim(200, None, comparator="vague", vague="hundreds", words="hundreds", certainty="hedged")
    found = one(first, raised, rebels, hundreds)
    assert [(p.low, p.high) for p in found.positions] == [(89, 89), (400, 400)]
    (ministry,) = found.positions[0].standings
    assert (ministry.figure, [(r.figure, r.how) for r in ministry.replaced]) == ("89", [("63", "revised")])
    assert [s.figure for s in found.positions[1].standings] == ["200 or more", "about 400"]
    assert found.apart == 311
    assert found.since == day(3)  # when hundreds stood against 63
    assert set(found.claims) == {c.id for c in (first, raised, rebels, hundreds)}


def test_rival_running_totals() -> None:
    total = {"extent": "cumulative", "place": None, "precision": "country"}
    alliance = claim(7000, 15000, **total, last=day(1))
    rebels = more_than(20000, **total, last=day(15), published=day(15))
    found = disputes([subject(alliance, rebels, kind=SubjectKind.PERIOD)])[0]
    assert (found.apart, found.days_apart) == (5000, 14)
    assert [s.figure for p in found.positions for s in p.standings] == ["7,000–15,000", "more than 20,000"]


def test_a_running_total_may_have_grown_by_the_time_of_the_next() -> None:
    total = {"extent": "cumulative", "published": None}
    early = claim(7000, **total, last=day(1))
    later = claim(9000, **total, last=day(1).replace(month=6))
    assert disputes([subject(early, later)]) == []
    fallen = claim(6000, **total, last=day(1).replace(month=6))
    assert len(disputes([subject(early, fallen)])) == 1


def test_a_total_of_civilians_may_be_part_of_a_total_that_does_not_say() -> None:
    total = {"extent": "cumulative"}
    assert disputes([subject(claim(10582, status="civilian", **total), claim(50000, **total))]) == []
    assert len(disputes([subject(claim(60000, status="civilian", **total), claim(50000, **total))])) == 1


def test_what_can_hold_together_is_no_dispute() -> None:
    assert disputes([subject(more_than(12), claim(15)), subject(about(1100), claim(1150))]) == []


def test_a_revision_alone_is_no_dispute() -> None:
    claims = [claim(63, **MINISTRY, published=day(3)), claim(89, **MINISTRY, published=day(5))]
    assert disputes([subject(*claims)]) == []


def test_two_figures_in_one_breath_are_no_dispute() -> None:
    missiles = claim(14, measure="attacks", report="r-1", **MINISTRY)
    drones = claim(94, measure="attacks", report="r-1", **MINISTRY, means="drone", start=9)
    assert disputes([subject(missiles, drones)]) == []


def test_the_dead_of_two_sides_are_no_dispute() -> None:
    assert disputes([subject(claim(5, party="Vardia"), claim(12, party="Ostrel"))]) == []
    assert disputes([subject(claim(5, status="civilian"), claim(12, status="combatant"))]) == []


def test_nobody_killed_of_one_kind_is_no_dispute_with_many_of_another() -> None:
    """Of 35 soldiers killed and no civilian hurt nothing is disputed, whoever says either."""
    nobody = claim(0, status="civilian", words="no civilians")
    assert disputes([subject(claim(35, status="combatant"), nobody)]) == []
    assert disputes([subject(claim(35), nobody)]) == []
    assert len(disputes([subject(claim(35, status="civilian"), nobody)])) == 1


def test_children_may_be_among_the_dead_of_another_figure() -> None:
    children = claim(587, group=("age:child",), extent="period")
    assert disputes([subject(children, claim(900, extent="period"))]) == []
    assert len(disputes([subject(children, claim(163, extent="period"))])) == 1


def test_a_month_may_be_within_a_year_and_a_later_start_within_an_earlier() -> None:
    year = claim(900, extent="period", first=day(1), last=day(30))
    week = claim(160, extent="period", first=day(1), last=day(20))
    assert disputes([subject(week, year)]) == []
    total = {"extent": "cumulative", "last": day(20)}
    assert disputes([subject(claim(7326, first=day(1), **total), claim(500, first=day(10), **total))]) == []


def test_what_a_report_gives_as_background_is_no_position_against_those_whom_it_quotes() -> None:
    """31,000 in spring, 43,000 now: the paper tells of the first without naming anybody again."""
    paper = {"report": "r-1", "chain": (), "source": "The Courier", "said_by": "", "source_kind": "media"}
    president = {"report": "r-1", **said_by("the president")}
    earlier, now, rival = claim(31000, **paper), claim(43000, **president), claim(60000)
    assert disputes([subject(earlier, now)]) == []
    found = one(earlier, now, rival)
    assert [(p.low, p.high) for p in found.positions] == [(43000, 43000), (60000, 60000)]
    agreeing = claim(43000, **paper, start=9)
    assert agreeing.id in one(agreeing, now, rival).claims


def test_two_days_that_one_report_tells_apart_are_no_dispute() -> None:
    first = claim(1212, report="r-1", first=day(1), last=day(1), published=day(9))
    later = claim(6057, report="r-1", first=day(5), last=day(5), published=day(9))
    assert disputes([subject(first, later)]) == []
    of_the_report = claim(6057, report="r-1", first=day(9), last=day(9), published=day(9))
    assert len(disputes([subject(first, of_the_report)])) == 1


def test_a_total_grows_at_its_pace_within_a_month() -> None:
    total = {"extent": "cumulative", "first": date(2030, 3, 20)}
    early = claim(12000, **total, last=day(1), published=day(1))
    grown = claim(12900, **total, last=day(15), published=day(15))
    leapt = claim(20000, **total, last=day(15), published=day(15))
    assert disputes([subject(early, grown)]) == []
    found = one(early, grown, leapt)
    assert [(p.low, p.high) for p in found.positions] == [(12000, 12900), (20000, 20000)]


def test_a_round_number_of_thousands_is_no_dispute_with_the_exact_one() -> None:
    total = {"extent": "cumulative"}
    assert disputes([subject(claim(783000, **total), claim(783138, **total))]) == []
    assert len(disputes([subject(claim(783000, **total), claim(784138, **total))])) == 1
    assert len(disputes([subject(claim(400), claim(402))])) == 1


def test_a_figure_without_a_party_stands_against_none_where_several_are_told_of() -> None:
    sides = [claim(35, party="Ostrel"), claim(2, party="Vardia")]
    assert disputes([subject(*sides, claim(37, party=None))]) == []
    assert len(disputes([subject(sides[0], claim(37, party=None))])) == 1


def test_a_part_does_not_contradict_its_whole() -> None:
    whole, part = claim(45), claim(5, group=("age:child",))
    linked = claim(30)
    assert disputes([subject(whole, part, linked)], [link("part_of", linked, whole)]) == []


def test_a_denial_stands_against_harm() -> None:
    found = one(claim(600, **REBELS), claim(600, stance="denied", **MINISTRY))
    assert [(p.low, p.high) for p in found.positions] == [(0, 0), (600, 600)]
    assert found.positions[0].standings[0].denied
    assert found.apart is None


def test_claims_set_aside_and_rejected_take_no_part() -> None:
    assert disputes([subject(claim(41), claim(900, set_aside=True), claim(800, state="rejected"))]) == []


def test_the_order_of_claims_changes_nothing() -> None:
    claims = [claim(41), claim(58), about(400, **REBELS), claim(63, **MINISTRY), more_than(60)]
    assert disputes([subject(*claims)]) == disputes([subject(*reversed(claims))])
