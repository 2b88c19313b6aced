"""A person's decision on something that is made of claims: a link, an incident, a series or a source."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from .base import Record

RecordVerdict = Literal["accept", "correct", "reject", "unsure", "merge", "split", "withdraw"]


class RecordJudgement(Record):
    """Who decided what about a link, an incident, a series or a source, when (ISO 8601, UTC) and why.

    `subject` is an id (`i-...`, `s-...`) or a link (`repeats:m-...:m-...`). `merge` joins the subject with those named
    in `others` (ids of the same kind), `split` takes the claims named in `others` out of it (for a source: names).
    `fields` are the values that `correct` sets, by dotted path. `claims` are those that the subject held at that
    moment: by them the decision is found again, also in another ledger. `withdraw` takes an earlier decision on the
    subject back: the one whose hash `withdraws` gives.
    """

    subject: str
    verdict: RecordVerdict
    others: tuple[str, ...] = ()
    fields: dict[str, Any] = Field(default_factory=dict)
    claims: tuple[str, ...] = ()
    why: str | None = None
    by: str
    at: str
    withdraws: str | None = None

    @model_validator(mode="after")
    def _has_what_its_verdict_needs(self) -> RecordJudgement:
        if (self.verdict in ("merge", "split")) != bool(self.others):
            raise ValueError("merge and split need to name the others, and no other verdict takes any")
        if (self.verdict == "correct") != bool(self.fields):
            raise ValueError("correct needs fields, and no other verdict takes any")
        if (self.verdict == "withdraw") != (self.withdraws is not None):
            raise ValueError("withdraw needs the decision that it takes back, and no other verdict takes one back")
        return self
