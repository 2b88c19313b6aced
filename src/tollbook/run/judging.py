"""A person's decision on a claim, recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tollbook.ledger import Ledger
from tollbook.model import Judgement


def record_judgement(
    where: str, claim: str, *, verdict: str, fields: Mapping[str, Any], why: str | None, by: str
) -> str:
    """Record a judgement, made now; gives the mention's id.

    Raises LedgerError for an unknown or ambiguous claim, or a field or value that cannot be.
    """
    with Ledger.open(where, create=False) as ledger:
        mention = ledger.resolve_id(claim)
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        content = {"mention": mention, "verdict": verdict, "fields": fields, "why": why, "by": by, "at": moment}
        ledger.judge(Judgement.model_validate(content))
    return mention
