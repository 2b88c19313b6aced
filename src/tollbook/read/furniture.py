"""What a printed document repeats on its pages: numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:page|p\.|стр\.|с\.)?\s*\d{1,4}\s*(?:(?:of|/|из|з)\s*\d{1,4})?[-–—|\s]*)", re.I
)
_EDGE = 2
"""Lines looked at from a page's top and bottom."""
_REPEATED = 3


def without_furniture(pages: Sequence[str]) -> list[str]:
    """The pages without page numbers and without what stands at the edge of three or more of them.

    The first copy of a repeated line stays: it may be the document's title.
    """
    if len(pages) < 2:
        return list(pages)
    split = [[line for line in page.splitlines() if line.strip()] for page in pages]
    counts = Counter(key for lines in split for key in {_key(lines[n]) for n in _edges(lines)})
    seen: set[str] = set()
    kept = []
    for lines in split:
        drop = set()
        for n in _edges(lines):
            key = _key(lines[n])
            if _PAGE_NUMBER.fullmatch(lines[n]) or (counts[key] >= _REPEATED and key in seen):
                drop.add(n)
            seen.add(key)
        kept.append("\n".join(line for n, line in enumerate(lines) if n not in drop))
    return kept


def _edges(lines: Sequence[str]) -> list[int]:
    """Numbers of the lines at a page's top and bottom; never the middle of a short page."""
    edge = min(_EDGE, (len(lines) - 1) // 2)
    return [*range(edge), *range(len(lines) - edge, len(lines))]


def _key(line: str) -> str:
    """A line but for its numbers and spaces."""
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()
