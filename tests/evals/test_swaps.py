"""A report's sides are taken out by all their names and written again either way round."""

from datetime import date

import pytest

from evals.swaps import Side, Slot, template

TEXT = (
    "RUSSIA SHELLS BORDER TOWN\n\n"
    "Russian shells killed four people near the border on Monday, Ukrainian officials said. Moscow denied it. "
    "Ukraine has lost 30 soldiers this week, while Russia lost 50, Kyiv said. Ukrainians fled. "
    "The Ukrainian army said the Russians had retreated. Vladimir Putin did not comment, nor did Zelensky."
)
A = Side("Arland", "Arland", "Arlish", "Arlanders", "Arcity", "Arman")
B = Side("Bervia", "Bervia", "Bervian", "Bervians", "Bergrad", "Berov")


def written(first: Side, second: Side) -> str:
    found = template(TEXT, date(2023, 5, 2))
    assert found is not None
    return found.written(first, second).text


def test_every_name_of_both_sides_changes_places_with_its_form() -> None:
    found = template(TEXT, date(2023, 5, 2))
    assert found is not None and found.alike
    order = (A, B) if found.sides[0].party == "Russia" else (B, A)
    text = found.written(*order).text
    assert text == (
        "ARLAND SHELLS BORDER TOWN\n\n"
        "Arlish shells killed four people near the border on Monday, Bervian officials said. Arcity denied it. "
        "Bervia has lost 30 soldiers this week, while Arland lost 50, Bergrad said. Bervians fled. "
        "The Bervian army said the Arlanders had retreated. Arman did not comment, nor did Berov."
    )
    assert found.written(*reversed(order)).text.startswith("BERVIA SHELLS BORDER TOWN\n\nBervian shells")


def test_a_place_in_the_text_is_the_same_place_whatever_the_names_are() -> None:
    found = template(TEXT, date(2023, 5, 2))
    assert found is not None
    there, back = found.written(A, B), found.written(B, A)
    for word in ("four people", "30 soldiers", "50", "retreated"):
        assert there.place(there.text.index(word)) == back.place(back.text.index(word))
    inside = there.text.index("Bergrad") if "Bergrad" in there.text else there.text.index("Arcity")
    assert there.place(inside) == there.place(inside + 3)


@pytest.mark.parametrize("text", ["Two people were hurt in a fall.", "Chad said on Monday that Chad was calm. Chad!"])
def test_a_report_without_two_sides_has_no_template(text: str) -> None:
    assert template(text) is None


def test_a_state_and_a_group_take_invented_names_of_one_form() -> None:
    text = "Nigeria said Boko Haram had fled. " * 3
    found = template(text)
    assert found is not None and not found.alike
    assert {s.name for s in found.invented} == {"Azmar", "Zarud"}
    assert [p.form for p in found.pieces if isinstance(p, Slot)] == ["name"] * 6
