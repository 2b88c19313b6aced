"""Who depends on whom: reports in a column, an arc for each two that do not stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import element, esc

ROW, TOP, REACH = 26.0, 18.0, 110.0
_CHAR = 6.6
KINDS = {"copy": "dash-0", "cites": "dash-1", "same_source": "dash-2"}
"""The class of line for each kind of dependence."""


@dataclass(frozen=True, slots=True)
class Node:
    """A report: `label` is written beside it, `href` its address."""

    id: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Arc:
    """Node `a` does not stand apart from `b`, the earlier one; `why` says it in words."""

    a: str
    b: str
    kind: str
    why: str
    href: str


def graph(nodes: Sequence[Node], arcs: Sequence[Arc], *, title: str, width: int = 640) -> str:
    """The drawing; empty without nodes. Arcs to nodes that are not there are left out."""
    if not nodes:
        return ""
    rows = {node.id: TOP + i * ROW for i, node in enumerate(nodes)}
    most = max(1, len(nodes) - 1)
    body = [_arc(arc, rows, most) for arc in arcs if arc.a in rows and arc.b in rows]
    room = int((width - REACH - 20) / _CHAR)
    body += [_node(node, rows[node.id], room) for node in nodes]
    height = TOP + len(nodes) * ROW
    return element(
        "svg", *body, class_="graph", role="group", aria_label=title, viewBox=f"0 0 {width} {height:g}",
        width=width, height=height,
    )  # fmt: skip


def _node(node: Node, y: float, room: int) -> str:
    label = node.label if len(node.label) <= room else node.label[: room - 1] + "…"
    dot = element("circle", cx=REACH, cy=y, r=4.5, class_="full")
    text = element("text", esc(label), x=REACH + 14, y=y + 4)
    return element("a", element("title", esc(node.label)), dot, text, href=node.href, aria_label=node.label)


def _arc(arc: Arc, rows: dict[str, float], most: int) -> str:
    """A bow to the left, the wider the farther apart its ends, with an arrow's head at the earlier one."""
    y1, y2 = rows[arc.a], rows[arc.b]
    apart = abs(y1 - y2) / ROW
    reach = REACH - 8 - (REACH - 34) * min(1.0, 0.25 + 0.75 * apart / most)
    x = REACH - 7
    path = f"M{x:g} {y1:g}C{reach:.1f} {y1:g} {reach:.1f} {y2:g} {x:g} {y2:g}"
    bow = element("path", d=path, class_=f"line {KINDS.get(arc.kind, 'dash-3')}")
    head = element("path", d=f"M{x - 6:g} {y2 - 4:g}L{x:g} {y2:g}L{x - 6:g} {y2 + 4:g}", class_="head")
    return element("a", element("title", esc(arc.why)), bow, head, href=arc.href, aria_label=arc.why)
