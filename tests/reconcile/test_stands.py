from __future__ import annotations

from tests.reconcile.made_tolls import claim, day, link, said_by
from tollbook.reconcile.stands import stands

MINISTRY = said_by("the ministry", source_kind="military", source_party="Vardia")


def test_a_sources_later_figure_takes_the_place_of_its_earlier_one() -> None:
    first, later = claim(63, **MINISTRY, published=day(3)), claim(89, **MINISTRY, published=day(5))
    (stand,) = stands([first, later])
    assert stand.claim is later
    assert [(e.claim, e.how) for e in stand.replaced] == [(first, "revised")]


def test_a_chain_of_revisions_folds_under_the_last() -> None:
    figures = [claim(n, **MINISTRY, published=day(d)) for n, d in ((63, 3), (71, 4), (89, 5))]
    linked = [link("revises", figures[0], figures[1]), link("revises", figures[1], figures[2])]
    for links in ([], linked):
        (stand,) = stands(figures, links)
        assert [e.claim.low for e in stand.replaced] == [71, 63]


def test_a_figure_that_its_text_says_was_replaced_folds_and_so_does_the_same_figure_in_earlier_reports() -> None:
    wire = claim(63, **MINISTRY, published=day(3))
    old = claim(63, superseded=True, report="r-new", start=10, published=day(5), source="Courier", chain=())
    new = claim(89, report="r-new", start=40, published=day(5), source="Courier", chain=())
    (stand,) = stands([wire, old, new])
    assert stand.claim is new
    assert {e.claim.id for e in stand.replaced} == {wire.id, old.id}


def test_the_other_sides_same_figure_is_not_folded_when_a_source_revises_its_own() -> None:
    rival = claim(63, **said_by("the rebels", source_party="Ostrel"), published=day(3))
    old = claim(63, **MINISTRY, superseded=True, report="r-new", start=10, published=day(5))
    new = claim(89, **MINISTRY, report="r-new", start=40, published=day(5))
    assert [s.claim.low for s in stands([rival, old, new])] == [63, 89]


def test_undated_reports_tell_no_order() -> None:
    figures = [claim(n, **MINISTRY, published=None, last=None) for n in (63, 89)]
    assert [s.claim.low for s in stands(figures)] == [63, 89]


def test_a_running_total_that_grows_is_earlier_and_not_revised() -> None:
    totals = [claim(n, **MINISTRY, extent="cumulative", published=day(d), last=day(d)) for n, d in ((100, 3), (120, 9))]
    (stand,) = stands(totals)
    assert [e.how for e in stand.replaced] == ["earlier"]
    fallen = [claim(n, **MINISTRY, extent="cumulative", published=day(d), last=day(d)) for n, d in ((100, 3), (90, 9))]
    assert [e.how for e in stands(fallen)[0].replaced] == ["revised"]


def test_running_totals_given_at_once_are_in_the_order_of_the_days_they_count_to() -> None:
    totals = [
        claim(n, **MINISTRY, extent="cumulative", last=day(d), published=day(20)) for n, d in ((120, 9), (100, 3))
    ]
    (stand,) = stands(totals)
    assert (stand.claim.low, [(e.claim.low, e.how) for e in stand.replaced]) == (120, [(100, "earlier")])


def test_the_same_statement_counts_once_and_its_speaker_stands_for_it() -> None:
    headline = claim(41, report="r-1", start=0, source="Courier", chain=())
    mayor = claim(41, report="r-1", start=90, **said_by("the mayor"))
    again = claim(41, **said_by("the mayor"), published=day(8))
    (stand,) = stands([headline, mayor, again])
    assert stand.claim is mayor
    assert {c.id for c in stand.again} == {headline.id, again.id}


def test_two_sources_with_one_figure_are_two_statements() -> None:
    assert len(stands([claim(41), claim(41)])) == 2


def test_two_unnamed_speakers_of_two_outlets_are_not_one_who_revises() -> None:
    first = claim(5, **said_by("officials", source_kind="unnamed"), outlet="Courier", published=day(3))
    later = claim(9, **said_by("officials", source_kind="unnamed"), outlet="Post", published=day(5))
    assert len(stands([first, later])) == 2


def test_parts_stand_under_their_whole() -> None:
    whole = claim(45)
    linked = claim(30)
    children = claim(5, group=("age:child",))
    father = claim(1, words="his father")
    (stand,) = stands([whole, linked, children, father], [link("part_of", linked, whole)])
    assert stand.claim is whole
    assert {c.id for c in stand.parts} == {linked.id, children.id, father.id}


def test_two_groups_that_add_up_to_a_figure_for_all_are_its_parts() -> None:
    army = {"report": "r-1", **said_by("the army")}
    soldiers, civilians = claim(3, status="combatant", **army), claim(5, status="civilian", start=9, **army)
    (stand,) = stands([soldiers, civilians, whole := claim(8)])
    assert stand.claim is whole
    assert {c.id for c in stand.parts} == {soldiers.id, civilians.id}


def test_one_said_in_digits_is_a_figure_and_no_person() -> None:
    assert [s.claim.low for s in stands([claim(1, words="one"), claim(45)])] == [1, 45]


def test_soldiers_told_of_as_men_by_another_speaker_are_no_part() -> None:
    rivals = [claim(200, None, comparator="vague", group=("sex:male",)), claim(400)]
    assert len(stands(rivals)) == 2
