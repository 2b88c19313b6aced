"""The record of the dead of a ledger: worked out from its claims when asked for, as it is or was on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tollbook.ledger import Filter, Ledger, StoredClaim
from tollbook.model import Reading, Stance, Victims
from tollbook.publish.forensic import CaseRow, ClaimedRow
from tollbook.publish.released import ReleasedClaim, ReleasedReport, ReleasedStep
from tollbook.reconcile.remains import DeadClaim, RemainsGroup, Step, WantedRemains, groups_of
from tollbook.reference.dead import NO_FINDING, dead_table
from tollbook.reference.words import WordTable, bounds

from .at_date import NOW, AtDate
from .flattening import day_within
from .viewing import look_into

COLUMNS = (
    "group", "party", "place", "country", "holder", "first", "last", "status", "says", "rule", "rule_says", "count",
    "low", "high", "said_by", "day", "published", "state", "claim", "report", "words",
)  # fmt: skip
"""A row of the record: one status that one claim gives one group of remains."""


def remains_of(where: str, wanted: WantedRemains, at: AtDate = NOW) -> list[RemainsGroup]:
    """The groups of remains of a ledger that fit. Raises SettingsError for a status that is none."""
    if wanted.status is not None:
        dead_table().by_code(wanted.status)
    with look_into(where) as ledger:
        return wanted.of(groups_of(dead_claims(ledger, at)))


def dead_claims(ledger: Ledger, at: AtDate = NOW, hidden: frozenset[str] = frozenset()) -> Iterator[DeadClaim]:
    """The claims that count and say what became of the dead or the missing, but for the `hidden` ones."""
    until = None if at.recorded is None else ledger.seq_on(at.recorded)
    stored = _may_tell(ledger) if until is None else ledger.claims_at(until)
    project = ledger.project() if until is None else ledger.project_at(until)
    table = WordTable.load(project.word_table)
    for claim in stored:
        told = claim.counts and claim.id not in hidden
        if told and (at.as_of is None or (claim.published is not None and claim.published <= at.as_of)):
            found = _dead_claim(claim, table)
            if found.fates:
                yield found


def _may_tell(ledger: Ledger) -> Iterator[StoredClaim]:
    """The claims with a measure that states what became of the dead, or with details that do; no others are read."""
    measures = dead_table().measures
    for measure in measures:
        yield from ledger.claims(Filter(measure=measure))
    yield from (claim for claim in ledger.claims(Filter(detailed=True)) if claim.reading.measure not in measures)


def _dead_claim(stored: StoredClaim, table: WordTable) -> DeadClaim:
    count = stored.reading.count
    low, high = (count.low, count.high) if stored.state == "corrected" else bounds(count, table)
    reading = stored.reading.model_copy(update={"count": count.model_copy(update={"low": low, "high": high})})
    return made_of(
        reading,
        id_=stored.id,
        report=stored.report_id,
        outlet=stored.outlet,
        published=stored.published,
        state=stored.state,
    )


def made_of(
    reading: Reading, *, id_: str, report: str, outlet: str | None, published: date | None, state: str
) -> DeadClaim:
    """A reading as the record of the dead needs it; its count is taken as it stands."""
    victims = reading.victims or Victims()
    return DeadClaim(
        id=id_,
        report=report,
        measure=reading.measure.value,
        details=reading.remains_detail,
        denied=reading.stance is Stance.DENIED,
        party=victims.party,
        place=reading.place.name or reading.place.text if reading.place else None,
        country=reading.place.country if reading.place else None,
        first=day_within(reading.when.start),
        last=day_within(reading.when.end),
        published=day_within(published),
        said_by=reading.source[0].name if reading.source else outlet or "the report",
        counterparty=reading.counterparty,
        count=reading.count.text,
        low=reading.count.low,
        high=reading.count.high,
        victims=victims.text,
        names=tuple(dict.fromkeys((*victims.names, *(person.name for person in reading.persons)))),
        state=state,
        words=" ".join(reading.evidence.text.split()),
    )


def released_steps(claims: Iterable[ReleasedClaim], reports: Iterable[ReleasedReport]) -> Iterator[ReleasedStep]:
    """The record of the dead of what a profile lets out: of masked claims, so that no name comes back by this way."""
    outlets = {report.id: report.outlet for report in reports}
    told = [_of_released(claim, outlets.get(claim.report)) for claim in claims]
    for group in groups_of(told):
        for step in group.steps:
            yield ReleasedStep.model_validate({k: v for k, v in row(group, step).items() if k != "rule_says"})


def _of_released(claim: ReleasedClaim, outlet: str | None) -> DeadClaim:
    return made_of(
        claim.reading,
        id_=claim.id,
        report=claim.report,
        outlet=outlet,
        published=claim.published,
        state=claim.state,
    )


def rows(groups: Iterable[RemainsGroup]) -> Iterator[dict[str, Any]]:
    """One row for each step of each group, with the columns of `COLUMNS`."""
    for group in groups:
        for step in group.steps:
            yield row(group, step)


def row(group: RemainsGroup, step: Step) -> dict[str, Any]:
    """A step of a group as plain values."""
    claim, fate = step.claim, step.fate
    return {
        "group": group.id,
        "party": group.party,
        "place": group.place,
        "country": group.country,
        "holder": group.holder,
        "first": group.first,
        "last": group.last,
        "status": fate.status.code if fate.holds else f"not:{fate.status.code}",
        "says": fate.words,
        "rule": fate.status.rule,
        "rule_says": dead_table().rules[fate.status.rule],
        "count": counted(claim),
        "low": claim.low,
        "high": claim.high,
        "said_by": claim.said_by,
        "day": claim.day,
        "published": claim.published,
        "state": claim.state,
        "claim": claim.id,
        "report": claim.report,
        "words": claim.words,
    }


def counted(claim: DeadClaim) -> str:
    """How many, in the claim's words, else in digits; parts are called parts. Empty where no number is stated."""
    stated = claim.low is not None or claim.high is not None
    number = (claim.count or f"{claim.low or claim.high:,}") if stated else ""
    return f"{number} (parts)".strip() if claim.is_parts else number


def claimed_row(step: Step) -> ClaimedRow:
    """A step as the forensic sheet has it."""
    return ClaimedRow(
        says=step.fate.words,
        rule=step.fate.status.rule,
        said_by=step.claim.said_by,
        day=step.claim.day,
        count=counted(step.claim),
        words=step.claim.words,
        claim=step.claim.id,
    )


def cases_of(groups: Iterable[RemainsGroup]) -> Iterator[CaseRow]:
    """A row of the forensic sheet for each person named in a group's claims, and one for a group that names none.

    A name in a claim about a group is no identification of remains: the row says so.
    """
    for group in groups:
        claimed = tuple(claimed_row(step) for step in group.steps)
        names = sorted({name for claim in group.claims for name in claim.names})
        wanted: list[str | None] = [*names] or [None]
        for name in wanted:
            yield CaseRow(
                case=group.id,
                power=group.party,
                # customs of naming differ: a name is not divided; where the remains are told of is not where they died
                surname=name,
                other="name as stated, not divided; of a claim about the group: no identification" if name else None,
                holder=group.holder,
                claimed=claimed,
            )


__all__ = ["COLUMNS", "NO_FINDING", "cases_of", "claimed_row", "counted", "dead_claims", "remains_of", "row", "rows"]
