"""Roles: what speaks for each party around a candidate; the same for each side."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.part import side_of
from tollbook.extract.en.roles import parts_of
from tollbook.model import Project


def roles(text: str, party: str, number: int = 0) -> set[str]:
    context = read_context(made_report(text), Project())
    draft = [d for d in drafts_of(context) if d.candidate.group.quantity is not None][number]
    part = parts_of(context, draft).get(party)
    return part.roles if part is not None else set()


@pytest.mark.parametrize(
    ("text", "party", "role"),
    [
        ("Russian shells killed 12 Ukrainian soldiers.", "Ukraine", "np"),
        ("12 Ukrainian soldiers were killed by Russia.", "Russia", "agent"),
        ("40 men were killed by the Rapid Support Forces.", "Rapid Support Forces", "agent"),
        ("40 men were killed by fighters of the Rapid Support Forces.", "Rapid Support Forces", "agent"),
        ("Israel killed 12 men.", "Israel", "of_trigger=nsubj"),
        ("Shells killed 12 men in Aden, Yemen.", "Yemen", "country:sentence"),
        ("Russia and Ukraine fought on.\n\nShells killed 12 men.", "Russia", "belligerent"),
        ("Shells fell on Ukraine. They killed 12 men.", "Ukraine", "back1:same"),
        ("Officials put the Ukrainian dead at close to 900.", "Ukraine", "np"),
        ("Syrian losses were put at 300 men.", "Syria", "np"),
        ("Yemen mourns its dead\n\nShells killed 12 men on Monday.", "Yemen", "title"),
    ],
)
def test_a_role(text: str, party: str, role: str) -> None:
    assert role in roles(text, party)


@pytest.mark.parametrize(
    ("text", "party", "role"),
    [
        ("Russian shells killed 12 Ukrainian soldiers.", "Russia", "np"),
        ("Ukraine said 12 men were killed by Russia.", "Ukraine", "agent"),
        ("Somali troops killed 50 al-Shabaab fighters.", "Somalia", "np"),
    ],
)
def test_not_a_role(text: str, party: str, role: str) -> None:
    assert role not in roles(text, party)


def test_of_them_are_of_the_party_told_of_before() -> None:
    text = (
        "Turkish forces have suffered between 1,750 and 2,000 casualties, Britain's defence ministry said. It said "
        "that between 400 and 600 of them had probably been killed."
    )
    assert "np" in roles(text, "Turkey", -1)
    assert "np" not in roles(text, "United Kingdom", -1)


PAIRS = [("Russia", "Ukraine"), ("Armenia", "Azerbaijan"), ("India", "Pakistan"), ("Iran", "Iraq"), ("Chad", "Sudan")]


@pytest.mark.parametrize(("a", "b"), PAIRS)
@pytest.mark.parametrize(
    "story",
    [
        "{A} said its army had killed 12 soldiers of {B}.",
        "{A} and {B} exchanged 40 prisoners.",
        "{A} shelled {B}, killing 12.",
    ],
)
def test_roles_are_the_same_for_each_side(story: str, a: str, b: str) -> None:
    """But for what the world says of a side: the war that the program takes a report to be about."""
    there, back = story.format(A=a, B=b), story.format(A=b, B=a)
    assert roles(there, a) - {"belligerent"} == roles(back, b) - {"belligerent"}
    assert roles(there, b) - {"belligerent"} == roles(back, a) - {"belligerent"}


def test_a_unit_belongs_to_its_state_and_an_armed_group_to_itself() -> None:
    assert side_of("Hamas") == "Hamas"
    assert side_of("Ukraine") == "Ukraine"
    assert side_of("no such party") == "no such party"
