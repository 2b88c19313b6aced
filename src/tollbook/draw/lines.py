"""Running totals over time: rival lines in one plot, each labelled at its end, daily figures as bars beneath.

Text in an SVG does not wrap and shrinks with the drawing, so a page asks for two widths and shows the one that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from .days import Days
from .labels import spread
from .plot_frame import Frame
from .scale import Scale
from .svg import element, esc

FAR = 0.2
"""A label farther from its point than this share of the plot has no leader: it would read as a line of figures."""
LEAST_GAP = 14
"""A line never breaks over fewer days of silence than this."""
_CHAR, _ROW = 6.5, 15.0
"""Average width of a character and height of a row of text at 12 pixels."""
SHAPES = 6
DENSE = 120
"""A line of more points than this has marks only where it begins and ends, and on figures that are not plain."""


@dataclass(frozen=True)
class Point:
    """One figure on one day. `href` is its address; `words` are what the source said."""

    day: date
    low: int | None
    high: int | None
    words: str
    href: str
    hedged: bool = False
    denied: bool = False
    superseded: bool = False

    @property
    def stated(self) -> int:
        """The number that the line passes through: the stated one, or the lower bound of a range."""
        value = self.low if self.low is not None else self.high
        if value is None:
            raise ValueError(f"a point needs a number: {self.words!r}")
        return value

    @property
    def joins(self) -> bool:
        """Whether a line may pass through it: a denied or replaced figure is no step of a running total."""
        return not (self.denied or self.superseded)


@dataclass(frozen=True)
class Line:
    """One source's running total."""

    name: str
    points: tuple[Point, ...]
    colour: int = 0


@dataclass(frozen=True)
class Bars:
    """One source's figures for single days."""

    name: str
    points: tuple[Point, ...]
    colour: int = 0
    shape: int = 0
    """The number of the line that they belong to, for its marker."""


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """The stretches of points that a line may join: it breaks where the source was silent for more than three times
    its usual interval (the median) and for more than `LEAST_GAP` days. A gap stays a gap.
    """
    ordered = sorted((p for p in points if p.joins), key=lambda p: (p.day, p.stated))
    if not ordered:
        return []
    gaps = [(b.day - a.day).days for a, b in pairwise(ordered)]
    longest = max(LEAST_GAP, 3 * median([g for g in gaps if g] or [0]))
    result = [[ordered[0]]]
    for gap, point in zip(gaps, ordered[1:], strict=True):
        if gap > longest:
            result.append([])
        result[-1].append(point)
    return result


def wrap(text: str, width: int, most: int = 3) -> list[str]:
    """The text in rows of at most `width` characters, at most `most` rows; the last ends in an ellipsis if cut."""
    rows: list[str] = []
    for word in text.split():
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += " " + word
        else:
            rows.append(word)
    rows = [row if len(row) <= width else row[: width - 1] + "…" for row in rows]
    if len(rows) > most:
        last = rows[most - 1]
        rows = [*rows[: most - 1], (last if len(last) < width else last[: width - 1]) + "…"]
    return rows or [""]


def scale_of(lines: Sequence[Line]) -> Scale:
    """The scale of values on which all these lines are drawn; it may begin above zero, which the page must say."""
    stated = [v for line in lines for p in line.points for v in (p.low, p.high) if v is not None]
    return Scale.covering(stated, from_zero=False)


