"""Colours follow the order of first appearance and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from tollbook.draw.palette import DARK, LIGHT, NEUTRAL, assign_colours

parties = st.lists(st.none() | st.text(min_size=1, max_size=8), max_size=20)


@given(parties)
def test_the_nth_party_gets_the_nth_colour_whatever_its_name(names: list[str | None]) -> None:
    order = list(dict.fromkeys(n for n in names if n))
    expected = [i if i <= len(LIGHT) else NEUTRAL for i in range(1, len(order) + 1)]
    assert [assign_colours(names)[n] for n in order] == expected


def test_swapping_two_parties_swaps_their_colours() -> None:
    one, other = assign_colours(["A", "B", None, "A"]), assign_colours(["B", "A", None, "B"])
    assert (one["A"], one["B"]) == (other["B"], other["A"]) == (1, 2)


def test_both_sheets_use_the_same_set_of_colours() -> None:
    assert sorted(LIGHT) == sorted(DARK)
    assert len(set(LIGHT)) == 7
