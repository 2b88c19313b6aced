"""Rival claims for tests of curves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tollbook.reconcile.curve import CurveClaim

FIRST = date(2031, 1, 1)


def claim(number: int, day: int, value: float | None = None, **fields: Any) -> CurveClaim:
    """A claim of the monitor, so many days after the first; `value` is low and high at once."""
    made: dict[str, Any] = {"claim": f"m-{number:03}", "source": "monitor", "said_by": "the monitor"}
    made |= {"low": value, "high": value} if value is not None else {}
    return CurveClaim(day=FIRST + timedelta(days=day), **{**made, **fields})


def growing(number: int = 12, every: int = 30, step: float = 10.0) -> list[CurveClaim]:
    """Claims that lie on a line on the square-root scale."""
    return [claim(n, n * every, (20 + step * n) ** 2) for n in range(number)]
