"""What each coder says of which claims: in the record, in codings apart from it, and the machine as one coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tollbook.agreement import Coded, Pair, align
from tollbook.ledger import BY_HAND, Filter, Ledger, Standing
from tollbook.model import CodingEntry, Reading

from .coding import MACHINE, Coding, codings

_IMPORTED = "import "


@dataclass(frozen=True, slots=True)
class CoderSays:
    """All that one coder says: claims, the reports they looked into, those they went through to the end.

    `unsure` are the claims that they left so; `apart` the reports that they coded apart from the record, whatever they
    decided in it later, and `hidden` those of them in which nobody had shown them a claim.
    """

    coded: tuple[Coded, ...]
    reports: frozenset[str]
    whole: frozenset[str]
    unsure: frozenset[str]
    hidden: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()


def said_in(ledger: Ledger) -> tuple[list[Standing], list[Coding]]:
    """How claims stand in the reports that anybody coded, and the double codings."""
    found = list(codings(ledger).values())
    standings = ledger.judged_standings()
    have = {one.report_id for one in standings}
    lacking = {report for coding in found for report in coding.task.reports} - have
    ids = [claim.id for report in sorted(lacking) for claim in ledger.claims(Filter(report=report))]
    return [*standings, *ledger.standings(ids).values()], found


def coded_by(standings: Sequence[Standing], found: Iterable[Coding], coder: str) -> CoderSays:
    """All that a coder says; of a report that they coded apart to the end, what they said there."""
    base = _machine_coding(standings) if coder == MACHINE else _person_coding(standings, coder)
    apart = [(coding, report) for coding in found for by, report in sorted(coding.finished) if by == coder]
    return _with(base, [(coding, report, coding.words(coder, report)) for coding, report in apart])


def _with(base: CoderSays, apart: Sequence[tuple[Coding, str, Sequence[CodingEntry]]]) -> CoderSays:
    own = {report for _, report, _ in apart}
    said = {(report, entry.claim or ""): entry for _, report, words in apart for entry in words}  # the last coding
    return CoderSays(
        coded=tuple(one for one in base.coded if one.report not in own)
        + tuple(
            Coded(report, claim, entry.reading if entry.word == "claim" else None, added=entry.anchor is not None)
            for (report, claim), entry in said.items()
            if entry.word != "unsure"
        ),
        reports=base.reports | own,
        whole=base.whole | own,
        unsure=base.unsure | {claim for (_, claim), entry in said.items() if entry.word == "unsure"},
        hidden=frozenset(report for coding, report, _ in apart if coding.task.machine_hidden),
        apart=frozenset(own),
    )


def pairs_of(a: CoderSays, b: CoderSays, reports: Collection[str]) -> list[Pair]:
    """The claims of two coders in these reports, paired.

    Where one of them was shown no claim, claims are paired by their words, and one that the other rejected is none.
    """
    hidden = a.hidden | b.hidden
    return align(
        [_alone(one, hidden) for one in a.coded if _counts(one, reports, hidden) and one.mention not in b.unsure],
        [_alone(one, hidden) for one in b.coded if _counts(one, reports, hidden) and one.mention not in a.unsure],
        whole_a=a.whole,
        whole_b=b.whole,
    )


def _counts(one: Coded, reports: Collection[str], hidden: Collection[str]) -> bool:
    return one.report in reports and (one.reading is not None or one.report not in hidden)


def _alone(one: Coded, hidden: Collection[str]) -> Coded:
    return replace(one, added=True) if one.report in hidden else one


def _person_coding(standings: Sequence[Standing], coder: str) -> CoderSays:
    coded, unsure, judged, shown = list[Coded](), set[str](), set[str](), defaultdict[str, set[str]](set)
    for one in standings:
        word = one.word_of(coder)
        if one.live and not one.read_by.startswith(BY_HAND):
            shown[one.report_id].add(one.mention)
        if word is None:
            continue
        judged.add(one.mention)
        if word.verdict == "unsure":
            unsure.add(one.mention)
            continue
        reading = None if word.verdict == "reject" else Reading.model_validate(word.reading)
        coded.append(Coded(one.report_id, one.mention, reading, added=one.read_by == BY_HAND + coder))
    reports = {one.report_id for one in standings if one.mention in judged}
    whole = {report for report in reports if shown[report] <= judged}
    return CoderSays(tuple(coded), frozenset(reports), frozenset(whole), frozenset(unsure))


def _machine_coding(standings: Sequence[Standing]) -> CoderSays:
    """What the newest run says: a claim that it no longer finds is none; of tables and notes it says nothing."""
    own = [one for one in standings if not one.read_by.startswith((BY_HAND, _IMPORTED))]
    coded = [
        Coded(one.report_id, one.mention, Reading.model_validate(one.machine) if one.live else None) for one in own
    ]
    reports = frozenset(one.report_id for one in own)
    return CoderSays(tuple(coded), reports, reports, frozenset())
