"""Links across reports: chains of revisions, and one edge to the representative."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reconcile.made_events import OSK, claim, events, report
from tollbook.model import Link
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.decisions import Decisions
from tollbook.reconcile.making import make_cell
from tollbook.reconcile.relations import adds_to, can_both_hold


def links() -> list[Link]:
    claims, reports = events()
    return list(make_cell(claims, reports, Decisions()).links)


def found(kind: str) -> set[tuple[str, str]]:
    return {(link.a, link.b) for link in links() if link.type == kind}


def test_a_source_that_gives_another_figure_revises() -> None:
    assert found("revises") == {("m-a-1", "m-b-1")}


def test_another_source_with_another_figure_contradicts_the_representative_once() -> None:
    assert found("contradicts") == {("m-b-1", "m-c-1")}


def test_a_named_victim_is_part_of_anothers_total() -> None:
    assert found("part_of") == {("m-a-2", "m-b-1")}


def test_each_link_says_why_and_how_surely() -> None:
    for link in links():
        assert link.why
        assert link.fields
        assert link.score is not None
        assert 0.4 < link.score <= 1
    revision = next(link for link in links() if link.type == "revises")
    assert revision.why == "Office a said 3, later 4"


def test_many_sources_have_one_edge_each() -> None:
    text = "A missile hit the bakery on Linden Street in Osk at 7:40 a.m. and killed five."
    reports = [report(f"k{n:02}", "2024-03-12", text) for n in range(20)]
    made = make_cell([claim(r, 1, 5, "2024-03-11", OSK) for r in reports], reports, Decisions())
    assert [link.type for link in made.links] == ["corroborates"] * 19


def test_who_quotes_another_repeats_it() -> None:
    claims, reports = events()
    quoting = replace(claims[3], low=4, high=4, chain=("Office c", "Office a"))
    made = make_cell([*claims[:3], quoting, *claims[4:]], reports, Decisions())
    assert ("repeats", "m-b-1", "m-c-1") in {(link.type, link.a, link.b) for link in made.links}


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        ({"low": 12, "high": None, "comparator": "more_than"}, {"low": 15, "high": 15}, True),
        ({"low": 1100, "high": 1100, "comparator": "about"}, {"low": 1150, "high": 1150}, True),
        ({"low": 1100, "high": 1100}, {"low": 1150, "high": 1150}, False),
        ({"low": 12, "high": None, "comparator": "at_least"}, {"low": 10, "high": 10}, False),
        ({"low": 7000, "high": 15000}, {"low": 20000, "high": None}, False),
        ({"low": 3, "high": 3}, {"low": 3, "high": 3, "stance": "denied"}, False),
    ],
)
def test_counts_that_can_both_hold(a: dict[str, object], b: dict[str, object], both: bool) -> None:
    base = events()[0][0]
    one: FlatClaim = replace(base, **a)
    other: FlatClaim = replace(base, **b)
    assert can_both_hold(one, other) is can_both_hold(other, one) is both


def test_a_days_figure_adds_to_the_next_total() -> None:
    daily, running = report("day", "2024-01-04", ""), report("sum", "2024-01-05", "")
    day = replace(claim(daily, 1, 720, "2024-01-04", {"country": "UA"}), extent="period", source="staff")
    total = replace(
        claim(running, 1, 108_910, "2024-01-05", {"country": "UA"}), extent="cumulative", source="staff", first=None
    )
    (link,) = adds_to([day, total])
    assert (link.type, link.a, link.b) == ("adds_to", day.id, total.id)
    assert "720" in str(link.why)
    assert "108,910" in str(link.why)
    assert adds_to([day, replace(total, published=date(2024, 2, 5))]) == []
    assert adds_to([day, replace(total, source="others")]) == []
