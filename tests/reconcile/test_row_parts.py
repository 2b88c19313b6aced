from __future__ import annotations

from tests.reconcile.made_tolls import claim
from tollbook.reconcile.row_parts import row_parts


def test_a_column_of_some_victims_is_part_of_the_column_of_all() -> None:
    whole = claim(900, extent="cumulative")
    children = claim(300, extent="cumulative", group=("age:child",))
    of_the_day = claim(12, extent="period", group=("age:child",))
    hungry = claim(40, extent="cumulative", group=("age:child",), means="starvation_or_siege")
    (link,) = row_parts([whole, children, of_the_day, hungry])
    assert (link.type, link.a, link.b) == ("part_of", children.id, whole.id)
    assert link.why == "the same row counts child and all"


def test_without_a_whole_nothing_is_part() -> None:
    assert not list(row_parts([claim(300, group=("age:child",)), claim(20, group=("role:journalist",))]))
