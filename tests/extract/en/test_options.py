"""Options: the choice among values, by rules or by a model, and the second look."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.en.options import Choice, Option, Setting, choose, second_look, settled, with_rule
from tollbook.extract.linear import Linear, hashed


def option(value: str, rule: float, *features: str) -> Option[str]:
    return Option(value, lambda: features, rule, None, f"why {value}")


def favouring(feature: str) -> Linear:
    weights = np.zeros(1 << 12, dtype=np.float32)
    weights[hashed([feature]) & np.uint32((1 << 12) - 1)] = 5
    return Linear("made", 12, weights)


def test_rules_take_the_heaviest_and_the_first_of_equals() -> None:
    found = choose([option("a", 1), option("b", 2), option("c", 2)], None)
    assert (found.option.value, found.chance, found.by) == ("b", None, "rule:why b")


def test_rules_alone_ask_for_no_features() -> None:
    asked: list[str] = []
    options = [Option(value, lambda: asked, 1.0, certain=lambda: bool(asked.append("certain"))) for value in "ab"]
    assert choose(options, None).option.value == "a" and not asked
    assert not options[0].sure and not options[0].sure and asked == ["certain"]
    assert options[0].features == ("certain",)


def test_a_model_takes_the_likeliest() -> None:
    found = choose([option("a", 9, "x"), option("b", 0, "y")], favouring("y"))
    assert found.option.value == "b" and found.chance is not None and found.chance > 0.9
    assert found.by == "made:why b"


def test_features_say_what_the_rules_would_take() -> None:
    options = [option("a", 1, "x"), option("b", 2, "y")]
    assert with_rule(options, 0) == ["x", "rule=False"]
    assert with_rule(options, 1) == ["y", "rule=True"]


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=6))
def test_rules_never_take_a_lighter_one(weights: list[float]) -> None:
    found = choose([option(str(n), w) for n, w in enumerate(weights)], None)
    assert found.option.rule == max(weights)


def test_a_second_look_compares_with_the_other_claims() -> None:
    settings = [Setting("killed", "people", (12, 12), 0), Setting("injured", "people", (30, 30), 0)]
    features = second_look([["", "A"], ["", "A"]], [1, 0], [0.9, 0.4], settings, 1)
    assert len(features) == 2
    assert features[0] != features[1]
    assert any(f.startswith("2:previous=True") for f in features[1])  # the claim before took A
    assert any(f.startswith("2:previous=False") for f in features[0])


def test_a_claim_alone_has_nothing_to_compare_with() -> None:
    features = second_look([["", "A"]], [0], [0.9], [Setting("killed", "people", (1, 1), 0)], 0)
    assert [len(f) for f in features] == [1, 1]


def test_what_is_sure_is_taken_and_two_that_are_sure_are_not() -> None:
    plain, sure = option("a", 1), Option("b", tuple, 0.0, None, "own words", certain=lambda: True)
    chosen = Choice(plain, 0.9, "party:np")
    assert settled([plain, sure], chosen) == Choice(sure, None, "rule:own words")
    assert settled([plain, sure, sure], chosen) is chosen
    assert settled([plain], chosen) is chosen
    assert settled([plain, sure], Choice(sure, 0.4, "party:np")).chance == 0.4
