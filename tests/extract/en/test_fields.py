"""Fields with few codes by their rules, the names of victims, and what a speaker is."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.label_slots import LABEL_SLOTS
from tollbook.extract.en.slot_labels import (
    certainty_rule,
    extent_rule,
    label_features,
    means_rule,
    status_rule,
    verification_rule,
)
from tollbook.extract.en.slot_party import noun_class
from tollbook.extract.linear import load
from tollbook.model import Project


def draft_of(text: str, measure: str = "killed") -> tuple[Context, Draft]:
    context = read_context(made_report(text), Project())
    return context, next(d for d in drafts_of(context) if d.measure.value == measure)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Shells killed 12 soldiers.", "combatant"),
        ("Shells killed 12 civilians.", "civilian"),
        ("Shells killed 12 children.", "civilian"),
        ("Shells killed 12 people.", "unknown"),
        ("Shells killed 12 rebels.", "combatant"),
        ("Shells killed 12 journalists.", "civilian"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert status_rule(*draft_of(text)) == status


@pytest.mark.parametrize(
    ("text", "measure", "extent"),
    [
        ("Shells killed 12 people on Monday.", "killed", "incident"),
        ("Shells have killed 1,200 people since January.", "killed", "cumulative"),
        ("Shells killed 158 people in January.", "killed", "period"),
        ("Over the past week shells killed 15 people.", "killed", "period"),
        ("There are 64 bodies in the morgue.", "remains_held", "stock"),
        ("5,000 people remain in the town.", "remaining", "stock"),
    ],
)
def test_extent(text: str, measure: str, extent: str) -> None:
    assert extent_rule(*draft_of(text, measure)) == extent


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("An air strike killed 12 people.", "air_strike"),
        ("A drone killed 12 people.", "drone"),
        ("A missile killed 12 people.", "missile"),
        ("Mortar fire killed 12 people.", "artillery"),
        ("12 people were shot dead.", "small_arms"),
        ("A suicide bomber killed 12 people.", "explosive_device"),
        ("A landmine killed 12 people.", "mine_or_remnant"),
        ("12 people were killed.", ""),
        ("Drones came at dawn. 12 people were killed.", "drone"),
        ("Drones came at dawn.\n\n12 people were killed.", ""),
    ],
)
def test_means(text: str, means: str) -> None:
    assert means_rule(*draft_of(text)) == means


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("12 people were killed, the army said.", "stated"),
        ("12 people were reportedly killed.", "hedged"),
        ("An estimated 300 people were killed.", "hedged"),
        ("12 people may have been killed.", "hedged"),
    ],
)
def test_certainty(text: str, certainty: str) -> None:
    assert certainty_rule(*draft_of(text)) == certainty


@pytest.mark.parametrize(
    ("text", "verification"),
    [
        ("12 people were killed, the army said. The claim could not be independently verified.", "unverified"),
        ("12 people were killed, the army said.", "none"),
        ("12 people were killed.\n\nAnother claim could not be independently verified.", "none"),
    ],
)
def test_verification(text: str, verification: str) -> None:
    assert verification_rule(*draft_of(text)) == verification


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells killed 12 soldiers.", "forces"),
        ("Shells killed 12 militants.", "fighter"),
        ("Shells killed 12 civilians.", "civilian"),
        ("Shells killed 12 people.", "people"),
        ("Shells killed 12.", "bare"),
    ],
)
def test_the_class_of_the_victims_noun(text: str, found: str) -> None:
    context, draft = draft_of(text)
    assert noun_class(context.lexicon, draft) == found


def test_every_field_with_few_codes_has_a_rule_within_its_codes() -> None:
    context, draft = draft_of("Shells killed 12 soldiers on Monday.")
    for slot in LABEL_SLOTS:
        assert slot.rule(context, draft) in slot.codes


def test_features_of_labels_are_words_in_order() -> None:
    context, draft = draft_of("Shells killed 12 soldiers on Monday.")
    assert label_features(context, draft) == label_features(context, draft)
    assert "bias" in label_features(context, draft)


@pytest.mark.parametrize("name", ["accept", "party", "actor", "source", "place", "when"])
def test_the_parts_that_choose_are_shipped(name: str) -> None:
    assert load(name) is not None
