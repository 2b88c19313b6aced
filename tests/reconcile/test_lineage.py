from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.reconcile.lineage import Known, LineageEvent, assign


def groups(*words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words]


def test_a_group_keeps_the_id_with_which_it_shares_most() -> None:
    lineage = assign(groups("abc", "de"), [Known("i-1", frozenset("ab")), Known("i-2", frozenset("cde"))], kind="i")
    assert lineage.ids == ("i-1", "i-2")
    assert lineage.events == (
        LineageEvent("i-1", "changed", ("a", "b", "c")),
        LineageEvent("i-2", "changed", ("d", "e")),
    )


def test_of_two_that_become_one_the_larger_share_keeps_its_id_and_the_other_says_where_it_went() -> None:
    lineage = assign(groups("abcd"), [Known("i-1", frozenset("a")), Known("i-2", frozenset("bcd"))], kind="i")
    assert lineage.ids == ("i-2",)
    assert lineage.events[-1] == LineageEvent("i-1", "merged", (), "i-2")


def test_with_equal_shares_the_older_id_stays() -> None:
    lineage = assign(groups("ab"), [Known("i-9", frozenset("a")), Known("i-1", frozenset("b"))], kind="i")
    assert lineage.ids == ("i-9",)


def test_what_splits_off_gets_an_id_of_its_own_and_says_from_where() -> None:
    lineage = assign(groups("ab", "c"), [Known("i-1", frozenset("abc"))], kind="i")
    assert lineage.ids[0] == "i-1"
    assert lineage.events[1] == LineageEvent(lineage.ids[1], "split", ("c",), "i-1")


def test_an_id_without_claims_ends_and_comes_back_only_to_its_own() -> None:
    ended = assign(groups("x"), [Known("i-1", frozenset("ab"))], kind="i")
    assert LineageEvent("i-1", "ended") in ended.events
    dead = Known("i-1", frozenset("ab"), alive=False)
    assert assign(groups("ab"), [dead], kind="i").events == (LineageEvent("i-1", "returned", ("a", "b")),)
    assert assign(groups("abc"), [dead], kind="i").ids != ("i-1",)


def test_a_tombstone_s_id_is_not_given_again() -> None:
    (first,) = assign(groups("ab"), [], kind="i").ids
    (second,) = assign(groups("abc"), [Known(first, frozenset("ab"), alive=False)], kind="i").ids
    assert first != second


def test_nothing_is_said_of_what_stayed_as_it_was() -> None:
    assert assign(groups("ab"), [Known("i-1", frozenset("ab"))], kind="i").events == ()


partitions = st.lists(st.integers(0, 4), min_size=8, max_size=8).map(
    lambda cells: [frozenset(str(n) for n, c in enumerate(cells) if c == cell) for cell in sorted(set(cells))]
)


@given(partitions, partitions, st.randoms(use_true_random=False))
def test_every_group_has_one_id_whatever_the_order_of_groups(
    old: list[frozenset[str]], new: list[frozenset[str]], chance: object
) -> None:
    known = [Known(f"i-{n}", members) for n, members in enumerate(old)]
    lineage = assign(new, known, kind="i")
    assert len(set(lineage.ids)) == len(new)
    shuffled = list(new)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out random.Random
    again = assign(shuffled, known, kind="i")
    assert dict(zip(shuffled, again.ids, strict=True)) == dict(zip(new, lineage.ids, strict=True))
    gone = {event.id for event in lineage.events if event.kind in ("merged", "ended")}
    assert gone == {one.id for one in known} - set(lineage.ids)


@pytest.mark.parametrize("kind", ["i", "s"])
def test_ids_say_what_they_are_of(kind: str) -> None:
    assert assign(groups("a"), [], kind=kind).ids[0].startswith(kind + "-")
