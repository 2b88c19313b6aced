"""Names that extraction did not record are masked by their look."""

from __future__ import annotations

import pytest

from tollbook.publish.likely import mask_likely


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a strike killed General Haldin Orrek", "a strike killed [name]"),
        ("his deputy, Colonel Orrek, was among the dead", "his deputy, [name], was among the dead"),
        ("identified the body of Emra van der Folk", "identified the body of [name]"),
        ("his son Gavro was injured", "his son [name] was injured"),
    ],
)
def test_a_name_is_masked(text: str, masked: str) -> None:
    """Runs of capitals, and single ones after a rank or a word for kin."""
    assert mask_likely(text, ()) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Russia's defence ministry said 63 soldiers were killed",
        "the Syrian Observatory for Human Rights counted 12 dead",
        "44 people were killed in New York on Monday",
        "Israeli forces killed 12 people",
        "the Rapid Support Forces killed 30 civilians",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    """Parties, places, bodies, days."""
    assert mask_likely(text, ()) == text


def test_words_that_the_claim_gives_anyway_stay() -> None:
    """The claim's own place and speaker are no secret."""
    assert mask_likely("Vasil Torrin said 12 died in Osk Varra", {"Vasil", "Torrin", "Osk", "Varra"}) == (
        "Vasil Torrin said 12 died in Osk Varra"
    )
