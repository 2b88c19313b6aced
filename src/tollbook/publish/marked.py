"""A text with spans marked in it, for HTML: spans may overlap in any way, the text is hostile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from ..draw.svg import esc


@dataclass(frozen=True)
class Mark:
    """A span of the text (code points, end exclusive). `key` names it; `css` is its class; `tag` its element.

    A mark with `address` carries that id on its first piece. Marks without one are cut wherever one with an address
    begins or ends, so that they never cut it.
    """

    start: int
    end: int
    key: str
    css: str = ""
    tag: str = "mark"
    address: str | None = None


Token = tuple[str, "Mark | None", int, int]
"""``("open", mark, first, _)``, ``("close", mark, _, _)`` or ``("text", None, start, end)``."""


def tokens(marks: Sequence[Mark], start: int, end: int) -> Iterator[Token]:
    """Properly nested openings and closings for the stretch `start` to `end`; crossing marks are cut in pieces.

    A mark that began before `start` is opened again at `start`; one that lasts past `end` is closed at `end`.
    """
    marks = _cut_unaddressed(marks)
    empty = [m for m in marks if m.start == m.end and start <= m.start < end]
    inside = [m for m in marks if m.start < end and m.end > start and m.end > m.start]
    cuts = sorted({start, end, *(p for m in (*inside, *empty) for p in (m.start, m.end) if start < p < end)})
    opened: list[Mark] = []
    for here, there in pairwise(cuts):
        yield from _change(opened, inside, here, start)
        for mark in (m for m in empty if m.start == here):
            yield ("open", mark, 1, 0)
            yield ("close", mark, 0, 0)
        yield ("text", None, here, there)
    for mark in reversed(opened):
        yield ("close", mark, 0, 0)


def _cut_unaddressed(marks: Sequence[Mark]) -> list[Mark]:
    borders = sorted({p for m in marks if m.address for p in (m.start, m.end)})
    result = []
    for mark in marks:
        inner = [] if mark.address else [p for p in borders if mark.start < p < mark.end]
        ends = [mark.start, *inner, mark.end]
        result += [replace(mark, start=a, end=b) for a, b in pairwise(ends)]
    return result


def _outermost_first(mark: Mark) -> tuple[int, int, bool]:
    return (mark.start, -mark.end, mark.address is None)


def _change(opened: list[Mark], inside: Sequence[Mark], here: int, start: int) -> Iterator[Token]:
    """Close what ends here (and what stands open within it, to be opened again) and open what begins here."""
    ending = [i for i, m in enumerate(opened) if m.end <= here]
    again: list[Mark] = []
    if ending:
        again = [m for m in opened[ending[0] :] if m.end > here]
        for mark in reversed(opened[ending[0] :]):
            yield ("close", mark, 0, 0)
        del opened[ending[0] :]
    new = [m for m in inside if m.start == here or (here == start and m.start < here)]
    for mark in sorted((*again, *new), key=_outermost_first):
        yield ("open", mark, int(mark.start == here and mark not in again), 0)
        opened.append(mark)


def marked(text: str, marks: Sequence[Mark], start: int, end: int) -> Markup:
    """The stretch of the text as HTML. Every piece of a mark carries ``data-c``; its first piece the address."""
    parts = []
    for kind, mark, a, b in tokens(marks, start, end):
        if kind == "text":
            parts.append(esc(text[a:b]))
        elif mark is not None and kind == "close":
            parts.append(f"</{mark.tag}>")
        elif mark is not None:
            parts.append(_opening(mark, first=bool(a)))
    return Markup("".join(parts))


def _opening(mark: Mark, *, first: bool) -> str:
    attributes = [mark.tag]
    if mark.address and first:
        attributes.append(f'id="{esc(mark.address)}"')
    if mark.css:
        attributes.append(f'class="{esc(mark.css)}"')
    if mark.address:
        attributes.append(f'data-c="{esc(mark.key)}"')
    return f"<{' '.join(attributes)}>"


def pieces(marks: Sequence[Mark], stretches: Sequence[tuple[int, int]]) -> dict[str, int]:
    """How many pieces each mark (by key) falls into over these stretches: those in one need no rule of their own."""
    result: dict[str, int] = {}
    for start, end in stretches:
        for kind, mark, _, _ in tokens(marks, start, end):
            if kind == "open" and mark is not None:
                result[mark.key] = result.get(mark.key, 0) + 1
    return result


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The stretches between empty lines; together they are the whole text."""
    result: list[tuple[int, int]] = []
    start = position = 0
    blank = False
    for line in text.splitlines(keepends=True):
        if line.strip() and blank and text[start:position].strip():
            result.append((start, position))
            start = position
        blank = not line.strip()
        position += len(line)
    if position > start:
        result.append((start, position))
    return result
