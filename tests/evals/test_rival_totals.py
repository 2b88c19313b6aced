"""The measures of rival totals: a curve held against a published one, and forecasts against what came."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from evals.rival_totals import claims_of, curve_figures, forward_figures, published
from tollbook.reconcile.curve import CurveClaim

START = date(2031, 1, 1)


def made() -> list[CurveClaim]:
    def one(number: int) -> CurveClaim:
        value = (30 + 4 * number) ** 2
        day = START + timedelta(days=14 * number)
        return CurveClaim(claim=f"{number:03}", day=day, source="a", said_by="a", low=value, high=value)

    return [one(n) for n in range(40)]


def test_rows_of_one_id_and_day_are_one_claim_and_casualties_are_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "input.csv"
    file.write_text(
        "date,source,source_id,estimate_type,estimate,source_type\n"
        "2031-01-02,A,a1,estimate_low,10,deaths\n2031-01-02,A,a1,estimate_high,20,deaths\n"
        "2031-01-03,A,a1,estimate,15,deaths\n2031-01-04,B,b1,estimate,99,casualties\n",
        encoding="utf-8",
    )
    found = claims_of(file)
    assert [(c.day.day, c.low, c.best, c.high) for c in found] == [(2, 10, None, 20), (3, None, 15, None)]


def test_days_without_an_interval_are_not_published(tmp_path: Path) -> None:
    file = tmp_path / "meta.csv"
    file.write_text("date,estimate,ci_lower,ci_upper\n2031-01-02,NA,NA,NA\n2031-01-01,5,4,7\n", encoding="utf-8")
    assert published(file) == [(date(2031, 1, 1), 5, 4, 7)]


def test_a_curve_that_meets_the_published_one_scores_full_and_another_does_not() -> None:
    days = [(START + timedelta(days=n), (30 + 4 * n / 14) ** 2) for n in range(0, 500, 10)]
    near = {f.name.split("/")[1]: f.value for f in curve_figures(made(), [(d, v, v * 0.95, v * 1.05) for d, v in days])}
    far = {f.name.split("/")[1]: f.value for f in curve_figures(made(), [(d, v * 2, v, v * 3) for d, v in days[:1]])}
    assert near["days inside the published interval"] == 1
    assert near["1 - median difference"] == pytest.approx(1, abs=0.01)
    assert near["never falls"] == 1
    assert far["1 - median difference"] == pytest.approx(0.5, abs=0.05)


def test_forward_errors_of_steady_claims_are_small() -> None:
    found = {f.name.split("/")[1]: f.value for f in forward_figures(made())}
    assert found["1 - mean forward error"] > 0.97
    assert found["held by the 90% interval"] + found["not held by it"] == pytest.approx(1)
