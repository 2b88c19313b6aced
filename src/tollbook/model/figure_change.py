"""A figure that changed between two states of the record, and what changed it."""

from __future__ import annotations

from typing import Literal

from .base import Record

ChangeKind = Literal["joined", "left", "restated", "judged", "no_longer_counted", "counted_again", "subject"]


class Cause(Record):
    """One thing that changed: a claim that joined, left, was restated or judged, or what became of the subject."""

    kind: ChangeKind
    why: str
    claim: str | None = None


class FigureChange(Record):
    """A policy's figure for one measure of one subject, `before` and `after`: low, best and high, None where it had no
    figure."""

    subject: str
    name: str
    measure: str
    policy: str
    before: tuple[int | None, int | None, int | None] | None
    after: tuple[int | None, int | None, int | None] | None
    causes: tuple[Cause, ...]
