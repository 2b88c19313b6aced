"""The measures of estimates: values met to within one, medians inside, chains that agree."""

import numpy as np

from evals.uncounted import believed, closed_form, within_one
from tests.reconcile.uncounted.made import two_kinds
from tollbook.reconcile.uncounted.latent import Chains


def test_a_value_is_met_to_within_one_person_and_one_that_is_missing_is_not() -> None:
    assert within_one({"a": 10.9, "b": 12.2}, {"a": 10, "b": 11, "c": 1}) == {"a": True, "b": False, "c": False}


def test_four_values_of_a_table_of_four_lists() -> None:
    found = closed_form(two_kinds(1_000, 1_000))
    assert len(found) == 4
    assert found["independence_log_linear"] < found["chao_lower_bound"]


def test_a_median_counts_only_where_chains_agree() -> None:
    draws = np.random.default_rng(1).poisson(1000, (4, 200))
    assert believed(Chains(draws, 1), 1000)
    assert not believed(Chains(draws, 1), 2000)
    assert not believed(Chains(draws * np.array([[1], [1], [1], [3]]), 1), 1000)
