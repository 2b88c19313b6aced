from __future__ import annotations

import random

import pytest

from tollbook.agreement import Ratings, measure
from tollbook.agreement.measuring import LEAST_CLUSTERS


def ratings(reports: int, a_report: int = 6, right: float = 0.8) -> Ratings:
    """Two coders who give one of three names to each claim; the second repeats the first so often."""
    drawn = random.Random(4)
    units, clusters = list[tuple[str, str]](), list[int]()
    for report in range(reports):
        for _ in range(a_report):
            one = drawn.choice("abc")
            units.append((one, one if drawn.random() < right else drawn.choice("abc")))
            clusters.append(report)
    return Ratings.of(units, clusters)


def test_each_coefficient_has_an_interval_around_it_that_more_reports_narrow() -> None:
    few, many = measure("x", ratings(10), "nominal"), measure("x", ratings(160), "nominal")
    assert (few.units, few.reports, many.units) == (60, 10, 960)
    for one, other in ((few.percent, many.percent), (few.alpha, many.alpha), (few.gwet, many.gwet)):
        for estimate in (one, other):
            assert estimate.value is not None and estimate.low is not None and estimate.high is not None
            assert estimate.low < estimate.value < estimate.high
        assert other.high - other.low < 0.5 * (one.high - one.low)  # type: ignore[operator]  # looked at above


def test_the_same_ratings_give_the_same_interval() -> None:
    assert measure("x", ratings(8), "nominal") == measure("x", ratings(8), "nominal")


def test_claims_of_one_report_are_drawn_together() -> None:
    # In one half of the reports they agree throughout, in the other nowhere: claims alone would hide how little that is
    units = [("a", "a") if report % 2 else ("a", "b") for report in range(10) for _ in range(20)]
    together = measure("x", Ratings.of(units, [report for report in range(10) for _ in range(20)]), "nominal").percent
    alone = measure("x", Ratings.of(units), "nominal").percent
    assert together.low is not None and alone.low is not None
    assert together.low < 0.25 < alone.low


@pytest.mark.parametrize("reports", [1, LEAST_CLUSTERS - 1])
def test_from_few_reports_there_is_no_interval_and_the_reason(reports: int) -> None:
    found = measure("x", ratings(reports), "nominal").percent
    assert found.value is not None and found.low is None
    assert found.why == "no interval from fewer than 5 reports"


def test_what_is_not_defined_says_why() -> None:
    found = measure("x", Ratings.of([("a", "a")] * 8), "nominal")
    assert (found.percent.value, found.gwet.value, found.alpha.value) == (1.0, 1.0, None)
    assert found.alpha.why is not None and "nothing differs" in found.alpha.why


def test_gwet_s_coefficient_is_named_by_its_weights() -> None:
    assert measure("x", ratings(5), "nominal").gwet_name == "AC1"
    assert measure("x", Ratings.of([(1, 2), (3, 3)]), "ratio").gwet_name == "AC2"
