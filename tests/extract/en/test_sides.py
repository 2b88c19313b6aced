"""Sides: how two parties stand to each other in a war."""

from __future__ import annotations

import pytest

from tollbook.extract.en.sides import relation
from tollbook.reference.wars import Wars


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("Israel", "Israel", "same"),
        ("Israel", "Hamas", "enemy"),
        ("Hamas", "Israel", "enemy"),
        ("Hamas", "Palestinian Islamic Jihad", "ally"),
        ("Israel", "Colombia", "other"),
        ("Israel", "", "none"),
        ("", "", "neither"),
    ],
)
def test_two_parties_of_a_war(a: str, b: str, found: str) -> None:
    war = Wars.load().get("gaza_2023")
    assert war is not None
    assert relation(a, b, war.sides) == found


def test_without_a_war_only_what_belongs_together_is_told() -> None:
    assert relation("Israel", "Hamas", None) == "other"
    assert relation("Russia", "Wagner Group", None) == relation("Wagner Group", "Russia", None) == "part"
