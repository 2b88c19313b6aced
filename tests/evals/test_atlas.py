"""Places that stand for each other are of one kind and near in size, and mean little elsewhere."""

from __future__ import annotations

import pytest

from evals.atlas import Atlas, invented
from tollbook.reference.gazetteer import Gazetteer
from tollbook.reference.parties import Parties


@pytest.mark.parametrize(
    ("name", "home", "abroad"), [("Kharkiv", "UA", "RU"), ("Bakhmut", "UA", "RU"), ("Goma", "CD", "UG")]
)
def test_a_like_is_a_place_of_the_other_country_of_the_same_kinds(name: str, home: str, abroad: str) -> None:
    own, like = Atlas.load().likes({name: (home, abroad)}, "")[name]
    kinds = [{e.kind for e in Gazetteer.open().lookup(n) if e.country == c} for n, c in ((own, home), (like, abroad))]
    assert own == name and kinds[0] == kinds[1] != set()
    best = [next(e for e in Gazetteer.open().lookup(n) if e.country == c) for n, c in ((own, home), (like, abroad))]
    assert abs(best[0].prior - best[1].prior) <= 0.7


def test_two_places_have_two_likes_that_the_text_does_not_name() -> None:
    names = {"Kharkiv": ("UA", "RU"), "Mykolaiv": ("UA", "RU")}
    first = {like for _, like in Atlas.load().likes(names, "").values()}
    assert len(first) == 2
    assert not first & {like for _, like in Atlas.load().likes(names, f"in {' and '.join(first)}").values()}


@pytest.mark.parametrize(
    ("name", "country"), [("Georgia", "US"), ("Birmingham", "US"), ("Police", "PL"), ("Tripoli", "LB")]
)
def test_what_means_more_elsewhere_is_not_plain(name: str, country: str) -> None:
    assert not Atlas.load().plain(name, country)


@pytest.mark.parametrize("kind", ["place", "person", "group"])
def test_invented_names_are_in_no_list_and_apart(kind: str) -> None:
    names = [invented(kind, n) for n in range(40)]
    assert len(set(names)) == 40
    assert not any(Gazetteer.open().lookup(n) or Parties.load().find(n) for n in names)
