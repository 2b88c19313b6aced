"""A person's decision on a claim, recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tollbook.ledger import Ledger
from tollbook.model import Judgement

from .correcting import Completed, complete_place


@dataclass(frozen=True, slots=True)
class Recorded:
    """A judgement as recorded: the mention's id, the fields that it sets, and what was looked up for them."""

    mention: str
    fields: Mapping[str, Any]
    said: str | None = None


def record_judgement(
    where: str, claim: str, *, verdict: str, fields: Mapping[str, Any], why: str | None, by: str
) -> Recorded:
    """Record a judgement, made now. Another place name brings its country and coordinates (see `complete_place`).

    Raises LedgerError for an unknown or ambiguous claim, or a field or value that cannot be.
    """
    with Ledger.open(where, create=False) as ledger:
        mention = ledger.resolve_id(claim)
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        current = ledger.claim(mention)
        done = complete_place(ledger, current, fields) if current is not None and fields else Completed(dict(fields))
        content = {"mention": mention, "verdict": verdict, "fields": done.fields, "why": why, "by": by, "at": moment}
        ledger.judge(Judgement.model_validate(content))
    return Recorded(mention, done.fields, done.said)
