"""Where evidence may begin and end, and the pair that is taken."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook import extract_claims
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.evidence_ends import ENDS, ends_of, likeliest
from tollbook.extract.linear import load
from tollbook.model import Project


def draft_of(text: str, measure: str = "killed") -> Draft:
    return next(d for d in drafts_of(read_context(made_report(text), Project())) if d.measure.value == measure)


def evidence_of(text: str, measure: str = "killed") -> str:
    claims = [c.reading for c in extract_claims(made_report(text)) if c.reading.measure.value == measure]
    return claims[0].evidence.text


HUNG = "On Monday, shells hit the market in Oakmere, killing nine people, the mayor said."


@pytest.mark.parametrize("words", ["killing nine people", "shells hit the market in Oakmere"])
def test_clauses_open_at_their_first_word(words: str) -> None:
    starts = ends_of(draft_of(HUNG))["evidence_start"]
    assert HUNG.index(words) in starts.offsets


@pytest.mark.parametrize("words", ["killing nine people", "the mayor said"])
def test_clauses_close_at_their_last_word(words: str) -> None:
    closes = ends_of(draft_of(HUNG))["evidence_end"]
    assert HUNG.index(words) + len(words) in closes.offsets


def test_ends_hold_the_claims_own_words_and_cut_no_noun_from_its_adjective() -> None:
    found = ends_of(draft_of(HUNG))
    own = HUNG.index("killing"), HUNG.index("people") + len("people")
    assert all(start <= own[0] for start in found["evidence_start"].offsets)
    assert all(end >= own[1] for end in found["evidence_end"].offsets)
    assert HUNG.index("market") not in found["evidence_start"].offsets


def test_each_end_has_features() -> None:
    for ends in ends_of(draft_of(HUNG)).values():
        assert len(ends.offsets) == len(ends.features)
        assert all(len(f) > 15 for f in ends.features)


def test_the_surest_pair_is_taken_where_one_is_sure() -> None:
    assert likeliest([40, 20, 0], [60, 90], [0.02, 0.97, 0.01], [0.98, 0.02]) == (1, 0)


def test_a_middling_stretch_is_taken_where_a_short_or_a_long_one_may_be_meant() -> None:
    # the short one would cover too little of the long one, the long one is nine times the short
    start, end = likeliest([900, 700, 0], [1000], [0.4, 0.2, 0.4], [1.0])
    assert (start, end) == (1, 0)


def test_features_hang_on_no_name() -> None:
    shape = "Soldiers of {side} hit the market in {place} on Monday, killing nine people, the mayor said."
    one, other = (ends_of(draft_of(shape.format(side=s, place=p))) for s, p in (("Ukraine", "Sumy"), ("Syria", "Homs")))
    assert {k: v.features for k, v in one.items()} == {k: v.features for k, v in other.items()}


@pytest.mark.skipif(load(ENDS[0]) is None, reason="the learned parts are not shipped")
@pytest.mark.parametrize(
    ("text", "holds", "lacks"),
    [
        (HUNG, "killing nine people", "the mayor said"),
        ("The ministry said that three soldiers were killed near Oakmere on Friday.", "killed", "ministry"),
        ("Twelve people were killed and thirty others were hurt in the raid.", "Twelve people were killed", "thirty"),
    ],
)
def test_evidence_leaves_out_who_says_it_and_other_claims(text: str, holds: str, lacks: str) -> None:
    found = evidence_of(text)
    assert holds in found
    assert lacks not in found


def test_without_the_learned_parts_the_rules_set_the_evidence() -> None:
    claim = extract_claims(made_report(HUNG), Project(learned=False))[0].reading
    assert [t.rule for t in claim.trace if t.field == "evidence"] == ["rule:evidence"]
    assert "killing nine people" in claim.evidence.text
