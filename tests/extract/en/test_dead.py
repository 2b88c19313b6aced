"""Forty sentences for each status of the dead and the missing, told apart by their words and as claims.

`dead/sentences.tsv`: status, set, whether it holds, sentence. A third is marked `held`: it was kept apart while the
lexicon was first written, by whoever wrote both: no figure for words that the author did not think of.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.extract.made import claims_of
from tollbook.extract.en.dead_words import said_of_the_dead
from tollbook.reference.dead import dead_table

HERE = Path(__file__).parent / "dead"


def sentences(name: str) -> list[tuple[str, bool, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(status, holds == "yes", text) for status, _, holds, text in (line.split("\t") for line in lines)]


SENTENCES = sentences("sentences.tsv")


def told(text: str) -> set[str]:
    return {said.status for said in said_of_the_dead(text) if said.holds}


def claimed(text: str) -> set[str]:
    readings = [claim.reading for claim in claims_of(text)]
    fates = [
        f
        for r in readings
        for f in dead_table().fates(r.measure.value, r.remains_detail, denied=r.stance.value == "denied")
    ]
    return {fate.status.code for fate in fates if fate.holds}


def test_each_status_has_forty_sentences_of_which_some_say_that_it_is_not_so() -> None:
    of = Counter(status for status, _, _ in SENTENCES)
    assert set(of.values()) == {40}
    assert set(of) == set(dead_table().codes) - {"buried", "destroyed"}
    assert all(sum(not holds for s, holds, _ in SENTENCES if s == status) >= 9 for status in of)


@pytest.mark.parametrize("status", sorted({status for status, _, _ in SENTENCES}))
def test_words_tell_a_status_from_the_others(status: str) -> None:
    own = [(holds, text) for s, holds, text in SENTENCES if s == status]
    missed = [text for holds, text in own if holds and status not in told(text)]
    wrong = [text for holds, text in own if not holds and status in told(text)]
    assert len(missed) <= 3, missed
    assert len(wrong) <= 1, wrong


def test_claims_carry_what_the_words_tell() -> None:
    shown = SENTENCES[::6]  # one in six: the whole table takes too long for every run
    right = [(s, text) for s, holds, text in shown if holds and s in claimed(text)]
    assert len(right) >= 0.75 * sum(holds for _, holds, _ in shown)
    wrong = [(s, text) for s, holds, text in shown if not holds and s in claimed(text)]
    assert len(wrong) <= 4, wrong


def test_what_is_not_yet_done_is_not_done() -> None:
    (claim,) = claims_of("The bodies of 12 Georgian soldiers have not been returned to their families, officials said.")
    fates = dead_table().fates(claim.reading.measure.value, claim.reading.remains_detail)
    assert [(f.status.code, f.holds) for f in fates] == [("returned", False)]


def test_two_groups_of_one_sentence_have_what_is_said_of_each() -> None:
    text = (
        "The bodies of 22 soldiers were exchanged near Kesh, and 14 bodies were buried in a mass grave, officials said."
    )
    found = {c.reading.count.low: c.reading.remains_detail for c in claims_of(text)}
    assert "exchanged" in found[22]
    assert "buried_together" in found[14]
    assert "exchanged" not in found[14]
