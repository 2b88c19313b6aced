"""Whom descriptions, pronouns, surnames and acronyms may stand for."""

from __future__ import annotations

from functools import cache

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.speakers import Speaker
from tollbook.model import Project


@cache
def speakers(text: str) -> tuple[Speaker, ...]:
    return read_context(made_report(text), Project()).speakers


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "A monitoring group said the raid killed nine people. The Karo Observatory for Human Rights said four "
            "of the dead were children.",
            "A monitoring group",
            "Karo Observatory for Human Rights",
        ),
        (
            "Three people were killed by shells, the regional governor said. The governor of the area, Idris Bako, "
            "said two more were wounded.",
            "the regional governor",
            "Idris Bako",
        ),
        (
            "Ada Marsh ran from the village. She said soldiers had killed her two brothers.",
            "She",
            "Ada Marsh",
        ),
        (
            "The Harbour Watch network counts the dead. It said 12 people were killed in the raid.",
            "It",
            "Harbour Watch",
        ),
    ],
)
def test_further_names_of_a_description_or_pronoun(text: str, words: str, name: str) -> None:
    found = next(s for s in speakers(text) if s.words == words)
    assert name in {found.name, *(n for n, _ in found.also)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The UK-based Karo Observatory for Human Rights said nine died. The Observatory said a house was hit. "
            "The Observatory said two more were killed.",
            "Karo Observatory for Human Rights",
        ),
        (
            "The Northern Central Command (NORCOM) said 12 fighters were killed. NORCOM said a boat was hit.",
            "Northern Central Command",
        ),
        ("Talal al-Bakri said two died. Bakri said a third was wounded by the shelling.", "Talal al-Bakri"),
    ],
)
def test_one_speaker_keeps_the_full_name(text: str, name: str) -> None:
    assert {s.name for s in speakers(text)} == {name}


def test_a_named_person_has_no_further_names() -> None:
    assert all(s.also == () for s in speakers("Idris Bako said nine people were killed in the raid."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The news agency KANA said 12 soldiers were killed.", "KANA"),
        ("Nine people were killed, the organisation known as the Blue Shields said.", "Blue Shields"),
        (
            "The nonprofit Builders Without Tools said two of its drivers were killed.",
            "nonprofit Builders Without Tools",
        ),
        ("11 Sep 2019 Activists said nine people were killed.", "Activists"),
    ],
)
def test_names_of_run_on_and_described_bodies(text: str, name: str) -> None:
    assert name in {s.name for s in speakers(text)}


def test_a_monitor_named_only_later_is_that_one() -> None:
    found = speakers(
        "A monitoring group said the raid killed nine people. The Karo Observatory for Human Rights said four "
        "of the dead were children."
    )
    assert [s.name for s in found] == ["Karo Observatory for Human Rights"] * 2
