"""The victims' own side is not taken for the doer, and who lost things has not destroyed them."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.fields import ranked_options
from tollbook.extract.en.options import Choice
from tollbook.extract.en.own_doer import not_the_state_s, not_their_own
from tollbook.model import Project


def taken(text: str, party: str) -> str | None:
    """What is left of a choice of `party` as the doer."""
    context = read_context(made_report(text), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.relation != "loose")
    options = ranked_options(context, draft)
    option = next(o for o in options["actor"] if o.value == party)
    return not_their_own(draft, options, Choice(option, 0.9, "actor")).option.value


@pytest.mark.parametrize(("one", "other"), [("Ukrainian", "Russian"), ("Libyan", "Chadian")])
def test_soldiers_are_not_killed_by_their_own_side(one: str, other: str) -> None:
    names = {"Ukrainian": "Ukraine", "Russian": "Russia", "Libyan": "Libya", "Chadian": "Chad"}
    text = f"Three {one} soldiers were killed by {other} artillery."
    assert taken(text, names[one]) is None
    assert taken(text, names[other]) == names[other]


def test_who_lost_vehicles_has_not_destroyed_them() -> None:
    assert taken("Russia has lost 240 vehicles.", "Russia") is None
    assert taken("Russia has destroyed 240 vehicles.", "Russia") == "Russia"


def victims(text: str, party: str) -> str | None:
    """What is left of `party` as the victims' side where it is the doer too."""
    context = read_context(made_report(text), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.relation != "loose")
    options = ranked_options(context, draft)
    side, doer = (Choice(next(o for o in options[slot] if o.value == party), 0.9, slot) for slot in ("party", "actor"))
    return not_the_state_s(draft, options, side, doer).option.value


@pytest.mark.parametrize("land", ["Syria", "Mali", "Peru"])
def test_militants_are_not_of_the_state_that_kills_them(land: str) -> None:
    assert victims(f"The army of {land} killed four insurgents.", land) is None
    assert victims(f"The army of {land} killed four villagers.", land) == land
