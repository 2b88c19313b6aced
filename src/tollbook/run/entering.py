"""An incident that a person writes down: its claims as theirs, and the decision that these are one incident."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger import BY_HAND, Ledger, StoredSubject
from tollbook.ledger.claims import HAND
from tollbook.model import Extent, Judgement, Measure, RecordJudgement
from tollbook.reconcile import SubjectKind

from .adding import Written, check_restriction, report_of, written_claim
from .judging import judge_in
from .own import own_values, set_own
from .reconciling import foreseen, reconcile_at

WHY = "entered by hand"
_ENDS = re.compile(r"(?<=[.!?])\s+(?=\W*[A-ZА-ЯЁЄІЇҐ])|\n+")
"""Where one sentence ends and the next begins, well enough to quote the one that holds a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenIncident:
    """An incident as somebody writes it down: what is the same in all its claims, and each measure with its count.

    `told` holds the whole report in `whole`, and is of the extent incident; its `measure`, `count` and `words` are not
    used. An empty count is a claim without a number. `joins`: the id of the incident of the record that it is; None: it
    is one of its own, whatever else the record has of that place and day. `own`: values of the project's own fields.
    """

    told: Written
    counts: Sequence[tuple[Measure, str]]
    joins: str | None = None
    own: Mapping[str, str] | None = None


def enter_incident(where: str, written: WrittenIncident) -> str:
    """Store an incident that a person writes down, and bring the record up to it; returns its id.

    Its claims are kept as that person's, accepted; that they are one incident, and are no other, is a decision of
    theirs on the record. Raises SettingsError or LedgerError, with nothing stored, where a count says no number or does
    not stand in the report, the place or the day is not known, a field of the project's own has no such value, or the
    incident that it joins is not there.
    """
    parts = _parts(written)
    report = report_of(parts[0])
    claims = [written_claim(part, report, []) for part in parts]
    place = claims[0].reading.place
    if place is None or place.country is None:
        raise SettingsError("where it happened is not known: give a place of the gazetteer, or the country beside it")
    moment = datetime.now(UTC).isoformat(timespec="microseconds")
    by = written.told.by
    accepted = [Judgement(mention=c.id, verdict="accept", why=parts[0].why or WHY, by=by, at=moment) for c in claims]
    reconcile_at(where)  # so that what is decided below is about this entry alone
    with Ledger.open(where, create=False) as ledger:
        check_restriction(ledger, report)
        joins = None if written.joins is None else ledger.subject(ledger.resolve_subject(written.joins))
        own_values(ledger.project(), "incident", written.own or {})
        entered = ledger.enter_together(report, f"{BY_HAND}{by}", list(zip(claims, accepted, strict=True)))
        home = _decide(ledger, frozenset(entered), joins, by)
    reconcile_at(where)
    if written.own:
        with Ledger.open(where, create=False) as ledger:
            set_own(ledger, home, written.own, by=by, why=WHY)
    return home


def entry_of(ledger: Ledger, subject: str, by: str) -> list[str]:
    """The claims of an incident that the person wrote down and that stand as they did; [] where others are of it."""
    claims = ledger.claims_by_id(ledger.subject(subject).claims)
    theirs = [c.id for c in claims if c.entered == HAND and c.judged_by == by and c.state == "accepted"]
    return theirs if len(theirs) == len(claims) else []


def take_entry_back(where: str, subject: str, *, by: str) -> str:
    """Take back an incident that the person wrote down; returns the report that it stands in.

    Its claims are rejected then: nobody says them any more, and the incident ends. Raises LedgerError where others have
    claims in it.
    """
    with Ledger.open(where, create=False) as ledger:
        id_ = ledger.resolve_subject(subject)
        claims = entry_of(ledger, id_, by)
        if not claims:
            raise LedgerError(f"{id_}: is not, or not alone, what {by} wrote down. Take single decisions back instead.")
        report = ledger.claims_by_id(claims)[0].report_id
        for claim in claims:
            judge_in(ledger, claim, verdict="withdraw", by=by, why="the entry taken back")
    reconcile_at(where)
    return report


def _parts(written: WrittenIncident) -> list[Written]:
    """One claim a measure, each with the sentence that holds its count. Raises SettingsError where none does."""
    told, whole = written.told, written.told.whole or ""
    if not whole.strip():
        raise SettingsError("nothing was told: write down what was said or written, with the counts in it")
    if told.first is None:
        raise SettingsError("the day is not known: an incident needs at least the first day on which it can have been")
    if not written.counts:
        raise SettingsError("no measure was chosen: say what happened to people, with a count or without")
    measures = [measure for measure, _ in written.counts]
    twice = next((m for m in measures if measures.count(m) > 1), None)
    if twice is not None:
        raise SettingsError(f"{twice.value} is there twice; add further claims of it on the report's page")
    parts = []
    for measure, count in written.counts:
        start, words = _sentence(whole, count.strip())
        parts.append(
            replace(
                told,
                measure=measure,
                count=count.strip() or None,
                words=words,
                at=start,
                extent=Extent.INCIDENT,
                why=told.why or WHY,
            )
        )
    return parts


def _sentence(whole: str, count: str) -> tuple[int, str]:
    """The first sentence that holds the count's words, and where it begins; the first of all for no count."""
    start = 0
    for end in [*_ENDS.finditer(whole), None]:
        stop = len(whole) if end is None else end.start()
        words = whole[start:stop].strip()
        if words and (not count or re.search(rf"(?<![\w,.]){re.escape(count)}(?!\w)", words)):
            return whole.index(words, start), words
        start = stop if end is None else end.end()
    raise SettingsError(f"{count}: does not stand in what was told; write the count in the words that stand there")


def _decide(ledger: Ledger, entered: frozenset[str], joins: StoredSubject | None, by: str) -> str:
    """Record that the claims are one incident (with another one, if it is named) and no other; returns its id.

    It is decided before the record is made: were they in another incident for a moment, that one could lose its id.
    """
    whole = entered | frozenset(joins.claims if joins else ())
    apart: frozenset[str] = frozenset()
    while True:
        decided = [_decision(joins.id if joins else "i-", "split", apart | entered, apart, by)] if apart else []
        decided.append(_decision(joins.id if joins else "i-", "accept", whole, frozenset(), by))
        found = [one for one in foreseen(ledger, decided) if one.kind == SubjectKind.INCIDENT]
        homes = [one for one in found if entered & set(one.claims)]
        strange = frozenset(claim for home in homes for claim in home.claims) - whole - apart
        if not strange:
            break
        apart |= strange
    if len(homes) != 1:
        raise LedgerError("the claims are stored, but the record makes no incident of them: look at their report.")
    id_ = joins.id if joins else homes[0].id
    for judgement in decided:
        ledger.judge_record(judgement.model_copy(update={"subject": id_}))
    return id_


def _decision(subject: str, verdict: str, claims: frozenset[str], others: frozenset[str], by: str) -> RecordJudgement:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    content = {"subject": subject, "verdict": verdict, "claims": tuple(sorted(claims)), "others": tuple(sorted(others))}
    return RecordJudgement.model_validate({**content, "why": WHY, "by": by, "at": at})
