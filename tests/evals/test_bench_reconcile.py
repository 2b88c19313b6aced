"""The bench of reconciling, on few claims."""

from __future__ import annotations

from collections import Counter

from evals.bench_reconcile import bcubed, cells, reconcile
from evals.made_claims import made


def test_made_claims_are_skewed_and_the_same_each_time() -> None:
    claims, reports, truth = made(2_000)
    assert made(2_000) == (claims, reports, truth)
    sizes = sorted(Counter(truth).values())
    assert sizes[len(sizes) // 2] <= 3
    assert sizes[-1] > 20


def test_made_incidents_are_found_again() -> None:
    claims, reports, truth = made(1_000)
    incident, links, _ = reconcile(list(cells(claims, reports).values()))
    assert bcubed(truth, [incident[claim.id] for claim in claims]) > 0.97
    assert links < len(claims)


def test_bcubed_of_one_group_for_all() -> None:
    assert bcubed([0, 1], [0, 0]) == 2 * 0.5 / 1.5
    assert bcubed([0, 0, 1], [5, 5, 7]) == 1.0
