from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.made_tolls import about, at_least, claim, day, dozens, link, more_than, said_by, subject
from tollbook.model import Link, TollFigure
from tollbook.reconcile import FlatClaim, Ranges, SubjectKind, load_policy, policy_names, toll

MINISTRY = said_by("the ministry", source_kind="military", source_party="Vardia")


def figure(policy: str, *claims: FlatClaim, links: list[Link] | None = None, measure: str = "killed") -> TollFigure:
    found = toll(subject(*claims), load_policy(policy), links=links or ()).figure(measure)
    assert found is not None
    return found


def bounds(found: TollFigure) -> tuple[int | None, int | None, int | None]:
    return found.low, found.best, found.high


def why_left(found: TollFigure, one: FlatClaim) -> str:
    return next(x.rule for x in found.excluded if x.claim == one.id)


def test_the_houses_beside_each_other() -> None:
    claims = [claim(41), claim(58, source_kind="igo"), dozens(source_kind="media")]
    assert bounds(figure("ucdp", *claims)) == (24, 58, 58)
    assert bounds(figure("acled", *claims)) == (12, 12, 12)
    assert bounds(figure("airwars", *claims)) == (12, None, 58)
    assert bounds(figure("ibc", *claims)) == (24, None, 58)
    assert bounds(figure("aoav", *claims)) == (41, 41, 41)


@pytest.mark.parametrize("policy", policy_names())
def test_the_bounds_alone_are_those_of_the_toll_whatever_was_worked_out_before(policy: str) -> None:
    one_telling = {"report": "r-both", "source": "a monitor"}
    civilians = {**one_telling, "status": "civilian"}
    soldiers = {**one_telling, "status": "combatant"}
    other = {**one_telling, "party": "Olven"}
    told = [
        [claim(41), claim(58, source_kind="igo"), dozens(source_kind="media"), at_least(12), more_than(58)],
        [
            claim(7),
            claim(9, **civilians),
            claim(4, **soldiers),
            claim(3, **other),
        ],
        [claim(1, names=("Ada Voss",), report="r-1"), claim(1, names=("Ilo Tarn",), report="r-1"), about(30)],
        [claim(5, **MINISTRY), claim(8, published=day(5), **MINISTRY), claim(2, certainty="hedged"), claim(0, 0)],
        [claim(6, stance="denied"), claim(6, state="rejected")],
    ]
    for claims in told:
        found = toll(subject(*claims), load_policy(policy)).figure("killed")
        ranges = Ranges(SubjectKind.INCIDENT, subject(*claims).claims, ())
        for house in (*map(load_policy, policy_names()), load_policy(policy)):
            bare = ranges.range(house)
        assert found is not None
        assert (bare is not None) == bool(found.counted)
        if bare is not None:
            assert (bare.low.value, bare.best.value, bare.high.value) == bounds(found)
            assert (bare.low.by, bare.best.by, bare.high.by) == (found.low_by, found.best_by, found.high_by)


_KINDS = ("ministry", "monitor", "wire", "witness")


@st.composite
def _told(draw: st.DrawFn) -> tuple[list[FlatClaim], list[Link]]:
    """Claims about one event as they may come, with links between some of them."""
    claims = []
    for n in range(draw(st.integers(1, 7))):
        low = draw(st.sampled_from((0, 1, 3, 4, 7, 7, 12, 16)))
        rare = draw(st.integers(0, 11))
        speaker = draw(st.sampled_from((*_KINDS, None, None, f"s{n}", f"s{n}", f"s{n}")))
        claims.append(
            claim(
                low,
                id=f"m-{n}",
                report=f"r-{draw(st.integers(0, 5))}",
                start=n,
                published=draw(st.sampled_from((day(3), day(4), day(6), None))),
                party=draw(st.sampled_from(("Vardia", "Vardia", "Olven", None))),
                status=draw(st.sampled_from(("unknown", "unknown", "civilian", "combatant"))),
                comparator="about" if rare == 0 else "exact",
                vague="dozens" if rare == 1 else None,
                names=("Ada Voss",) if rare == 2 and low == 1 else (),
                superseded=rare == 3,
                stance="denied" if rare == 4 else "affirmed",
                certainty="hedged" if rare == 5 else "stated",
                extent="cumulative" if rare == 6 else "incident",
                source=speaker or f"outlet {n % 3}",
                chain=(speaker,) if speaker else (),
                source_kind=draw(st.sampled_from(("government", "igo", "unnamed"))),
            )
        )
    pairs = draw(st.lists(st.tuples(*[st.sampled_from(claims)] * 2), max_size=2))
    kinds = st.sampled_from(("repeats", "revises", "part_of", "contradicts"))
    return claims, [link(draw(kinds), a, b) for a, b in pairs if a is not b]


