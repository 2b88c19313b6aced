"""The table of captures: what makes one, what is refused, and lists that hold too little in common."""

import pytest

from tests.reconcile.uncounted.made import independent
from tollbook.reconcile.uncounted import CapturesError, barely_overlap, merged, of_persons, table
from tollbook.reconcile.uncounted.captures import disjoint_pairs, islands

LISTS = ("A", "B", "C")


def test_persons_and_counted_combinations_give_the_same_table() -> None:
    persons = [["A"], ["A", "B"], ["B", "A"], ["C"], [], ["A", "B", "C"]]
    assert of_persons(LISTS, persons) == table(LISTS, {"100": 1, "110": 2, "001": 1, "111": 1, "011": 0})


def test_what_a_table_tells() -> None:
    made = table(LISTS, {"100": 5, "110": 2, "001": 4, "111": 1})
    assert (made.observed, made.totals) == (12, (8, 3, 5))
    assert [made.on(n) for n in (1, 2, 3)] == [9, 2, 1]
    assert (made.both(0, 1), made.both(0, 2), made.both(1, 2)) == (3, 1, 1)


@pytest.mark.parametrize(
    ("lists", "cells", "said"),
    [
        (("A", "B"), {"10": 4}, "2 lists: three are needed"),
        (("A", "B", "A"), {"100": 4}, "two lists are called 'A'"),
        (LISTS, {"10": 4}, "'10' is no combination of 3 lists"),
        (LISTS, {"1x0": 4}, "'1x0' is no combination"),
        (LISTS, {"100": -1}, "100: -1 persons"),
        (LISTS, {"000": 7, "100": 1}, "7 persons on no list at all"),
        (LISTS, {"100": 0}, "nobody is on any of these lists"),
        (LISTS, {"100": 3, "110": 2}, "C: nobody is on this list"),
        (tuple(map(str, range(21))), {}, "21 lists: no more than 20"),
    ],
)
def test_what_makes_no_table_is_refused(lists: tuple[str, ...], cells: dict[str, int], said: str) -> None:
    with pytest.raises(CapturesError, match=said):
        table(lists, cells)


def test_small_lists_are_merged_and_nobody_is_lost() -> None:
    made = table(tuple("ABCDE"), {"10000": 50, "01000": 40, "00100": 3, "00110": 2, "11001": 5, "00001": 1})
    four, three = merged(made, 4), merged(made, 3)
    assert four.lists == ("A", "B", "E", "C + D") or four.lists == ("A", "B", "C", "D + E")
    assert three.lists == ("A", "B", "3 smaller lists")
    assert three.cells == {"100": 50, "010": 40, "001": 6, "111": 5}
    assert four.observed == three.observed == made.observed
    assert merged(made, 5) is made


def test_lists_that_barely_overlap_or_fall_apart_are_told() -> None:
    assert barely_overlap(independent(1000, (0.3, 0.3, 0.3))) is None
    few = table(LISTS, {"100": 500, "010": 400, "001": 300, "110": 30, "011": 30})
    assert "60 of 1,260 persons (4.8%) are on two lists or more" in (barely_overlap(few) or "")
    tiny = table(LISTS, {"100": 5, "010": 4, "001": 3, "110": 5, "011": 4})
    assert "9 of 21 persons" in (barely_overlap(tiny) or "")
    apart = table(LISTS, {"100": 50, "110": 60, "010": 20, "001": 30})
    assert barely_overlap(apart) == (
        "the lists fall apart: nobody on C is on any other list; nothing ties the two together"
    )


def test_a_small_list_that_shares_nobody_is_an_island_and_no_reason_to_refuse() -> None:
    made = table(LISTS, {"100": 50, "110": 60, "010": 20, "001": 1})
    assert barely_overlap(made) is None
    assert islands(made) == [("A", "B"), ("C",)]
    assert disjoint_pairs(made) == [("A", "C"), ("B", "C")]
