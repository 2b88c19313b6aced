from __future__ import annotations

import pytest

from tests.reconcile.made_tolls import about, at_least, claim, dozens, more_than
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.agree import bounds_under, distance, holds_for, in_digits, meet
from tollbook.reference.words import WordTable


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (more_than(12), claim(15)),
        (about(1100), claim(1150)),
        (about(400), claim(380)),
        (at_least(12), claim(12)),
        (dozens(), claim(60)),
        (claim(7000, 15000), claim(15000)),
    ],
)
def test_these_agree(a: FlatClaim, b: FlatClaim) -> None:
    assert meet([holds_for(a), holds_for(b)]) is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (more_than(89), claim(89)),
        (about(1100), claim(1151)),
        (about(63), claim(64)),
        (about(1000), claim(1400)),
        (at_least(12), claim(11)),
        (claim(7000, 15000), more_than(20000)),
        (claim(None, 50, comparator="fewer_than"), claim(50)),
    ],
)
def test_these_cannot_both_hold(a: FlatClaim, b: FlatClaim) -> None:
    assert meet([holds_for(a), holds_for(b)]) is None


def test_the_distance_is_between_the_nearest_bounds() -> None:
    assert distance((7000, 15000), (20000, None)) == 5000
    assert distance((20000, None), (7000, 15000)) == 5000
    assert distance((1, None), (5, 9)) == 0


@pytest.mark.parametrize(
    ("table", "bounds"), [("guide", (24, None)), ("acled", (12, 12)), ("airwars", (12, 24)), ("aoav", (None, None))]
)
def test_a_vague_word_has_the_bounds_of_the_house(table: str, bounds: tuple[int | None, int | None]) -> None:
    assert bounds_under(dozens(), WordTable.load(table)) == bounds


def test_what_one_table_closed_is_open_again_under_another() -> None:
    closed = claim(12, 12, comparator="at_least")
    assert bounds_under(closed, WordTable.load("guide")) == (12, None)
    assert bounds_under(closed, WordTable.load("acled")) == (12, 12)


def test_a_count_that_a_person_corrected_stays() -> None:
    corrected = claim(30, 30, comparator="vague", vague="dozens", state="corrected")
    assert bounds_under(corrected, WordTable.load("acled")) == (30, 30)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (claim(1089), "1,089"),
        (claim(7000, 15000), "7,000–15,000"),
        (more_than(20000), "more than 20,000"),
        (about(400), "about 400"),
        (dozens(), "24 or more"),
        (claim(None, 120000, comparator="up_to"), "up to 120,000"),
    ],
)
def test_counts_are_in_digits_with_commas(one: FlatClaim, words: str) -> None:
    assert in_digits(one) == words
