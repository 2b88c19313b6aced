"""What marks a text."""

from __future__ import annotations

from tollbook.reconcile.marks import hash_of, marks_of, proper_names

TEXT = (
    "On Tuesday at 3:10 a.m. Darin Velk, 34, and a 7-year-old girl were shot in the 300 block of North Alder Street, "
    "said Captain Mira Solt of the Osk Fire Brigade."
)


def test_ages_streets_people_and_times() -> None:
    marks = marks_of(TEXT)
    assert marks.ages == (7, 34)
    assert marks.streets == (hash_of("r:alder"),)
    assert marks.people == (hash_of("p:darin velk"),)
    assert marks.surnames == (hash_of("s:velk"),)
    assert marks.clocks == (190,)


def test_proper_names_have_no_article_at_their_head() -> None:
    assert "osk fire brigade" in proper_names(TEXT)
    assert proper_names("The Old Mill burned. It was a mill.") == ["old mill"]


def test_names_of_victims_are_people() -> None:
    assert hash_of("p:halyna zorenko") in marks_of("", names=["Halyna M. Zorenko"]).people


def test_rare_words_weigh_more_than_common_ones() -> None:
    weights = dict(marks_of("said said said bakery").terms)
    assert weights[hash_of("bakery")] > weights[hash_of("said")]


def test_weights_are_of_length_one_and_an_empty_text_has_none() -> None:
    assert abs(sum(w * w for _, w in marks_of(TEXT).terms) - 1) < 1e-9
    assert marks_of("").terms == ()
