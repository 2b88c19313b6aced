"""A person's decision on a claim, recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tollbook.ledger import Ledger, StoredClaim
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
        return judge_in(ledger, claim, verdict=verdict, fields=fields, why=why, by=by)


def judge_in(
    ledger: Ledger,
    claim: str,
    *,
    verdict: str,
    fields: Mapping[str, Any] | None = None,
    why: str | None = None,
    by: str,
    withdraws: str | None = None,
    check: Callable[[StoredClaim | None], None] | None = None,
) -> Recorded:
    """Record a judgement in an open ledger, as `record_judgement` does; `check` as for `Ledger.judge`."""
    mention, fields = ledger.resolve_id(claim), fields or {}
    current = ledger.claim(mention)
    done = complete_place(ledger, current, fields) if current is not None and fields else Completed(dict(fields))
    content = {"mention": mention, "verdict": verdict, "fields": done.fields, "why": why, "by": by}
    moment = datetime.now(UTC).isoformat(timespec="microseconds")  # two of one second keep their order
    ledger.judge(Judgement.model_validate(content | {"at": moment, "withdraws": withdraws}), check=check)
    return Recorded(mention, done.fields, done.said)
