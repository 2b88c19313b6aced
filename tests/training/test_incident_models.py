"""Fitting of what joins accounts and of incidents' figures, on made-up cases."""

from __future__ import annotations

import json

import numpy as np

from tests.reconcile.made_events import OSK, claim, report
from tollbook.reconcile.figure_features import Account
from tollbook.reconcile.likeliest import figures
from tollbook.reconcile.likeliest import read_weights as read_figures
from tollbook.reconcile.pair_features import FEATURES
from tollbook.reconcile.pairs import read_weights
from training import figures as fitted_figures
from training import pairs
from training.articles import fold_of, incidents_of, table_rows


def test_the_prior_has_a_weight_for_each_level() -> None:
    prior = pairs.read_prior()
    assert [len(weights) for weights in prior.weights] == [len(f.levels) for f in FEATURES]


def test_weights_stay_at_the_prior_where_nothing_is_learnt_and_move_where_something_is() -> None:
    street = [f.name for f in FEATURES].index("streets")
    levels = np.zeros((200, len(FEATURES)), dtype=np.int8)
    levels[:100, street] = 1
    same = np.arange(200) < 100
    model, prior = pairs.fit(levels, same), pairs.read_prior()
    assert model.weights[street][1] > prior.weights[street][1]
    window = [f.name for f in FEATURES].index("window")
    assert np.allclose(model.weights[window], prior.weights[window])
    assert read_weights(pairs.written(model)).weights[street][1] == round(model.weights[street][1], 3)


def test_figures_are_learnt_from_what_accounts_say() -> None:
    cases = []
    for number in range(40):
        said = claim(
            report(f"z{number}", "2024-03-12", ""), 1, 1 + number % 4, "2024-03-11", OSK, evidence="were slain"
        )
        cases.append(fitted_figures.case_of([Account((said,), "", "Men were slain.")], 1 + number % 4, 0))
    weights = fitted_figures.fit(cases)
    kept = read_figures(fitted_figures.written(weights))
    said = claim(report("y", "2024-03-12", ""), 1, 3, "2024-03-11", OSK, evidence="were slain")
    assert figures([Account((said,), "", "Men were slain.")], kept)["killed"].best == 3


def test_articles_are_rows_of_a_table_once_each_with_their_titles() -> None:
    article = {
        "id": "a",
        "title": "Two dead",
        "published": "2015-01-02",
        "text": "They died.",
        "url": "http://www.x.org/1",
    }
    found = [{"incident": "1", "articles": [article]}, {"incident": "2", "articles": [article]}]
    (row,) = table_rows(found)
    assert row["text"] == "Two dead\n\nThey died."
    assert row["outlet"] == "x.org"
    assert json.dumps(row)
    assert incidents_of(found) == {"a": frozenset({"1", "2"})}
    assert 0 <= fold_of("1") < 5
