"""Tables of captures for tests: worked out from chances, so that the whole number is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from tollbook.reconcile.uncounted import Captures, table


def independent(size: int, chances: Sequence[float]) -> Captures:
    """What lists that know nothing of each other hold on average of so many alike persons, rounded."""
    cells = {}
    for bits in product((0, 1), repeat=len(chances)):
        share = np.prod([c if bit else 1 - c for bit, c in zip(bits, chances, strict=True)])
        if any(bits):
            cells["".join(map(str, bits))] = round(size * float(share))
    return table([f"L{n}" for n in range(len(chances))], cells)


def two_kinds(often: int, seldom: int) -> Captures:
    """Two kinds of persons on four lists: some likely to be listed, others not."""
    a, b = independent(often, (0.6, 0.5, 0.6, 0.4)), independent(seldom, (0.15, 0.2, 0.1, 0.15))
    names = set(a.cells) | set(b.cells)
    return table(a.lists, {name: a.cells.get(name, 0) + b.cells.get(name, 0) for name in names})
