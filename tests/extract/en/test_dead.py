"""What sentences say of the dead and the missing, told apart by words over their parse and as claims.

`dead/sentences.tsv`: status, set, whether it holds, sentence; forty for each status, a third of them marked `held`.
`dead/independent.tsv`: sentences with all that they claim, written before the lexicon was read; half are `held`.
`dead/reported.tsv`: a third set, in the manner of war reporting, which `evals.dead` counts and nothing here reads.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.dead import KEPT, REPORTED, claimed, is_said_by, is_whose, score, sentences, told
from tests.extract.made import claims_of
from tollbook.reference.dead import dead_table

HERE = Path(__file__).parent / "dead"
OLDER = [
    (status, split, holds == "yes", text)
    for status, split, holds, text in (
        line.split("\t") for line in (HERE / "sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
]
SENTENCES = sentences()


def test_each_status_has_forty_sentences_of_which_some_say_that_it_is_not_so() -> None:
    of = Counter(status for status, _, _, _ in OLDER)
    assert set(of.values()) == {40}
    assert set(of) == set(dead_table().codes) - {"buried", "destroyed"}
    assert all(sum(not holds for s, _, holds, _ in OLDER if s == status) >= 9 for status in of)


def test_each_status_has_twelve_independent_sentences_half_of_them_kept_apart() -> None:
    of = Counter((s.kind, s.split) for s in SENTENCES)
    assert {kind for kind, _ in of} == set(dead_table().codes) - {"buried"} | {"none"}
    assert {n for (kind, _), n in of.items() if kind != "none"} == {6}
    assert of["none", KEPT] == 20


def test_the_reported_sentences_have_six_of_each_status_and_say_whose_dead_and_by_whom() -> None:
    reported = sentences(REPORTED)
    of = Counter(s.kind for s in reported)
    assert set(of) == set(dead_table().codes) - {"buried"} | {"none"}
    assert len(reported) == 120
    assert all(n >= 6 for kind, n in of.items() if kind != "none")
    known = {code for status in dead_table().codes for code in (status, f"not:{status}")}
    assert all(one.free <= known for one in reported)
    assert sum(bool(s.whose) for s in reported) >= 50
    assert sum(bool(s.says) for s in reported) >= 100


def test_whose_dead_and_who_says_so_are_held_against_what_a_sentence_names() -> None:
    (claim,) = claims_of("The bodies of 12 Georgian soldiers were returned on Monday, the Red Cross said.")
    reading = claim.reading
    assert is_whose("Georgian", reading)
    assert not is_whose("Armenian", reading)
    assert not is_whose("", reading)
    assert is_said_by("the Red Cross delegate", reading)
    assert not is_said_by("the ministry", reading)
    assert not is_said_by("", reading)


@pytest.mark.parametrize("status", sorted({status for status, *_ in OLDER}))
def test_words_tell_a_status_from_the_others(status: str) -> None:
    own = [(holds, text) for s, _, holds, text in OLDER if s == status]
    missed = [text for holds, text in own if holds and status not in told(text)]
    wrong = [text for holds, text in own if not holds and status in told(text)]
    assert len(missed) <= 8, missed
    assert len(wrong) <= 2, wrong


def test_words_that_the_lexicon_was_not_written_from_are_read_too() -> None:
    tune = score([s for s in SENTENCES if s.split != KEPT], told)
    assert tune.precision >= 0.9
    assert tune.recall >= 0.8


def test_claims_carry_what_the_words_tell() -> None:
    shown = OLDER[::8]  # one in eight: the whole table takes too long for every run
    right = [(s, text) for s, _, holds, text in shown if holds and s in claimed(text)]
    assert len(right) >= 0.8 * sum(holds for _, _, holds, _ in shown)
    wrong = [(s, text) for s, _, holds, text in shown if not holds and s in claimed(text)]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    ("text", "status", "holds"),
    [
        ("The bodies of 12 Georgian soldiers have not been returned, officials said.", "returned", False),
        ("The bodies of 12 Georgian soldiers have yet to be returned.", "returned", False),
        ("Georgia asked that the bodies of 12 soldiers be returned.", "requested", True),
        ("Georgia is ready to return the bodies of 12 soldiers.", "offered", True),
        ("Georgia refused to return the bodies of 12 soldiers.", "withheld_by_holder", True),
        ("Georgia refused to take back the bodies of 12 soldiers.", "refused_by_receiver", True),
        ("Georgia denied that it was holding the bodies of 12 soldiers.", "held", False),
        ("Rescuers were unable to reach the bodies of 12 soldiers.", "uncollected", True),
        ("Nobody will say where the 12 soldiers are buried.", "grave_unmarked", True),
    ],
)
def test_what_an_event_hangs_on_settles_its_status(text: str, status: str, holds: bool) -> None:
    assert (status if holds else f"not:{status}") in told(text)
    if holds:
        assert "returned" not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "If the bodies are returned, the talks go on.",
        "The prosecutor returned to the body of evidence.",
        "Archaeologists found bodies in a mass grave.",
        "The remains of the rocket were recovered.",
    ],
)
def test_what_is_of_no_dead_or_only_supposed_tells_nothing(text: str) -> None:
    assert not told(text)


def test_a_sentence_without_a_word_for_harm_is_read_for_the_missing() -> None:
    (claim,) = claims_of("Nothing is known of the fate of 31 Georgians.")
    assert (claim.reading.measure.value, claim.reading.count.low) == ("missing", 31)


def test_two_groups_of_one_sentence_have_what_is_said_of_each() -> None:
    text = (
        "The bodies of 22 soldiers were exchanged near Kesh, and 14 bodies were buried in a mass grave, officials said."
    )
    found = {c.reading.count.low: c.reading.remains_detail for c in claims_of(text)}
    assert "exchanged" in found[22]
    assert "buried_together" in found[14]
    assert "exchanged" not in found[14]