@settings(max_examples=120, deadline=None)
@given(_told())
def test_what_is_left_without_a_claim_is_the_toll_of_the_others(told: tuple[list[FlatClaim], list[Link]]) -> None:
    claims, links = told
    ranges = Ranges(SubjectKind.INCIDENT, claims, links)
    for policy in map(load_policy, ("ucdp", "acled", "ibc", "official")):
        for out in claims:
            others = [c for c in claims if c is not out]
            among = [one for one in links if out.id not in (one.a, one.b)]
            expected = toll(subject(*others), policy, links=among).figure("killed")
            found = ranges.range(policy, out.id)
            if expected is None or not expected.counted:
                assert found is None
            else:
                assert found is not None
                assert (found.low.value, found.best.value, found.high.value) == bounds(expected)
                assert (found.low.by, found.best.by, found.high.by) == (
                    expected.low_by,
                    expected.best_by,
                    expected.high_by,
                )


def test_each_bound_names_the_claims_that_set_it() -> None:
    low, high, other = claim(41), claim(58), claim(58)
    found = figure("ibc", low, high, other)
    assert (found.low_by, found.high_by) == ((low.id,), (high.id, other.id))


def test_a_revised_figure_sets_no_bound() -> None:
    first, later = claim(63, **MINISTRY, published=day(3)), claim(89, **MINISTRY, published=day(5))
    found = figure("ibc", first, later)
    assert bounds(found) == (89, None, 89)
    assert why_left(found, first) == "revised"


def test_a_figure_whose_report_says_that_it_was_replaced_sets_no_bound_where_nothing_says_by_what() -> None:
    old, rival = claim(63, superseded=True), claim(400)
    found = figure("ibc", old, rival)
    assert bounds(found) == (400, None, 400)
    assert why_left(found, old) == "revised"


def test_a_policy_may_keep_revised_figures() -> None:
    keeping = load_policy("ibc")
    keeping = keeping.model_copy(update={"revised": keeping.revised.model_copy(update={"value": "keep"})})
    claims = [claim(63, **MINISTRY, published=day(3)), claim(89, **MINISTRY, published=day(5))]
    found = toll(subject(*claims), keeping).figure("killed")
    assert found is not None
    assert bounds(found) == (63, None, 89)


def test_parts_are_in_no_bound_and_not_added_to_their_whole() -> None:
    whole, part, father = claim(45), claim(30), claim(1, words="his father")
    found = figure("ibc", whole, part, father, links=[link("part_of", part, whole)])
    assert bounds(found) == (45, None, 45)
    assert {why_left(found, part), why_left(found, father)} == {"parts"}


def test_two_readings_of_one_mention_are_one_claim() -> None:
    older = claim(1, names=("A",), words="A", id="m-one")
    found = figure("ibc", older, replace(older, names=("B",), words="B"))
    assert bounds(found) == (1, None, 1)
    assert found.counted == ("m-one",)


def test_a_repetition_counts_once() -> None:
    first = claim(41, **said_by("the mayor"))
    again = claim(41, **said_by("the mayor"), published=day(4))
    found = figure("ibc", first, again)
    assert found.counted == (first.id,)
    assert why_left(found, again) == "counted once"
    assert found.provisional


def test_zero_and_denials_set_no_bound_beside_harm() -> None:
    harm, nobody = claim(41), claim(0, words="nobody")
    denial = claim(600, stance="denied")
    found = figure("ibc", harm, nobody, denial)
    assert bounds(found) == (41, None, 41)
    assert why_left(found, nobody) == "zero"
    assert why_left(found, denial) == "denied"


def test_nobody_killed_is_the_figure_where_nobody_says_otherwise() -> None:
    assert bounds(figure("ucdp", claim(0, words="nobody"))) == (0, 0, 0)


