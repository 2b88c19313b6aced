"""Lines that are reporting but no running prose: the title, captions, list items and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tollbook.model import Zone

from .dates import DATE
from .lines import Line

_HEADING = re.compile(r"#\s+(?P<words>\S.*?)\s*#*$")
_ITEM = re.compile(r"(?:[*•◦▪●·‣-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_ROW = re.compile(r"\|.*\||[^|]+(?:\s\|\s[^|]*){2,}|[^\t]+(?:\t[^\t]+){2,}")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_CREDIT = re.compile(
    r"""(?:photo(?:graph)?(?:\s?credit)?|picture|pictured|image(?:\s?credit)?|credit|illustration|file(?:\s photo)?
          |фото|иллюстрация|світлина|ілюстрація)\s?:\s?\S.*
      | .{15,500}(?:
          [(\[][^()\[\]]*\b(?:photo|image|images|getty|reuters|afp|ap|epa|file|anadolu|credit|via)\b[^()\[\]]*[)\]]
          |\b(?:photo(?:graph)?|image|picture|credit)s?:\s?\S.{1,120})\.?""",
    re.X | re.I,
)
_HEADING_WITHIN = 12
_TITLE_MAX = 200
_TITLE_WORDS = 2
_CAPTION_MAX = 600


def shape_zones(lines: Sequence[Line], *, title_known: bool) -> Iterator[Zone]:
    """Zones of kind `title` (at most one), `caption`, `list` and `table` among a text's lines."""
    title = None if title_known else find_title(lines)
    if title:
        yield title
    for line in lines:
        if title and line.start <= title.start < line.end:
            continue
        kind = _kind(line.words)
        if kind:
            yield Zone(start=line.start, end=line.end, kind=kind)


def find_title(lines: Sequence[Line]) -> Zone | None:
    """A Markdown heading among the first lines, else a short first line without a full stop before a blank line.

    A line that is a date or a dateline is none.
    """
    for line in lines[:_HEADING_WITHIN]:
        if heading := _HEADING.fullmatch(line.words):
            start = line.start + heading.start("words")
            return Zone(start=start, end=line.start + heading.end("words"), kind="title")
    if len(lines) < 2:
        return None
    first, second = lines[0], lines[1]
    short = len(first.words) <= _TITLE_MAX and len(first.words.split()) >= _TITLE_WORDS
    runs_on = _SENTENCE_END.search(first.words) or DATE.search(first.words) or _kind(first.words)
    return (
        Zone(start=first.start, end=first.end, kind="title") if short and second.blank_before and not runs_on else None
    )


def _kind(words: str) -> str | None:
    if len(words) <= _CAPTION_MAX and _CREDIT.fullmatch(words):
        return "caption"
    if _ROW.fullmatch(words):
        return "table"
    return "list" if _ITEM.match(words) else None
