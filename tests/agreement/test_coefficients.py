"""Against published worked examples.

Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): A (two observers, binary), B (two observers, nominal),
C and D (four observers, missing values, several metrics). Gwet: the same four raters, the six raters of fifteen
patients and the abstractors' table of the Handbook (2014), with the coefficients that his package irrCAC prints for
them; and the table of two raters with high agreement (2008).
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.agreement import Ratings, alpha, gwet, percent, weights

MEG = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
OWEN = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
BEN, GERRY = "aabbdcccedda", "babbbccceddd"
_FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
PATIENTS = (  # depression, personality disorder, schizophrenia, neurosis, other: how many of six raters said so
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
    (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
    (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
)  # fmt: skip


def four() -> Ratings:
    columns = [[None if c == "." else int(c) for c in row] for row in _FOUR]
    return Ratings.of(list(zip(*columns, strict=True)))


def table(rows: tuple[tuple[int, ...], ...]) -> Ratings:
    """Two raters' ratings from how often they gave each pair of categories."""
    units = [(a + 1, b + 1) for a, row in enumerate(rows) for b, times in enumerate(row) for _ in range(times)]
    return Ratings.of(units)


def patients() -> Ratings:
    return Ratings.of([[k for k, times in enumerate(row) for _ in range(times)] for row in PATIENTS])


def test_krippendorff_s_first_example_of_two_observers_and_two_values() -> None:
    assert alpha(Ratings.of(list(zip(MEG, OWEN, strict=True)))) == pytest.approx(0.095, abs=0.0005)


def test_krippendorff_s_second_example_of_two_observers_and_names() -> None:
    assert alpha(Ratings.of(list(zip(BEN, GERRY, strict=True)))) == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.743), ("interval", 0.849), ("ratio", 0.797)])
def test_krippendorff_s_third_example_with_values_missing(level: str, value: float) -> None:
    assert alpha(four(), level) == pytest.approx(value, abs=0.0005)  # type: ignore[arg-type]  # a level by its name


@pytest.mark.parametrize(
    ("weighting", "value"),
    [("identity", 0.77544), ("linear", 0.859), ("quadratic", 0.914), ("ratio", 0.857)],
)
def test_gwet_s_four_raters(weighting: str, value: float) -> None:
    assert gwet(four(), weighting) == pytest.approx(value, abs=0.0005)  # type: ignore[arg-type]  # a name of weights
    assert percent(four()) == pytest.approx(0.8181818)


def test_gwet_s_six_raters_of_fifteen_patients() -> None:
    found = patients()
    assert percent(found) == pytest.approx(0.5511111)
    assert gwet(found) == pytest.approx(0.4448007, abs=1e-6)
    assert alpha(found) == pytest.approx(0.4204384, abs=1e-6)


@pytest.mark.parametrize(
    ("weighting", "value"), [("identity", 0.8493305), ("linear", 0.900), ("quadratic", 0.940), ("ratio", 0.963)]
)
def test_gwet_s_abstractors(weighting: str, value: float) -> None:
    found = table(((13, 0, 0), (0, 20, 7), (0, 4, 56)))
    assert gwet(found, weighting) == pytest.approx(value, abs=0.0005)  # type: ignore[arg-type]  # a name of weights
    assert percent(found) == pytest.approx(0.89)
    assert alpha(found) == pytest.approx(0.7972585, abs=1e-6)


def test_where_nearly_all_is_one_value_alpha_is_low_and_ac1_is_not() -> None:
    found = table(((118, 5), (2, 0)))
    assert percent(found) == pytest.approx(0.944)
    assert gwet(found) == pytest.approx(0.9408, abs=0.0001)
    assert alpha(found) == pytest.approx(1 - 249 / 243)


def test_weights_are_one_for_the_same_and_nothing_for_the_ends() -> None:
    categories = np.array([1.0, 2.0, 3.0])
    assert weights(categories, "linear").tolist() == [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]
    assert weights(categories, "quadratic").tolist() == [[1, 0.75, 0], [0.75, 1, 0.75], [0, 0.75, 1]]
    assert weights(categories, "identity").tolist() == np.eye(3).tolist()
    assert weights(np.array([0.0, 5.0, 9.0]), "ratio")[0].tolist() == [1, 0, 0]


def test_what_cannot_be_worked_out_is_none() -> None:
    nobody, alone, one_value = Ratings.of([]), Ratings.of([(1, None)]), Ratings.of([("a", "a"), ("a", "a")])
    assert [percent(nobody), alpha(nobody), gwet(nobody)] == [None, None, None]
    assert [percent(alone), alpha(alone), gwet(alone)] == [None, None, None]
    assert [percent(one_value), alpha(one_value), gwet(one_value)] == [1.0, None, 1.0]


def brute_alpha(units: list[tuple[int, int]], apart: dict[str, object]) -> float | None:
    """Alpha by its definition, pair by pair."""
    values = [value for unit in units for value in unit]
    total = len(values)

    def far(a: int, b: int) -> float:
        return float(apart["of"](a, b))  # type: ignore[operator]  # a function by its name

    observed = sum(2 * far(a, b) for a, b in units) / total
    expected = sum(far(a, b) for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    expected /= total * (total - 1)
    return None if expected == 0 else 1 - observed / expected


_pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12)


@given(_pairs)
def test_alpha_is_what_its_definition_says(units: list[tuple[int, int]]) -> None:
    ways = {
        "nominal": lambda a, b: a != b,
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0,
    }
    for level, way in ways.items():
        wanted = brute_alpha(units, {"of": way})
        found = alpha(Ratings.of(units), level)  # type: ignore[arg-type]  # a level by its name
        assert (found is None) == (wanted is None)
        if wanted is not None:
            assert found == pytest.approx(wanted)


@given(_pairs)
def test_the_order_of_coders_and_of_claims_changes_nothing(units: list[tuple[int, int]]) -> None:
    turned = Ratings.of([(b, a) for a, b in reversed(units)])
    for a, b in ((percent, percent), (alpha, alpha), (gwet, gwet)):
        one, other = a(Ratings.of(units)), b(turned)
        assert (one is None and other is None) or one == pytest.approx(other)