def lines_chart(lines: Sequence[Line], bars: Sequence[Bars] = (), *, title: str, width: int = 900) -> str:
    """The whole drawing. Lines without points are left out; with no point at all the result is empty."""
    lines = [line for line in lines if line.points]
    bars = [b for b in bars if b.points]
    if not lines:
        return ""
    narrow = width < 600
    margin = 112.0 if narrow else 210.0
    texts = [wrap(line.name, int((margin - 26) / _CHAR), 4 if narrow else 3) for line in lines]
    heights = [len(rows) * _ROW + 5 for rows in texts]
    points = [p for line in lines for p in line.points] + [p for b in bars for p in b.points]
    days = Days(min(p.day for p in points), max(p.day for p in points))
    scale = scale_of(lines)
    left = 14 + _CHAR * max(len(t.label) for t in scale.ticks())
    plot = max(240.0, sum(heights) + 10) if narrow else max(300.0, sum(heights) + 10)
    frame = Frame(left, width - margin, 16, 16 + plot, days, scale)
    body = [_values(frame), _dates(frame, 3 if narrow else 7)]
    body += [_line(line, frame, shape) for shape, line in enumerate(lines)]
    body.append(_labels(lines, texts, heights, frame))
    bottom = frame.bottom + 40
    for series in bars:
        body.append(_bars(series, frame, bottom))
        bottom += 92
    return element(
        "svg", *body, class_="lines", role="group", aria_label=title, viewBox=f"0 0 {width} {bottom:g}",
        width=width, height=bottom,
    )  # fmt: skip


def _values(frame: Frame) -> str:
    parts = []
    for tick in frame.scale.ticks():
        y = frame.y(tick.value)
        parts.append(element("line", x1=frame.left, x2=frame.right, y1=y, y2=y))
        if tick.major:
            parts.append(element("text", tick.label, x=frame.left - 8, y=y + 4, text_anchor="end"))
    return element("g", *parts, class_="grid", aria_hidden="true")


def _dates(frame: Frame, most: int) -> str:
    parts = []
    for day, label in frame.days.ticks(most):
        x = frame.x(day)
        parts.append(element("line", x1=x, x2=x, y1=frame.bottom, y2=frame.bottom + 5))
        parts.append(element("text", label, x=x, y=frame.bottom + 20, text_anchor="middle"))
    return element("g", *parts, class_="grid dates", aria_hidden="true")


def _line(line: Line, frame: Frame, shape: int) -> str:
    parts = []
    for run in runs(line.points):
        if len(run) > 1:
            corners = " ".join(f"{frame.x(p.day):.1f},{frame.y(p.stated):.1f}" for p in run)
            parts.append(element("polyline", points=corners, class_=f"line dash-{shape % SHAPES}"))
    parts += [_point(p, line.name, frame, shape) for p in sorted(_marked(line), key=lambda p: p.day)]
    return element("g", *parts, class_=f"series party-{line.colour}")


def _marked(line: Line) -> Sequence[Point]:
    if len(line.points) <= DENSE:
        return line.points
    ends = {p for run in runs(line.points) for p in (run[0], run[-1])}
    return [p for p in line.points if p in ends or p.low != p.high or p.hedged or not p.joins]


def _point(point: Point, name: str, frame: Frame, shape: int) -> str:
    x, y = frame.x(point.day), frame.y(point.stated)
    body = [marker(shape, x, y, _style(point))]
    if point.low is None or point.high is None:
        body.append(_open(x, y, -1 if point.high is None else 1))
    elif point.low != point.high:
        top = frame.y(point.high)
        body.append(element("path", d=f"M{x:.1f} {y:.1f}V{top:.1f}M{x - 5:.1f} {top:.1f}h10", class_="whisker"))
    if point.superseded:
        body.append(element("line", x1=x - 10, x2=x + 10, y1=y, y2=y, class_="strike"))
    said = f"{name}, {point.day.isoformat()}: {point.words}"
    flags = [f for f, on in (("hedged", point.hedged), ("denied", point.denied), ("replaced", point.superseded)) if on]
    label = ", ".join([said, *flags])
    return element("a", element("title", esc(label)), *body, href=point.href, aria_label=label)


def _style(point: Point) -> str:
    return " ".join(["point", "hollow" if point.denied else "full", *(["dashed"] if point.hedged else [])])


def _open(x: float, y: float, side: int) -> str:
    """A short arrow that fades towards the open side."""
    parts = [
        element("rect", x=x - 1.25, width=2.5, y=y + side * (6 + 4 * i) - (4 if side < 0 else 0), height=4,
                class_="fade", opacity=fade)
        for i, fade in enumerate((0.8, 0.55, 0.3))
    ]  # fmt: skip
    tip, back = y + side * 23, y + side * 18
    corners = f"{x - 4:.1f},{back:.1f} {x:.1f},{tip:.1f} {x + 4:.1f},{back:.1f}"
    return "".join([*parts, element("polyline", class_="head small", points=corners)])


