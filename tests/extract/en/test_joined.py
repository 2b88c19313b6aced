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
        ("A woman and child were killed by shells.", [2]),
        ("Shells killed a man and a woman.", [2]),
        ("Dahla's mother, brother, sister and nephew were killed in an air raid.", [4]),
        ("The army chief and his friend were assassinated.", [2]),
        ("The raid killed a rebel commander, his deputy and another fighter.", [3]),
        ("His six-year-old son and nine-year-old daughter died in the fire.", [2]),
        ("The aid workers Alan Hann and David Harrow were executed.", [2]),
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
        "NARVA, 3 May 2023 - A woman and child were killed when shells hit the town of Narva, the army said on Tuesday."
    )
    claims = [c.reading for c in extract_claims(made_report(text)) if c.reading and c.reading.measure.value == "killed"]
    assert [(c.count.low, c.count.high) for c in claims] == [(2, 2)]
