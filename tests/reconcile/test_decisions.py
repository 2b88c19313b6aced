from __future__ import annotations

from typing import Any

from tollbook.model import RecordJudgement
from tollbook.reconcile.decisions import link_key, pair, pair_decisions, rejected_subjects, source_decisions


def said(subject: str, verdict: Any, **fields: Any) -> RecordJudgement:
    return RecordJudgement(subject=subject, verdict=verdict, by="Ann", at="2031-06-01T12:00:00+00:00", **fields)


def test_a_merge_holds_all_claims_together_by_the_least() -> None:
    found = pair_decisions([said("i-2", "merge", others=("i-1",), claims=("m-3", "m-1", "m-2"))])
    assert found.together == {("m-1", "m-2"), ("m-1", "m-3")}
    assert not found.apart


def test_a_split_takes_its_claims_from_each_that_stays() -> None:
    found = pair_decisions([said("i-1", "split", others=("m-3",), claims=("m-1", "m-2", "m-3"))])
    assert found.apart == {("m-1", "m-3"), ("m-2", "m-3")}
    assert not found.together


def test_the_later_decision_on_two_claims_stands() -> None:
    merged = said("i-1", "merge", others=("i-2",), claims=("m-1", "m-2"))
    split = said("i-1", "split", others=("m-2",), claims=("m-1", "m-2"))
    assert pair_decisions([merged, split]).apart == {("m-1", "m-2")}
    assert pair_decisions([split, merged]).together == {("m-1", "m-2")}
    assert not pair_decisions([split, merged]).apart


def test_a_merge_takes_back_an_earlier_split_of_any_two_of_its_claims() -> None:
    split = said("i-1", "split", others=("m-3",), claims=("m-1", "m-2", "m-3"))
    merged = said("i-2", "merge", others=("i-1",), claims=("m-1", "m-2", "m-3"))
    assert not pair_decisions([split, merged]).apart
    assert pair_decisions([split, said("i-1", "merge", others=("i-2",), claims=("m-1", "m-3"))]).apart == {
        ("m-2", "m-3")
    }


def test_who_is_unsure_of_an_incident_or_rejects_it_takes_back_that_it_was_accepted() -> None:
    accepted = said("i-1", "accept", claims=("m-1", "m-2"))
    for verdict in ("unsure", "reject"):
        assert not pair_decisions([accepted, said("i-1", verdict, claims=("m-1", "m-2"))])


def test_an_accepted_incident_is_held_together_and_a_rejected_one_is_no_word_on_its_claims() -> None:
    assert pair_decisions([said("i-1", "accept", claims=("m-1", "m-2"))]).together == {("m-1", "m-2")}
    assert not pair_decisions([said("i-1", "reject", claims=("m-1", "m-2"))])


def test_links_are_accepted_rejected_and_left_open_again() -> None:
    key = "repeats:m-1:m-2"
    assert pair_decisions([said(key, "reject")]).rejected == {("repeats", "m-1", "m-2")}
    assert pair_decisions([said(key, "reject"), said(key, "accept")]).accepted == {("repeats", "m-1", "m-2")}
    assert not pair_decisions([said(key, "reject"), said(key, "unsure")])
    assert link_key("i-1") is None


def test_sources_are_merged_split_and_corrected_by_name() -> None:
    merged = said("src-1", "merge", others=("the ministry",), claims=("Ministry of War",))
    split = said("src-1", "split", others=("the ministry",), claims=("Ministry of War", "the ministry"))
    correct = said("src-1", "correct", fields={"kind": "government"})
    assert source_decisions([merged, correct]).together == (("Ministry of War", "the ministry"),)
    assert source_decisions([correct]).fields == (("src-1", "kind", "government"),)
    apart = source_decisions([merged, split])
    assert apart.apart == {pair("the ministry", "Ministry of War")}
    assert apart.together == ()
    assert source_decisions([merged, split, merged]).apart == frozenset()


def test_a_rejected_incident_stays_so_until_it_is_decided_otherwise() -> None:
    rejected = said("i-1", "reject", claims=("m-1", "m-2"))
    assert rejected_subjects([rejected]) == {"i-1": frozenset(("m-1", "m-2"))}
    for verdict in ("accept", "unsure"):
        assert rejected_subjects([rejected, said("i-1", verdict, claims=("m-1",))]) == {}
    assert rejected_subjects([rejected, said("i-2", "merge", others=("i-1",), claims=("m-1", "m-3"))]) == {}
