"""A row as text: one line a filled cell, `column: value`, with the place of each value; offsets point here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tollbook.model import Span

_WORDS_AT_MOST = 60
"""The longest quotation in words that a public export lets out: a longer row is quoted in part."""


@dataclass(frozen=True, slots=True)
class RowText:
    """The text of a row; `values` gives the place of each column's value in it, `lines` that of its whole line."""

    text: str
    values: Mapping[str, tuple[int, int]]
    lines: Mapping[str, tuple[int, int]]

    def span(self, start: int, end: int) -> Span:
        """A stretch of the text."""
        return Span(start=start, end=end, text=self.text[start:end])

    def whole(self) -> Span:
        """All of it."""
        return self.span(0, len(self.text))

    def between(self, columns: Sequence[str]) -> Span:
        """From the first to the last of these columns' lines."""
        found = [self.lines[column] for column in columns if column in self.lines]
        return self.span(min(start for start, _ in found), max(end for _, end in found))


def row_text(cells: Mapping[str, str], columns: Sequence[str], leave_out: Sequence[str]) -> RowText:
    """Render a row's filled cells in the order of the columns, those left out that match a pattern of `leave_out`."""
    parts: list[str] = []
    values: dict[str, tuple[int, int]] = {}
    lines: dict[str, tuple[int, int]] = {}
    at = 0
    for column in columns:
        cell = cells.get(column, "")
        if not cell or any(fnmatchcase(column, pattern) for pattern in leave_out):
            continue
        line = f"{column}: {cell}"
        end = at + len(line)
        values[column], lines[column] = (end - len(cell), end), (at, end)
        parts.append(line)
        at = end + 1
    return RowText("\n".join(parts), values, lines)


def evidence(row: RowText, counted: Sequence[str], quoted: Sequence[str], *, alone: bool) -> Span:
    """The words that state a claim: the whole row where it makes one claim and is short; else part of it.

    The part is that between the columns that the map says are to be quoted, else between those of the count.
    """
    whole = row.whole()
    if alone and not quoted and len(whole.text.split()) <= _WORDS_AT_MOST:
        return whole
    part = row.between([*quoted, *counted])
    if quoted and len(part.text.split()) > _WORDS_AT_MOST:
        return row.between(counted)
    return part
