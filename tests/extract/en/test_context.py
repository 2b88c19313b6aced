"""Context: what is known of a report before claims are read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import Context, read_context
from tollbook.model import Project


def context(text: str, published: date | None = date(2024, 3, 12)) -> Context:
    return read_context(made_report(text, published=published), Project())


def test_only_sentences_that_matter_are_parsed() -> None:
    text = " ".join(["It rained."] * 5 + ["Gunmen killed 12 men."] + ["It rained."] * 5 + ["The army said nothing."])
    found = context(text)
    assert set(found.scenes) == set(found.claimable) == {5}


def test_a_speaker_near_a_claim_is_parsed_too() -> None:
    found = context("Idris Bako told us about it. Gunmen killed 12 men.")
    assert set(found.scenes) == {0, 1} and found.claimable == (1,)


def test_the_day_of_the_text_wins_over_the_publication_date() -> None:
    assert context("KHARTOUM, March 3, 2024 (Agency) - Two men were killed.").today == date(2024, 3, 3)
    assert context("Two men were killed.").today == date(2024, 3, 12)
    assert context("Two men were killed.", None).today is None


@pytest.mark.parametrize(
    ("text", "war"),
    [
        ("Russian shells killed two in Kharkiv, Ukraine.", "ukraine_2022"),
        ("RSF fighters killed two in El Fasher, Sudan.", "sudan_2023"),
        ("Israeli strikes killed two in Gaza.", "gaza_2023"),
    ],
)
def test_the_war_that_a_report_is_about(text: str, war: str) -> None:
    found = context(text).war
    assert found is not None and found.id == war


def test_no_war() -> None:
    assert context("Two men were killed in Luxembourg.").war is None


def test_a_generic_word_stands_for_a_party_of_the_war() -> None:
    assert context("Houthi fighters and Yemeni government troops clashed in Marib.").stands_for("rebels") == "Houthis"
    assert context("Two men were killed.").stands_for("rebels") is None


def test_a_headline_in_title_case_is_read_in_small_letters() -> None:
    found = context("Drone Strike Kills Nine Civilians at Market in North Darfur\n\nNobody claimed it.")
    words = found.scenes[0].text
    assert words.startswith("Drone strike kills nine civilians") and words.endswith("North Darfur")


def test_cues_and_rates() -> None:
    text = "The army shelled the town. Troops and militants fought on. Two soldiers were killed by mortars."
    found = context(text)
    assert found.cue_rates["conflict"] > 1 > found.cue_rates["accident"]
    assert found.cue("conflict", 0, 10) and not found.cue("accident", 0, len(text))
    assert found.cued("conflict", 0)


def test_what_stands_in_a_stretch() -> None:
    text = "Two Ukrainian soldiers died in Kherson on Monday. Three died in Sumy on Sunday."
    found = context(text)
    cut = text.index("Three")
    assert [r.place.name for r in found.places_in(0, cut)] == ["Kherson"]
    assert [r.place.name for r in found.places_in(cut, len(text))] == ["Sumy"]
    assert [m.party for m in found.parties_in(0, cut)] == ["Ukraine"]
    assert len(found.times_in(cut, len(text))) == 1
