"""Estimated curves over rival running totals: a band, a line, a second dashed line, and every claim with its pull."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from .days import Days
from .labels import spread
from .lines import marker, wrap
from .plot_frame import Frame
from .scale import Scale
from .svg import element, esc

MOST_CORNERS = 240
"""A curve has no more corners than this: it is drawn, not sampled."""
SMALLEST, LARGEST = 2.2, 7.0
"""Half the size of a claim's mark, in pixels, for the least and the greatest pull; its area goes with the pull."""
_CHAR, _ROW, _MARGIN = 6.5, 15.0, 190.0


@dataclass(frozen=True)
class CurveMark:
    """One claim: `pull` is 0 to 1, a share of the greatest pull; `idle`: it does not pull at all."""

    day: date
    value: int | None
    low: int | None
    high: int | None
    words: str
    href: str
    pull: float = 0.0
    idle: bool = False

    @property
    def stated(self) -> int:
        """Where the mark stands: the figure that pulls, or the only bound."""
        found = next((v for v in (self.value, self.low, self.high) if v is not None), None)
        if found is None:
            raise ValueError(f"a mark needs a number: {self.words!r}")
        return found


@dataclass(frozen=True)
class CurveLine:
    """One estimated curve: values of each of its days, its claims, and what stands beside its end. `second` may be
    empty."""

    name: str
    days: tuple[date, ...]
    mid: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    marks: tuple[CurveMark, ...]
    ending: str
    second: tuple[float, ...] = ()
    colour: int = 0


def curves_chart(curves: Sequence[CurveLine], *, title: str, width: int = 900) -> str:
    """The whole drawing on one linear scale from zero; empty where there is no curve."""
    curves = [curve for curve in curves if curve.days]
    if not curves:
        return ""
    shown = [m for curve in curves for m in curve.marks]
    days = Days(min(c.days[0] for c in curves), max(c.days[-1] for c in curves))
    bounds = [v for m in shown for v in (m.value, m.low, m.high) if v is not None]
    top = max(1, *bounds, *(round(max(c.mid)) for c in curves), *(round(max(c.second, default=0)) for c in curves))
    scale = Scale.covering([top])
    left = 14 + _CHAR * max(len(t.label) for t in scale.ticks())
    frame = Frame(left, width - _MARGIN, 16, 396, days, scale)
    body = [_grid(frame)]
    for shape, curve in enumerate(curves):
        body.append(_curve(curve, frame, shape))
    body.append(_names(curves, frame))
    height = frame.bottom + 34
    return element(
        "svg", *body, class_="curves", role="group", aria_label=title, viewBox=f"0 0 {width} {height:g}",
        width=width, height=height,
    )  # fmt: skip


def _grid(frame: Frame) -> str:
    parts = []
    for tick in frame.scale.ticks():
        y = frame.y(tick.value)
        parts.append(element("line", x1=frame.left, x2=frame.right, y1=y, y2=y))
        parts.append(element("text", tick.label, x=frame.left - 8, y=y + 4, text_anchor="end"))
    for day, label in frame.days.ticks(7):
        x = frame.x(day)
        parts.append(element("line", x1=x, x2=x, y1=frame.bottom, y2=frame.bottom + 5))
        parts.append(element("text", label, x=x, y=frame.bottom + 20, text_anchor="middle"))
    return element("g", *parts, class_="grid", aria_hidden="true")


def _curve(curve: CurveLine, frame: Frame, shape: int) -> str:
    step = max(1, -(-len(curve.days) // MOST_CORNERS))
    kept = sorted({*range(0, len(curve.days), step), len(curve.days) - 1})

    def corners(values: Sequence[float], order: Sequence[int]) -> str:
        return " ".join(f"{frame.x(curve.days[n]):.1f},{frame.y(values[n]):.1f}" for n in order)

    band = f"{corners(curve.high, kept)} {corners(curve.low, kept[::-1])}"
    parts = [element("polygon", points=band, class_="band")]
    if curve.second:
        parts.append(element("polyline", points=corners(curve.second, kept), class_="line second"))
    parts.append(element("polyline", points=corners(curve.mid, kept), class_="line"))
    parts += [_mark(m, curve.name, frame, shape) for m in sorted(curve.marks, key=lambda m: (m.day, m.stated))]
    return element("g", *parts, class_=f"series party-{curve.colour}")


def _mark(mark: CurveMark, name: str, frame: Frame, shape: int) -> str:
    x, y = frame.x(mark.day), frame.y(mark.stated)
    size = SMALLEST + (LARGEST - SMALLEST) * sqrt(min(1.0, max(0.0, mark.pull)))
    body = []
    if mark.low is not None and mark.high is not None and mark.low != mark.high:
        ends = f"M{x:.1f} {frame.y(mark.low):.1f}V{frame.y(mark.high):.1f}"
        body.append(element("path", d=ends, class_="whisker"))
    elif mark.value is None:
        way = -1 if mark.high is None else 1
        body.append(element("path", d=f"M{x - 4:.1f} {y + way * 11:.1f}l4 {way * 6}l4 {-way * 6}", class_="head"))
        body.append(element("path", d=f"M{x:.1f} {y:.1f}V{y + way * 16:.1f}", class_="whisker"))
    body.append(marker(shape, x, y, "point hollow" if mark.idle else "point full", size))
    label = f"{name}, {mark.day.isoformat()}: {mark.words}"
    return element("a", element("title", esc(label)), *body, href=mark.href, aria_label=label)


def _names(curves: Sequence[CurveLine], frame: Frame) -> str:
    """Each curve's name at its end, with what is said of it."""
    width = int((_MARGIN - 24) / _CHAR)
    rows = [[*wrap(c.name, width, 3), *wrap(c.ending, width, 3)] for c in curves]
    heights = [len(lines) * _ROW + 6 for lines in rows]
    wanted = [frame.y(c.mid[-1]) for c in curves]
    centres = spread(wanted, heights, frame.top - 8, max(frame.bottom, frame.top + sum(heights)))
    parts = []
    for curve, lines, y in zip(curves, rows, centres, strict=True):
        top = y - (len(lines) - 1) * _ROW / 2 + 4
        spans = [element("tspan", esc(text), x=frame.right + 14, y=top + n * _ROW) for n, text in enumerate(lines)]
        parts.append(element("text", *spans, class_=f"party-{curve.colour}"))
    return element("g", *parts, aria_hidden="true")
