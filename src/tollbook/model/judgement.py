"""A person's decision on a claim."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .base import Record

Verdict = Literal["accept", "correct", "reject", "unsure", "withdraw"]


class Judgement(Record):
    """Who decided what about a mention, when (ISO 8601, UTC) and why; `fields` are the single fields it sets.

    Keys of `fields` are dotted paths of a reading (`count.low`, `victims.party`), values as in its JSON form.
    `withdraw` takes an earlier judgement back: the one whose hash `withdraws` gives, the last that stands where None.
    """

    mention: str
    verdict: Verdict
    fields: dict[str, Any] = Field(default_factory=dict)
    why: str | None = None
    by: str
    at: str
    withdraws: str | None = None
