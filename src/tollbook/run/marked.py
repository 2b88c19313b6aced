"""A report's text with its claims marked: cut where evidence begins and ends, so that overlaps are kept."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .rows import Row


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and the numbers (from 1) of the claims whose evidence covers it and ends with it."""

    text: str
    claims: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def pieces(text: str, rows: Sequence[Row]) -> list[Piece]:
    """Cut a text at the ends of its claims' evidence; joined again, the pieces are the text.

    Claims are numbered from 1 in the order of `rows`.
    """
    spans = [(row.claim.reading.evidence.start, row.claim.reading.evidence.end) for row in rows]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    cut = []
    for start, end in pairwise(edges):
        covering = tuple(n for n, (s, e) in enumerate(spans, 1) if s <= start and end <= e)
        cut.append(Piece(text[start:end], covering, tuple(n for n in covering if spans[n - 1][1] == end)))
    return cut


_STYLE = """
:root{color-scheme:light dark;--mark:#f5dd9a;--ink:#1b1b1b;--paper:#fdfcf9;--soft:#666}
@media(prefers-color-scheme:dark){:root{--mark:#5a4a12;--ink:#e8e6e0;--paper:#171614;--soft:#aaa}}
body{margin:0 auto;max-width:44rem;padding:1rem;background:var(--paper);color:var(--ink);
font:1.05rem/1.6 Georgia,"Times New Roman",serif}
.text{white-space:pre-wrap;overflow-wrap:anywhere}mark{background:var(--mark);color:inherit}
sup{font:.7rem system-ui,sans-serif}h1,ol,.about{font-family:system-ui,sans-serif}h1{font-size:1.2rem}
ol,.about{font-size:.9rem}.about{color:var(--soft)}li:target{outline:2px solid currentColor}
"""


def to_html(text: str, rows: Sequence[Row], *, title: str, about: str, descriptions: Sequence[str]) -> str:
    """A page of its own: the text escaped and marked, each mark linked to its claim in the list below it.

    `descriptions` says each claim of `rows` in one line. Nothing in the text is ever rendered as HTML.
    """
    body = "".join(_piece_html(piece, rows) for piece in pieces(text, rows))
    items = "".join(
        f'<li id="claim-{row.claim.id}">{html.escape(line)}</li>' for row, line in zip(rows, descriptions, strict=True)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>"
        f'<h1>{html.escape(title)}</h1><p class="about">{html.escape(about)}</p>'
        f'<div class="text">{body}</div><ol>{items}</ol></body></html>\n'
    )


def _piece_html(piece: Piece, rows: Sequence[Row]) -> str:
    escaped = html.escape(piece.text)
    if not piece.claims:
        return escaped
    notes = "".join(f'<sup><a href="#claim-{rows[n - 1].claim.id}">{n}</a></sup>' for n in piece.ends)
    return f"<mark>{escaped}</mark>{notes}"
