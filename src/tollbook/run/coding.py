"""Double coding: what people code apart from the record, folded from the log, and what they may do in it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import Claim, CodedWord, CodingEntry, CodingStep, CodingTask, Reading

MACHINE = "machine"
Place = tuple[str, str]
"""A coder and a report."""


@dataclass(slots=True)
class Coding:
    """One double coding as it stands: its task, each coder's last words, who is through with what, what is settled.

    `said`: by coder and report, the last word on each claim. `settled`: by report and pair.
    """

    id: str
    task: CodingTask
    by: str
    at: str
    why: str | None = None
    said: dict[Place, dict[str, CodingEntry]] = field(default_factory=dict)
    finished: set[Place] = field(default_factory=set)
    settled: dict[tuple[str, str], CodingEntry] = field(default_factory=dict)

    def words(self, coder: str, report: str) -> list[CodingEntry]:
        """A coder's words on a report, in the order in which they were first said."""
        return list(self.said.get((coder, report), {}).values())

    def is_ready(self, report: str) -> bool:
        """Whether all who code the report apart are through with it."""
        return all((coder, report) in self.finished for coder in self.task.apart)

    def left(self, coder: str) -> list[str]:
        """The reports that somebody has still to code apart."""
        if coder not in self.task.apart:
            return []
        return [report for report in self.task.reports if (coder, report) not in self.finished]


def folded(entries: Iterable[CodingEntry]) -> dict[str, Coding]:
    """All double codings as they stand, the oldest first."""
    found: dict[str, Coding] = {}
    for entry in entries:
        if entry.step == "open" and entry.task is not None:
            found.setdefault(entry.coding, Coding(entry.coding, entry.task, entry.by, entry.at, entry.why))
            continue
        coding = found.get(entry.coding)
        if coding is None or entry.report is None:
            continue
        _fold(coding, entry, entry.report)
    return found


def _fold(coding: Coding, entry: CodingEntry, report: str) -> None:
    place = (entry.by, report)
    match entry.step:
        case "say":
            words = coding.said.setdefault(place, {})
            if entry.word == "withdraw":
                words.pop(entry.claim or "", None)
            else:
                words[entry.claim or ""] = entry
        case "finish":
            coding.finished.add(place)
        case "reopen":
            coding.finished.discard(place)
        case "settle":
            coding.settled[report, entry.claim or ""] = entry
        case "open":
            pass


def codings(ledger: Ledger) -> dict[str, Coding]:
    """All double codings of a ledger."""
    return folded(ledger.coding_entries())


def coding_of(ledger: Ledger, id_: str) -> Coding:
    """One double coding. Raises LedgerError where there is none of that id."""
    found = folded(ledger.coding_entries(id_)).get(id_)
    if found is None:
        raise LedgerError(f"{id_}: no such double coding. The page of double codings lists them.")
    return found


def blind_to(found: Mapping[str, Coding], person: str) -> dict[str, str]:
    """The reports that somebody has still to code apart, each with its coding: the record of them is kept from them."""
    return {report: coding.id for coding in found.values() for report in coding.left(person)}


def open_coding(ledger: Ledger, task: CodingTask, *, by: str, why: str | None = None) -> str:
    """Open a double coding; returns its id. Raises LedgerError where it could not be one."""
    names = [task.first.strip(), task.second.strip()]
    if not all(names) or names[0].casefold() == names[1].casefold():
        raise LedgerError("a double coding needs two coders of different names. Nothing was stored.")
    if task.second == MACHINE or (task.first == MACHINE and task.first_apart):
        raise LedgerError("the machine can be the first coder, with its newest readings; the second is a person.")
    reports = tuple(dict.fromkeys(ledger.resolve_report(name) for name in task.reports))
    if not reports:
        raise LedgerError("a double coding needs at least one report. Choose some.")
    task = task.model_copy(update={"reports": reports, "first": names[0], "second": names[1]})
    id_ = f"k-{secrets.token_hex(6)}"
    ledger.note_coding([CodingEntry(coding=id_, step="open", task=task, why=why, by=by, at=_now())])
    return id_


def say(ledger: Ledger, coding: Coding, report: str, claim: Claim | str, word: CodedWord, *, by: str) -> None:
    """Record a coder's word on a claim of the machine's (its id), or a claim that they add.

    For a word on the machine's claim its reading is kept as they saw it. Raises LedgerError where it is not theirs to
    say, or they are through with the report.
    """
    _may(coding, report, by)
    anchor, reading = None, None
    if isinstance(claim, Claim):
        anchor, reading, id_ = (claim.mention.anchor_start, claim.mention.anchor_end), claim.reading, claim.id
    else:
        id_ = claim
        known = {entry.claim: entry for entry in coding.words(by, report)}
        if word == "claim":
            reading = machine_reading(ledger, report, claim)
        elif word != "withdraw" and known.get(claim) is not None and known[claim].anchor is not None:
            raise LedgerError("this is a claim of your own. Remove it instead.")
    say_reading(ledger, coding, report, id_, word, reading, anchor, by=by)


def say_reading(
    ledger: Ledger,
    coding: Coding,
    report: str,
    claim: str,
    word: CodedWord,
    reading: Reading | None,
    anchor: tuple[int, int] | None,
    *,
    by: str,
) -> None:
    """Record a coder's word with the reading that they hold right."""
    _may(coding, report, by)
    made = CodingEntry(
        coding=coding.id,
        step="say",
        report=report,
        claim=claim,
        word=word,
        reading=reading,
        anchor=anchor,
        by=by,
        at=_now(),
    )
    ledger.note_coding([made])


def machine_reading(ledger: Ledger, report: str, claim: str) -> Reading:
    """The machine's newest reading of a claim, whatever people set since. Raises LedgerError where there is none."""
    standing = ledger.standings([claim]).get(claim)
    if standing is None or standing.report_id != report:
        raise LedgerError(f"{claim}: no claim of this report.")
    return Reading.model_validate(standing.machine)


def finish(ledger: Ledger, coding: Coding, report: str, *, by: str, again: bool = False) -> None:
    """Record that a coder is through with a report; with `again`, that they go on with it, until it is settled."""
    if again:
        if by not in coding.task.apart or any(settled == report for settled, _ in coding.settled):
            raise LedgerError("the report is settled already, or not yours to code. Nothing was stored.")
    else:
        _may(coding, report, by)
    step: CodingStep = "reopen" if again else "finish"
    ledger.note_coding([CodingEntry(coding=coding.id, step=step, report=report, by=by, at=_now())])


def note_settled(
    ledger: Ledger,
    coding: Coding,
    report: str,
    pair: str,
    choice: str,
    mention: str | None,
    *,
    why: str | None,
    by: str,
) -> None:
    """Record which of a pair was taken, and the claim of the record on which it was written down."""
    made = CodingEntry(
        coding=coding.id,
        step="settle",
        report=report,
        claim=pair,
        choice=choice,
        mention=mention,
        why=why,
        by=by,
        at=_now(),
    )
    ledger.note_coding([made])


def _may(coding: Coding, report: str, by: str) -> None:
    if by not in coding.task.apart or report not in coding.task.reports:
        raise LedgerError(f"{by} is no coder of this report in this double coding. Nothing was stored.")
    if (by, report) in coding.finished:
        raise LedgerError("you are through with this report. Go on with it first, if something is left.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
