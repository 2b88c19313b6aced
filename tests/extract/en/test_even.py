"""Distances do not hang on the length of the names between."""

from __future__ import annotations

import pytest

from tollbook.extract.en.even import NAME, Even


def even_of(text: str, name: str) -> Even:
    at = text.index(name)
    return Even([(at, at + len(name))])


@pytest.mark.parametrize("name", ["Oz", "Zarkovia", "The Grand Duchy of Quelmor"])
def test_a_name_counts_the_same_however_long(name: str) -> None:
    text = f"shells from {name} killed nine"
    even = even_of(text, name)
    assert even.apart(0, text.index("killed")) == len("shells from ") + NAME + 1
    assert even.apart(text.index("killed"), 0) == even.apart(0, text.index("killed"))


def test_an_offset_inside_a_name_is_where_the_name_begins() -> None:
    text = "in Zarkovia today"
    even = even_of(text, "Zarkovia")
    assert even.at(5) == even.at(3) == 3
    assert even.holds(3) and even.holds(10) and not even.holds(11) and not even.holds(2)


def test_without_names_distances_are_those_of_the_text() -> None:
    assert Even([]).at(17) == 17 and Even([]).apart(9, 4) == 5
