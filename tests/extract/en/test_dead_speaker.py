"""Who says what is told of the dead where no speaker stands in the sentence, and whose "them" are."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.extract.made import claims_of
from tollbook.model import Claim

QUOTED = (
    "Armenian Defence Minister Aram Petrosyan visited the border on Monday.\n\n"
    'He told journalists: "Many Azerbaijanis have fallen. They have come with a mobile crematorium.\n\n'
    '"They will never show the bodies to the mothers."'
)
REFUSED = (
    "The Armenian army said the bodies of 40 Azerbaijani soldiers were in the morgues of the town. "
    "Their generals do not even think of taking them back."
)


def _of_remains(claims: Iterable[Claim]) -> list[Claim]:
    return [c for c in claims if c.reading.measure.value.startswith("remains_")]


def test_a_quotation_that_goes_on_over_sentences_and_paragraphs_keeps_its_speaker() -> None:
    found = {c.reading.remains_detail: c.reading for c in _of_remains(claims_of(QUOTED))}
    for detail in (("cremated",), ("withheld_by_holder",)):
        assert [s.name for s in found[detail].source] == ["Aram Petrosyan"]
        assert found[detail].victims is not None
        assert found[detail].victims.party == "Azerbaijan"


def test_words_after_a_closed_quotation_are_nobodys() -> None:
    text = QUOTED + "\n\nThe bodies of 12 soldiers lay in the fields near the village."
    (last,) = [c for c in _of_remains(claims_of(text)) if c.reading.count.low == 12]
    assert not last.reading.source


def test_a_claim_attributed_to_somebody_is_his() -> None:
    text = (
        "The account, attributed to unnamed Azerbaijani officials, suggests that "
        "troops encountered a large number of corpses of Armenian soldiers."
    )
    (claim,) = _of_remains(claims_of(text))
    assert [s.name for s in claim.reading.source] == ["unnamed Azerbaijani officials"]


def test_them_are_the_dead_of_the_sentence_before() -> None:
    refused = [c.reading for c in claims_of(REFUSED) if c.reading.measure.value == "remains_refused"]
    assert [r.remains_detail for r in refused] == [("refused_by_receiver",)]
    assert refused[0].victims is not None
    assert refused[0].victims.party == "Azerbaijan"


@pytest.mark.parametrize(
    "between",
    ["The letters of 12 villagers lay on the table. Nobody wanted to accept them.", "She kept them for life."],
)
def test_them_are_nobody_else(between: str) -> None:
    text = f"The bodies of 40 Azerbaijani soldiers were found. {between}"
    assert not [c for c in claims_of(text) if c.reading.measure.value == "remains_refused"]


def test_the_dead_shown_to_mothers_are_the_mothers_sons() -> None:
    text = "The mayor said that Armenia is ready to give Azerbaijani mothers access to the bodies of their sons."
    parties = {c.reading.victims.party for c in _of_remains(claims_of(text)) if c.reading.victims}
    assert parties == {"Azerbaijan"}


def test_the_accused_of_a_headline_says_nothing() -> None:
    (left,) = claims_of("Armenia accused of leaving 900 dead soldiers behind on the slopes.")
    assert left.reading.remains_detail == ("uncollected",)
    assert not left.reading.source
    (claim,) = _of_remains(claims_of("Armenia accused Azerbaijan of abandoning the bodies of 40 soldiers."))
    assert [s.name for s in claim.reading.source] == ["Armenia"]
