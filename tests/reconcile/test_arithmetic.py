"""What the arithmetic of series finds, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tollbook.model import Account, Finding, FindingKind, Series
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.arithmetic import account, checks
from tollbook.reconcile.series import find_series

from .made_series import claim, daily, gaza, russia, total

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "series"
corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
ERRORS = {FindingKind.DIFFERENCE, FindingKind.CANCELS, FindingKind.LATE_TOTAL}


def bulletin(number: int, day: str, figure: int, count: int, **fields: object) -> list[FlatClaim]:
    both = {"report": f"r-{number}", **fields}
    return [daily(2 * number, day, figure, **both), total(2 * number + 1, day, count, **both)]


def found(claims: list[FlatClaim], *kinds: FindingKind) -> list[Finding]:
    return [
        f for f in checks(find_series(claims)) if f.kind in kinds or (not kinds and f.kind is not FindingKind.AGREES)
    ]


def days(findings: list[Finding]) -> list[str]:
    return [day.isoformat() for finding in findings for day in finding.days]


def told(series: list[Series], measure: str, group: tuple[str, ...] = ()) -> tuple[list[Finding], Account]:
    (one,) = [s for s in series if s.measure == measure and s.group == group]
    return [f for f in checks(series) if f.series == one.id], account(one)


@corpus
def test_the_bulletins_differ_on_seven_days_and_have_two_gaps() -> None:
    findings, numbers = told(find_series(gaza(CORPUS / "gaza_daily.jsonl")), "killed")
    assert days([f for f in findings if f.kind in ERRORS]) == [
        *("2023-12-05", "2023-12-08", "2023-12-09", "2024-01-12", "2024-01-16", "2024-08-27", "2024-08-28"),
    ]
    assert days([f for f in findings if f.kind is FindingKind.GAP]) == ["2023-12-07", "2023-12-18"]
    assert days([f for f in findings if f.kind is FindingKind.CANCELS]) == ["2023-12-08", "2023-12-09"]
    assert days([f for f in findings if f.kind is FindingKind.LATE_TOTAL]) == ["2024-08-27", "2024-08-28"]
    rest = {f.kind for f in findings} - ERRORS - {FindingKind.GAP, FindingKind.AGREES, FindingKind.RETROACTIVE}
    assert not rest
    assert (numbers.checked, numbers.agree, numbers.differ, numbers.gaps) == (1012, 1003, 7, 2)


@corpus
def test_additions_by_committee_are_no_rise_of_one_day() -> None:
    findings, numbers = told(find_series(gaza(CORPUS / "gaza_daily.jsonl")), "killed")
    assert (numbers.additions, numbers.recognised) == (38, 9774)
    (spike,) = [f for f in findings if f.kind is FindingKind.RETROACTIVE and f.days == (date(2025, 1, 11),)]
    assert (spike.stated, spike.worked_out) == (531, 499)


@corpus
def test_injured_children_and_women_of_the_bulletins() -> None:
    series = find_series(gaza(CORPUS / "gaza_daily.jsonl"))
    injured = told(series, "injured")[1]
    assert (injured.differ, injured.gaps, injured.falls) == (14, 2, 0)
    assert told(series, "killed", ("age:child",))[1].falls == 0
    assert told(series, "killed", ("age:adult", "sex:female"))[1].falls == 2


@corpus
def test_running_totals_alone_are_added_up_nowhere() -> None:
    series = find_series(russia(CORPUS / "russia_losses_personnel.csv"))
    assert checks(series) == []
    assert [(account(s).totals, account(s).standstills, account(s).falls) for s in series] == [(1626, 7, 0)]


@corpus
def test_a_day_s_figure_of_a_report_agrees_with_the_totals_of_a_table() -> None:
    said = {"report": "seed", "source": "ukraine", "party": "Russia", "published": date(2023, 1, 4)}
    report = [
        claim(90001, low=720, high=720, extent="period", evidence="killed during the previous day", **said),
        claim(90002, low=108_910, high=108_910, extent="cumulative", first=date(2022, 2, 24), **said),
    ]
    table = russia(CORPUS / "russia_losses_personnel.csv")
    (finding,) = found([*report, *table], FindingKind.SAME_FIGURES)
    assert finding.why == (
        "720 and 108,910 on 4 January 2023 agree with the General Staff (casualties): 108,910 on 4 January 2023, up 720"
    )
    one = [replace(c, source="staff", measure="casualties") for c in report]
    (series,) = find_series([*one, *table])
    (finding,) = checks([series])
    assert (finding.kind, finding.stated, finding.worked_out) == (FindingKind.AGREES, 720, 720)
    assert finding.claims[0] == "m-90001"


def test_a_step_that_is_not_the_figure_is_a_difference_with_its_claims() -> None:
    (finding,) = found([*bulletin(1, "2023-05-01", 9, 400), *bulletin(2, "2023-05-02", 12, 420)])
    assert (finding.kind, finding.stated, finding.worked_out) == (FindingKind.DIFFERENCE, 12, 20)
    assert finding.claims == ("m-4", "m-5", "m-3")
    assert finding.why == "12 stated for the day, 20 by the totals: total 420 less 400 on 1 May 2023"


def test_a_missing_bulletin_is_a_gap_only_where_the_figures_are_unequal() -> None:
    regular = [c for n in range(1, 8) for c in bulletin(n, f"2023-05-0{n}", 5, 400 + 5 * n)]
    assert found([*regular, *bulletin(9, "2023-05-09", 10, 445)]) == []
    (finding,) = found([*regular, *bulletin(9, "2023-05-09", 4, 445)])
    assert finding.kind is FindingKind.GAP


def test_daily_figures_between_two_totals_are_added() -> None:
    assert (
        found([*bulletin(1, "2023-05-01", 9, 400), daily(5, "2023-05-02", 12), *bulletin(3, "2023-05-03", 8, 420)])
        == []
    )


def test_a_source_met_now_and_then_has_no_gaps() -> None:
    claims = [c for n in (1, 9, 17, 25) for c in bulletin(n, f"2023-05-{n:02}", 5, 400 + 10 * n)]
    assert found(claims) == []
    (series,) = find_series(claims)
    assert (account(series).checked, account(series).unchecked) == (0, 4)


def test_a_day_s_figure_above_the_rise_of_many_days_is_a_difference() -> None:
    (finding,) = found([*bulletin(1, "2023-05-01", 9, 400), *bulletin(9, "2023-05-09", 50, 420)])
    assert finding.kind is FindingKind.DIFFERENCE


def test_about_agrees_within_its_rounding() -> None:
    about = {"comparator": "about"}
    claims = [total(1, "2023-05-01", 1_400, **about), *bulletin(2, "2023-05-02", 37, 1_450)]
    assert found(claims) == []
    assert found([total(1, "2023-05-01", 1_400), *bulletin(2, "2023-05-02", 37, 1_450)])[0].worked_out == 50


def test_open_bounds_show_no_difference() -> None:
    assert found([total(1, "2023-05-01", 400, high=None), *bulletin(2, "2023-05-02", 12, 450)]) == []


def test_a_fall_is_named_and_a_standstill_is_none() -> None:
    (finding,) = found([total(1, "2023-05-01", 400), total(2, "2023-05-02", 400), total(3, "2023-05-03", 390)])
    assert (finding.kind, finding.why) == (FindingKind.FALL, "the total falls from 400 on 2 May 2023 to 390")


def test_a_figure_out_of_line_is_no_step_for_the_next() -> None:
    claims = [*bulletin(1, "2023-05-01", 5, 400), *bulletin(2, "2023-05-02", 5, 45), *bulletin(3, "2023-05-03", 5, 410)]
    (finding,) = found(claims)
    assert finding.why.endswith("to 45; the next, 410 on 3 May 2023, is back above")


def test_a_later_figure_for_the_same_day_revises_the_earlier() -> None:
    later = total(3, "2023-05-01", 89, published=date(2023, 5, 4))
    (finding,) = found([total(1, "2023-05-01", 63), later, total(5, "2023-05-06", 95)])
    assert finding.why == "89 (published 4 May 2023), revised from 63 (published 1 May 2023)"
    assert finding.claims == ("m-3", "m-1")


def test_a_bulletin_that_another_outlet_passes_on_is_not_counted_again() -> None:
    claims = [*bulletin(1, "2023-05-01", 9, 400, outlet="A"), *bulletin(2, "2023-05-02", 20, 420, outlet="A")]
    assert found([*claims, *bulletin(3, "2023-05-03", 20, 420, outlet="B")]) == []
    (finding,) = found([*claims, *bulletin(3, "2023-05-03", 20, 420, outlet="A")])
    assert finding.kind is FindingKind.DIFFERENCE


def test_a_regular_source_that_is_late_once() -> None:
    claims = [total(n, f"2023-05-{n:02}", 400 + n) for n in range(1, 10)]
    late = total(20, "2023-05-10", 420, published=date(2023, 5, 18))
    (finding,) = found([*claims, late])
    assert (finding.kind, finding.days) == (FindingKind.LATE, (date(2023, 5, 10),))


def test_daily_figures_that_cover_the_days_together_are_compared_as_their_sum() -> None:
    claims = [*bulletin(1, "2023-05-01", 9, 400), daily(5, "2023-05-02", 12), *bulletin(3, "2023-05-03", 8, 425)]
    (finding,) = found(claims)
    assert finding.why.startswith("20 in 2 daily figures since 1 May 2023, 25 by the totals")
    assert (finding.stated, finding.worked_out, finding.claims[:2]) == (20, 25, ("m-6", "m-5"))


def test_two_figures_of_one_report_for_one_day_are_no_revision_unless_it_says_so() -> None:
    both = [total(1, "2023-05-01", 6_000, report="r-1"), total(2, "2023-05-01", 14_500, report="r-1")]
    assert found([*both, total(3, "2023-05-04", 14_900)]) == []
    both[0] = replace(both[0], superseded=True)
    assert [f.kind for f in found([*both, total(3, "2023-05-04", 14_900)])] == [FindingKind.REVISED]


def test_disjoint_parts_may_not_pass_their_whole() -> None:
    def part(number: int, count: int, *group: str) -> list[FlatClaim]:
        return [total(number + n, f"2023-05-0{n}", count, group=group) for n in (1, 2)]

    whole = [total(n, f"2023-05-0{n}", 100) for n in (1, 2)]
    assert found([*whole, *part(10, 60, "age:child"), *part(20, 70, "sex:female")]) == []
    findings = found([*whole, *part(10, 60, "age:child"), *part(20, 41, "age:adult", "sex:female")])
    assert {f.kind for f in findings} == {FindingKind.PARTS}
    assert (
        findings[0].why
        == "the parts (60 child, 41 adult female) come to more than the whole, 100; so on 2 days up to 2 May 2023"
    )
    assert len(findings) == 1
    assert findings[0].days == (date(2023, 5, 1), date(2023, 5, 2))


def test_deaths_of_hunger_are_no_part_of_those_of_violence() -> None:
    whole = [total(n, f"2023-05-0{n}", 100) for n in (1, 2)]
    hungry = [total(10 + n, f"2023-05-0{n}", 300, means="starvation_or_siege") for n in (1, 2)]
    assert found([*whole, *hungry]) == []


def test_what_a_day_s_figure_is_made_of_may_not_pass_it() -> None:
    whole = [c for n in (1, 2) for c in bulletin(n, f"2023-05-0{n}", 9, 400 + 9 * n)]
    new = [daily(20 + n, f"2023-05-0{n}", 5, group=("component:new",)) for n in (1, 2)]
    wounds = [daily(30 + n, f"2023-05-0{n}", 3 + n, group=("component:died of wounds",)) for n in (1, 2)]
    (finding,) = found([*whole, *new, *wounds])
    assert (finding.kind, finding.days, finding.stated, finding.worked_out) == (
        FindingKind.PARTS,
        (date(2023, 5, 2),),
        9,
        10,
    )
