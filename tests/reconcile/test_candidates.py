"""Candidates, found in memory and by DuckDB (that Spark finds the same is tested with the runs on a cluster)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from evals.made_claims import made
from tests.reconcile.made_events import OSK, claim, events, report
from tollbook.reconcile.candidate_lists import WIDE
from tollbook.reconcile.candidates import by_query, candidates
from tollbook.reconcile.episodes import Episode, episodes_of


def many(number: int) -> list[Episode]:
    """Accounts of one place, one a day; their texts have nothing in common."""
    reports = [report(f"{n:05}", str(date(2024, 1, 1) + timedelta(days=n)), "") for n in range(number)]
    return episodes_of([claim(r, 1, n, str(r.published), OSK) for n, r in enumerate(reports)], reports)


def test_neighbours_in_time_are_paired_and_no_others() -> None:
    pairs = candidates(many(60))
    assert {int(b - a) for a, b in pairs} == set(range(1, WIDE + 1))


def test_pairs_grow_with_the_number_of_accounts_and_not_with_its_square() -> None:
    assert len(candidates(many(400))) < 2.2 * len(candidates(many(200)))


def test_the_order_of_claims_changes_no_pair() -> None:
    claims, reports = events()
    forward = candidates(episodes_of(claims, reports))
    backward = candidates(episodes_of(claims[::-1], reports[::-1]))
    assert np.array_equal(forward, backward)


def test_the_query_finds_the_same_pairs() -> None:
    claims, reports, _ = made(600, seed=3)
    episodes = episodes_of(claims, reports)
    assert np.array_equal(candidates(episodes), by_query(episodes))


def test_a_shared_name_pairs_accounts_years_apart() -> None:
    text = "Halyna Zorenko, 61, was killed when a missile hit the bakery."
    reports = [report(f"n{n}", f"{2015 + n}-06-01", text if n in (0, 5) else f"Nothing {n}.") for n in range(6)]
    claims = [claim(r, 1, 1, str(r.published), {}) for r in reports]
    episodes = episodes_of([replace(c, country=f"C{n}") for n, c in enumerate(claims)], reports)
    places = {e.report: n for n, e in enumerate(episodes)}
    assert tuple(sorted((places["r-n0"], places["r-n5"]))) in {(int(a), int(b)) for a, b in candidates(episodes)}