def marker(shape: int, x: float, y: float, style: str, size: float = 4.5) -> str:
    """A mark that says by its form which line it belongs to."""
    s = size
    forms = (
        None,
        [(-s, -s), (s, -s), (s, s), (-s, s)],
        [(0, -s * 1.3), (s * 1.2, s), (-s * 1.2, s)],
        [(0, -s * 1.4), (s * 1.4, 0), (0, s * 1.4), (-s * 1.4, 0)],
        [(0, s * 1.3), (s * 1.2, -s), (-s * 1.2, -s)],
        [(-s * 1.3, -s * 0.6), (s * 1.3, -s * 0.6), (s * 1.3, s * 0.6), (-s * 1.3, s * 0.6)],
    )
    form = forms[shape % SHAPES]
    if form is None:
        return element("circle", cx=x, cy=y, r=s, class_=style)
    return element("polygon", points=" ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in form), class_=style)


def _labels(lines: Sequence[Line], texts: list[list[str]], heights: list[float], frame: Frame) -> str:
    ends = [max(line.points, key=lambda p: (p.joins, p.day)) for line in lines]
    wanted = [frame.y(p.stated) for p in ends]
    centres = spread(wanted, heights, frame.top - 8, max(frame.bottom, frame.top + sum(heights)))
    parts = []
    for shape, (line, end, rows, y) in enumerate(zip(lines, ends, texts, centres, strict=True)):
        x0, x1 = frame.x(end.day) + 7, frame.right + 10
        near = x1 - x0 <= FAR * (frame.right - frame.left) + 10
        path = f"M{x0:.1f} {frame.y(end.stated):.1f}L{x1:.1f} {y:.1f}"
        leader = element("path", d=path, class_="leader") if near else ""
        top = y - (len(rows) - 1) * _ROW / 2 + 4
        spans = [element("tspan", esc(row), x=x1 + 14, y=top + i * _ROW) for i, row in enumerate(rows)]
        sign = marker(shape, x1 + 5, y, "full", 4)
        parts.append(element("g", leader, sign, element("text", *spans), class_=f"label party-{line.colour}"))
    return element("g", *parts, aria_hidden="true")


def _bars(series: Bars, frame: Frame, top: float) -> str:
    """A panel of its own under the plot, on the same days."""
    figures = [v for p in series.points for v in (p.low, p.high) if v is not None]
    scale = Scale(0, Scale(0, max(1, *figures)).high)
    panel = Frame(frame.left, frame.right, top + 20, top + 72, frame.days, scale)
    step = (frame.right - frame.left) / max(1, (frame.days.last - frame.days.first).days)
    width = min(14.0, max(2.0, step * 0.7))
    parts = [element("line", x1=panel.left, x2=panel.right, y1=panel.bottom, y2=panel.bottom, class_="base")]
    for point in series.points:
        x, y = panel.x(point.day), panel.y(point.stated)
        label = f"{series.name}, {point.day.isoformat()}: {point.words}"
        bar = element(
            "rect", x=x - width / 2, width=width, y=y, height=max(1.0, panel.bottom - y), class_=_style(point)
        )
        extra = _open(x, y, -1) if point.high is None else ""
        parts.append(element("a", element("title", esc(label)), bar, extra, href=point.href, aria_label=label))
    head = wrap(f"By day, {series.name}", int((frame.right - frame.left - 12) / _CHAR), 1)[0]
    sign = marker(series.shape, panel.left + 4, top + 2, "full", 4)
    caption = element("text", esc(head), x=panel.left + 14, y=top + 6)
    peak = element("text", f"{max(figures):,}", x=panel.left - 8, y=panel.top + 4, text_anchor="end")
    return element("g", sign, caption, peak, *parts, class_=f"series bars party-{series.colour}")
