"""Several estimates side by side, how far they lie apart, and refusals with their reason."""

import pytest

from tests.reconcile.uncounted.made import independent, two_kinds
from tollbook.reconcile.uncounted import Estimate, estimate, table
from tollbook.reconcile.uncounted import estimate as estimates
from tollbook.reconcile.uncounted.estimate import spread

METHODS = ["log-linear, independence", "log-linear, pairs, best by AIC", "log-linear, pairs, best by BIC"]


def one(method: str, total: float | None, low: float | None = None, high: float | None = None) -> Estimate:
    return Estimate(method, total, low, high, "")


def test_every_method_stands_beside_the_others_with_its_interval() -> None:
    found = estimates(two_kinds(1_000, 1_000), most_rounds=1_000)
    assert [e.method for e in found.estimates] == [
        *METHODS,
        "log-linear, all effects of up to 3 lists",
        "Chao's lower bound",
        "sample coverage",
        "averaged over decomposable graphs",
        "latent classes",
    ]
    for made in found.estimates:
        if made.total is not None:
            assert made.low is not None
            assert made.high is not None
            assert made.low <= made.total <= made.high
    assert found.refused is None
    assert estimates(two_kinds(1_000, 1_000), most_rounds=1_000) == found


def test_chains_that_do_not_agree_are_refused_with_where_they_sit() -> None:
    found = estimates(two_kinds(300, 3_000), most_rounds=40)
    latent = found.estimates[-1]
    assert latent.total is None
    assert latent.refused is not None
    assert "the chains do not agree after 40 rounds" in latent.refused
    assert "their medians run from" in latent.refused


def test_lists_that_barely_overlap_have_no_estimate_at_all() -> None:
    found = estimate(table(("A", "B", "C"), {"100": 500, "010": 400, "001": 300, "110": 30, "011": 30}))
    assert found.estimates == ()
    assert "barely overlap" in (found.refused or "")


def test_latent_classes_can_be_left_out() -> None:
    assert "latent classes" not in [
        e.method for e in estimates(independent(500, (0.4, 0.5, 0.3)), most_rounds=0).estimates
    ]


def test_what_a_model_cannot_tell_is_refused_and_the_rest_stands() -> None:
    made = table(("A", "B", "C"), {"100": 60, "010": 49, "001": 70, "101": 30, "011": 25})
    found = estimates(made, most_rounds=0)
    refused = {e.method: e.refused for e in found.estimates if e.refused}
    assert refused == {
        "log-linear, all pairs": "the table does not determine this model: some of these lists share nobody"
    }
    assert found.notes == ("1 of 3 pairs of lists share nobody: whether these two go together cannot be told",)


def test_many_lists_say_which_were_taken_as_one() -> None:
    found = estimates(independent(2_000, (0.4, 0.5, 0.3, 0.2, 0.1, 0.05, 0.06)), most_rounds=0)
    by = {e.method: e.note for e in found.estimates}
    assert "on 6 lists, L5 + L6 as one" in by["log-linear, pairs, best by AIC"]
    assert "on 5 lists, 3 smaller lists as one" in by["averaged over decomposable graphs"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([one("a", 100, 90, 120), one("b", 150, 110, 190)], "from 100 (a) to 150 (b): the largest is 1.5 times the"),
        ([one("a", 100, 90, 120), one("b", 150, 110, 190)], "all intervals share 110 to 120"),
        ([one("a", 100, 90, 105), one("b", 150, 110, 190)], "the choice of method matters more than chance"),
        ([one("a", 100, 90, 105), one("b", None)], "fewer than two methods gave an estimate"),
    ],
)
def test_the_spread_between_methods_is_said_in_words(found: list[Estimate], said: str) -> None:
    assert said in spread(found)
