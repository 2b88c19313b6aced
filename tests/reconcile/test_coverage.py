"""What reports leave unsaid: silence of sources, weeks and places without reports, figures never stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tollbook.model import Silence
from tollbook.reconcile import FlatClaim, FlatReport
from tollbook.reconcile.coverage import coverage

from .made_series import claim, daily, total

MONDAY = date(2023, 5, 1)


def report(day: date | None, number: int = 0) -> FlatReport:
    return FlatReport(id=f"r-{number or day}", name="report", published=day)


def weekly(*weeks: int, place: str = "Alton") -> list[FlatClaim]:
    days = [(MONDAY + timedelta(7 * week + 2)).isoformat() for week in weeks]
    return [daily(n, day, 2, place=place, precision="settlement", extent="incident") for n, day in enumerate(days)]


def test_weeks_in_which_nothing_was_published() -> None:
    found = coverage(
        [], [report(MONDAY), report(MONDAY + timedelta(8)), report(MONDAY + timedelta(30)), report(None, 9)]
    )
    assert (found.reports, found.undated, found.weeks, found.without_claims) == (4, 1, 5, 4)
    assert found.empty == (Silence(first=date(2023, 5, 15), last=date(2023, 5, 28), weeks=2),)


def test_without_dates_nothing_is_told() -> None:
    assert coverage([], [report(None)]).empty == ()
    assert coverage([], []).first is None


def test_a_source_that_spoke_every_other_day_and_stopped() -> None:
    claims = [total(n, (MONDAY + timedelta(2 * n)).isoformat(), 400 + n) for n in range(8)]
    (silent,) = coverage(claims, [report(MONDAY), report(MONDAY + timedelta(60))]).sources
    assert (silent.name, silent.days, silent.usual, silent.silent) == ("the General Staff", 8, 2, 46)
    assert (silent.last, silent.claims) == (date(2023, 5, 15), ("m-7",))


def test_a_source_that_still_speaks_or_never_spoke_regularly_has_not_stopped() -> None:
    claims = [total(n, (MONDAY + timedelta(2 * n)).isoformat(), 400 + n) for n in range(8)]
    assert coverage(claims, [report(MONDAY), report(MONDAY + timedelta(28))]).sources == ()
    assert coverage(claims[:4], [report(MONDAY), report(MONDAY + timedelta(90))]).sources == ()


def test_weeks_without_a_report_of_harm_at_a_place() -> None:
    (place,) = coverage(weekly(0, 1, 4), [report(MONDAY), report(MONDAY + timedelta(7 * 6))]).places
    assert (place.place, place.weeks, place.told, place.claims) == ("Alton", 7, 3, 3)
    assert place.silences == (
        Silence(first=date(2023, 5, 15), last=date(2023, 5, 28), weeks=2),
        Silence(first=date(2023, 6, 5), last=date(2023, 6, 18), weeks=2),
    )


def test_harm_over_weeks_counts_for_each_and_totals_for_the_week_they_were_told_in() -> None:
    long = daily(1, "2023-05-24", 9, first=MONDAY, place="Alton", precision="settlement")
    (place,) = coverage([long], [report(MONDAY), report(date(2023, 5, 30))]).places
    assert (place.told, place.silences[0].first) == (4, date(2023, 5, 29))
    running = total(1, "2023-05-24", 9, first=MONDAY, place="Alton", precision="settlement")
    assert coverage([running], [report(MONDAY), report(date(2023, 5, 30))]).places == ()


def test_a_side_that_never_states_its_own_dead() -> None:
    north = {"source_party": "North", "source": "north", "said_by": "the North's army"}
    claims = [claim(n, party="South", low=n, high=n, **north) for n in range(3)]
    claims += [claim(9, party="North", low=70, high=70, source_party="South", said_by="the South's army")]
    (one,) = coverage(claims, [report(MONDAY)]).never
    assert (one.side, one.measure, one.party, one.own) == ("North", "killed", "North", True)
    assert (one.statements, one.by_others, one.others, one.claims) == (3, 1, ("the South's army",), ("m-9",))


def test_a_spokesman_stays_his_side_s_where_a_report_does_not_say_whose_he_is() -> None:
    north = {"source_party": "North", "source": "north", "said_by": "the North's army"}
    claims = [claim(n, party="South", low=n, high=n, **north) for n in range(3)]
    claims += [claim(9, party="North", low=70, high=70, source_party="South", said_by="the South's army")]
    own = claim(10, party="North", low=40, high=40, **{**north, "source_party": None})
    assert coverage([*claims, own], [report(MONDAY)]).never == ()
    unnamed = [replace(c, source_kind="unnamed") for c in (*claims, own)]
    assert [n.side for n in coverage(unnamed, [report(MONDAY)]).never] == ["North"]


def test_a_denial_or_a_claim_without_a_number_states_no_figure() -> None:
    north = {"source_party": "North", "source": "north", "said_by": "the North's army"}
    claims = [claim(n, party="South", low=n, high=n, **north) for n in range(3)]
    claims += [claim(7, party="North", low=70, high=70, stance="denied", **north), claim(8, party="North", **north)]
    claims += [claim(9, party="North", low=70, high=70)]
    assert [n.party for n in coverage(claims, [report(MONDAY)]).never] == ["North"]


def test_of_other_people_a_side_is_asked_only_for_its_enemies() -> None:
    houthis = {"source_party": "Houthis", "source": "sanaa", "said_by": "Sanaa"}
    claims = [claim(n, party="Yemen", low=n, high=n, **houthis) for n in range(3)]
    for number, party in ((10, "Saudi Arabia"), (20, "Portugal")):
        claims += [claim(number + n, party=party, measure="injured", low=4, high=4) for n in range(3)]
    never = coverage(claims, [report(MONDAY)]).never
    assert [(n.side, n.measure, n.party, n.own) for n in never] == [("Houthis", "injured", "Saudi Arabia", False)]


def test_a_source_that_spoke_in_bursts_has_no_usual_interval() -> None:
    days = [*(MONDAY + timedelta(n) for n in range(4)), MONDAY + timedelta(400)]
    claims = [total(n, day.isoformat(), 400 + n) for n, day in enumerate(days)]
    assert coverage(claims, [report(MONDAY), report(MONDAY + timedelta(900))]).sources == ()


def test_harm_from_before_the_first_report_is_no_week_of_coverage() -> None:
    found = coverage(weekly(0, 1, 4), [report(MONDAY + timedelta(7)), report(MONDAY + timedelta(42))])
    assert found.places == ()
