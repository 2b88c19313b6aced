"""Lines of a printed page to paragraphs: what the page's width broke is joined again."""

from __future__ import annotations

import re

_SOFT_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\ufffe\x02]$")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"\s*(?:[•◦▪●*–—-]\s|\(?\d{1,3}[.)]\s)")
_FULL = 0.8
"""A line of at least this share of the page's usual width runs on into the next."""


def unwrap(page: str) -> str:
    """A page's text with its paragraphs on one line each; a word hyphenated at a line's end is made whole."""
    lines = [line.strip() for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    width = _usual_width(lines)
    out: list[str] = []
    open_line = False
    for line in lines:
        if out and open_line and line and not _LIST_ITEM.match(line):
            out[-1] = _join(out[-1], line)
        else:
            out.append(line)
        open_line = _runs_on(line, width)
    return "\n".join(out).strip("\n")


def _usual_width(lines: list[str]) -> float:
    """The 80th percentile of line lengths: the page's measure, short last lines and headings aside."""
    lengths = sorted(len(line) for line in lines if line)
    return float(lengths[int(0.8 * (len(lengths) - 1))]) if lengths else 0.0


def _runs_on(line: str, width: float) -> bool:
    if not line or width < 20:
        return False
    if _SENTENCE_END.search(line):
        return len(line) >= 0.95 * width
    return len(line) >= _FULL * width or bool(_SOFT_HYPHEN.search(line))


def _join(before: str, after: str) -> str:
    if _SOFT_HYPHEN.search(before) and after[:1].islower():
        return _SOFT_HYPHEN.sub("", before) + after
    return f"{before} {after}"
