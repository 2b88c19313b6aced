"""Further roles: lately named, spoken for, against whom, whose place, whose name; the doer's word."""

from __future__ import annotations

from datetime import date

import pytest

from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.roles import parts_of
from tollbook.extract.en.roles_wide import doer_words, sides_of_names
from tollbook.model import Project, Report


def read(text: str) -> tuple[Context, list[Draft]]:
    context = read_context(Report(text=text, published=date(2024, 3, 12)), Project())
    return context, drafts_of(context)


def wide(text: str, party: str, low: int | None = None) -> set[str]:
    context, drafts = read(text)
    draft = next(d for d in drafts if low is None or d.candidate.count.low == low)
    part = parts_of(context, draft).get(party)
    return part.wide if part is not None else set()


def test_parties_are_ranked_by_how_lately_they_were_named() -> None:
    text = "Hamas fired first. Then Israel answered. 14 people were killed."
    assert "late0" in wide(text, "Israel")
    assert {"late1", "late:armed_group0"} <= wide(text, "Hamas")


def test_a_group_named_before_owns_its_fighters() -> None:
    assert "definite:late0" in wide("Boko Haram lost the town. 14 of its fighters were killed.", "Boko Haram", 14)


def test_the_side_that_speaks_is_noted() -> None:
    text = "The Ukrainian military said that 14 people were killed."
    assert "voice:covers" in wide(text, "Ukraine")


@pytest.mark.parametrize(("own", "other"), [("Israel", "Hamas"), ("Hamas", "Israel")])
def test_a_side_stands_against_the_one_that_did_it(own: str, other: str) -> None:
    assert "to_agent=enemy" in wide(f"14 fighters of {own} were killed by {other} in Gaza.", own)


def test_the_place_of_the_harm_is_told_from_that_of_flight() -> None:
    text = "14 people were killed in Sudan and others fled into Chad."
    assert "at:in:country" in wide(text, "Sudan")
    assert "at:into:country" in wide(text, "Chad")


def test_a_hyphened_name_is_not_kept() -> None:
    text = "14 people were killed in the Israel-Hamas war, and a Russian-backed group was blamed."
    assert "half=NAME" in wide(text, "Israel")
    assert "half=backed" in wide(text, "Russia")


def test_a_person_belongs_to_the_party_named_beside_the_name() -> None:
    context, _ = read("Hezbollah commander Adil Vextar left. Zaid Ormund, a spokesman for Hamas, stayed.")
    found = sides_of_names(context)
    assert (found["Vextar"], found["Ormund"]) == ("Hezbollah", "Hamas")


def test_a_name_without_its_party_is_read_by_that() -> None:
    text = "Hezbollah commander Adil Vextar left the town. Vextar was killed by Israel."
    assert "named" in wide(text, "Hezbollah")


@pytest.mark.parametrize(
    ("text", "doer", "how"),
    [
        ("14 people were killed by gunmen.", "gunman", "agent"),
        ("Police killed 14 people.", "police", "subject"),
        ("A blast that killed 14 people shook the town.", "blast", "subject"),
        ("14 people were killed.", "-", "-"),
    ],
)
def test_the_word_for_the_doer(text: str, doer: str, how: str) -> None:
    _, drafts = read(text)
    assert doer_words(drafts[0].scene, drafts[0].trigger) == (doer, how)
