"""Reports without claims or without a country, listed with the incident that they tell of."""

from __future__ import annotations

from dataclasses import replace

from tests.reconcile.made_events import events, report
from tollbook.reconcile.unplaced import listed

BARE = report("g", "2024-03-13", "Linden Street in Osk mourns the dead of the bakery hit by a missile at 7:40 a.m.")
OTHER = report("h", "2019-01-02", "The harvest fair opened with a parade of tractors.")


def test_each_incident_stays_as_it_is() -> None:
    claims, reports = events()
    groups = [claims[:4], claims[4:5], claims[5:]]
    found = listed(groups, [*reports, BARE])
    assert [item.groups for item in found] == [(0,), (1,), (2,)]
    assert {e.report for item in found for e in item.episodes} == {r.id for r in reports}


def test_a_report_without_claims_goes_to_its_incident_or_stays_alone() -> None:
    claims, reports = events()
    found = listed([claims[:4], claims[4:5], claims[5:]], [*reports, BARE, OTHER], unplaced=True)
    homes = {e.report: item.groups for item in found for e in item.episodes}
    assert homes["r-g"] == (0,)
    assert homes["r-h"] == ()


def test_an_incident_of_no_known_country_is_listed_with_its_like() -> None:
    claims, reports = events()
    lost = replace(claims[3], country=None, admin1=None, place=None, lat=None, lon=None, precision="unknown")
    found = listed([claims[:3], [lost], claims[4:5], claims[5:]], reports, unplaced=True)
    assert (0, 1) in [item.groups for item in found]


def test_two_incidents_are_never_joined() -> None:
    claims, reports = events()
    found = listed([claims[:2], claims[2:4], claims[4:5], claims[5:]], [*reports, BARE], unplaced=True)
    assert sum(bool(item.groups) for item in found) == 4
    assert all(len(item.groups) <= 1 for item in found)


def test_a_report_is_the_account_of_what_most_of_it_is_about() -> None:
    claims, reports = events()
    found = listed([claims[:1], claims[1:2]], reports[:1])
    assert [e.main for item in found for e in item.episodes] == [True, False]
