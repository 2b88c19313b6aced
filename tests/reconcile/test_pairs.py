"""The pair model: its file, and its reasons."""

from __future__ import annotations

import numpy as np
import pytest

from tests.reconcile.made_events import events
from tollbook.errors import SettingsError
from tollbook.reconcile.candidates import candidates
from tollbook.reconcile.columns import columns_of
from tollbook.reconcile.episodes import episodes_of
from tollbook.reconcile.pair_features import FEATURES
from tollbook.reconcile.pair_levels import Levels
from tollbook.reconcile.pairs import compare, pair_model, read_weights


def compared(a: str, b: str) -> Levels:
    """The levels of the episodes of two reports."""
    episodes = episodes_of(*events())
    rows = sorted(n for n, e in enumerate(episodes) if e.report in (a, b) and e.main)
    return compare(columns_of(episodes), np.array([rows], dtype=np.int64))


def test_every_level_has_words_and_a_weight() -> None:
    for feature, weights in zip(FEATURES, pair_model().weights, strict=True):
        assert len(weights) == len(feature.levels)
        assert len(set(feature.levels)) == len(feature.levels)


def test_accounts_of_one_event_score_higher_than_of_two() -> None:
    model = pair_model()
    (same,), (other,) = model.scores(compared("r-a", "r-c")), model.scores(compared("r-a", "r-d"))
    assert same > 600_000 > 200_000 > other


def test_the_reasons_are_the_levels_that_weigh_most() -> None:
    (levels,) = compared("r-a", "r-e")
    words, fields = pair_model().why(levels)
    assert "against it" in words
    assert set(fields) <= {feature.name for feature in FEATURES}


def test_levels_do_not_depend_on_which_account_comes_first() -> None:
    episodes = episodes_of(*events())
    columns, pairs = columns_of(episodes), candidates(episodes)
    assert np.array_equal(compare(columns, pairs), compare(columns, pairs[:, ::-1]))


def test_a_broken_file_says_what_is_wrong() -> None:
    with pytest.raises(SettingsError, match="line 1"):
        read_weights("window\tthe same days\t1")
    with pytest.raises(SettingsError, match=r"training\.incidents"):
        read_weights("bias\t-\t1\t1")
