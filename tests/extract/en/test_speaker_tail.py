"""Speakers told by commas, line ends and days, where the parse does not join them to the verb."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.speakers import Speaker
from tollbook.model import Project


def speakers(text: str) -> list[Speaker]:
    return list(read_context(made_report(text), Project()).speakers)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Soldiers killed one man and wounded several others, a source at the Cap Rouge port radio said.",
            "source at the Cap Rouge port radio",
        ),
        ("Nine people were killed in the port, the city's deputy mayor, Ada Marsh, said on Monday.", "Ada Marsh"),
        ("Nine people were killed and Narva has refused to take them, the mayor, Ada Marsh, said.", "Ada Marsh"),
        ("A drone attack killed no fewer than 34 people, activists and medical workers said.", "activists"),
        ("The head of the council in Narva, Ada Marsh, said only that nine people were killed.", "Ada Marsh"),
        ("According to the governor, Ada Marsh, soldiers have abducted nine people.", "Ada Marsh"),
        ("The UN refugee agency, UNHCR, said that ten refugees were killed.", "UNHCR"),
        ("Narva's health ministry on Thursday said 153 people have been killed.", "Narva's health ministry"),
        ("Harbour officials on Tuesday said nine people were killed.", "Harbour officials"),
        ("The Harbour Center for Policy Research put the death toll at 47.", "Harbour Center for Policy Research"),
        ("Nine people were killed, according to the UN agency for refugees.", "UN agency for refugees"),
        ("Nine people were killed, according to Israeli figures.", "Israel"),
        ("Both Narva and Karo claimed that nine people were killed.", "Narva and Karo"),
        ("Per the Harbour Guard, the raid killed nine people.", "Harbour Guard"),
        ("The United Nations is there. Nine people were killed, according to UN figures.", "United Nations"),
        ("Shelling kills nine civilians in the old port: monitor", "monitor"),
        ("Shelling kills nine civilians in the old port - police", "police"),
        ("Shelling kills nine civilians in the old port Monitor", "Monitor"),
        ("The envoy condemned the killing of nine aid workers.", "envoy"),
        ("Shelling kills nine civilians in the old port monitor | Harbour Times", "monitor"),
        ("Per the Velian Guard Corps, an airstrike on a house in Narva killed nine men.", "Velian Guard Corps"),
        (
            "Nine captives were exchanged for five, the Narva region governor, Vitaly Marsh, wrote on Telegram.",
            "Vitaly Marsh",
        ),
        ("The Minister of Information and Culture, Ada Marsh confirmed that nine men were kidnapped.", "Ada Marsh"),
        (
            "The Center for Harbour Studies, or CHS, a Narva-based institute that follows the fighting, put in January "
            "total casualties at over 1.2 million.",
            "Center for Harbour Studies",
        ),
        (
            "The Center for Strategic and Harbour Studies put the death toll at 47.",
            "Center for Strategic and Harbour Studies",
        ),
        ("The National Harbour Agency reported that nine men were killed.", "National Harbour Agency"),
        ("Two blasts the sources affirmed killed nine men.", "sources"),
    ],
)
def test_speaker(text: str, name: str) -> None:
    assert name in [s.name for s in speakers(text)]


def test_a_war_that_claims_lives_says_nothing() -> None:
    assert speakers("The war has claimed the lives of some 4,700 people.") == []


def test_a_place_between_commas_is_no_speakers_name() -> None:
    assert "London" not in [s.name for s in speakers("A charity in the south, London, said nine people were killed.")]


def test_names_run_together_are_not_one() -> None:
    text = "The Harbour Watch for Rights counts. Thousands fled the area bordering Iraq the Observatory said."
    assert "Iraq the Observatory" not in [s.name for s in speakers(text)]


def test_what_stands_behind_that_is_said() -> None:
    (speaker,) = speakers(
        "The Minister of Information and Culture, Ada Marsh confirmed that nine students were killed."
    )
    assert speaker.content[0][0] > 60


@pytest.mark.parametrize(
    "text",
    [
        "Nine soldiers were killed in the port, the press department of the armed forces has claimed.",
        "Nine soldiers were killed in the port, the armed forces claimed.",
    ],
)
def test_a_speaker_at_the_end_says_what_stands_before(text: str) -> None:
    said = [text[a:b] for s in speakers(text) for a, b in s.content]
    assert any(words.startswith("Nine soldiers were killed") for words in said)


def test_who_speaks_of_a_figure_is_its_source() -> None:
    found = speakers("The army of Narva had spoken of about 400 dead. Its envoy spoke of peace.")
    assert [s.words for s in found] == ["The army of Narva"]
