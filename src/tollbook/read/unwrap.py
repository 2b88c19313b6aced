"""Lines of a printed page to paragraphs: what the page's width broke is joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SOFT_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\ufffe\x02]$")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"\s*(?:[•◦▪●*–—-]\s|\(?\d{1,3}[.)]\s)")
_TELLING_LINES = 5
"""Lines from which a page tells its own width; a shorter one takes the document's."""
_WIDE = 0.9
"""Letters differ in width, so lines of one printed width differ in length by about a tenth."""


def unwrap(pages: Sequence[str]) -> list[str]:
    """Pages with their paragraphs on one line each; a word hyphenated at a line's end is made whole."""
    split = [[line.strip() for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")] for page in pages]
    usual = _usual_width([line for lines in split for line in lines])
    return [_unwrap(lines, _usual_width(lines) if len(lines) >= _TELLING_LINES else usual) for lines in split]


def _unwrap(lines: list[str], width: float) -> str:
    out: list[str] = []
    before = ""
    for line in lines:
        if before and line and _runs_on(before, line, width):
            out[-1] = _join(out[-1], line)
        else:
            out.append(line)
        before = line
    return "\n".join(out).strip("\n")


def _usual_width(lines: list[str]) -> float:
    """The 80th percentile of line lengths: the page's measure, short last lines and headings aside."""
    lengths = sorted(len(line) for line in lines if line)
    return float(lengths[int(0.8 * (len(lengths) - 1))]) if lengths else 0.0


def _runs_on(line: str, after: str, width: float) -> bool:
    """Whether a line was broken for want of room: the next one's first word would not have fitted on it.

    In doubt a sentence is kept whole: two paragraphs on one line do less harm than half a sentence.
    """
    if _LIST_ITEM.match(after):
        return False
    if _SOFT_HYPHEN.search(line):
        return True
    if after[0].islower():
        return not _SENTENCE_END.search(line)
    room = width - len(line) - 1 - len(after.split()[0])
    return room < 0 if _SENTENCE_END.search(line) else room < (1 - _WIDE) * width


def _join(before: str, after: str) -> str:
    if _SOFT_HYPHEN.search(before) and after[:1].islower():
        return _SOFT_HYPHEN.sub("", before) + after
    return f"{before} {after}"