def test_a_denial_alone_is_no_figure() -> None:
    found = figure("ucdp", claim(600, stance="denied"))
    assert (bounds(found), found.none_because) == ((None, None, None), "no claim of it counts under this policy")


def test_open_bounds_stay_open() -> None:
    found = figure("ucdp", at_least(28))
    assert (bounds(found), found.is_open) == ((28, 28, None), True)
    assert bounds(figure("ucdp", claim(None, 120, comparator="up_to"))) == (None, None, 120)
    assert bounds(figure("ucdp", claim(20), more_than(30))) == (20, 20, None)


def test_a_plain_figure_above_an_open_one_closes_it() -> None:
    assert bounds(figure("ibc", at_least(12), claim(15))) == (12, None, 15)
    assert bounds(figure("ibc", at_least(12), claim(12))) == (12, None, 12)
    assert bounds(figure("ibc", more_than(12), claim(12))) == (12, None, None)
    assert bounds(figure("ibc", claim(None, 120, comparator="up_to"), claim(120))) == (120, None, 120)


def test_at_least_is_the_number_where_the_house_records_it_so() -> None:
    assert bounds(figure("acled", at_least(12))) == (12, 12, 12)
    assert bounds(figure("latest", at_least(12))) == (12, 12, None)


def test_claims_set_aside_or_rejected_are_in_no_toll() -> None:
    aside, rejected, kept = claim(900, set_aside=True), claim(800, state="rejected"), claim(41)
    for policy in ("ucdp", "acled", "airwars", "ibc", "aoav", "latest", "official"):
        found = figure(policy, aside, rejected, kept)
        assert found.counted == (kept.id,)
        assert why_left(found, aside) == "set aside"


def test_doubt_widens_the_high_side_alone_under_ucdp_and_is_not_recorded_by_aoav() -> None:
    low, firm, high = (claim(n, certainty=c) for n, c in ((9, "hedged"), (41, "stated"), (90, "hedged")))
    assert bounds(figure("ucdp", low, firm, high)) == (41, 41, 90)
    found = figure("aoav", low, firm, high)
    assert bounds(found) == (41, 41, 41)
    assert why_left(found, high) == "hedged"


def test_optional_claims_do_not_count() -> None:
    found = figure("ibc", claim(41), optional := claim(90, optional=True))
    assert bounds(found) == (41, None, 41)
    assert why_left(found, optional) == "optional"


def test_a_table_s_best_is_taken() -> None:
    assert bounds(figure("ucdp", claim(290, 350, best=320))) == (290, 320, 350)
    assert bounds(figure("acled", claim(290, 350, best=320), claim(300))) == (300, 300, 300)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"first": None, "last": None}, "exclusion: undated"),
        ({"precision": "country"}, "exclusion: country only"),
        ({"means": "small_arms"}, "exclusion: means"),
        ({"extent": "period", "last": day(4)}, "split"),
        ({"low": 24, "high": None, "vague": "dozens", "comparator": "vague"}, "words"),
    ],
)
def test_aoav_leaves_out_what_it_does_not_record(more: dict[str, Any], rule: str) -> None:
    left = claim(**({"low": 90} | more))
    found = figure("aoav", claim(41), left)
    assert bounds(found) == (41, 41, 41)
    assert why_left(found, left) == rule


def test_ibc_records_no_combatants_and_asks_for_two_sources() -> None:
    soldiers = figure("ibc", claim(41, status="combatant"), claim(58, status="combatant"))
    assert not soldiers.counted
    assert soldiers.none_because is not None
    assert "combatants" in soldiers.none_because
    one, two = figure("ibc", claim(41, status="civilian")), figure("ibc", claim(41), claim(58))
    assert (one.provisional, two.provisional) == (True, False)
    assert (one.independent, two.independent) == (1, 2)


def test_two_unnamed_officials_are_one_source_unless_the_policy_counts_two() -> None:
    unnamed = [claim(n, **said_by("officials", source_kind="unnamed"), outlet=o) for n, o in ((41, "A"), (42, "B"))]
    assert figure("ibc", *unnamed).provisional
    ibc = load_policy("ibc")
    counting = ibc.model_copy(update={"independence": ibc.independence.model_copy(update={"unnamed_differ": True})})
    found = toll(subject(*unnamed), counting).figure("killed")
    assert found is not None
    assert not found.provisional


