"""What a speaker is: kind and party, from the name and the words about the person anywhere in the report."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.slot_source import Voice
from tollbook.extract.en.source_kind import as_speaker
from tollbook.model import Project

SAID = " said 12 people were killed."


@pytest.mark.parametrize(
    ("text", "name", "kind", "party"),
    [
        ("The Ukrainian general staff" + SAID, "Ukrainian general staff", "military", "Ukraine"),
        ("Russia's defence ministry" + SAID, None, "military", "Russia"),
        ("The Sudanese Doctors Network" + SAID, None, "medical", "Sudan"),
        ("Residents" + SAID, "Residents", "witness", None),
        ("Relatives of the dead" + SAID, None, "family", None),
        ("Police" + SAID, "Police", "police_or_court", None),
        ("The United Nations" + SAID, "United Nations", "igo", None),
        ("Human Rights Watch" + SAID, "Human Rights Watch", "ngo", None),
        ("The Syrian Observatory for Human Rights" + SAID, "Syrian Observatory for Human Rights", "monitor", None),
        ("The Houthis" + SAID, "Houthis", "armed_group", "Houthis"),
        ("Firefighters" + SAID, "Firefighters", "rescue_service", None),
        ("The mayor" + SAID, "mayor", "local_authority", None),
        ("Halima Yusuf, a nurse at the hospital," + SAID, "Halima Yusuf", "medical", None),
        ("Army spokesman Idris Bako" + SAID, "Idris Bako", "military", None),
        ("Idris Bako, the governor, came.\n\nBako" + SAID, "Idris Bako", "local_authority", None),
        ("The Interfax news agency" + SAID, None, "media", None),
    ],
)
def test_kind_and_party(text: str, name: str | None, kind: str, party: str | None) -> None:
    context = read_context(made_report(text), Project())
    speaker = context.speakers[-1]
    found = as_speaker(context, Voice(speaker.name, speaker))
    assert (found.kind.value, found.party) == (kind, party)
    assert name is None or found.name == name
