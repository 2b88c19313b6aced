"""Persons joined by "and" for one harm: one claim of them all, unless they are of two sides or of two kinds."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract import extract_claims
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.kept_persons import group_of, persons_of
from tollbook.model import Project


def killed(text: str) -> list[int | None]:
    """The least number of each candidate of killed that the parse joins to its word, kin groups left out."""
    context = read_context(made_report(text), Project())
    found = [d.candidate for d in drafts_of(context) if d.measure.value == "killed"]
    return [c.count.low for c in found if not c.relation.startswith(("loose", "kin:"))]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A nurse and boy were killed by mortars.", [2]),
        ("Mortars killed a boy and a nurse.", [2]),
        ("Varin's aunt, cousin, uncle and niece were killed by shells.", [4]),
        ("The governor and his colleague were murdered.", [2]),
        ("The blast killed a rebel captain, his brother and another gunman.", [3]),
        ("Her four-year-old nephew and two-year-old niece died in the blaze.", [2]),
        ("The engineers Alan Hann and David Harrow were murdered.", [2]),
        ("The reporters Alan Hann, 31, Joan Mills and David Harrow were killed.", [3]),
        ("A policeman and a civilian were killed.", [1, 1]),
        ("A Russian soldier and a Ukrainian soldier were killed.", [1, 1]),
        ("Two men and a woman were killed.", [2, 1]),
        ("A woman and two children were killed.", [1, 2]),
    ],
)
def test_persons_joined_are_counted_together(text: str, counts: list[int]) -> None:
    assert killed(text) == counts


def test_each_person_joined_is_named() -> None:
    text = "Gunmen killed Anselm Torvane and Brenda Quillsworth in the market, the army said."
    context = read_context(made_report(text), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.relation == "obj")
    assert [p.name for p in persons_of(context, draft)] == ["Anselm Torvane", "Brenda Quillsworth"]


def test_a_group_is_what_all_of_it_are() -> None:
    context = read_context(made_report("A boy and his sister were killed."), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.relation == "pass")
    assert group_of(context, draft) == ()


def test_the_claim_is_one() -> None:
    text = (
        "NARVA, 3 May 2023 - A nurse and boy were killed when mortars hit the town of Narva, the army said on Tuesday."
    )
    claims = [c.reading for c in extract_claims(made_report(text)) if c.reading and c.reading.measure.value == "killed"]
    assert [(c.count.low, c.count.high) for c in claims] == [(2, 2)]