@pytest.mark.parametrize(
    ("more", "grade"),
    [
        ([{}], "Weak"),
        ([{}, {}], "Fair"),
        ([{"actor": "Ostrel"}, {"actor": "Vardia"}], "Contested"),
        ([{"actor": "Ostrel", "source_party": "Ostrel"}, {}], "Confirmed"),
        ([{"status": "combatant"}, {}], "Discounted"),
    ],
)
def test_airwars_grades(more: list[dict[str, Any]], grade: str) -> None:
    assert figure("airwars", *(claim(41 + n, **m) for n, m in enumerate(more))).grade == grade


def test_ucdp_takes_the_more_reliable_source_and_a_belligerent_on_its_enemy_last() -> None:
    enemy = claim(600, source_kind="military", source_party="Ostrel")
    assert bounds(figure("ucdp", enemy, claim(40), claim(52))) == (40, 40, 600)
    assert bounds(figure("ucdp", enemy, claim(52, source_kind="monitor"), claim(40))) == (40, 52, 600)


def test_latest_takes_the_last_and_official_the_officials_last() -> None:
    official, press = claim(41, published=day(3)), claim(50, published=day(5), source_kind="media")
    assert bounds(figure("latest", official, press)) == (50, 50, 50)
    assert bounds(figure("official", official, press)) == (41, 41, 41)
    found = figure("official", press)
    assert not found.counted
    assert found.none_because is not None


def test_the_latest_of_running_totals_counts_up_to_the_last_day() -> None:
    late_study = claim(40, extent="cumulative", last=day(1), published=day(20))
    bulletin = claim(50, extent="cumulative", last=day(9), published=day(9))
    assert bounds(figure("latest", late_study, bulletin)) == (50, 50, 50)


def test_latest_states_a_range_as_it_is() -> None:
    assert bounds(figure("latest", claim(7000, 15000))) == (7000, None, 15000)


def test_the_dead_of_two_sides_that_a_report_tells_apart_are_added_up() -> None:
    army = {"report": "r-clash", **said_by("the army")}
    soldiers = claim(5, party="Vardia", status="combatant", start=0, **army)
    rebels = claim(12, party="Ostrel", status="combatant", start=50, **army)
    found = figure("ucdp", soldiers, rebels)
    assert bounds(found) == (17, 17, 17)
    assert [(p.name, p.low, p.high, p.low_by) for p in found.parts] == [
        ("Ostrel combatants", 12, 12, (rebels.id,)),
        ("Vardia combatants", 5, 5, (soldiers.id,)),
    ]
    assert found.split is not None
    assert (found.split.side_a, found.split.deaths_a) == ("Ostrel", 12)
    assert (found.split.side_b, found.split.deaths_b) == ("Vardia", 5)


def test_the_dead_of_parties_are_kept_apart_whoever_tells_of_them() -> None:
    """The fault that was: 35 of one side in one sentence, two of the other in the next, and a range of 2 to 35."""
    army = {"report": "r-clash", "status": "combatant"}
    ours = claim(35, party="Ostrelians", start=0, **army)
    theirs = claim(2, party="Vardia", start=80, **army)
    elsewhere = claim(31, party="Ostrelians", status="combatant")
    assert bounds(figure("ucdp", ours, theirs)) == (37, 37, 37)
    assert bounds(figure("acled", ours, theirs, elsewhere)) == (33, 33, 33)
    found = figure("ucdp", ours, theirs, elsewhere)
    assert bounds(found) == (33, 33, 37)
    assert [(p.name, p.low, p.high) for p in found.parts] == [
        ("Ostrelians combatants", 31, 35),
        ("Vardia combatants", 2, 2),
    ]


def test_each_side_tells_of_the_other_s_dead() -> None:
    assert bounds(figure("ucdp", claim(89, party="Vardia"), claim(400, party="Ostrel"))) == (489, 489, 489)


