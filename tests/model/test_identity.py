from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tollbook.model import canonical, make_id, sha256_hex
from tollbook.model.identity import Part

leaves = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None), max_size=8)
parts = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4), max_leaves=12)


def exact(part: Part) -> object:
    """The part so that equality tells types apart (1, True and "1" are three parts)."""
    if isinstance(part, list | tuple):
        return [exact(inner) for inner in part]
    return type(part).__name__, part


@given(parts, parts)
def test_distinct_parts_have_distinct_encodings(a: Part, b: Part) -> None:
    assert (canonical(a) == canonical(b)) == (exact(a) == exact(b))


@given(st.lists(st.text(max_size=6), min_size=2, max_size=4), st.data())
def test_parts_that_join_alike_have_distinct_encodings(pieces: list[str], data: st.DataObject) -> None:
    joined = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(joined)), min_size=len(pieces) - 1, max_size=len(pieces) - 1)))
    other = [joined[i:j] for i, j in zip([0, *cuts], [*cuts, len(joined)], strict=True)]
    assume(other != pieces)
    assert canonical(other) != canonical(pieces)
    assert make_id("k", *other) != make_id("k", *pieces)


@given(st.lists(parts, max_size=4), st.lists(parts, max_size=4))
def test_lists_do_not_run_into_their_neighbours(a: list[Part], b: list[Part]) -> None:
    if a and b:
        assert canonical([a, b]) != canonical([a + b])
        assert canonical([a, b]) != canonical([*a, b])


@given(parts)
def test_an_encoding_has_no_other_as_its_beginning(part: Part) -> None:
    """Read from the left it ends by itself, so that encodings can stand in a row."""
    encoded = canonical(part)
    length, _, rest = encoded[1:].partition(b":")
    assert int(length) == len(rest)


TRAPS: list[tuple[list[Part], list[Part]]] = [
    (["e1.name", "name"], ["e1", "name.name"]),
    (["ab", "c"], ["a", "bc"]),
    ([1], ["1"]),
    ([True], [1]),
    ([None], [""]),
    ([[]], [""]),
    ([["a"], "b"], [["a", "b"]]),
    (["s1:a"], ["a"]),
    ([-1], [1]),
    (["\u0430"], ["a"]),
    (["\ud800"], ["?"]),
    (["e\u0301"], ["\u00e9"]),
]


@pytest.mark.parametrize(("a", "b"), TRAPS)
def test_what_collides_elsewhere_does_not_here(a: list[Part], b: list[Part]) -> None:
    assert make_id("k", *a) != make_id("k", *b)


def test_the_kind_is_part_of_the_id() -> None:
    assert make_id("m", "x")[1:] != make_id("r", "x")[1:]
    assert make_id("m", "x") == "m-" + sha256_hex(canonical(["m", "x"]))[:24]
    assert make_id("m", "x") != make_id("mx")


def test_the_encoding_stays_as_ledgers_have_it() -> None:
    """Ids in existing ledgers were made so: a change here would orphan every judgement."""
    assert canonical([None, True, False, -12, "й", ["a", []]]) == b"l32:n0:b1:1b1:0i3:-12s2:\xd0\xb9l7:s1:al0:"
