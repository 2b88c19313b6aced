"""Calibration: whether claims' confidence says how often their core is right; the error, and a reliability diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np

from tollbook.draw.svg import element, esc

from .corpus import Document
from .figures import DRAWS, SEED, Figure

BINS = 10
SIZE, LEFT, TOP = 300.0, 56.0, 14.0
INK = "#777777"
"""Read on white and on black: a picture in a page does not know the page's colours."""

Judged = tuple[float, bool]
"""A claim's confidence, and whether its core is right."""


@dataclass(frozen=True)
class Bin:
    """Claims of like confidence: how many, their mean confidence, and the share whose core is right."""

    claims: int
    confidence: float
    right: float


def judged(document: Document, claims: Sequence[Mapping[str, Any]], scorer: ModuleType) -> list[Judged]:
    """The claims of a report with a confidence, those matched to an optional gold claim left out as the scorer does."""
    pairs = {j: document.gold[i] for i, j in scorer.match(document.gold, list(claims))}
    out = []
    for number, claim in enumerate(claims):
        gold, confidence = pairs.get(number), claim.get("confidence")
        if confidence is not None and not (gold is not None and gold.get("optional")):
            out.append((confidence, gold is not None and bool(scorer.agreement(gold, claim)["core"])))
    return out


def bins(claims: Sequence[Judged], count: int = BINS) -> list[Bin]:
    """Bins of (as nearly as can be) equal numbers of claims, in order of confidence."""
    ranked = sorted(claims)
    edges = [round(len(ranked) * n / count) for n in range(count + 1)]
    parts = [ranked[a:b] for a, b in pairwise(edges) if b > a]
    return [Bin(len(p), sum(c for c, _ in p) / len(p), sum(r for _, r in p) / len(p)) for p in parts]


def expected_error(claims: Sequence[Judged], count: int = BINS) -> float:
    """The mean distance between confidence and share of right claims over bins, each by its number of claims."""
    found = bins(claims, count)
    return sum(b.claims * abs(b.confidence - b.right) for b in found) / max(1, sum(b.claims for b in found))


def figure(name: str, by_report: Sequence[Sequence[Judged]]) -> Figure:
    """One less the expected calibration error, so that more is better, with its interval over reports drawn."""
    draw = np.random.default_rng(SEED)
    values = []
    for _ in range(DRAWS // 5):
        chosen = draw.integers(0, len(by_report), len(by_report))
        values.append(1 - expected_error([c for n in chosen for c in by_report[n]]))
    low, high = np.quantile(values, [0.025, 0.975])
    value = 1 - expected_error([c for each in by_report for c in each])
    return Figure(name, value, float(low), float(high), len(by_report))


def diagram(found: Sequence[Bin], title: str) -> str:
    """A reliability diagram: a dot for each bin, its area by its claims; on the diagonal confidence is honest."""

    def x(value: float) -> float:
        return LEFT + value * SIZE

    def y(value: float) -> float:
        return TOP + (1 - value) * SIZE

    marks = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        marks += [
            element("line", x1=x(tick), y1=y(0), x2=x(tick), y2=y(1), stroke="#8884", stroke_width=1),
            element("line", x1=x(0), y1=y(tick), x2=x(1), y2=y(tick), stroke="#8884", stroke_width=1),
            element("text", esc(f"{tick:g}"), x=x(tick), y=y(0) + 16, text_anchor="middle"),
            element("text", esc(f"{tick:g}"), x=x(0) - 6, y=y(tick) + 4, text_anchor="end"),
        ]
    marks.append(element("line", x1=x(0), y1=y(0), x2=x(1), y2=y(1), stroke=INK, stroke_dasharray="4 4"))
    for b in found:
        label = f"{b.claims} claims: confidence {b.confidence:.2f}, right {b.right:.2f}"
        marks.append(
            element("circle", element("title", esc(label)), cx=x(b.confidence), cy=y(b.right), r=5, fill="#0072b2")
        )
    marks += [
        element("text", "confidence", x=x(0.5), y=y(0) + 34, text_anchor="middle"),
        element(
            "text", "share whose core is right", x=0, y=0, text_anchor="middle",
            transform=f"translate(16 {y(0.5):.1f}) rotate(-90)",
        ),
    ]  # fmt: skip
    return element(
        "svg",
        element("title", esc(title)),
        element("g", *marks, font_size=12, font_family="system-ui, sans-serif", fill=INK),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {LEFT + SIZE + 14:g} {TOP + SIZE + 42:g}",
        role="img",
        width=LEFT + SIZE + 14,
    )
