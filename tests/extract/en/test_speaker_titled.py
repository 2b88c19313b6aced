"""The person whose name ends a speaker's words."""

from __future__ import annotations

import pytest

from tollbook.extract.en.names import Names
from tollbook.extract.en.speaker_titled import person_behind, unquoted


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Director of Harbour Hospital Dr. Farid al-Marsh", "Farid al-Marsh"),
        ("British Maj Gen Tom Ghikas", "Tom Ghikas"),
        ("activist Abu Malek al-Marsh", "Abu Malek al-Marsh"),
        ("InjuredNarva Governor Mihail Marsh", "Mihail Marsh"),
        ("Harbour Fund Director Ada Lane", "Ada Lane"),
        ("Reuters's Marsh", "Ada Marsh"),
        ("General Staff Command", None),
        ("Harbour Hospital in Narva", None),
        ("Narva's Harbour", None),
        ("director general of the Harbour Office", None),
    ],
)
def test_person_behind(words: str, person: str | None) -> None:
    assert person_behind(words, Names("Ada Marsh came. So did Marsh.")) == person


def test_the_end_of_a_quotation_is_no_name() -> None:
    assert unquoted('the residential area" activist Ada Marsh') == "activist Ada Marsh"
    assert unquoted("Ada Marsh") == "Ada Marsh"
