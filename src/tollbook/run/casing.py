"""Lists of persons into a ledger, and the persons of lists and reports joined into cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tollbook.errors import LedgerError, ReadError, SettingsError
from tollbook.ledger import CasesMade, Filter, Ledger, ListChange, StoredClaim, SubjectEvent
from tollbook.ledger.engine import parse_target
from tollbook.model import Case, Fate, Measure, Naming, Person, PersonPair, RecordJudgement
from tollbook.read.person_map import load_person_map
from tollbook.read.persons import ListRead, read_list
from tollbook.reconcile.cases import SAME, PersonDecisions, decisions_of, join
from tollbook.reconcile.lineage import Known, assign
from tollbook.reconcile.person_pairs import PROPOSED, propose

from .viewing import look_into

FATES = {
    Measure.KILLED: Fate.KILLED,
    Measure.MISSING: Fate.MISSING,
    Measure.CAPTURED: Fate.CAPTURED,
    Measure.RELEASED: Fate.RELEASED,
}
"""The measures whose named victims are persons of cases."""
VERDICTS = ("accept", "reject", "unsure")


@dataclass(frozen=True, slots=True)
class ListImported:
    """What a list holds, and what storing it changes (None: it is not to be stored)."""

    read: ListRead
    list_name: str
    change: ListChange | None = None


def import_list(
    path: Path,
    of_map: Path,
    where: str | None,
    *,
    by: str = "",
    as_of: date | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
) -> ListImported:
    """Read a list under a map and store what differs from its last version. A list with faults stores nothing."""
    person_map = load_person_map(of_map)
    try:
        data = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise ReadError(f"{path}: is no file that is there; give the path of a .csv, .xlsx or .jsonl list") from error
    read = read_list(path.name, data, person_map, today=datetime.now(UTC).date(), sheet=sheet)
    if read.faults:
        return ListImported(read, person_map.name)
    if dry_run:
        return ListImported(read, person_map.name, _would_change(where, person_map.name, read.namings))
    if where is None:
        raise SettingsError("--ledger says where to store it; --dry-run only looks")
    with Ledger.open(where) as ledger:
        about = {"file": path.name, "by": by, "kept_by": person_map.kept_by, "as_of": as_of}
        return ListImported(read, person_map.name, ledger.note_list(person_map.name, read.namings, data, **about))


def _would_change(where: str | None, list_name: str, namings: Sequence[Naming]) -> ListChange:
    file = None if where is None else parse_target(where).path
    if where is None or (file is not None and not file.exists()):
        return ListChange(1, added=tuple(namings))
    with look_into(where) as ledger:
        return ledger.compare_list(list_name, namings)


def namings_of(ledger: Ledger) -> list[Naming]:
    """Everybody whom the newest versions of lists and the current claims name, by id."""
    found = {naming.id: naming for naming in ledger.list_entries()}
    published = {report.id: report.published for report in ledger.reports()}
    for claim in ledger.claims(Filter()):
        if claim.counts and claim.reading.measure in FATES:
            found |= {naming.id: naming for naming in _of_claim(claim, published.get(claim.report_id))}
    return [found[id_] for id_ in sorted(found)]


def _of_claim(claim: StoredClaim, published: date | None) -> Iterator[Naming]:
    reading = claim.reading
    told = {person.name: person for person in reading.persons}
    names = dict.fromkeys((*told, *(reading.victims.names if reading.victims else ())))
    place = reading.place
    when = reading.when
    if when.start is None and when.end is not None and when.end == published:
        when = when.model_copy(update={"end": None})  # some day up to the report's: no day of the person's
    for name in names:
        person = told.get(name, Person(name=name))
        yield Naming(
            name=name,
            age=person.age if person.age is not None and 0 <= person.age <= 130 else None,
            sex="female" if person.sex == "female" else "male" if person.sex == "male" else None,
            place=place.name or place.text if place else None,
            country=place.country if place else None,
            when=when,
            fate=FATES[reading.measure],
            mention=claim.id,
            report=claim.report_id,
        )


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching made: namings, cases of several namings, and how many of its pairs wait for a person."""

    namings: int
    cases: int
    joined: int
    waiting: int
    changed: int


