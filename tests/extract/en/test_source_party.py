"""For whom a speaker speaks: belligerents of the report's likely wars only, and the home state's bodies."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.slot_source import Voice
from tollbook.extract.en.source_kind import as_speaker
from tollbook.model import Project

UKRAINE = "Russian forces shelled Kharkiv on Monday, killing 12 Ukrainian civilians. {} said 12 people were killed."
OWNED = (
    "Russia's defence ministry raised its toll of the strike on Kharkiv, in Ukraine, on Monday. Ukraine had denied it. "
    "{} said 12 people were killed."
)
GAZA = "An Israeli air strike on Gaza City killed 12 Palestinians on Monday, Hamas said. {} said 12 people were killed."


def speaks_for(text: str, words: str) -> str | None:
    """The party of the last speaker whose words hold these."""
    context = read_context(made_report(text.format(words)), Project())
    speakers = [s for s in context.speakers if words.split()[-1] in s.words]
    assert speakers, [s.words for s in context.speakers]
    return as_speaker(context, Voice(speakers[-1].name, speakers[-1])).party


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        (UKRAINE, "Ukraine's army", "Ukraine"),
        (UKRAINE, "The Russian defence ministry", "Russia"),
        (UKRAINE, "Poland's foreign ministry", None),
        (UKRAINE, "A French official", None),
        (UKRAINE, "The regional police", "Ukraine"),
        (UKRAINE, "The mayor", "Ukraine"),
        (UKRAINE, "A resident", None),
        (UKRAINE, "Western officials", None),
        (UKRAINE, "Officials of both sides", None),
        (UKRAINE, "The United Nations", None),
        (OWNED, "The defence ministry", "Russia"),
        (OWNED, "Its army", "Ukraine"),
        (OWNED, "The police", "Ukraine"),
        (GAZA, "The Israeli military", "Israel"),
        (GAZA, "Qatar's foreign ministry", None),
        (GAZA, "Hamas", "Hamas"),
        (UKRAINE, "Kelland's defence ministry", None),
        (UKRAINE, "The Kellandic army", None),
        (UKRAINE, "Tarnograd's police", "Ukraine"),
    ],
)
def test_only_belligerents_are_spoken_for(text: str, words: str, party: str | None) -> None:
    assert speaks_for(text, words) == party
