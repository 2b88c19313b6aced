"""What people do in the workbench: each action is a judgement of theirs in the ledger, or a claim that they add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tollbook.errors import LedgerError
from tollbook.ledger import StoredClaim
from tollbook.model import (
    Certainty,
    Extent,
    Means,
    Measure,
    Reading,
    Report,
    SourceKind,
    Span,
    Stance,
    Status,
    Verification,
)
from tollbook.run.adding import Written, add_claim
from tollbook.run.importing import count_in_words
from tollbook.run.judging import judge_in

from .bench import Workbench, seen
from .controls import changes
from .passage import find_words

VERDICTS = ("accept", "reject", "unsure", "withdraw")


class ChangedMeanwhileError(LedgerError):
    """The claim is not as it was when the page was made."""


def current(bench: Workbench, claim_id: str) -> StoredClaim:
    """The claim of that id. Raises LedgerError where there is none to show."""
    found = bench.ledger.claim(claim_id)
    if found is None:
        raise LedgerError(f"{claim_id}: the newest extraction no longer finds this claim, and nobody has judged it.")
    return found


def judge(bench: Workbench, claim_id: str, verdict: str, *, by: str, sign: str, why: str = "") -> str:
    """Record a verdict on the claim as it was shown; returns the claim's id."""
    if verdict not in VERDICTS:
        raise LedgerError(f"{verdict}: no verdict; choose one of {', '.join(VERDICTS)}.")
    claim = _as_shown(bench, claim_id, sign)
    check = unchanged(sign)
    return judge_in(bench.ledger, claim.id, verdict=verdict, why=why.strip() or None, by=by, check=check).mention


def correct(bench: Workbench, claim_id: str, entered: Mapping[str, str], *, by: str) -> str:
    """Record what was changed in the form as a correction."""
    sign = entered.get("seen", "")
    claim = _as_shown(bench, claim_id, sign)
    fields = changes(claim.reading, entered)
    fields = stated_fields(entered, claim.reading) | fields
    if not fields:
        raise LedgerError("nothing was changed. Change a field, or accept the claim as it is.")
    why, check = entered.get("why", "").strip() or None, unchanged(sign)
    return judge_in(bench.ledger, claim.id, verdict="correct", fields=fields, why=why, by=by, check=check).mention


def move_evidence(bench: Workbench, claim_id: str, words: str, near: int | None, *, by: str, sign: str) -> str:
    """Record that other words of the report state the claim."""
    claim = _as_shown(bench, claim_id, sign)
    text = bench.ledger.text(claim.mention.text_id)
    span = find_words(text, lines_of(words), claim.reading.evidence.start if near is None else near)
    fields = {"evidence": span.model_dump()}
    check = unchanged(sign)
    return judge_in(bench.ledger, claim.id, verdict="correct", fields=fields, by=by, check=check).mention


def undo(bench: Workbench, *, by: str) -> str:
    """Take back a person's last judgement that still stands; returns its claim."""
    found = bench.ledger.last_by(by)
    if found is None:
        raise LedgerError("there is nothing of yours to undo.")
    claim, identity = found
    return judge_in(bench.ledger, claim, verdict="withdraw", by=by, withdraws=identity).mention


def add(bench: Workbench, report_id: str, entered: Mapping[str, str], *, by: str) -> str:
    """Add a claim that the machine missed, from the form's values; returns its id."""
    report = bench.ledger.report(bench.ledger.resolve_report(report_id))
    return add_claim(bench.where, written_of(report, entered, by=by)).id


def written_of(report: Report, entered: Mapping[str, str], *, by: str) -> Written:
    """What a person wrote down in the form of a new claim. Raises LedgerError where it cannot be."""
    near = entered.get("at", "")
    span = find_words(report.text, lines_of(entered.get("words", "")), int(near) if near.isdigit() else None)
    return _written(span, entered, by=by, report=report.id)