def match_cases(where: str) -> Matched:
    """Weigh all namings against each other, join them into cases, and give these ids that last."""
    with Ledger.open(where, create=False) as ledger:
        made_to = ledger.last_seq()
        namings = namings_of(ledger)
        pairs = propose(namings)
        decided = person_decisions(ledger)
        groups = join(namings, pairs, decided)
        lineage = assign([group.members for group in groups], _known(ledger.case_events()), kind="case")
        cases = [
            Case(id=id_, members=tuple(sorted(group.members)), state=group.state)
            for id_, group in zip(lineage.ids, groups, strict=True)
        ]
        events = [SubjectEvent(e.id, "case", e.kind, e.members, e.other) for e in lineage.events]
        ledger.replace_cases(CasesMade(made_to, namings, pairs, cases, events))
    waiting = sum(pair.probability >= PROPOSED and decided.of(pair.a, pair.b) is None for pair in pairs)
    joined = sum(len(case.members) > 1 for case in cases)
    return Matched(len(namings), len(cases), joined, waiting, len(events))


def person_decisions(ledger: Ledger) -> PersonDecisions:
    """What people decided of pairs of namings."""
    return decisions_of(stored.judgement for stored in ledger.record_judgements())


def _known(events: Iterable[SubjectEvent]) -> list[Known]:
    """The ids of cases in the order in which they were given, with what they stand for now."""
    known: dict[str, Known] = {}
    for event in events:
        if event.event in ("merged", "ended"):
            before = known.get(event.subject)
            members = before.members if before else frozenset(event.members)
            known[event.subject] = Known(event.subject, members, alive=False)
        else:
            known[event.subject] = Known(event.subject, frozenset(event.members))
    return list(known.values())


def judge_pair(where: str, a: str, b: str, *, verdict: str, by: str, why: str | None = None) -> RecordJudgement:
    """Record whether two namings are of one person. Raises LedgerError, with nothing stored, where it cannot be."""
    if verdict not in VERDICTS:
        raise LedgerError(f"{verdict}: whether two namings are of one person is accepted, rejected or unsure.")
    with Ledger.open(where, create=False) as ledger:
        one, other = sorted((ledger.resolve_naming(a), ledger.resolve_naming(b)))
        if one == other:
            raise LedgerError(f"{a} and {b}: are one naming. Give two of them.")
        judgement = RecordJudgement(
            subject=f"{SAME}{one}:{other}",
            verdict="accept" if verdict == "accept" else "reject" if verdict == "reject" else "unsure",
            why=why,
            by=by,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        ledger.judge_record(judgement)
    return judgement


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair with both namings and what people decided of it."""

    pair: PersonPair
    a: Naming
    b: Naming
    verdict: str | None


def pairs_to_judge(ledger: Ledger, *, everything: bool = False, case: str | None = None) -> list[PairView]:
    """The proposed pairs that nobody judged, the likeliest first; `everything`: judged ones too. `case`: its own."""
    namings, decided = ledger.namings(), person_decisions(ledger)
    members = None if case is None else set(ledger.namings(case))
    found = []
    for pair in ledger.person_pairs(members):
        verdict = decided.of(pair.a, pair.b)
        wanted = everything or (verdict is None and pair.probability >= PROPOSED)
        if wanted and pair.a in namings and pair.b in namings:
            found.append(PairView(pair, namings[pair.a], namings[pair.b], verdict))
    return found


def require_cases(ledger: Ledger) -> None:
    """Raises LedgerError where no cases were made, or the namings have changed since."""
    if ledger.cases_made_to() is None:
        raise LedgerError("no cases were made in this ledger yet. Run `tollbook cases match`.")
