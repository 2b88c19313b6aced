"""A report's text with its claims marked, and the place of words that a person selected or wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tollbook.errors import LedgerError
from tollbook.ledger import StoredClaim
from tollbook.model import Reading, Span
from tollbook.publish.marked import Mark, marked, paragraphs

from .fields import FieldView

AROUND = 200
"""Characters of the text shown on either side of a claim's evidence in the queue."""
_HEAD = re.compile(r"---\r?\n(?:[^\n]*\n)*?---\r?\n")
"""The lines before a Markdown text that say its title and outlet: each is by itself."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text: where it begins, its marked characters, and the claims that begin in it."""

    start: int
    marked: Markup
    claims: tuple[StoredClaim, ...]


def passages(
    text: str, claims: Sequence[StoredClaim], chosen: StoredClaim | None, fields: Sequence[FieldView]
) -> list[Paragraph]:
    """The whole text, paragraph by paragraph; the words behind the chosen claim's fields are marked too."""
    marks = [_mark(claim, chosen) for claim in claims]
    marks += [
        Mark(said.start, said.end, f"{field.key}-{i}", f"why why-{field.key}", "span")
        for field in fields
        for i, said in enumerate(field.said)
    ]
    return [
        Paragraph(start, _safe(marked(text, marks, start, end)), tuple(c for c in claims if start <= _at(c) < end))
        for start, end in paragraphs(text)
    ]


def excerpt(text: str, claim: StoredClaim) -> Markup:
    """A claim's evidence in the sentences around it, with its count marked."""
    span, mention = claim.reading.evidence, claim.mention
    marks = [Mark(span.start, span.end, "evidence", claim.state)]
    if span.start <= mention.anchor_start and mention.anchor_end <= span.end:
        marks.append(Mark(mention.anchor_start, mention.anchor_end, "anchor", "anchor", "b"))
    return _stretch(text, span, marks)


def evidence_of(text: str, reading: Reading) -> Markup:
    """A reading's evidence in the sentences around it."""
    span = reading.evidence
    return _stretch(text, span, [Mark(span.start, span.end, "evidence", "machine")])


def _stretch(text: str, span: Span, marks: Sequence[Mark]) -> Markup:
    start, end = _around(text, span)
    before, after = ("… " if text[:start].strip() else ""), (" …" if text[end:].strip() else "")
    return Markup(before) + _safe(marked(text, marks, start, end)) + Markup(after)


def _around(text: str, span: Span) -> tuple[int, int]:
    """The stretch shown around a claim's evidence: whole words, and no paragraph but those that it stands in."""
    first, last = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    head = _HEAD.match(text)
    if head is not None and span.start < head.end():
        return text.rfind("\n", 0, span.start) + 1, max(span.end, text.find("\n", span.end, head.end()))
    body = 0 if head is None else head.end()
    first = max(first, body)
    start = text.rfind("\n\n", first, span.start) + 2
    if start < 2:
        start = body if first == body else max(text.find(" ", first, span.start) + 1, first)
    end = text.find("\n\n", span.end, last)
    if end < 0:
        end = last if last == len(text) else max(text.rfind(" ", span.end, last), span.end)
    return start, end


def find_words(text: str, wanted: str, near: int | None) -> Span:
    """Where the words stand in the text, white space of any kind for any other; of several places the nearest.

    Raises LedgerError where they do not stand there, or at several places and nothing says near which.
    """
    parts = wanted.split()
    if not parts:
        raise LedgerError("no words were given. Select them in the text, or write them as they stand there.")
    if near is not None and text.startswith(wanted, near):
        return Span(start=near, end=near + len(wanted), text=wanted)
    found = list(re.finditer(r"\s+".join(map(re.escape, parts)), text))
    if not found:
        raise LedgerError("the words do not stand in the report. Give them exactly as they stand there.")
    if len(found) > 1 and near is None:
        raise LedgerError(f"the words stand in the report {len(found)} times. Give more of them, or select the place.")
    best = min(found, key=lambda match: abs(match.start() - (near or 0)))
    return Span(start=best.start(), end=best.end(), text=best.group())


def _mark(claim: StoredClaim, chosen: StoredClaim | None) -> Mark:
    span = claim.reading.evidence
    css = f"{claim.state} chosen" if chosen is not None and chosen.id == claim.id else claim.state
    return Mark(span.start, span.end, claim.id, css, "mark", f"claim-{claim.id}")


def _at(claim: StoredClaim) -> int:
    return claim.reading.evidence.start


def _safe(text: Markup) -> Markup:
    """Carriage returns by number: a parser would make newlines of them, and positions would shift."""
    return Markup(str(text).replace("\r", "&#13;"))


def around(text: str, at: int) -> Markup:
    """The stretch of a text around a place: whole words, and no paragraph but the one that it stands in."""
    return _stretch(text, Span(start=at, end=at, text=""), [])
