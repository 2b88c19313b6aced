"""Doers whom the words leave no doubt of."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.fields import ranked_options
from tollbook.model import Project


def doers(text: str, measure: str) -> set[str]:
    """The parties that are surely the doers of a measure's claims."""
    context = read_context(made_report(text), Project())
    drafts = [d for d in drafts_of(context) if d.measure.value == measure and d.candidate.relation != "loose"]
    return {o.value for d in drafts for o in ranked_options(context, d)["actor"] if o.sure}


@pytest.mark.parametrize(
    ("text", "measure", "who"),
    [
        ("Sudan carried out five strikes on Chad late on Saturday.", "attacks", {"Sudan"}),
        ("Chad says Sudan has conducted two air raids.", "attacks", {"Sudan"}),
        ("Sudan launched an attack that killed nine farmers in Chad.", "killed", {"Sudan"}),
        ("Sudanese forces launched strikes on the port, killing nine farmers of Chad.", "killed", {"Sudan"}),
        ("Sudanese air raids killed nine farmers in Chad.", "killed", {"Sudan"}),
        ("Sudan's operations, which have killed 900 people, go on.", "killed", {"Sudan"}),
        ("Nine farmers were killed in Chad by Sudanese forces.", "killed", {"Sudan"}),
    ],
)
def test_who_made_the_attack_did_its_harm(text: str, measure: str, who: set[str]) -> None:
    assert doers(text, measure) == who


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Sudan air raids kill 25 farmers.", "killed"),
        ("An attack killed nine farmers in Sudan.", "killed"),
        ("Sudan and Chad carried out five strikes.", "attacks"),
        ("The bodies of nine farmers were buried by the Sudanese army.", "remains_buried"),
        ("Five strikes were carried out in Sudan.", "attacks"),
    ],
)
def test_no_doer_is_sure_where_the_words_leave_doubt(text: str, measure: str) -> None:
    assert doers(text, measure) == set()
