"""Whose a quotation is that goes on: over the sentences of a paragraph whose speaker is named once, before it, behind
it or between two halves of it."""

from __future__ import annotations

from .context import Context
from .draft import Draft
from .speakers import Speaker

_PARAGRAPHS = 4
"""Paragraphs at most that a quotation without a closing mark runs on."""
_SHORT = 4
"""Words of a quotation at least: fewer are words quoted, not somebody speaking."""


def speaker_of_quotation(context: Context, draft: Draft) -> Speaker | None:
    """The speaker whose quotation a claim stands in; None outside quotations and where none is named beside one."""
    at = draft.scene.offset + draft.candidate.anchor[0]
    span = next(((a, b) for a, b in context.quotes if a < at < b), None)
    if span is None or len(context.document.text[span[0] : span[1]].split()) < _SHORT:
        return None
    return _of(context, span)


def _of(context: Context, span: tuple[int, int]) -> Speaker | None:
    for _ in range(_PARAGRAPHS):
        found = _beside(context, span)
        if found is not None:
            return found
        before = _left_open_before(context, span)
        if before is None:
            return None
        span = before
    return None


def _beside(context: Context, span: tuple[int, int]) -> Speaker | None:
    """The speaker outside quotation marks in the sentence where a quotation ends, else where it begins, else in the
    sentence right before a quotation that opens its sentence."""
    first, last = _sentence(context, span[0]), _sentence(context, span[1])
    sentences = context.document.sentences
    behind = [s for s in _outside(context, last) if sentences[last].start + s.start > span[1]]
    if behind:
        return behind[0]
    ahead = [s for s in _outside(context, first) if sentences[first].start + s.start < span[0]]
    if ahead:
        return ahead[-1]
    if (
        span[0] > sentences[first].start + 1
        or first == 0
        or sentences[first].paragraph != sentences[first - 1].paragraph
    ):
        return None
    tags = _outside(context, first - 1)
    closed = [q for q in context.quotes if sentences[first - 1].start < q[1] < sentences[first - 1].end]
    if closed:
        return next((s for s in tags if sentences[first - 1].start + s.start > closed[-1][1]), None)
    return None


def _left_open_before(context: Context, span: tuple[int, int]) -> tuple[int, int] | None:
    """The quotation that the paragraph before leaves open, where one opens with this paragraph."""
    first = _sentence(context, span[0])
    sentences = context.document.sentences
    if first == 0 or span[0] > sentences[first].start + 1:
        return None
    before = sentences[first - 1]
    if before.paragraph != sentences[first].paragraph - 1 or before.text.rstrip().endswith('"'):
        return None
    return next((q for q in context.quotes if q[0] < before.end <= q[1] + 1), None)


def _outside(context: Context, sentence: int) -> list[Speaker]:
    start = context.document.sentences[sentence].start
    return [
        s
        for s in context.speakers
        if s.sentence == sentence
        and s.strength > 1
        and not context.in_quote(start + s.start)
        and not (s.pronoun and s.name == s.words)
    ]


def _sentence(context: Context, offset: int) -> int:
    sentences = context.document.sentences
    return max((s.index for s in sentences if s.start <= offset), default=0)
