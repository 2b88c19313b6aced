"""Two codings of a report side by side, and what somebody takes of them written into the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tollbook.agreement import Coded, Pair
from tollbook.errors import LedgerError
from tollbook.ledger import BY_HAND, Filter, Ledger
from tollbook.ledger.fields import MACHINE_FIELDS, overlaid
from tollbook.model import Claim, CodingEntry, Judgement, Mention, Reading

from .coders import coded_by, pairs_of
from .coding import Coding, note_settled

CHOICES = ("first", "second", "other", "none")
"""What can be taken of a pair: what one of the two holds right, something else, or that it is no claim."""


@dataclass(frozen=True, slots=True)
class Both:
    """What two coders say of one claim. `differs`: the fields in which they differ; `claim` alone where only one of
    them holds it for a claim. `settled`: what was decided.
    """

    key: str
    first: Reading | None
    second: Reading | None
    differs: tuple[str, ...]
    settled: CodingEntry | None
    mentions: tuple[str, ...]

    @property
    def shown(self) -> Reading:
        """The reading from which another one is made."""
        reading = self.first or self.second
        if reading is None:
            raise ValueError("neither coder has a claim here")
        return reading


def both_of(ledger: Ledger, coding: Coding, report: str) -> list[Both]:
    """The claims of both coders of a report in the order of the text, paired.

    Raises LedgerError where somebody is not through with the report yet: adjudication would not be of blind codings.
    """
    if report not in coding.task.reports:
        raise LedgerError(f"{report}: is no report of this double coding.")
    if not coding.is_ready(report):
        raise LedgerError("not both coders are through with this report yet. Adjudicate when they are.")
    ids = [claim.id for claim in ledger.claims(Filter(report=report))]
    standings = list(ledger.standings(ids).values())
    first = coded_by(standings, [coding] if coding.task.first_apart else (), coding.task.first)
    second = coded_by(standings, [coding], coding.task.second)
    pairs = pairs_of(first, second, (report,))
    alone = [*_alone(pairs, first.coded, report, is_first=True), *_alone(pairs, second.coded, report, is_first=False)]
    pairs += alone
    made = [_both(pair, coding) for pair in pairs]
    return sorted((one for one in made if one.first or one.second), key=lambda one: one.shown.evidence.start)


def _alone(pairs: Sequence[Pair], coded: Sequence[Coded], report: str, *, is_first: bool) -> list[Pair]:
    """What a coder holds for a claim, and `align` has in no pair since the other was shown it and said nothing."""
    known = {one.mention for pair in pairs for one in (pair.a, pair.b) if one is not None}
    left = [one for one in coded if one.report == report and one.reading and one.mention not in known]
    return [Pair(report, one, None) if is_first else Pair(report, None, one) for one in left]


def _both(pair: Pair, coding: Coding) -> Both:
    ids = tuple(one.mention for one in (pair.a, pair.b) if one is not None)
    key = "+".join(dict.fromkeys(ids))
    first, second = (one.reading if one is not None else None for one in (pair.a, pair.b))
    return Both(key, first, second, _differing(first, second), coding.settled.get((pair.report, key)), ids)


def _differing(first: Reading | None, second: Reading | None) -> tuple[str, ...]:
    if first is None or second is None:
        return ("claim",)
    a, b = _plain(first), _plain(second)
    return tuple(name for name in a if a[name] != b[name])


def _plain(reading: Reading) -> dict[str, Any]:
    return {name: value for name, value in reading.model_dump(mode="json").items() if name not in MACHINE_FIELDS}


def settle(
    ledger: Ledger, coding: Coding, report: str, key: str, choice: str, other: Reading | None, *, why: str, by: str
) -> None:
    """Take what one coder says, or another reading, or none, as a judgement of `by` in the record, with its reason.

    Raises LedgerError for an unknown pair or choice, or where no reason is given though the two differ.
    """
    pair = next((one for one in both_of(ledger, coding, report) if one.key == key), None)
    if pair is None or choice not in CHOICES:
        raise LedgerError("there is no such pair of claims in the two codings, or no such choice. Nothing was stored.")
    if pair.settled is not None:
        raise LedgerError(f"this pair was settled already, by {pair.settled.by}. Correct the claim in its report.")
    if pair.differs and not why.strip():
        raise LedgerError("say why: the two coders differ, and both will read the reason. Nothing was stored.")
    wanted = {"first": pair.first, "second": pair.second, "other": other, "none": None}[choice]
    mention = _write(ledger, coding, report, pair, wanted, why.strip() or "both coders agree", by)
    note_settled(ledger, coding, report, key, choice, mention, why=why.strip() or None, by=by)


def _write(
    ledger: Ledger, coding: Coding, report: str, pair: Both, wanted: Reading | None, why: str, by: str
) -> str | None:
    """Write the reading into the record; returns the claim's id, None where there is none to write."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    standings = ledger.standings(list(pair.mentions))
    known = next((standings[m] for m in pair.mentions if m in standings), None)
    if known is not None:
        fields = {} if wanted is None else _changed(known.reading, wanted)
        verdict = "reject" if wanted is None else "correct" if fields else "accept"
        content = {"mention": known.mention, "verdict": verdict, "fields": fields, "why": why, "by": by, "at": at}
        ledger.judge(Judgement.model_validate(content))
        return known.mention
    if wanted is None:
        return None
    found = ledger.report(report)
    claim = Claim(mention=_mention(coding, report, found.text_id, pair, wanted), reading=wanted)
    judgement = Judgement(mention=claim.id, verdict="accept", why=why, by=by, at=at)
    return ledger.enter_by_hand(found, None, f"{BY_HAND}{by}", claim, judgement)[0]


def _changed(now: dict[str, Any], wanted: Reading) -> dict[str, Any]:
    return {
        name: value for name, value in _plain(wanted).items() if value != overlaid(_defaults(wanted), now.items())[name]
    }


def _defaults(reading: Reading) -> dict[str, Any]:
    """The values of fields that an older reading in the log does not have."""
    bare = Reading(evidence=reading.evidence, measure=reading.measure)
    return bare.model_dump(mode="json")


def _mention(coding: Coding, report: str, text_id: str, pair: Both, wanted: Reading) -> Mention:
    entries = [e for words in coding.said.values() for e in words.values() if e.report == report]
    anchor = next((e.anchor for m in pair.mentions for e in entries if e.claim == m and e.anchor), None)
    start, end = anchor or (wanted.evidence.start, wanted.evidence.end)
    return Mention(text_id=text_id, report_id=report, measure=wanted.measure, anchor_start=start, anchor_end=end)
