"""Claims of a report both ways round are compared with the sides set back."""

from evals.corpus import Document
from evals.sideswap import Change, Compared, compared, figures, set_back
from evals.swaps import Side

A = Side("Arland", "Arland", "Arlish", "Arlanders", "Arcity", "Arman", "AR")
B = Side("Bervia", "Bervia", "Bervian", "Bervians", "Bergrad", "Berov", "BV")


def test_names_are_set_back_to_the_number_of_their_side() -> None:
    assert set_back("Arlish defence ministry", (A, B)) == set_back("Bervian defence ministry", (B, A))
    assert set_back("BV", (A, B)) == "<1>"
    assert set_back("Arlandia", (A, B)) == "Arlandia"
    assert set_back(None, (A, B)) is None


def test_a_report_is_compared_by_its_own_and_by_invented_names_in_both_modes() -> None:
    text = (
        "Armenia said on Monday that 12 Azerbaijani soldiers were killed. Azerbaijan denied it.\n\n"
        "Armenian officials said that Azerbaijan had shelled three villages. Armenia has mobilised."
    )
    found = compared(Document("made", text, "2020-10-06", None))
    assert {(c.mode, c.names) for c in found} == {
        (mode, names) for mode in ("rules alone", "learned") for names in ("own names", "whole sides", "invented names")
    }
    assert all(c.claims >= 1 for c in found if c.names == "own names")


def test_gains_losses_and_other_fields_count_and_sides_are_told_apart() -> None:
    changes = (
        Change("r", "learned", "own names", ("gained or lost",), None, {}),
        Change("r", "learned", "own names", ("place", "actor.party"), {}, {}),
        Change("r", "learned", "own names", ("victims.party",), {}, {}),
    )
    result = Compared("r", "learned", "own names", 10, changes)
    values = {
        f.name.split("/")[1]: f.value for f in figures([result, Compared("s", "rules alone", "own names", 4, ())])
    }
    assert values["learned"] == 0.8
    assert values["learned, sides exchanged"] == 0.7
    assert values["rules alone"] == 1.0