def test_one_figure_that_two_reports_give_to_two_parties_is_counted_once() -> None:
    first, other = claim(63, party="Vardia"), claim(63, party="Ostrel")
    found = figure("ucdp", first, other)
    assert bounds(found) == (63, 63, 63)
    assert why_left(found, other) == "parts"
    assert bounds(figure("ucdp", claim(1, party="Vardia"), claim(1, party="Ostrel"))) == (2, 2, 2)
    misread = claim(63, party="Ostrel", report=first.report, start=9)
    assert bounds(figure("ucdp", first, misread, claim(400, party="Vardia"))) == (63, 63, 400)
    on_each_side = [claim(12, party=p, report="r-1", start=n) for n, p in enumerate(("Vardia", "Ostrel"))]
    assert bounds(figure("ucdp", *on_each_side)) == (24, 24, 24)


def test_a_brigade_of_an_army_is_no_other_party() -> None:
    found = figure("ucdp", claim(89, party="Russia"), claim(60, party="Wagner Group"))
    assert (bounds(found), found.parts) == ((60, 60, 89), ())


def test_a_figure_without_a_party_counts_all_where_it_may() -> None:
    sides = [claim(35, party="Ostrel", report="r-1"), claim(2, party="Vardia", report="r-1", start=9)]
    everyone, some = claim(40, party=None), claim(5, party=None)
    found = figure("ucdp", *sides, everyone, some)
    assert bounds(found) == (37, 37, 40)
    assert why_left(found, some) == "parts"


def test_of_one_telling_the_lesser_figure_that_may_be_among_the_larger_sets_no_bound() -> None:
    mayor = {"report": "r-1", **said_by("the mayor")}
    soldiers, officers = claim(35, **mayor), claim(2, party=None, start=9, **mayor)
    assert bounds(figure("ucdp", soldiers, officers)) == (35, 35, 35)
    everyone, ours = claim(37, party=None, **mayor), claim(35, start=9, **mayor)
    assert bounds(figure("ucdp", everyone, ours)) == (37, 37, 37)
    rival = claim(2, party=None, report="r-1", start=9)
    assert bounds(figure("ucdp", soldiers, rival)) == (2, 2, 35)


def test_what_one_report_tells_apart_is_no_rival_of_its_figure_for_all() -> None:
    army = {"report": "r-clash", **said_by("the army")}
    parts = [claim(5, status="combatant", start=0, **army), claim(3, status="civilian", start=50, **army)]
    found = figure("ucdp", *parts, claim(40, party=None, start=90, **army))
    assert bounds(found) == (40, 40, 40)
    rival = figure("ucdp", *parts, claim(40, party=None, source_kind="igo"))
    assert bounds(rival) == (8, 40, 40)


def test_civilians_of_one_and_fighters_of_another_source_may_be_the_same_people() -> None:
    civilians, fighters = claim(9, status="civilian"), claim(20, status="combatant")
    assert bounds(figure("ucdp", civilians, fighters)) == (9, 9, 20)
    assert bounds(figure("ibc", civilians, fighters, claim(21))) == (9, None, 21)
    doubled = figure("ibc", civilians, fighters, claim(22, status="combatant"), claim(21))
    assert bounds(doubled) == (9, None, 9)  # most say that they were fighters, so the 21 may be


def test_the_grade_is_of_those_who_were_no_fighters() -> None:
    rebels = {**said_by("the rebels"), "source_party": "Ostrel", "source_kind": "armed_group"}
    soldiers = claim(12, status="combatant", actor="Ostrel", report="r-1", **rebels)
    civilians = claim(3, status="civilian", party="Halden", actor="Vardia", report="r-1")
    found = figure("airwars", soldiers, civilians)
    assert found.grade == "Weak"
    assert [(p.name, p.grade) for p in found.parts] == [
        ("Halden civilians", "Weak"),
        ("Vardia combatants", "Discounted"),
    ]


def test_a_stated_total_is_not_added_to_the_sides_that_make_it_up() -> None:
    army = {"report": "r-clash", **said_by("the army")}
    parts = [claim(5, status="combatant", start=0, **army), claim(3, status="civilian", start=50, **army)]
    assert bounds(figure("ibc", *parts, claim(8, start=90, **army)))[2] == 8


