"""Claims built by hand over sentences of our own: "[Twelve|killed|12] died" holds a claim anchored at its number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tollbook.model import Claim, Mention, Reading, Report, Span, Trace

DAY = date(2024, 3, 12)
_MARK = re.compile(r"\[([^\]|]+)\|([a-z_]+)(?:\|([^\]]*))?\]")

_HARM = re.compile(r"\b(?:killed|fell|died|injured|wounded|hurt|fled|recovered|captured)\b")

Fields = Mapping[str, Any]


def made(marked: str, *fields: Fields, published: date | None = DAY) -> tuple[Report, list[Claim]]:
    """A report and its claims from a text with marks of words, measure and count (`low-high`; without one it is 1).

    `fields` set further fields of the claims, in the order of the text; `part` marks a part of a group, `joined` a
    group joined to another one. The evidence is the sentence.
    """
    text, found = "", []
    end = 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        found.append((len(text), mark.group(1), mark.group(2), mark.group(3)))
        text += mark.group(1)
        end = mark.end()
    text += marked[end:]
    report = Report(text=text, published=published, language="en")
    given = [*fields, *[{}] * (len(found) - len(fields))]
    return report, [
        _claim(report, *place, ordinal, extra) for ordinal, (place, extra) in enumerate(zip(found, given, strict=True))
    ]


def _claim(report: Report, at: int, words: str, measure: str, count: str | None, ordinal: int, extra: Fields) -> Claim:
    low, high = _bounds(count)
    start = max(report.text.rfind(". ", 0, at) + 2, report.text.rfind("\n", 0, at) + 1, 0) if at else 0
    stop = report.text.find(".", at)
    stop = len(report.text) if stop < 0 else stop
    relation = "part:pass" if extra.get("part") else "joined:pass" if extra.get("joined") else "pass"
    word = next((m for m in _HARM.finditer(report.text, start, stop) if m.start() > at), None)
    harm = word.span() if word is not None else (at, at + len(words))
    comparator = "none" if low is None and high is None else "exact" if low == high else "at_least"
    reading = {
        "evidence": Span(start=start, end=stop, text=report.text[start:stop]),
        "measure": measure,
        "count": {"low": low, "high": high, "comparator": comparator, "text": words},
        "confidence": 0.95,
        "trace": (Trace(field="measure", rule=f"accept:{relation}", start=harm[0], end=harm[1]),),
        **{key: value for key, value in extra.items() if key not in ("part", "joined")},
    }
    mention = Mention.model_validate(
        {
            "text_id": report.text_id,
            "report_id": report.id,
            "measure": measure,
            "anchor_start": at,
            "anchor_end": at + len(words),
            "ordinal": ordinal,
        }
    )
    return Claim(mention=mention, reading=Reading.model_validate(reading))


def _bounds(count: str | None) -> tuple[int | None, int | None]:
    if count is None:
        return 1, 1
    low, dash, high = count.partition("-")
    first = int(low) if low else None
    return first, (int(high) if high else None) if dash else first
