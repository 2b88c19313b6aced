"""One curve from rival claims: monotone, blind to order, and honest about who pulls it where."""

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.curve.made import FIRST, claim, growing
from tollbook.reconcile.curve import CurveClaim, Weights, rival_curve, too_few
from tollbook.reconcile.curve.rival import data_of
from tollbook.reconcile.curve.spline import fit


def rivals() -> list[CurveClaim]:
    other = [claim(50 + n, 45 + 60 * n, (35 + 20 * n) ** 2 * 1.3, source="ngo", said_by="an NGO") for n in range(5)]
    third = [claim(70, 100, None, low=2000, high=9000, source="un", said_by="the UN")]
    return [*growing(), *other, *third]


def test_claims_that_agree_are_met_and_the_interval_is_narrow() -> None:
    curve = rival_curve(growing())
    mid, low, high = curve.at(FIRST + timedelta(days=150))
    assert mid == pytest.approx(4900, rel=0.001)
    assert low <= mid <= high
    assert high - low < 100


def test_the_order_of_claims_changes_nothing() -> None:
    claims = rivals()
    shuffled = claims[:]
    random.Random(4).shuffle(shuffled)
    a, b = rival_curve(claims), rival_curve(shuffled)
    assert np.array_equal(a.mid, b.mid)
    assert a.pulls == b.pulls
    assert a.sources == b.sources


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 700), st.integers(1, 10**6)), min_size=6, max_size=20))
def test_a_curve_never_falls_and_lies_in_its_interval(points: list[tuple[int, int]]) -> None:
    claims = [claim(n, day, value, source=f"s{n % 3}") for n, (day, value) in enumerate(points)]
    if too_few(claims) is not None:
        return
    curve = rival_curve(claims)
    assert np.diff(curve.mid).min() >= -1e-6
    assert np.all(curve.low <= curve.mid + 1e-6)
    assert np.all(curve.mid <= curve.high + 1e-6)


def test_a_pull_is_the_curve_less_the_curve_without_the_claim() -> None:
    curve = rival_curve(rivals())
    n, pull = next((n, p) for n, p in enumerate(curve.pulls) if p.claim.claim == "m-052")
    rest = curve.data.without(np.arange(len(curve.pulls)) == n)
    without = fit(rest, curve.fit.low, curve.fit.high, curve.fit.knots, curve.fit.penalty)
    day = curve.data.x[n : n + 1]
    assert pull.here > 0
    assert pull.here == pytest.approx(curve.fit.at(day)[0] ** 2 - without.at(day)[0] ** 2, rel=1e-3)


def test_a_last_claim_that_holds_the_curve_level_pulls_as_much_as_its_source() -> None:
    last = claim(95, 700, 4000, source="late", said_by="a late survey")
    curve = rival_curve([*growing(), last])
    pull = next(p for p in curve.pulls if p.claim.claim == "m-095")
    part = next(s for s in curve.sources if s.source == "late")
    assert pull.end < -1_000
    assert part.end == pytest.approx(pull.end)


def test_leaving_out_a_source_stays_within_the_interval() -> None:
    curve = rival_curve(rivals())
    without = [c for c in rivals() if c.source != "ngo"]
    data = data_of(rivals(), [0.0 if c.source == "ngo" else 1.0 for c in rivals()])
    other = fit(data, curve.fit.low, curve.fit.high, curve.fit.knots, curve.fit.penalty)
    days = np.array([d.toordinal() for d in curve.days], dtype=float)
    assert too_few(without) is None
    assert np.all(curve.low <= other.at(days) ** 2 + 1e-6)
    assert next(s for s in curve.sources if s.source == "ngo").end == pytest.approx(
        curve.mid[-1] - other.at(days[-1:])[0] ** 2, rel=1e-6
    )


def test_weight_moves_the_curve_towards_a_source_and_none_leaves_it_out() -> None:
    plain = rival_curve(rivals())
    heavy = rival_curve(rivals(), Weights(sources={"an ngo": 20}))
    light = rival_curve(rivals(), Weights(sources={"NGO": 0, "an NGO": 0}))
    alone = rival_curve([c for c in rivals() if c.source != "ngo"])
    day = FIRST + timedelta(days=200)
    assert heavy.at(day)[0] > plain.at(day)[0] > light.at(day)[0]
    assert light.at(day)[0] == pytest.approx(alone.at(day)[0], rel=1e-6)
    assert [p.heard for p in light.pulls if p.claim.source == "ngo"] == [False] * 5


def test_a_kept_bound_pulls_nothing_and_a_broken_one_does() -> None:
    kept = rival_curve([*growing(), claim(90, 150, None, low=100)])
    broken = rival_curve([*growing(), claim(90, 150, None, low=9000)])
    assert next(p for p in kept.pulls if p.claim.claim == "m-090").here == 0
    assert next(p for p in broken.pulls if p.claim.claim == "m-090").here > 0
    assert kept.at(FIRST + timedelta(days=150))[0] == pytest.approx(4900, rel=0.001)


def test_wide_ranges_widen_the_interval_and_leave_the_curve() -> None:
    wide = [replace(c, best=c.low, low=(c.low or 0) * 0.7, high=(c.low or 0) * 1.3) for c in growing()]
    a, b = rival_curve(growing()), rival_curve(wide)
    assert np.allclose(a.mid, b.mid)
    assert np.all(b.high - b.low > a.high - a.low)


@pytest.mark.parametrize(
    "claims",
    [
        [],
        growing(3),
        [claim(n, 10 * (n % 2), 100 + n) for n in range(6)],
        [claim(n, n, None, low=10) for n in range(9)],
    ],
)
def test_too_few_figures_are_refused_with_the_reason(claims: list[CurveClaim]) -> None:
    assert "a curve needs 4 figures or ranges on 3 days" in (too_few(claims) or "")
    with pytest.raises(ValueError, match="a curve needs 4 figures or ranges on 3 days"):
        rival_curve(claims)
