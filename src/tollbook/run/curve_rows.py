"""Curves as plain values, and their figures in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tollbook.reconcile.curve import CurveClaim, Pull, RivalCurve

from .curving import WARNING, Curves, CurveView
from .series_views import words_of


def curve_rows(found: Curves) -> Iterator[dict[str, Any]]:
    """Curves as plain values: one row for a curve, then its days, sources, claims, claims left out and forecasts."""
    for view in found.views:
        whose = {"measure": view.wanted.measure, "party": view.wanted.party}
        about = {"about": view.chosen.about, "warning": WARNING, "why_none": view.why_none}
        yield {"kind": "curve", **whose, **about, "equal": found.weights.equal, "weights": dict(found.weights.sources)}
        yield from ({**row, **whose} for row in _rows(view))


def _rows(view: CurveView) -> Iterator[dict[str, Any]]:
    curve, effects = view.curve, view.effects
    multiples = effects.multiples if effects is not None else {}
    if curve is not None:
        for n, day in enumerate(curve.days):
            values = {"estimate": curve.mid[n], "low": curve.low[n], "high": curve.high[n]}
            second = {"with_source_effects": round(float(effects.mid[n]))} if effects is not None else {}
            yield {"kind": "day", "day": day.isoformat(), **{k: round(float(v)) for k, v in values.items()}, **second}
        for part in curve.sources:
            yield {
                "kind": "source",
                "source": part.source,
                "said_by": part.said_by,
                "claims": part.claims,
                "weight": part.weight,
                "share": round(part.share, 4),
                "pull_at_end": None if part.end is None else round(part.end),
                "multiple": None if part.source not in multiples else round(multiples[part.source], 3),
            }
        yield from (_pull_row(pull) for pull in curve.pulls)
    for out in view.chosen.left_out:
        yield {"kind": "left_out", "claim": out.claim, "said_by": out.said_by, "why": out.why}
    for f in view.forecasts:
        bounds = {"low": None if f.low is None else round(f.low), "high": None if f.high is None else round(f.high)}
        values = {"day": f.day.isoformat(), "value": round(f.value), **bounds, "way": f.way, "errors": f.errors}
        yield {"kind": "forecast", "source": f.source, "said_by": f.said_by, **values}


def _pull_row(pull: Pull) -> dict[str, Any]:
    claim = pull.claim
    return {
        "kind": "claim",
        "claim": claim.claim,
        "day": claim.day.isoformat(),
        "source": claim.source,
        "said_by": claim.said_by,
        "low": claim.low,
        "best": claim.best,
        "high": claim.high,
        "own": claim.own,
        "weight": pull.weight,
        "share": round(pull.share, 5),
        "pulls": pull.heard,
        "pull": round(pull.here),
        "pull_at_end": round(pull.end),
        "repeats": list(claim.repeats),
    }


def figure_words(claim: CurveClaim) -> str:
    """A claim's figures in digits."""
    if claim.best is not None and (claim.low is None or claim.high is None or claim.low != claim.high):
        bounds = f" ({_bounds(claim)})" if claim.low is not None or claim.high is not None else ""
        return f"{claim.best:,.0f}{bounds}"
    return _bounds(claim)


def _bounds(claim: CurveClaim) -> str:
    return words_of(*(None if v is None else int(v) for v in (claim.low, claim.high)))


def rounded(value: float) -> int:
    """An estimate to three digits: more would say more than it knows."""
    digits = len(str(int(abs(value))))
    return int(round(value, -max(0, digits - 3)))


def pull_words(people: float) -> str:
    """A pull with its sign, to three digits."""
    value = rounded(people)
    return f"+{value:,}" if value > 0 else f"{value:,}".replace("-", "−")


def sampled(curve: RivalCurve, most: int = 12) -> list[tuple[date, float, float, float, int]]:
    """The curve at about so many days, the first and the last among them: day, estimate, low, high, its place."""
    last = len(curve.days) - 1
    places = sorted({round(last * n / (most - 1)) for n in range(most)})
    return [(curve.days[n], float(curve.mid[n]), float(curve.low[n]), float(curve.high[n]), n) for n in places]
