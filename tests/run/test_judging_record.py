from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.made import change_of, fill
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, StoredSubject
from tollbook.run.judging_record import is_on_record, judge_on_record


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A ledger with two incidents, `i-11` with all claims but one and `i-12` with that one, and a link."""
    path = str(tmp_path / "war.ledger")
    with Ledger.open(path) as ledger:
        fill(ledger)
        change = change_of(ledger)
        claims = change.subjects[0].claims
        subjects = [
            StoredSubject("i-11", "incident", "XV", "Kesh", {}, claims[1:]),
            StoredSubject("i-12", "incident", "XV", "Tarn", {}, claims[:1]),
            StoredSubject("s-1", "series", "XV", "Council", {}, claims[:2]),
        ]
        ledger.replace_record(type(change)(**{**change.__dict__, "subjects": subjects, "events": ()}))
    return path


def claims_in(where: str, subject: str) -> tuple[str, ...]:
    with Ledger.open(where) as ledger:
        return ledger.subject(subject).claims


def test_a_merge_holds_the_claims_of_both(where: str) -> None:
    done = judge_on_record(where, "i-11", verdict="merge", others=["i-12"], why="same night", by="Ann")
    assert set(done.claims) == {*claims_in(where, "i-11"), *claims_in(where, "i-12")}
    assert done.others == ("i-12",)
    with Ledger.open(where) as ledger:
        assert [stored.judgement for stored in ledger.record_judgements()] == [done]


@pytest.mark.parametrize(
    ("given", "verdict", "said"),
    [
        ("i-11", "merge", "--with and the id of the other incident"),
        ("i-11", "split", "--with and the id of a claim"),
        ("src-1", "merge", "--with and the id of the other source"),
        ("src-1", "split", "--with and a name of it"),
    ],
)
def test_what_is_to_be_merged_or_split_must_be_said(where: str, given: str, verdict: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        judge_on_record(where, given, verdict=verdict, by="Ann")
    with Ledger.open(where) as ledger:
        assert ledger.record_judgements() == []


def test_an_incident_named_twice_is_merged_once(where: str) -> None:
    assert judge_on_record(where, "i-11", verdict="merge", others=["i-12", "i-12"], by="Ann").others == ("i-12",)


def test_a_split_takes_claims_by_the_beginning_of_their_ids(where: str) -> None:
    first = claims_in(where, "i-11")[0]
    done = judge_on_record(where, "i-11", verdict="split", others=[first[:12]], by="Ann")
    assert done.others == (first,)
    assert set(done.claims) == set(claims_in(where, "i-11"))


def test_a_link_is_named_by_its_type_and_ends(where: str) -> None:
    with Ledger.open(where) as ledger:
        link = ledger.links()[0].link
    given = f"{link.type}:{link.a[:14]}:{link.b[:14]}"
    assert judge_on_record(where, given, verdict="reject", by="Ann").subject == f"{link.type}:{link.a}:{link.b}"


@pytest.mark.parametrize(
    ("given", "verdict", "others", "said"),
    [
        ("i-9", "accept", [], "no such incident"),
        ("i-1", "accept", [], "several incidents or series begin so"),
        ("i-11", "merge", ["i-11"], "cannot be merged with"),
        ("i-11", "merge", ["s-1"], "Give another incident"),
        ("s-1", "merge", ["i-11"], "only incidents are merged and split"),
        ("s-1", "split", ["CLAIM"], "only incidents are merged and split"),
        ("i-11", "correct", [], "fields come from its claims"),
        ("i-11", "merge", [], "--with and the id of the other incident"),
        ("i-12", "split", ["CLAIM"], "no claim would be left"),
        ("i-11", "split", ["CLAIM"], "is no claim of i-11"),
        ("i-11", "accept", ["i-12"], "no other verdict takes any"),
        ("part_of:CLAIM:CLAIM", "accept", [], "no such link"),
        ("part_of:CLAIM:CLAIM", "merge", [], "a link is accepted, rejected or unsure"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_stored(
    where: str, given: str, verdict: str, others: list[str], said: str
) -> None:
    (claim,) = claims_in(where, "i-12")
    with pytest.raises(LedgerError, match=said):
        judge_on_record(
            where,
            given.replace("CLAIM", claim),
            verdict=verdict,
            others=[other.replace("CLAIM", claim) for other in others],
            by="Ann",
        )
    with Ledger.open(where) as ledger:
        assert ledger.record_judgements() == []


def test_a_merged_id_says_where_it_went(where: str) -> None:
    with Ledger.open(where) as ledger:
        change = change_of(ledger, subject="i-3")
        gone = [type(change.events[0])("i-3", "incident", "merged", (), "i-11")]
        ledger.replace_record(type(change)(**{**change.__dict__, "cells": frozenset(), "links": (), "claim_cells": (),
                                              "dependences": (), "subjects": (), "events": gone}))  # fmt: skip
    with pytest.raises(LedgerError, match="was merged into i-11"):
        judge_on_record(where, "i-3", verdict="accept", by="Ann")


def test_claims_are_told_from_what_is_made_of_them() -> None:
    assert is_on_record("i-1")
    assert is_on_record("repeats:m-1:m-2")
    assert not is_on_record("m-1")
    assert not is_on_record("1f0c")
