"""How far two coders of a ledger agree: each one's own last word on each claim, the machine's as one coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tollbook.agreement import FIELDS, Coded, Field, FieldAgreement, Pair, Ratings, measure
from tollbook.agreement.fields import CLAIM
from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger import Standing

from .coders import CoderSays, coded_by, pairs_of, said_in
from .coding import MACHINE
from .viewing import look_into

__all__ = ["MACHINE", "Agreement", "agreement", "coders_of"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two coders: the reports that both judged claims of, the claims that both did, and each field.

    `overlapping` of the claims were added by each and paired by their words; `one_sided` were added by one alone;
    `informed` were judged when the other's judgement stood in the ledger already, so not blind. `unsure` claims are
    left out.
    """

    coders: tuple[str, str]
    reports: int
    claims: int
    overlapping: int
    one_sided: int
    informed: int
    unsure: int
    fields: tuple[FieldAgreement, ...]


def coders_of(where: str) -> dict[str, int]:
    """The people who judged claims, each with the number of reports, those with most first."""
    with look_into(where) as ledger:
        standings, apart = said_in(ledger)
    reports: dict[str, set[str]] = defaultdict(set)
    for one in standings:
        for judgement in one.judgements:
            reports[judgement.by].add(one.report_id)
    for coding in apart:
        for coder, report in coding.finished:
            reports[coder].add(report)
    return {name: len(reports[name]) for name in sorted(reports, key=lambda name: (-len(reports[name]), name))}


def agreement(where: str, a: str, b: str, *, fields: Sequence[str] = ()) -> Agreement:
    """The agreement of two coders (`machine` is one) on the fields named, or on all.

    Raises LedgerError, with the reason, where one has judged nothing or they share no report; SettingsError for an
    unknown field.
    """
    wanted = _wanted(fields)
    if a == b:
        raise SettingsError(f"{a}: agreement is between two coders; name another one")
    with look_into(where) as ledger:
        standings, apart = said_in(ledger)
    first, second = coded_by(standings, apart, a), coded_by(standings, apart, b)
    shared = first.reports & second.reports
    if not shared:
        raise LedgerError(_why_none(standings, (a, first), (b, second)))
    pairs = pairs_of(first, second, shared)
    unsure = {one.mention for one in standings if one.report_id in shared} & (first.unsure | second.unsure)
    by_mention = {one.mention: one for one in standings}
    return Agreement(
        coders=(a, b),
        reports=len(shared),
        claims=len(pairs),
        overlapping=sum(bool(pair.a and pair.b and pair.a.mention != pair.b.mention) for pair in pairs),
        one_sided=sum(pair.a is None or pair.b is None for pair in pairs),
        informed=sum(
            _is_informed(pair, by_mention, a, b) for pair in pairs if pair.report not in first.apart | second.apart
        ),
        unsure=len(unsure),
        fields=tuple(_of_field(field, pairs) for field in wanted),
    )


def _wanted(names: Sequence[str]) -> list[Field | None]:
    """The fields of these names, in their order; None is the question whether it is a claim."""
    known: dict[str, Field | None] = {CLAIM: None} | {field.name: field for field in FIELDS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SettingsError(f"--field {unknown[0]}: not known; choose among {', '.join(known)}")
    return [known[name] for name in names or known]


def _of_field(field: Field | None, pairs: Iterable[Pair]) -> FieldAgreement:
    if field is None:
        said = [(pair.report, [_is_claim(pair.a), _is_claim(pair.b)]) for pair in pairs]
        return measure(CLAIM, Ratings.of([unit for _, unit in said], [report for report, _ in said]), "nominal")
    both = [
        (pair.report, [field.value(pair.a.reading), field.value(pair.b.reading)])
        for pair in pairs
        if pair.a and pair.b and pair.a.reading and pair.b.reading
    ]
    units = [unit if None not in unit else [None, None] for _, unit in both]
    return measure(field.name, Ratings.of(units, [report for report, _ in both]), field.level)


def _is_claim(coded: Coded | None) -> str:
    return "yes" if coded and coded.reading else "no"


def _is_informed(pair: Pair, standings: dict[str, Standing], a: str, b: str) -> bool:
    """Whether one of the two judged the claim when the other's judgement on it stood in the ledger."""
    if pair.a is None or pair.b is None or pair.a.mention != pair.b.mention:
        return False
    if pair.a.mention not in standings:
        return False  # coded apart
    judgements = standings[pair.a.mention].judgements
    for own, other in ((a, b), (b, a)):
        known = {judgement.identity for judgement in judgements if judgement.by == other}
        if any(judgement.by == own and known & (judgement.after or frozenset()) for judgement in judgements):
            return True
    return False


def _why_none(standings: Sequence[Standing], a: tuple[str, CoderSays], b: tuple[str, CoderSays]) -> str:
    people = sorted({judgement.by for one in standings for judgement in one.judgements})
    for name, coding in (a, b):
        if not coding.reports:
            known = f"; those who have: {', '.join(people)}" if people else "; nobody has"
            return f"{name}: has judged no claim in this ledger{known}."
    (first, one), (second, two) = a, b
    return (
        f"{first} and {second} share no report: {first} judged claims of {len(one.reports)}, {second} of "
        f"{len(two.reports)}, none of them the same. Agreement needs reports that both have coded."
    )
