"""One claim as a range on a common scale: one row of a chart whose other columns are text.

A row is an SVG as wide as its cell: positions are percentages, sizes are pixels, so it needs no script to fit a phone
or a page of paper. Marks (design: Look): a tick for a stated bound, a fading arrow for an open side, a dot for a
single figure (with short tails where it is "about"), dashed for hedged, hollow for denied, struck through for
superseded.
"""

from __future__ import annotations

from dataclasses import dataclass

from .scale import Scale
from .svg import element, esc

LEFT, RIGHT = 5.0, 84.0
"""Where the scale begins and ends in the cell, in percent: an arrow needs room past the last tick."""
MIDDLE = 15.0
ARROW = 40.0
CELL = 300.0
"""The narrowest cell, in pixels: labels are put on the side where they fit it."""
_CHAR, _LONGEST = 6.4, 26
_FADE = (0.95, 0.8, 0.64, 0.48, 0.34, 0.22)


@dataclass(frozen=True)
class RangeMark:
    """What is drawn of a count. `low` and `high` as in the claim: None is an open side, both None no number."""

    low: int | None
    high: int | None
    words: str
    about: bool = False
    hedged: bool = False
    denied: bool = False
    superseded: bool = False
    colour: int = 0


def describe(mark: RangeMark) -> str:
    """The text alternative: the words, what they bound, and how they are said."""
    low, high = mark.low, mark.high
    if low is None and high is None:
        bounds = "no number"
    elif high is None:
        bounds = f"{low:,} or more"
    elif low is None:
        bounds = f"up to {high:,}"
    else:
        bounds = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    flags = [("about", mark.about), ("hedged", mark.hedged), ("denied", mark.denied), ("replaced", mark.superseded)]
    return ", ".join([f"“{mark.words}”: {bounds}", *(name for name, is_set in flags if is_set)])


def percent(share: float) -> str:
    """A share of the scale as a percentage of the cell."""
    return f"{LEFT + share * (RIGHT - LEFT):.3f}%"


def range_row(mark: RangeMark, scale: Scale) -> str:
    """The drawing of one count, with the scale's grid behind it."""
    body = [*_mark(mark, scale), _label(mark, scale)]
    group = element("g", *body, class_=f"mark party-{mark.colour}")
    return element("svg", _grid(scale), group, class_="plot", role="img", aria_label=describe(mark))


def range_axis(scale: Scale) -> str:
    """The scale's labels, for the head of the chart's column; told to screen readers row by row, so hidden here."""
    texts = [
        element("text", tick.label, x=percent(scale.position(tick.value)), y="14", text_anchor="middle",
                class_=None if tick.major else "minor")
        for tick in scale.ticks()
    ]  # fmt: skip
    return element("svg", *texts, class_="axis", aria_hidden="true")


def sample(mark: RangeMark) -> str:
    """A mark alone, on a scale of 0 to 100, for the legend."""
    body = element("g", *_mark(mark, Scale(0, 100)), class_=f"mark party-{mark.colour}")
    return element("svg", body, class_="sample", aria_hidden="true")


def _grid(scale: Scale) -> str:
    lines = []
    for tick in scale.ticks():
        x = percent(scale.position(tick.value))
        lines.append(element("line", x1=x, x2=x, y1="0", y2="100%", class_=None if tick.major else "minor"))
    return element("g", *lines, class_="grid")


def _mark(mark: RangeMark, scale: Scale) -> list[str]:
    low, high = mark.low, mark.high
    if low is None and high is None:
        return [element("text", "no number", x=percent(0), y=MIDDLE + 4, class_="none")]
    ends = [percent(scale.position(v)) for v in (low, high) if v is not None]
    body: list[str] = []
    if low is not None and high is not None and low != high:
        x1, x2 = LEFT + scale.position(low) * (RIGHT - LEFT), LEFT + scale.position(high) * (RIGHT - LEFT)
        body.append(element("rect", x=ends[0], width=f"{x2 - x1:.3f}%", y=MIDDLE - 3.5, height=7, class_=_style(mark)))
        body += [_at(x, _tick(mark)) for x in ends]
    elif low is not None and high is not None:
        body.append(_at(ends[0], *_dot(mark)))
    else:
        body.append(_at(ends[0], _tick(mark), *_arrow(mark, 1 if high is None else -1)))
    if mark.superseded:
        body.append(_strike(ends))
    return body


