"""Latent classes: the same seed gives the same draws, a known number is found, and R-hat tells chains that disagree."""

import numpy as np
import pytest

from tests.reconcile.uncounted.made import independent, two_kinds
from tollbook.reconcile.uncounted.latent import Chains, Sampler


def test_the_same_seed_gives_the_same_draws_and_running_on_is_running_at_once() -> None:
    made = independent(500, (0.4, 0.5, 0.3))
    once = Sampler(made, seed=3).run(400)
    again = Sampler(made, seed=3)
    again.run(150)
    assert np.array_equal(again.run(400).draws, once.draws)
    assert once.draws.shape == (4, 60)
    assert not np.array_equal(Sampler(made, seed=4).run(400).draws, once.draws)


def test_alike_persons_on_independent_lists_are_counted_right() -> None:
    found = Sampler(independent(2_000, (0.5, 0.6, 0.5, 0.4))).run(2_500)
    low, median, high = found.quantiles
    assert low < 2_000 < high
    assert median == pytest.approx(2_000, rel=0.03)
    assert found.rhat < 1.1


def test_two_kinds_of_persons_are_told_where_independence_misses_many() -> None:
    made = two_kinds(1_500, 1_500)
    found = Sampler(made).run(3_000)
    low, _, high = found.quantiles
    assert low < 3_000 < high
    assert made.observed < low


def test_draws_are_never_fewer_than_those_observed() -> None:
    made = two_kinds(200, 100)
    assert Sampler(made).run(300).draws.min() >= made.observed


def test_rhat_is_one_for_chains_that_agree_and_large_for_those_that_do_not() -> None:
    rng = np.random.default_rng(2)
    alike = rng.poisson(1000, (4, 500))
    apart = alike * np.array([[1], [1], [2], [4]])
    drifting = alike + np.arange(500) * 4
    assert Chains(alike, 1).rhat == pytest.approx(1, abs=0.02)
    assert Chains(apart, 1).rhat > 3
    assert Chains(drifting, 1).rhat > 1.5
    assert Chains(np.full((4, 30), 7), 1).rhat == 1
    assert Chains(alike[:, :12], 1).rhat == np.inf
