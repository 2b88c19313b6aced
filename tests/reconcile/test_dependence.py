"""Reports that do not stand alone, and claims that are independent."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tollbook.model import Dependence
from tollbook.reconcile import FlatClaim, FlatReport
from tollbook.reconcile.dependence import dependences
from tollbook.reconcile.dependence_copies import near_copies
from tollbook.reconcile.independence import independent, ties_between, why_not
from tollbook.reconcile.sources import identified, propose_sources

from .made_series import claim

DAY = date(2023, 5, 4)
STORY = (
    "Shells fell on the market of Alton on Thursday morning while people were buying bread, killing 12 of them and "
    "wounding 31, the mayor said. The town has been under fire since the bridge over the river was lost in April. "
    "Ambulances carried the wounded to the hospital of Carrow, where doctors asked for blood. No side said it fired."
)


def report(number: int, text: str = "", outlet: str | None = None, day: date = DAY) -> FlatReport:
    return FlatReport(id=f"r-{number}", name=f"r-{number}", outlet=outlet, published=day, text=text)


def said(number: int, *chain: str, on: int | None = None, count: int = 12, **fields: object) -> FlatClaim:
    made = {
        "place": "Alton",
        "chain": chain,
        "said_by": chain[0] if chain else "",
        "source": "",
        "published": DAY,
        "low": count,
    }
    return claim(number, report=f"r-{on or number}", high=count, **{**made, **fields})


def found(claims: list[FlatClaim], reports: list[FlatReport]) -> list[Dependence]:
    return dependences(identified(claims), reports, propose_sources(claims))


def groups(claims: list[FlatClaim], reports: list[FlatReport], *, unnamed_differ: bool = True) -> list[list[str]]:
    made = identified(claims)
    apart = independent(made, found(claims, reports), propose_sources(claims), unnamed_differ=unnamed_differ)
    return [[c.id for c in group] for group in apart]


def test_a_copy_with_another_ending_is_a_near_copy_of_the_first() -> None:
    copy = STORY.replace("No side said it fired.", "Officials have opened an inquiry.")
    (one,) = near_copies(
        [report(2, copy, day=DAY + timedelta(1)), report(1, STORY), report(3, "Quite another text. " * 9)]
    )
    assert (one.a, one.b, one.kind) == ("r-2", "r-1", "copy")
    assert 0.7 < (one.share or 0) < 1


def test_a_report_that_takes_a_whole_story_into_a_longer_one_is_a_copy() -> None:
    words = [f"w{n}" for n in range(60)]
    longer = STORY + " " + " ".join(words)
    (one,) = near_copies([report(1, STORY), report(2, longer, day=DAY + timedelta(1))])
    assert (one.share or 0) > 0.9


def test_bulletins_of_one_form_with_other_figures_are_no_copies() -> None:
    form = (
        "On {0} May the staff said that {1} soldiers were killed and {2} wounded, and that {3} attacks were fought off "
    )
    form += "along the river, as on every day since the offensive began, while supplies came over the southern road."
    texts = [form.format(4, 12, 31, 17), form.format(5, 20, 44, 9)]
    assert near_copies([report(1, texts[0]), report(2, texts[1])]) == []


def test_a_hundred_copies_make_ninety_nine_dependences_in_any_order() -> None:
    reports = [report(n, STORY, day=DAY + timedelta(n % 7)) for n in range(1, 101)]
    first = near_copies(reports)
    random.Random(3).shuffle(reports)
    assert near_copies(reports) == first
    assert len(first) == 99
    assert {d.b for d in first} == {"r-14"}


def test_a_report_cites_the_outlet_of_a_link_of_its_chain() -> None:
    claims = [said(1, "the mayor of Alton", outlet="Harbour Post"), said(2, "Harbour Post", outlet="Quay News")]
    reports = [report(1, outlet="Harbour Post"), report(2, outlet="Quay News")]
    (one,) = found(claims, reports)
    assert (one.a, one.b, one.kind, one.why) == (
        "r-2",
        "r-1",
        "cites",
        "cites Harbour Post, which reported the same figure",
    )
    assert groups(claims, reports) == [["m-1", "m-2"]]


def test_a_report_cites_an_outlet_that_its_text_names() -> None:
    claims = [said(1, outlet="Harbour Post"), said(2, outlet="Quay News")]
    reports = [report(1, outlet="Harbour Post"), report(2, "Twelve died, Harbour Post reported.", outlet="Quay News")]
    assert [d.kind for d in found(claims, reports)] == ["cites"]
    assert groups(claims, reports) == [["m-1", "m-2"]]


def test_another_figure_or_a_later_report_is_not_cited() -> None:
    reports = [report(1, outlet="Harbour Post"), report(2, outlet="Quay News")]
    other = [said(1, outlet="Harbour Post", count=15), said(2, "Harbour Post", outlet="Quay News")]
    assert found(other, reports) == []
    late = [said(1, outlet="Harbour Post", published=DAY + timedelta(5)), said(2, "Harbour Post", outlet="Quay News")]
    assert found(late, reports) == []


def test_an_equal_figure_of_other_people_or_a_small_one_of_another_place_is_chance() -> None:
    reports = [report(1, outlet="Harbour Post"), report(2, outlet="Quay News")]
    first = said(1, outlet="Harbour Post")
    assert found([first, said(2, "Harbour Post", outlet="Quay News", place="Carrow")], reports) == []
    assert found([first, said(2, "Harbour Post", outlet="Quay News", party="South")], reports) == []
    large = [
        said(1, outlet="Harbour Post", count=120),
        said(2, "Harbour Post", outlet="Quay News", count=120, place=None),
    ]
    assert [d.kind for d in found(large, reports)] == ["cites"]


def test_reports_with_one_source_hang_together_in_a_chain() -> None:
    claims = [said(n, "Chad's health ministry", outlet=f"Paper {n}") for n in (1, 2, 3)]
    reports = [report(n, outlet=f"Paper {n}", day=DAY + timedelta(n)) for n in (1, 2, 3)]
    chain = found(claims, reports)
    assert [(d.a, d.b) for d in chain] == [("r-2", "r-1"), ("r-3", "r-2")]
    assert chain[0].why == "both have it from Chad's health ministry"
    assert groups(claims, reports) == [["m-1", "m-2", "m-3"]]


def test_two_named_sources_are_independent_though_one_report_holds_both() -> None:
    claims = [said(1, "Chad's health ministry"), said(2, "the mayor Idriss Abdou", on=1)]
    assert groups(claims, [report(1)]) == [["m-1"], ["m-2"]]


def test_unnamed_speakers_of_two_reports_count_as_two_only_where_the_rule_says_so() -> None:
    claims = [said(1, "officials", source_kind="unnamed"), said(2, "officials", source_kind="unnamed")]
    assert groups(claims, [report(1), report(2)]) == [["m-1"], ["m-2"]]
    assert groups(claims, [report(1), report(2)], unnamed_differ=False) == [["m-1", "m-2"]]


def test_unnamed_speakers_by_way_of_one_outlet_are_one() -> None:
    claims = [said(n, "officials", "Harbour Post", source_kind="unnamed", outlet=f"Paper {n}") for n in (1, 2)]
    assert groups(claims, [report(n, outlet=f"Paper {n}") for n in (1, 2)]) == [["m-1", "m-2"]]


def test_near_copies_speak_once_where_no_speaker_is_named() -> None:
    claims = [said(1, "residents", source_kind="witness"), said(2, "residents", source_kind="witness"), said(3)]
    reports = [report(1, STORY), report(2, STORY), report(3, "Something else altogether.")]
    assert groups(claims, reports) == [["m-1", "m-2"], ["m-3"]]


def test_a_report_s_own_voice_is_not_apart_from_its_speaker() -> None:
    claims = [said(1, "Chad's health ministry", outlet="Quay News"), said(2, on=1, outlet="Quay News")]
    assert groups(claims, [report(1, outlet="Quay News")]) == [["m-1", "m-2"]]


def test_why_two_claims_are_not_independent_in_words() -> None:
    claims = [
        said(1, "the mayor of Alton", outlet="Harbour Post"),
        said(2, "Harbour Post", outlet="Quay News"),
        said(3, "Harbour Post", outlet="Paper"),
        said(4, "Chad's health ministry", outlet="Else"),
    ]
    reports = [report(n, outlet=o) for n, o in enumerate(("Harbour Post", "Quay News", "Paper", "Else"), start=1)]
    ties = ties_between(identified(claims), found(claims, reports), propose_sources(claims), unnamed_differ=True)
    assert why_not(ties, "m-1", "m-3") == ["cites Harbour Post, which reported the same figure"]
    assert why_not(ties, "m-2", "m-3") == ["both have it from Harbour Post"]
    assert why_not(ties, "m-1", "m-4") == []
