"""Estimates by several methods, one row each: a dot, its interval, and a line where the counted ones end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .lines import wrap
from .scale import Scale
from .svg import element, esc

_CHAR, _LEFT, _ROW, _LINE = 6.5, 250.0, 34.0, 15.0


@dataclass(frozen=True)
class EstimateRow:
    """One method: its estimate with bounds; all None where it was refused, `words` say what stands there."""

    name: str
    value: int | None
    low: int | None
    high: int | None
    words: str


def estimates_chart(rows: Sequence[EstimateRow], observed: int, *, title: str, width: int = 900) -> str:
    """The whole drawing, with a line at those observed (persons on any list). Empty without rows."""
    if not rows:
        return ""
    bounds = [v for row in rows for v in (row.value, row.low, row.high) if v is not None]
    scale = Scale.covering([*bounds, observed])
    right, top = width - 34.0, 30.0
    bottom = top + _ROW * len(rows)

    def x(value: int) -> float:
        return _LEFT + scale.position(value) * (right - _LEFT)

    body = []
    for tick in scale.ticks():
        body.append(element("line", x1=x(tick.value), x2=x(tick.value), y1=top, y2=bottom))
        if tick.major:
            body.append(element("text", tick.label, x=x(tick.value), y=bottom + 18, text_anchor="middle"))
    parts = [element("g", *body, class_="grid", aria_hidden="true")]
    said = f"{observed:,} on any list"
    parts.append(element("line", x1=x(observed), x2=x(observed), y1=top - 6, y2=bottom, class_="base"))
    parts.append(element("text", said, x=x(observed) + 4, y=top - 10))
    for number, row in enumerate(rows):
        parts.append(_row(row, top + _ROW * (number + 0.5), x))
    height = bottom + 30
    return element(
        "svg", *parts, class_="estimates", role="group", aria_label=title, viewBox=f"0 0 {width} {height:g}",
        width=width, height=height,
    )  # fmt: skip


def _row(row: EstimateRow, y: float, x: Callable[[int], float]) -> str:
    lines = wrap(row.name, int((_LEFT - 16) / _CHAR), 2)
    first = y + 4 - (len(lines) - 1) * _LINE / 2
    spans = [element("tspan", esc(text), x=8, y=first + n * _LINE) for n, text in enumerate(lines)]
    parts = [element("title", esc(f"{row.name}: {row.words}")), element("text", *spans)]
    if row.value is None or row.low is None or row.high is None:
        parts.append(element("text", "refused", x=_LEFT + 8, y=y + 4))
        return element("g", *parts, class_="party-0")
    a, b = x(row.low), x(row.high)
    bar = f"M{a:.1f} {y:.1f}H{b:.1f}M{a:.1f} {y - 5:.1f}v10M{b:.1f} {y - 5:.1f}v10"
    parts.append(element("path", d=bar, class_="whisker"))
    parts.append(element("circle", cx=x(row.value), cy=y, r=4.5, class_="point full"))
    return element("g", *parts, class_="party-0")
