"""Series as rows and plots."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree

from tests.reconcile.made_series import daily, total
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.decisions import SourceDecisions
from tollbook.run.series_views import WantedSeries, plot, series_row, views_of
from tollbook.run.told import Told


def state(*claims: FlatClaim) -> Told:
    return Told(claims, claims, (), SourceDecisions())


def bulletins(**fields: Any) -> list[FlatClaim]:
    return [
        total(1, "2023-05-01", 400, **fields),
        daily(2, "2023-05-02", 25, report="r-3", **fields),
        total(3, "2023-05-02", 420, report="r-3", **fields),
    ]


def test_series_are_chosen_by_source_measure_party_and_place() -> None:
    told = state(*bulletins(source_party="South"))
    keeps = [{}, {"source": "general"}, {"source": "south"}, {"measure": "killed"}, {"party": "north"}]
    assert all(len(views_of(told, WantedSeries(**found))) == 1 for found in keeps)
    drops = [{"source": "mission"}, {"measure": "injured"}, {"party": "nor"}, {"place": "Alton"}]
    assert not any(views_of(told, WantedSeries(**found)) for found in drops)


def test_a_row_holds_findings_with_their_claims_and_numbers() -> None:
    (view,) = views_of(state(*bulletins()), WantedSeries())
    row = series_row(view)
    assert view.title == "the General Staff: killed, North"
    assert row["account"]["differ"] == 1
    assert [(f["kind"], f["stated"], f["worked_out"]) for f in row["findings"]] == [("difference", 25, 20)]
    assert row["findings"][0]["claims"] == ["m-2", "m-3", "m-1"]


def test_rival_totals_are_drawn_together_with_each_source_named_once_a_line() -> None:
    other = {"source": "mission", "said_by": "the mission", "outlet": "B"}
    told = state(*bulletins(), total(8, "2023-05-01", 300, **other), total(9, "2023-05-04", 310, **other))
    svg = plot(views_of(told, WantedSeries()))
    ElementTree.fromstring(svg)
    assert svg.count('class="series party-0"') == 2
    assert "Killed, North" in svg
    assert svg.count('class="series bars') == 1


def test_earlier_cases_recognised_on_a_day_are_not_in_its_bar() -> None:
    added = daily(4, "2023-05-02", 20, report="r-3", first=date(2023, 1, 1), recognised=date(2023, 5, 2))
    svg = plot(views_of(state(*bulletins(), added), WantedSeries()))
    assert "5, without 20 recognised that day; 25 stated" in svg
    assert "Bars leave out earlier cases" in svg


def test_daily_figures_alone_are_no_plot() -> None:
    told = state(daily(1, "2023-05-01", 4), daily(2, "2023-05-02", 5))
    assert plot(views_of(told, WantedSeries())) == ""
