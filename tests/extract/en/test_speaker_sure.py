"""Sources that plain words tell where none was found: a quotation that goes on, an aside, a mark, a head."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.options import Choice, Option
from tollbook.extract.en.slot_source import Voice
from tollbook.extract.en.speaker_sure import speaker_plain
from tollbook.model import Project


def plain(text: str) -> str | None:
    """The source of the report's last number where none was found for it."""
    context = read_context(made_report(text), Project())
    draft = [d for d in drafts_of(context) if d.candidate.group.quantity is not None][-1]
    nobody: Choice[Voice | None] = Choice(Option(None, tuple, 0.0), None, "nobody")
    voice = speaker_plain(context, draft, nobody).option.value
    return voice.name if voice is not None else None


FEAST = '"Everybody ran," said a woman who had baked for the wedding. '


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FEAST + '"My uncle fell first. I saw 14 dead by the well."', "woman who had baked for the wedding"),
        ('"They shot into the yard. We buried 14 people by night," said Ada Marsh, a teacher.', "Ada Marsh"),
        (
            'Ada Marsh told the radio: "They came at dawn and shot at us all.\n\n"By noon 14 people were dead."',
            "Ada Marsh",
        ),
    ],
)
def test_a_quotation_that_goes_on_keeps_its_speaker(text: str, name: str) -> None:
    assert plain(text) == name


def test_words_outside_a_quotation_are_not_its_speakers() -> None:
    assert plain(FEAST + "Another 14 people were killed in Port Alder.") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells fell on the market in Narva, killing 14 people, according to the local relief room.", "relief room"),
        ("Some 900 people have fled to the hills, Ada Marsh said, where the nights are cold.", "Ada Marsh"),
        ("Since the spring 14 people have been killed, the health ministry's daily count shows.", "health ministry"),
        ("An officer called as an expert, General Ada Žagar (ret.), put their losses at 14 dead.", "Ada Žagar"),
        ("The Defence Ministry owned up to 14 soldiers killed.", "Defence Ministry"),
        ("By the commission's own reckoning 14 people were killed in the port.", "commission"),
        ("The army's own log gives 14 dead.", "army"),
        ("The provisional toll given by the town council is 14 dead.", "town council"),
        ("In the words of the mayor, Ada Marsh, 14 people were killed at the well.", "Ada Marsh"),
        ("The ferry office gave a toll of 30 dead and 14 wounded.", "ferry office"),
        ("The bishop of Narva lamented the death of 14 parishioners.", "bishop of Narva"),
        ("In Narva 14 villagers were killed, deplores the head of the village council, Ada Marsh.", "Ada Marsh"),
        ("Harbour Watch was able to confirm the deaths of 14 villagers.", "Harbour Watch"),
        ("A teacher said that the men were led away. He said 14 people were killed.", "teacher"),
        ("This month the town was shelled. Ada Marsh, spokeswoman of the rescuers, said so. At least 14 people were "
         "killed, according to the spokeswoman.", "Ada Marsh"),
    ],
)  # fmt: skip
def test_the_sentence_tells_its_speaker(text: str, name: str) -> None:
    found = plain(text)
    assert found is not None
    assert found.endswith(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1,400 people displaced from Narva since 1 May (WHO, preliminary)", "WHO"),
        ("14 civilians killed since 1 May (field sources, not verified)", "field sources"),
        ("Alder: 14 civilians killed (governor's office); the road is closed", "governor's office"),
        ("Alder: 14 civilians killed [town council]", "town council"),
        ("Alder: 14 civilians killed – General Staff", "General Staff"),
        ("Shells on the market: 14 civilians killed – Harbour Daily News", None),
        ("26 houses shaken and 14 destroyed in the old town, per the local council", "local council"),
        ("Dozens hurt and 14 killed in Narva: residents, doctors", "residents"),
        ("Dozens hurt and 14 killed in Narva, says the health ministry", "health ministry"),
        ("In March 14 people were killed by the Harbour Defence Force (HDF).", None),
        ("In March 14 people were killed near the ferry (Narva district).", None),
        ("In March 14 people were killed (most of them residents who had stayed).", None),
    ],
)
def test_a_mark_tells_the_source(text: str, name: str | None) -> None:
    assert plain(text) == name


DIGEST = (
    "DIGEST, 12 May, 10:00\n\n"
    "▪️ General Staff, evening summary\n\nOver the past day 120 strikes were recorded. {0}\n\n"
    "▪️ Alder regional administration, A. Marsh\n\nA bomb fell at night. {1}\n\n"
    '▪️ "Two Gunners" (channel, 40K readers)\n\nNear the ferry our men are holding on. {2}\n\n'
    "▪️ Rates of the day\n\nThe bank is closed. {3}"
)
TOLL = "14 people were killed."


@pytest.mark.parametrize(("block", "name"), list(enumerate(["General Staff", "A. Marsh", "Two Gunners", None])))
def test_what_stands_under_a_head_is_said_by_it(block: int, name: str | None) -> None:
    assert plain(DIGEST.format(*(TOLL if n == block else "" for n in range(block + 1)), "", "", "")) == name


def test_bullets_of_a_list_are_no_heads() -> None:
    text = (
        "The week in Narva:\n\n• The governor's office is shut.\n\n• Shelling of the harbour\n\n14 people were killed."
    )
    assert plain(text) is None


INTERVIEW = "Ada Marsh, a surgeon, left Narva in March. The interview was cut.\n\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "HOST: How many?\n\nADA MARSH: I saw it all.\n\nHOST: And then?\n\nADA MARSH: We buried 14 dead.",
            "Ada Marsh",
        ),
        ("ADA MARSH: Who?\n\nCOLE BRAND: Soldiers.\n\nADA MARSH: They shot 14 people dead.", "Ada Marsh"),
        (INTERVIEW + "Q: And?\n\nA: It went on.\n\nQ: How long?\n\nA: Until May. They killed 14 people.", "Ada Marsh"),
        (INTERVIEW + "Q: Why?\n\nA: Who knows.\n\nA: It went on.\n\nQ: They killed 14 people there?", None),
        (INTERVIEW + "And then?\n\nWe left.\n\nAnd the ward?\n\nI shut it. In May 14 people were killed.", "Ada Marsh"),
        ("Voices from Narva\n\nAda M., 34, farmer\n\nI hid in the corn. They killed 14 people.", "Ada M."),
        ("Voices from Narva\n\nAda M., 34, farmer\n\nShe hid in the corn. They killed 14 people.", None),
        ("Port: two mills.\n\nAlder: one mill.\n\nPort: 14 people were killed.", None),
    ],
)
def test_turns(text: str, name: str | None) -> None:
    assert plain(text) == name


def test_a_post_that_a_report_corrects_is_its_own() -> None:
    context = read_context(made_report("Correction: an earlier post said 14 people had been killed."), Project())
    draft = [d for d in drafts_of(context) if d.candidate.group.quantity is not None][-1]
    (post,) = [s for s in context.speakers if s.name == "earlier post"]
    found: Choice[Voice | None] = Choice(Option(Voice(post.name, post), tuple, 0.0), None, "found")
    assert speaker_plain(context, draft, found).option.value is None
