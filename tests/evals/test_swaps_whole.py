"""All that is either side's changes places: places of one kind, persons of one office, groups by an invented name."""

from __future__ import annotations

from datetime import date

import pytest

from evals.sideswap import set_back
from evals.swaps import Template
from evals.swaps_whole import side_of_key, whole_template

TEXT = (
    "Ukraine and Russia traded shells on Monday. Russia hit Kharkiv, Ukrainian officials said; four died in Kharkiv "
    "and two in a village. Moscow denied it. Vladimir Putin said nothing; Putin was in Belgorod. The Wagner Group "
    "fled. An Ukrainian shell fell in Kyiv, Ukraine said, and a Russian one in Belgorod, Russia said."
)


def made(text: str = TEXT) -> Template:
    found = whole_template(text, date(2023, 5, 2))
    assert found is not None
    return found


def test_places_persons_and_groups_change_places_with_their_side() -> None:
    found = made()
    russia, ukraine = sorted(found.sides, key=lambda s: s.party)
    own = found.written(*found.sides).text
    back = found.written(*reversed(found.sides)).text
    assert "Kharkiv" in own and "Kharkiv" not in back
    assert "Putin" in own and "Putin" not in back
    assert "Wagner" not in own and "Wagner" not in back, "it has no like on the other side"
    like = next(ukraine.things[k] for k, word in russia.things.items() if word == "Belgorod")
    assert back.count(like) == own.count("Belgorod") == 2
    assert russia.things.keys() == ukraine.things.keys()


def test_a_name_is_set_back_to_its_key_from_either_side() -> None:
    found = made()
    for key in found.sides[0].things:
        side = side_of_key(key)
        there, back = found.sides, (found.sides[1], found.sides[0])
        assert set_back(there[side].things[key], there) == set_back(back[side].things[key], back)


def test_an_offset_is_the_same_place_both_ways() -> None:
    found = made()
    there, back = found.written(*found.sides), found.written(*reversed(found.sides))
    for words in ("four died", "said nothing", "fled"):
        assert there.place(there.text.index(words)) == back.place(back.text.index(words))


def test_the_article_goes_with_the_name_that_follows() -> None:
    found = made()
    assert "A Russian shell" in found.written(*reversed(found.sides)).text
    assert "an Ukrainian" not in found.written(*reversed(found.sides)).text.replace("An Ukrainian", "an Ukrainian")


def test_sides_of_two_kinds_are_not_exchanged() -> None:
    assert whole_template("Nigeria said Boko Haram had fled. " * 3) is None


@pytest.mark.parametrize("name", ["Kenya Red Cross Society"])
def test_an_acronym_goes_with_the_name_that_it_is_of(name: str) -> None:
    text = (
        f"Kenya and Somalia fought. The {name} (KRCS) said Kenya was hit by Somalia. KRCS staff left Somalia for Kenya."
    )
    back = made(text)
    assert "(KRCS)" in back.written(*back.sides).text
    assert back.written(*reversed(back.sides)).text.count("SRCS") == 2
