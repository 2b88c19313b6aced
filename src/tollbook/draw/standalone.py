"""A drawing as a file of its own: with its title, what must be said of its scale, and its colours inside."""

from __future__ import annotations

import re

from .palette import DARK, LIGHT
from .svg import element, esc

HEAD, ROW = 34, 17
_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
_RULES = """
svg { --bg: #fdfdfb; --ink: #1c1c1a; --soft: #5d5b55; --grid: #e6e4dd; --neutral: #6b6962; }
.sheet { fill: var(--bg); } text { fill: var(--soft); font: 12px SANS; } .title { fill: var(--ink); font-size: 15px; }
.party-0 { color: var(--neutral); } .grid line { stroke: var(--grid); } a { color: inherit; }
.full, .fade { fill: currentColor; } .hollow { fill: var(--bg); stroke: currentColor; stroke-width: 1.75; }
.dashed { stroke: currentColor; stroke-dasharray: 2 2; fill: var(--bg); }
.strike { stroke: var(--ink); stroke-width: 1.75; }
.whisker, .head { stroke: currentColor; fill: none; } .line { fill: none; stroke: currentColor; stroke-width: 2; }
.dash-1 { stroke-dasharray: 7 3; } .dash-2 { stroke-dasharray: 2 3; } .dash-3 { stroke-dasharray: 9 3 2 3; }
.dash-4 { stroke-dasharray: 4 4; } .dash-5 { stroke-dasharray: 12 4; } .bars .full { stroke: none; }
.base, .leader { stroke: var(--neutral); fill: none; } .leader { opacity: .6; }
.band { fill: currentColor; opacity: .16; } .second { stroke-dasharray: 5 4; stroke-width: 1.5; }
.curves .point { opacity: .75; }
"""
_DARK = "svg { --bg: #151514; --ink: #e8e6e0; --soft: #aaa79e; --grid: #2a2926; --neutral: #a09d94; }"


def standalone(svg: str, *, title: str, notes: tuple[str, ...] = ()) -> str:
    """A whole SVG file around a drawing of this package; empty where there is nothing to draw."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if size is None:
        return ""
    width, height = float(size[1]), float(size[2])
    foot = HEAD + height + 6
    total = foot + ROW * (len(notes) + 1)
    parts = [
        element("style", _style()),
        element("rect", width=width, height=total, class_="sheet"),
        element("text", esc(title), x=12, y=22, class_="title"),
        svg.replace("<svg ", f'<svg y="{HEAD}" ', 1),
        *(element("text", esc(line), x=12, y=foot + ROW * (n + 1) - 8) for n, line in enumerate(notes)),
    ]
    return element(
        "svg", *parts, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:g} {total:g}", width=width, height=total
    )


def _style() -> str:
    light = "".join(f".party-{n} {{ color: {colour}; }}" for n, colour in enumerate(LIGHT, start=1))
    dark = "".join(f".party-{n} {{ color: {colour}; }}" for n, colour in enumerate(DARK, start=1))
    return (_RULES + light + f"@media (prefers-color-scheme: dark) {{ {_DARK} {dark} }}").replace("SANS", _SANS)