def add_with_report(bench: Workbench, entered: Mapping[str, str], *, by: str) -> str:
    """Add a claim with a report of its own, from the form's values; returns its id. Raises LedgerError, SettingsError.

    Where no text is given the words that state the claim are the report.
    """
    words = lines_of(entered.get("words", ""))
    whole = lines_of(entered.get("text", "")) or words
    span = find_words(whole, words, None)
    written = with_report(_written(span, {"why": "entered by hand"} | _given(entered), by=by), entered, whole)
    return add_claim(bench.where, written).id


def with_report(written: Written, entered: Mapping[str, str], whole: str) -> Written:
    """What is written down with what the form says of the report that it stands in, whose text is `whole`."""
    given = _given(entered)
    return replace(
        written,
        whole=whole,
        name=given.get("name"),
        outlet=given.get("outlet"),
        address=given.get("address"),
        published=_day(given, "published"),
        restricted=given.get("restricted") == "1",
    )


def told_of(entered: Mapping[str, str], *, by: str) -> Written:
    """What the form of an incident says of all its claims, with its report. Raises LedgerError where it cannot be."""
    whole = lines_of(entered.get("text", ""))
    fields = {"why": "entered by hand"} | _given(entered)
    return with_report(_written(Span(start=0, end=len(whole), text=whole), fields, by=by), entered, whole)


def _given(entered: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in entered.items() if value.strip()}


def _written(span: Span, entered: Mapping[str, str], *, by: str, report: str | None = None) -> Written:
    given = _given(entered)
    try:
        return Written(
            by=by,
            words=span.text,
            at=span.start,
            report=report,
            measure=Measure(given.get("measure", "killed")),
            count=given.get("count"),
            party=given.get("party"),
            status=Status(given.get("status", "unknown")),
            sources=tuple(filter(None, map(str.strip, given.get("source", "").splitlines()))),
            source_kind=SourceKind(given["source_kind"]) if "source_kind" in given else None,
            stance=Stance(given.get("stance", "affirmed")),
            certainty=Certainty(given.get("certainty", "stated")),
            verification=Verification(given.get("verification", "none")),
            extent=Extent(given.get("extent", "incident")),
            place=given.get("place"),
            country=given.get("country"),
            first=_day(given, "first"),
            last=_day(given, "last") or _day(given, "first"),
            actor=given.get("actor"),
            means=Means(given["means"]) if "means" in given else None,
            why=given.get("why", "added in review"),
        )
    except ValueError as error:
        raise LedgerError(f"{error}. Nothing was stored.") from error


def unchanged(sign: str) -> Callable[[StoredClaim | None], None]:
    """A check that raises ChangedMeanwhileError where a claim is not as it was when the page was made."""

    def check(claim: StoredClaim | None) -> None:
        if claim is None or seen(claim) != sign:
            who = f" by {claim.judged_by}" if claim is not None and claim.judged_by else ""
            raise ChangedMeanwhileError(
                f"this claim was changed{who} since the page was made. Look at it again, then decide."
            )

    return check


def _as_shown(bench: Workbench, claim_id: str, sign: str) -> StoredClaim:
    """The claim, if it is still as it was; the judgement looks again, under the writer's lock."""
    claim = current(bench, claim_id)
    unchanged(sign)(claim)
    return claim


def stated_fields(entered: Mapping[str, str], reading: Reading) -> dict[str, Any]:
    """The fields of the count that was written in words, if it was."""
    stated = entered.get("stated", "").strip()
    return _stated(stated, reading) if stated else {}


def _stated(stated: str, reading: Reading) -> dict[str, Any]:
    count = count_in_words(stated)
    if count is None or (count.low is None and count.high is None and count.vague is None):
        raise LedgerError(f"{stated}: says no number. Write it as the report does: 12, at least 12, 10-15, dozens.")
    words = stated if stated in reading.evidence.text else reading.count.text
    found = count.model_copy(update={"text": words}).model_dump(mode="json", exclude={"best"})
    return {f"count.{name}": value for name, value in found.items()}


def _day(given: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(given[name]) if name in given else None
    except ValueError as error:
        raise LedgerError(f"{given[name]}: no date. Write it as 2023-01-04.") from error


def lines_of(words: str) -> str:
    """What was entered in an area of text, its lines ended as ours are."""
    return words.replace("\r\n", "\n").strip()
