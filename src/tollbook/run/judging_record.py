"""A person's decision on a link, an incident, a series or a source, recorded with what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import RecordJudgement, Source
from tollbook.reconcile import SubjectKind
from tollbook.reconcile.cases import SAME
from tollbook.reconcile.decisions import link_key
from tollbook.reconcile.sources import FIELDS, corrected, labels, propose_sources

from .casing import judge_pair
from .told import told

SUBJECTS = ("i-", "p-", "s-", SOURCE := "src-")
"""What the ids of incidents, periods, series and sources begin with."""


_MISSING = {
    (False, "merge"): "needs to know what it is one with: give --with and the id of the other incident (i-...).",
    (False, "split"): "needs to know what belongs elsewhere: give --with and the id of a claim of it (m-...).",
    (True, "merge"): "needs to know what it is one with: give --with and the id of the other source (src-...).",
    (
        True,
        "split",
    ): "needs to know what belongs elsewhere: give --with and a name of it, as `tollbook sources` has it.",
}
"""What is to be given for a verdict on an incident, or on a source (True), that takes others."""


def is_on_record(given: str) -> bool:
    """Whether a judgement's subject is a link, an incident, a period, a series or a source, not a claim."""
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
    if verdict in ("merge", "split") and not others and given.count(":") != 2:
        raise LedgerError(f"{given}: {verdict} {_MISSING[given.startswith(SOURCE), verdict]} Nothing was stored.")
    if given.startswith(SAME):
        _, a, b = given.split(":")
        return judge_pair(where, a, b, verdict=verdict, by=by, why=why)
    with Ledger.open(where, create=False) as ledger:
        content = {"verdict": verdict, "fields": dict(fields or {}), "why": why, "by": by}
        content |= {"at": datetime.now(UTC).isoformat(timespec="seconds")}
        if given.startswith(SOURCE):
            content |= _on_source(ledger, given, verdict, others, fields or {})
        elif given.count(":") == 2:
            content |= _on_link(ledger, given, verdict)
        else:
            content |= _on_subject(ledger, given, verdict, others)
        try:
            judgement = RecordJudgement.model_validate(content)
        except ValidationError as error:
            said = "; ".join(fault["msg"].removeprefix("Value error, ") for fault in error.errors(include_url=False))
            raise LedgerError(f"{given}: {said}. Nothing was stored.") from error
        ledger.judge_record(judgement)
    return judgement


def withdraw_on_record(where: str, subject: str, *, by: str, identity: str, why: str | None = None) -> RecordJudgement:
    """Take the decision of that identity (its hash) on a subject or link back. Raises LedgerError where it does not
    stand."""
    with Ledger.open(where, create=False) as ledger:
        standing = {s.identity: s.judgement for s in ledger.judgements_about([subject])}
        if identity not in standing:
            raise LedgerError(f"{subject}: that decision does not stand any more. Nothing was stored.")
        judgement = RecordJudgement(
            subject=subject,
            verdict="withdraw",
            claims=standing[identity].claims,
            why=why,
            by=by,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            withdraws=identity,
        )
        ledger.judge_record(judgement)
    return judgement


def _on_link(ledger: Ledger, given: str, verdict: str) -> dict[str, Any]:
    kind, a, b = given.split(":")
    key = (kind, ledger.resolve_id(a), ledger.resolve_id(b))
    if verdict not in ("accept", "reject", "unsure"):
        raise LedgerError(f"{given}: a link is accepted, rejected or unsure; {verdict} does not fit it.")
    known = {(link.type, link.a, link.b) for link in ledger.links_among(key[1:])}
    if key not in known and link_key(":".join(key)) not in known:
        raise LedgerError(f"{given}: no such link. `tollbook links` lists them.")
    return {"subject": ":".join(key), "claims": key[1:]}


def _on_subject(ledger: Ledger, given: str, verdict: str, others: Sequence[str]) -> dict[str, Any]:
    subject = ledger.subject(ledger.resolve_subject(given))
    claims = set(subject.claims)
    if verdict == "correct":
        raise LedgerError(f"{subject.id}: its fields come from its claims. Correct those, or merge or split it.")
    if verdict in ("merge", "split") and subject.kind != SubjectKind.INCIDENT:
        raise LedgerError(
            f"{subject.id}: only incidents are merged and split. Periods and series follow from the claims' fields and "
            "sources: correct the claims, or merge or split the sources."
        )
    if verdict == "merge":
        merged = [ledger.subject(other) for other in dict.fromkeys(map(ledger.resolve_subject, others))]
        for other in merged:
            if other.id == subject.id or other.kind != subject.kind:
                raise LedgerError(f"{other.id}: cannot be merged with {subject.id}. Give another {subject.kind}.")
            claims |= set(other.claims)
        others = [other.id for other in merged]
    elif verdict == "split":
        others = list(dict.fromkeys(map(ledger.resolve_id, others)))
        strange = sorted(set(others) - claims)
        if strange:
            raise LedgerError(f"{strange[0]}: is no claim of {subject.id}. `tollbook incidents` lists its claims.")
        if set(others) == claims:
            raise LedgerError(f"{subject.id}: no claim would be left in it. Name only those that do not belong.")
    return {"subject": subject.id, "others": tuple(others), "claims": tuple(sorted(claims))}


def _on_source(
    ledger: Ledger, given: str, verdict: str, others: Sequence[str], fields: Mapping[str, Any]
) -> dict[str, Any]:
    """A decision on a source is found again by the ids of what is merged, and by the names of what is split."""
    state = told(ledger)
    sources = propose_sources(state.named, state.decisions)
    subject = _source(sources, given)
    names = labels(subject)
    if verdict == "merge":
        merged = [_source(sources, other) for other in others]
        if any(other.id == subject.id for other in merged):
            raise LedgerError(f"{given}: cannot be merged with itself. Give another source's id.")
        others = [other.id for other in merged]
        names = [subject.id, *names, *(name for other in merged for name in labels(other))]
    elif verdict == "split":
        strange = [name for name in others if name not in names]
        if strange:
            raise LedgerError(f"{strange[0]}: is no name of {subject.id}. Its names: {'; '.join(names)}.")
        if set(others) == set(names):
            raise LedgerError(f"{subject.id}: no name would be left to it. Name only those that do not belong.")
    for name, value in fields.items():
        if name not in FIELDS:
            raise LedgerError(f"{name}: no such field of a source; choose among {', '.join(FIELDS)}.")
        try:
            corrected(subject, {name: value})
        except ValueError as error:
            raise LedgerError(f"{name}: {value} is no {name} of a source. Nothing was stored.") from error
    return {"subject": subject.id, "others": tuple(others), "claims": tuple(dict.fromkeys(names))}


def _source(sources: Sequence[Source], given: str) -> Source:
    found = [source for source in sources if source.id.startswith(given)]
    if len(found) != 1:
        said = "several sources begin so" if found else "no such source"
        raise LedgerError(f"{given}: {said}. `tollbook sources` lists them.")
    return found[0]
