"""A person's decision on something that is made of claims: a link, an incident, a series or a source."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from .base import Record

RecordVerdict = Literal["accept", "correct", "reject", "unsure", "merge", "split"]


class RecordJudgement(Record):
    """Who decided what about a link, an incident, a series or a source, when (ISO 8601, UTC) and why.

    `subject` is an id (`i-...`, `s-...`) or a link (`repeats:m-...:m-...`). `merge` joins the subject with those named
    in `others` (ids of the same kind), `split` takes the claims named in `others` out of it (for a source: names).
    `fields` are the values that `correct` sets, by dotted path. `claims` are those that the subject held at that
    moment: by them the decision is found again, also in another ledger.
    """

    subject: str
    verdict: RecordVerdict
    others: tuple[str, ...] = ()
    fields: dict[str, Any] = Field(default_factory=dict)
    claims: tuple[str, ...] = ()
    why: str | None = None
    by: str
    at: str

    @model_validator(mode="after")
    def _has_what_its_verdict_needs(self) -> RecordJudgement:
        if (self.verdict in ("merge", "split")) != bool(self.others):
            raise ValueError("merge and split need to name the others, and no other verdict takes any")
        if (self.verdict == "correct") != bool(self.fields):
            raise ValueError("correct needs fields, and no other verdict takes any")
        return self
