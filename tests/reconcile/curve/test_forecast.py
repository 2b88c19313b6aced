"""Forecasts: a source that speaks often by its own trend, others by the curve's growth, bounds by past errors."""

from datetime import timedelta

import pytest

from tests.reconcile.curve.made import FIRST, claim, growing
from tollbook.reconcile.curve import forecasts, past_errors

ONCE = claim(90, 200, 8000, source="ngo", said_by="an NGO")


def test_a_frequent_source_goes_on_by_its_own_trend_and_another_by_the_curve() -> None:
    claims = [*growing(), ONCE]
    by = {f.source: f for f in forecasts(claims, FIRST + timedelta(days=390), [])}
    assert by["monitor"].way == "own trend"
    assert by["monitor"].value == pytest.approx(150**2, rel=0.01)
    assert by["ngo"].way == "curve"
    assert by["ngo"].value > 8000 * 2
    assert by["ngo"].low is None


def test_a_source_silent_for_more_than_a_year_is_not_expected_to_speak() -> None:
    old = claim(91, -60, 300, source="old", said_by="an old survey")
    found = forecasts([old, *growing()], FIRST + timedelta(days=390), [])
    assert [f.source for f in found] == ["monitor"]


def test_past_errors_know_only_what_was_said_before_their_month() -> None:
    claims = growing(20, every=20)
    errors = past_errors(claims)
    assert errors
    for found in errors:
        assert found.month <= found.claim.day < found.month + timedelta(days=90)
    before = past_errors([c for c in claims if c.day < FIRST + timedelta(days=300)])
    assert before == [e for e in errors if e.claim.day < FIRST + timedelta(days=300)]


def test_bounds_come_from_ten_errors_or_more_and_hold_the_middle_nine_tenths() -> None:
    claims = [claim(n, 12 * n, (20 + 5 * n) ** 2 * (1.05 if n % 2 else 0.95), source="weekly") for n in range(45)]
    errors = past_errors(claims)
    assert all((e.bounds is None) or e.bounds[0] < e.bounds[1] for e in errors)
    assert errors[0].bounds is None
    assert errors[-1].bounds is not None
    (coming,) = forecasts(claims, claims[-1].day + timedelta(days=90), errors)
    assert coming.low is not None
    assert coming.high is not None
    assert coming.low < coming.value * 1.05
    assert coming.errors >= 10


def test_their_order_changes_nothing() -> None:
    claims = [*growing(), ONCE]
    assert past_errors(claims[::-1]) == past_errors(claims)
    day = FIRST + timedelta(days=400)
    assert forecasts(claims[::-1], day, []) == forecasts(claims, day, [])