def test_two_groups_that_add_up_to_a_figure_for_all_split_it() -> None:
    army = {"report": "r-clash", **said_by("the army")}
    parts = [claim(3, status="combatant", **army), claim(5, status="civilian", start=9, **army)]
    found = figure("ucdp", *parts, claim(8, source_kind="medical"))
    assert bounds(found) == (8, 8, 8)
    assert found.split is not None
    assert (found.split.deaths_a, found.split.civilians, found.split.unknown) == (3, 5, 0)


def test_civilians_among_the_dead_are_told_apart_and_the_rest_is_unknown() -> None:
    whole, children = claim(45), claim(5, status="civilian", group=("age:child",))
    found = figure("ucdp", whole, children)
    assert found.split is not None
    assert (found.split.civilians, found.split.unknown) == (5, 40)


def test_persons_named_one_by_one_in_a_report_are_added_up() -> None:
    named = [claim(1, names=(n,), words=n, report="r-1", start=i, **said_by("police")) for i, n in enumerate("AB")]
    assert bounds(figure("ucdp", *named)) == (2, 2, 2)


def test_what_a_house_does_not_record_is_said() -> None:
    found = figure("ucdp", claim(41, measure="injured"), measure="injured")
    assert found.none_because == "UCDP records deaths only"
    assert [r.rule for r in found.rules] == ["measures"]
    totals = subject(claim(41, extent="cumulative"), kind=SubjectKind.PERIOD)
    period = toll(totals, load_policy("airwars")).figure("killed")
    assert period is not None
    assert not period.counted


def test_a_toll_says_how_many_of_its_claims_were_reviewed() -> None:
    found = figure("ibc", claim(41, state="accepted"), claim(58, state="corrected"), claim(60))
    assert (found.reviewed, len(found.counted)) == (2, 3)


def test_the_id_rests_on_subject_policy_and_measure_alone() -> None:
    first, later = figure("ibc", claim(41)), figure("ibc", claim(58), about(90))
    assert first.id == later.id
    assert first.id != figure("ucdp", claim(41)).id


def test_the_order_of_claims_changes_nothing() -> None:
    claims = [claim(41), claim(58), dozens(), about(400), claim(63, superseded=True)]
    for policy in ("ucdp", "acled", "airwars", "ibc"):
        assert figure(policy, *claims) == figure(policy, *reversed(claims))


def test_changing_the_parties_names_changes_names_alone() -> None:
    def told(a: str, b: str) -> TollFigure:
        army = {"report": "r-clash", **said_by("the army", source_party=a)}
        mine = claim(5, id="m-1", party=a, status="combatant", start=0, **army)
        theirs = claim(12, id="m-2", party=b, status="combatant", start=50, **army)
        return figure("ucdp", mine, theirs)

    one, other = told("Vardia", "Ostrel"), told("Ostrel", "Vardia")
    assert bounds(one) == bounds(other)
    assert one.split is not None
    assert other.split is not None
    assert (one.split.deaths_a, one.split.deaths_b) == (other.split.deaths_b, other.split.deaths_a)


_COUNTS = st.tuples(st.integers(0, 60), st.sampled_from(("exact", "at_least", "more_than", "up_to", "about")))


@given(st.lists(st.tuples(_COUNTS, st.integers(0, 3), st.integers(3, 9)), min_size=1, max_size=7))
def test_bounds_are_in_order_and_repeating_everything_changes_none(
    told: list[tuple[tuple[int, str], int, int]],
) -> None:
    claims = [
        claim(
            None if comparator == "up_to" else number,
            None if comparator in ("at_least", "more_than") else number,
            comparator=comparator,
            words=f"{number}",
            published=day(when),
            id=f"m-{n}",
            report=f"r-{n}",
            **said_by(f"speaker {speaker}"),
        )
        for n, ((number, comparator), speaker, when) in enumerate(told)
    ]
    again = [replace(c, id=f"{c.id}-again", report=f"{c.report}-again") for c in claims]
    for policy in ("ucdp", "acled", "airwars", "ibc", "latest"):
        found = figure(policy, *claims)
        known = [v for v in bounds(found) if v is not None]
        assert known == sorted(known)
        assert bounds(figure(policy, *claims, *again)) == bounds(found)
        ids = [*found.counted, *(x.claim for x in found.excluded)]
        assert sorted(ids) == sorted(c.id for c in claims)  # nothing is left out in silence, and nothing twice
