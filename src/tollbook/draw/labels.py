"""Labels that would overlap are moved apart, as little as can be."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres for labels of the given heights: none overlap, their order is that of `wanted`, and the sum of the
    squared moves is the smallest that keeps them apart (isotonic regression by pooling neighbours).

    All lie within `low` to `high` where they fit; where they do not, they start at `low` and run past `high`.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    below = 0.0
    offsets = {}
    for i in order:
        offsets[i] = below + heights[i] / 2
        below += heights[i]
    pooled = _isotonic([wanted[i] - offsets[i] for i in order])
    last = max(low, high - below)
    result = [0.0] * len(wanted)
    for i, base in zip(order, pooled, strict=True):
        result[i] = min(max(base, low), last) + offsets[i]
    return result


def _isotonic(values: Sequence[float]) -> list[float]:
    """The nearest non-decreasing sequence in least squares."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean = (before * count + mean * size) / (count + size)
            size += count
        blocks.append((mean, size))
    return [mean for mean, size in blocks for _ in range(size)]