def _label(mark: RangeMark, scale: Scale) -> str:
    """The words of the count beside the mark, on the right unless they fit only on the left."""
    known = [scale.position(v) for v in (mark.low, mark.high) if v is not None]
    if not known:
        return ""
    text = mark.words if len(mark.words) <= _LONGEST else mark.words[: _LONGEST - 1] + "…"
    after, before = (ARROW + 13 if mark.high is None else 10), (ARROW + 13 if mark.low is None else 10)
    if mark.about or mark.superseded:
        after, before = max(after, 21), max(before, 21)
    free = CELL * (1 - (LEFT + max(known) * (RIGHT - LEFT)) / 100) - after
    free_before = CELL * (LEFT + min(known) * (RIGHT - LEFT)) / 100 - before
    right = free >= min(len(text) * _CHAR, free_before)
    css = "said-words superseded" if mark.superseded else "said-words"
    x, anchor = (after, "start") if right else (-before, "end")
    label = element("text", esc(text), x=x, y=MIDDLE + 4, text_anchor=anchor, class_=css)
    return _at(percent(max(known) if right else min(known)), label)


def _style(mark: RangeMark) -> str:
    return " ".join(["hollow" if mark.denied else "full", *(["dashed"] if mark.hedged else [])])


def _at(x: str, *children: str) -> str:
    return element("svg", *children, x=x, y=0, overflow="visible", width=1, height=1)


def _tick(mark: RangeMark) -> str:
    width = 5 if mark.denied or mark.hedged else 3
    return element("rect", x=-width / 2, width=width, y=MIDDLE - 8, height=16, class_=_style(mark))


def _dot(mark: RangeMark) -> list[str]:
    tails = []
    if mark.about:
        tails = [
            element("rect", x=side * (7.5 + 4 * i) - 2, width=4, y=MIDDLE - 1.5, height=3, class_="fade", opacity=fade)
            for side in (-1, 1)
            for i, fade in enumerate((0.7, 0.4, 0.18))
        ]
    return [*tails, element("circle", cx=0, cy=MIDDLE, r=5, class_=_style(mark))]


def _arrow(mark: RangeMark, side: int) -> list[str]:
    """A stem that fades towards the open side, cut where the count is hedged, hollow where it is denied."""
    step = ARROW / len(_FADE)
    width = step * (0.6 if mark.hedged else 1.02)
    body = []
    for i, fade in enumerate(_FADE):
        x = 2 + i * step if side > 0 else -2 - i * step - width
        heights = [(-3.5, 1.5), (2.0, 1.5)] if mark.denied else [(-2.5, 5.0)]
        body += [
            element("rect", x=x, width=width, y=MIDDLE + y, height=h, class_="fade", opacity=fade) for y, h in heights
        ]
    tip = side * (ARROW + 7)
    back = side * (ARROW - 1)
    points = f"{back:g},{MIDDLE - 6:g} {tip:g},{MIDDLE:g} {back:g},{MIDDLE + 6:g}"
    return [*body, element("polyline", points=points, class_="head")]


def _strike(ends: list[str]) -> str:
    """A line through the mark, a little longer than it."""
    caps = [
        _at(x, element("line", x1=-13, x2=13, y1=MIDDLE, y2=MIDDLE, class_="strike"))
        for x in ends
    ]  # fmt: skip
    between = element("line", x1=ends[0], x2=ends[-1], y1=MIDDLE, y2=MIDDLE, class_="strike")
    return "".join([*caps, between])
