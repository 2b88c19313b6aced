"""What became of the dead: the measures that words about bodies propose."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def fates(text: str) -> set[tuple[str, int | None]]:
    """Measure and least number of the candidates about the dead."""
    context = read_context(made_report(text), Project())
    drafts = [d for d in drafts_of(context) if d.measure.value.startswith("remains")]
    return {(d.measure.value, d.candidate.count.low) for d in drafts}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bodies are everywhere.", ("remains_uncollected", None)),
        ("There were bodies all over the village.", ("remains_uncollected", None)),
        ("A video shows a room filled with more than 90 bodies.", ("remains_uncollected", 90)),
        ("His body was laid to rest on Saturday.", ("remains_buried", 1)),
        ("The farmers were laid to rest beside the church.", ("remains_buried", None)),
        ("Funerals were held for nine soldiers on Saturday.", ("remains_buried", 9)),
        ("They poured petrol on his body and set it on fire.", ("remains_destroyed", 1)),
        ("Soldiers set the body on fire.", ("remains_destroyed", 1)),
        ("Tanks drove over four bodies in the courtyard.", ("remains_destroyed", 4)),
        ("The group kidnapped the body of a soldier last month.", ("remains_held", 1)),
        ("The remains of three soldiers arrived in the capital.", ("remains_returned", 3)),
        ("The bodies of nine farmers lay in the yard.", ("remains_uncollected", 9)),
    ],
)
def test_words_say_what_became_of_the_dead(text: str, wanted: tuple[str, int | None]) -> None:
    assert wanted in fates(text)


def test_a_funeral_of_nobody_is_no_claim() -> None:
    assert fates("The funeral procession passed the market.") == set()
