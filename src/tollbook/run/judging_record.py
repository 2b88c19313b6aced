"""A person's decision on a link, an incident or a series, recorded with the claims that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import RecordJudgement
from tollbook.reconcile.decisions import link_key

SUBJECTS = ("i-", "p-", "s-")
"""What the ids of incidents, periods and series begin with."""


def is_on_record(given: str) -> bool:
    """Whether a judgement's subject is a link, an incident, a period or a series, rather than a claim."""
    return given.startswith(SUBJECTS) or given.count(":") == 2


def judge_on_record(
    where: str,
    given: str,
    *,
    verdict: str,
    others: Sequence[str] = (),
    fields: Mapping[str, Any] | None = None,
    why: str | None = None,
    by: str,
) -> RecordJudgement:
    """Record a judgement, made now; `others` are what is merged into the subject, or the claims split from it.

    Raises LedgerError, with nothing stored, for ids that are not there or a verdict that does not fit.
    """
    with Ledger.open(where, create=False) as ledger:
        content = {"verdict": verdict, "fields": dict(fields or {}), "why": why, "by": by}
        content |= {"at": datetime.now(UTC).isoformat(timespec="seconds")}
        content |= (
            _on_link(ledger, given, verdict) if given.count(":") == 2 else _on_subject(ledger, given, verdict, others)
        )
        try:
            judgement = RecordJudgement.model_validate(content)
        except ValidationError as error:
            said = "; ".join(fault["msg"].removeprefix("Value error, ") for fault in error.errors(include_url=False))
            raise LedgerError(f"{given}: {said}. Nothing was stored.") from error
        ledger.judge_record(judgement)
    return judgement


def _on_link(ledger: Ledger, given: str, verdict: str) -> dict[str, Any]:
    kind, a, b = given.split(":")
    key = (kind, ledger.resolve_id(a), ledger.resolve_id(b))
    if verdict not in ("accept", "reject", "unsure"):
        raise LedgerError(f"{given}: a link is accepted, rejected or unsure; {verdict} does not fit it.")
    known = {(s.link.type, s.link.a, s.link.b) for s in ledger.links()}
    if key not in known and link_key(":".join(key)) not in known:
        raise LedgerError(f"{given}: no such link. `tollbook links` lists them.")
    return {"subject": ":".join(key), "claims": key[1:]}


def _on_subject(ledger: Ledger, given: str, verdict: str, others: Sequence[str]) -> dict[str, Any]:
    subject = ledger.subject(ledger.resolve_subject(given))
    claims = set(subject.claims)
    if verdict == "merge":
        merged = [ledger.subject(ledger.resolve_subject(other)) for other in others]
        for other in merged:
            if other.id == subject.id or other.kind != subject.kind:
                raise LedgerError(f"{other.id}: cannot be merged with {subject.id}. Give another {subject.kind}.")
            claims |= set(other.claims)
        others = [other.id for other in merged]
    elif verdict == "split":
        others = [ledger.resolve_id(other) for other in others]
        strange = sorted(set(others) - claims)
        if strange:
            raise LedgerError(f"{strange[0]}: is no claim of {subject.id}. `tollbook incidents` lists its claims.")
        if set(others) == claims:
            raise LedgerError(f"{subject.id}: no claim would be left in it. Name only those that do not belong.")
    return {"subject": subject.id, "others": tuple(others), "claims": tuple(sorted(claims))}
