"""What people decide on the record in the workbench: on links, and on which claims are of one incident."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.errors import LedgerError
from tollbook.run.judging_record import judge_on_record, withdraw_on_record
from tollbook.run.reconciling import reconcile_at

from .bench import Workbench
from .incidents import home_of

SUBJECT_VERDICTS = ("accept", "reject", "unsure")


def judge_subject(bench: Workbench, subject: str, verdict: str, why: str, *, by: str) -> str:
    """Record what somebody decides on an incident or period, or on a link; returns the decision's subject."""
    if verdict not in SUBJECT_VERDICTS:
        raise LedgerError(f"{verdict}: no verdict; choose one of {', '.join(SUBJECT_VERDICTS)}.")
    return judge_on_record(bench.where, subject, verdict=verdict, why=why.strip() or None, by=by).subject


def merge(bench: Workbench, subject: str, other: str, why: str, *, by: str) -> str:
    """Put two incidents together, at once; returns the address of the one that there is now."""
    if not other.strip():
        raise LedgerError("no other incident was named. Choose one near it, or write another one's id.")
    done = judge_on_record(
        bench.where, subject, verdict="merge", others=[other.strip()], why=why.strip() or None, by=by
    )
    reconcile_at(bench.where)
    return home_of(bench, done.claims)


def split(bench: Workbench, subject: str, claims: Sequence[str], why: str, *, by: str) -> str:
    """Take claims out of an incident, at once; returns the address of what is left of it."""
    if not claims:
        raise LedgerError("no claim was ticked. Tick those that do not belong to the incident, then split.")
    done = judge_on_record(bench.where, subject, verdict="split", others=claims, why=why.strip() or None, by=by)
    reconcile_at(bench.where)
    out = set(done.others)
    return home_of(bench, tuple(claim for claim in done.claims if claim not in out))


def undo(bench: Workbench, subject: str, identity: str, *, by: str) -> str:
    """Take a decision back, and bring the record to what it was without it; returns an address to go on at."""
    done = withdraw_on_record(bench.where, subject, by=by, identity=identity)
    reconcile_at(bench.where)
    return home_of(bench, done.claims)
