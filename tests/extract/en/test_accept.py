"""Accepting by rules: what is direct and happened, in a report about organised violence."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.accept import THRESHOLD, accept
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.features import accept_features
from tollbook.extract.en.given import Given
from tollbook.extract.en.opinion import key_of_draft
from tollbook.model import Project

WAR = "The army and the rebels fought on. "


def accepted(text: str, *, learned: bool) -> set[tuple[str, int | None]]:
    context = read_context(made_report(WAR + text), Project())
    found = accept(context, drafts_of(context), learned=learned)
    return {(a.draft.measure.value, a.draft.candidate.count.low) for a in found}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Shells killed 12 people in the town.", ("killed", 12)),
        ("12 people were killed by shells.", ("killed", 12)),
        ("30 soldiers were wounded by shells.", ("injured", 30)),
        ("The rebels captured 14 soldiers.", ("captured", 14)),
        ("The bodies of 12 soldiers were found.", ("remains_recovered", 12)),
        ("The rebels attacked a post. A shopkeeper was also hurt in the attack.", ("injured", 1)),
        ("Two soldiers of the army received minor injuries in an ambush by the rebels.", ("injured", 2)),
        ("Two guards were hurt and 18 rebels, including six women, were arrested after the clash.", ("captured", 18)),
    ],
)
@pytest.mark.parametrize("learned", [True, False])
def test_taken(text: str, claim: tuple[str, int], learned: bool) -> None:
    assert claim in accepted(text, learned=learned)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The bus took 14 people home.", ("captured", 14)),
        ("The bus left 14 people at the market.", ("displaced", 14)),
        ("Two guns were placed on the hill.", ("killed", 2)),
        ("Two guards were hurt and 18 rebels, including six women, were arrested after the clash.", ("injured", 18)),
    ],
)
@pytest.mark.parametrize("learned", [True, False])
def test_not_taken(text: str, claim: tuple[str, int], learned: bool) -> None:
    assert claim not in accepted(text, learned=learned)


def test_rules_want_a_report_about_organised_violence() -> None:
    context = read_context(made_report("A quake and floods killed 12 people."), Project())
    found = accept(context, drafts_of(context), learned=False, threshold=-1)
    assert {a.why for a in found if a.draft.candidate.count.low == 12} == {"rule:no:no armed conflict in the report"}


def test_a_higher_threshold_takes_no_more() -> None:
    context = read_context(made_report(WAR + "Shells killed 12 people, among them three boys, and hurt 30."), Project())
    drafts = drafts_of(context)
    low = accept(context, drafts, learned=True, threshold=THRESHOLD)
    high = accept(context, drafts, learned=True, threshold=0.9)
    assert len(high) <= len(low)
    assert all(a.chance is not None and a.chance >= 0.9 for a in high)


def test_features_hold_no_name() -> None:
    """Names of people and places must not be learned."""
    context = read_context(made_report(WAR + "Shells killed Idris Bako and 12 others in Varnova."), Project())
    drafts = drafts_of(context)
    for draft in drafts:
        words = " ".join(accept_features(context, draft, drafts)).lower()
        assert "bako" not in words and "idris" not in words and "varnova" not in words


def test_a_further_measure_of_a_number_must_be_all_but_sure() -> None:
    context = read_context(
        made_report(WAR + "Shells killed 12 people who had fled their homes in the town."), Project()
    )
    drafts = drafts_of(context)
    chances = {key_of_draft(d): 0.7 if d.measure.value == "displaced" else 0.9 for d in drafts}
    taken = accept(context, drafts, learned=True, given=Given(chances, {}))
    assert {a.draft.measure.value for a in taken if a.draft.candidate.count.low == 12} == {"killed"}
