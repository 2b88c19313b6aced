"""The second look at sides: doer and victims in each other's light."""

from __future__ import annotations

from tollbook.extract.en.options import Setting
from tollbook.extract.en.second_party import Rival, look_beside, second_features

SIDES = (("Sudan",), ("Rapid Support Forces",))
SETTING = Setting("killed", "people", (12, 12), 0)


def rival(party: str = "Sudan") -> Rival:
    return Rival(party, 0.9, SIDES)


def test_each_option_is_set_against_the_doer() -> None:
    none, same, enemy = look_beside(["", "Sudan", "Rapid Support Forces"], SETTING, rival())
    assert "2:versus=none:hi" in none
    assert "2:versus=same:hi" in same
    assert "2:versus=enemy:people" in enemy


def test_exchanging_the_sides_changes_nothing() -> None:
    a = look_beside(["", "Sudan", "Rapid Support Forces"], SETTING, rival("Sudan"))
    b = look_beside(["", "Rapid Support Forces", "Sudan"], SETTING, rival("Rapid Support Forces"))
    assert a == b


def test_a_claim_alone_is_still_looked_at_beside_its_other_side() -> None:
    alone = second_features([["", "Sudan"]], [1], [0.9], [SETTING], [rival()], 0)
    both = second_features([["", "Sudan"]] * 2, [1, 1], [0.9, 0.9], [SETTING] * 2, [rival()] * 2, 0)
    assert alone == look_beside(["", "Sudan"], SETTING, rival())
    assert all(set(a) < set(b) for a, b in zip(alone, both, strict=True))
