"""Heads of a digest: a marked line without a sentence that names who says what the lines under it tell, up to the next
line that bears the mark."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .context import Context

_MARK = re.compile(r"(?:[^\w\s\"'“”«(\[–—-]+\s*)+")
"""A bullet or picture that opens a line; not a dash, a bracket or a quotation mark."""
_LONGEST = 14
"""Words of a head."""
_SENTENCE = re.compile(
    r"[.!?;]$|\b(?:is|are|was|were|has|have|had|will|said|says|killed|wounded|injured|dead|died|calls?|destroyed|hit)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:administration|OVA|governor|mayor|head|council|command|headquarters|spokes\w+|press service|channel|office"
    r"|minister|commander|chief|director|correspondent|milblogger|blogger|prosecutors?|brigade|committee)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"[\"“«]([^\"”»]{3,40})[\"”»]")
_PERSON = re.compile(r"(?:[A-Z][\w'’-]*\.?\s+){1,3}[A-Z][\w'’-]+$")
_PARTS = re.compile(r"[,|:(]|\s[–—-]\s")


def head_over(context: Context, sentence: int) -> str | None:
    """The name that the head over a sentence's paragraph gives; None where there is none."""
    heads: Mapping[int, str | None] | None = context.memo.get("heads")
    if heads is None:
        heads = context.memo["heads"] = _heads(lines_of(context))
    return heads.get(context.document.sentences[sentence].paragraph)


def lines_of(context: Context) -> dict[int, str]:
    """The text of each paragraph."""
    spans: dict[int, tuple[int, int]] = {}
    for s in context.document.sentences:
        spans[s.paragraph] = (spans.get(s.paragraph, (s.start, s.end))[0], s.end)
    return {number: context.document.text[start:end].strip() for number, (start, end) in spans.items()}


def _heads(lines: Mapping[int, str]) -> dict[int, str | None]:
    """For each paragraph the name that the head over it gives."""
    marks = {number: mark for number, line in lines.items() if (mark := _mark_of(line))}
    heads = {
        number
        for number, mark in marks.items()
        if _is_head(lines[number])
        and any(abs(other - number) > 1 and marks[other] == mark and _is_head(lines[other]) for other in marks)
    }
    closing = {marks[number] for number in heads}
    out: dict[int, str | None] = {}
    current: str | None = None
    for number, line in lines.items():
        if number in heads:
            current = _name_in(line)
        elif marks.get(number) in closing:
            current = None
        else:
            out[number] = current
    return out


def _mark_of(line: str) -> str:
    found = _MARK.match(line)
    return found.group().strip() if found is not None else ""


def _is_head(line: str) -> bool:
    return len(line.split()) <= _LONGEST and _SENTENCE.search(line) is None


def _name_in(line: str) -> str | None:
    """A channel's name in quotation marks, the person behind an office or a body, else the office or body."""
    bare = _MARK.sub("", line, count=1)
    channel = _CHANNEL.match(bare)
    if channel is not None:
        return channel.group(1)
    first, *rest = [p.strip() for p in _PARTS.split(bare) if p.strip()] or [""]
    if source_kind(first) is SourceKind.OTHER and not _OFFICE.search(first):
        return None
    person = rest[0] if rest and _PERSON.match(rest[0]) and source_kind(rest[0]) is SourceKind.OTHER else None
    return person or first
