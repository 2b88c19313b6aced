"""Silence and coverage: what is missing from the reports that a ledger holds. No report is no sign of no harm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import median

from tollbook.model import Coverage, NeverStated, PlaceCover, Silence, SilentSource
from tollbook.reference.parties import Parties
from tollbook.reference.wars import Wars

from .flat import FlatClaim, FlatReport

REGULAR_DAYS = 5
"""A source that spoke on fewer days has no usual interval,"""
REGULAR_WITHIN = 31
"""nor has one whose usual interval is longer than this, or that spoke only in bursts (on the whole, half as often)."""
LEAST_SILENCE = 14
"""Silence of fewer days is none, nor is one of up to `TIMES` the usual interval."""
TIMES = 3
LONGEST = 31
"""Harm over more days than this is dated to no week."""
LEAST_WEEKS = 3
"""A place told of in fewer weeks is told of by chance."""
LEAST_STATEMENTS = 3
"""A side with fewer statements in the ledger has not been heard."""
PEOPLE = frozenset(
    ("killed", "injured", "casualties", "missing", "captured", "released", "displaced", "abused", "remains_returned")
)
"""Figures of people that a side can be asked for."""
WEEK = timedelta(days=7)


def coverage(claims: Sequence[FlatClaim], reports: Sequence[FlatReport]) -> Coverage:
    """What is missing among these claims and reports, up to the day of the last report."""
    dated = sorted(r.published for r in reports if r.published is not None)
    if not dated:
        return Coverage(reports=len(reports), undated=len(reports))
    first, last = dated[0], dated[-1]
    told = {_monday(day) for day in dated}
    with_claims = {claim.report for claim in claims}
    return Coverage(
        first=first,
        last=last,
        reports=len(reports),
        undated=len(reports) - len(dated),
        without_claims=sum(report.id not in with_claims for report in reports),
        weeks=_weeks(first, last),
        empty=_silences(told, _monday(first), _monday(last)),
        sources=tuple(_silent(claims, last)),
        places=tuple(_places(claims, first, last)),
        never=tuple(_never(claims)),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(first: date, last: date) -> int:
    return (_monday(last) - _monday(first)).days // 7 + 1


def _silences(told: set[date], first: date, last: date) -> tuple[Silence, ...]:
    """The stretches of calendar weeks (by their Mondays) from first to last that are not among those told."""
    found: list[Silence] = []
    marks = sorted({monday for monday in told if first <= monday <= last} | {first - WEEK, last + WEEK})
    for before, after in pairwise(marks):
        missing = (after - before).days // 7 - 1
        if missing:
            found.append(Silence(first=before + WEEK, last=after - timedelta(days=1), weeks=missing))
    return tuple(found)


def _silent(claims: Iterable[FlatClaim], last: date) -> list[SilentSource]:
    """Sources that spoke regularly and are silent for much longer than usual, by the length of their silence."""
    spoke: dict[str, dict[date, str]] = defaultdict(dict)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    parties: dict[str, str] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        if claim.published is not None and claim.source:
            spoke[claim.source].setdefault(claim.published, claim.id)
            names[claim.source][claim.said_by] += 1
            if claim.source_party:
                parties.setdefault(claim.source, claim.source_party)
    found = []
    for source, said in spoke.items():
        days = sorted(said)
        if len(days) < REGULAR_DAYS:
            continue
        usual = float(median((b - a).days for a, b in pairwise(days)))
        silent = (last - days[-1]).days
        often = (days[-1] - days[0]).days <= 2 * REGULAR_WITHIN * (len(days) - 1)
        if usual <= REGULAR_WITHIN and often and silent > max(LEAST_SILENCE, TIMES * usual):
            found.append(
                SilentSource(
                    source=source,
                    name=_commonest(names[source]),
                    party=parties.get(source),
                    first=days[0],
                    last=days[-1],
                    days=len(days),
                    usual=usual,
                    silent=silent,
                    claims=(said[days[-1]],),
                )
            )
    return sorted(found, key=lambda s: (-s.silent, s.name, s.source))


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def _places(claims: Iterable[FlatClaim], first: date, last: date) -> list[PlaceCover]:
    """Places less than a country that were told of in some weeks while there were reports, most told of first."""
    told: dict[tuple[str, str | None], Counter[date]] = defaultdict(Counter)
    for claim in claims:
        if claim.place is None or claim.precision in ("country", "region", "unknown") or claim.stance != "affirmed":
            continue
        for monday in _weeks_of(claim, _monday(first), last):
            told[claim.place, claim.country][monday] += 1
    found = []
    for (place, country), weeks in told.items():
        if len(weeks) < LEAST_WEEKS:
            continue
        silences = _silences(set(weeks), min(weeks), _monday(last))
        found.append(
            PlaceCover(
                place=place,
                country=country,
                weeks=_weeks(min(weeks), last),
                told=len(weeks),
                claims=sum(weeks.values()),
                silences=silences,
            )
        )
    return sorted(found, key=lambda p: (-p.told, p.place, p.country or ""))


def _weeks_of(claim: FlatClaim, first: date, last: date) -> list[date]:
    """The weeks from the first report's to the last's in which the harm lies; where its days are not told, the week of
    the report.
    """
    start, end = claim.first or claim.last, claim.last or claim.first
    if claim.extent == "cumulative" or start is None or end is None or (end - start).days > LONGEST:
        start = end = claim.published
    if start is None or end is None or start > last:
        return []
    weeks = (_monday(start) + WEEK * n for n in range(_weeks(start, min(end, last))))
    return [monday for monday in weeks if monday >= first]


def _never(claims: Iterable[FlatClaim]) -> list[NeverStated]:
    """For each side that is heard: figures of its own people that others state and its sources never; then figures of
    the people of its enemies in any war.
    """
    stated: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    by: dict[tuple[str, str], list[FlatClaim]] = defaultdict(list)
    claims = list(claims)
    speaks_for = _sides_of(claims)
    for claim in claims:
        number = claim.low is not None or claim.high is not None
        if claim.party is None or claim.measure not in PEOPLE or claim.stance != "affirmed" or not number:
            continue
        by[claim.measure, claim.party].append(claim)
        side = claim.source_party or speaks_for.get(claim.source)
        if side:
            stated[side][claim.measure, claim.party] += 1
    parties = Parties.load()
    found = []
    for side in sorted(stated):
        statements = sum(stated[side].values())
        own_side = {party for _, party in by if parties.belongs(party, side)}
        if statements < LEAST_STATEMENTS:
            continue
        for (measure, party), others in sorted(by.items()):
            own = party in own_side
            asked = own or (len(others) >= LEAST_STATEMENTS and _enemies(side, party))
            if stated[side][measure, party] or not asked:
                continue
            found.append(
                NeverStated(
                    side=side,
                    measure=measure,
                    party=party,
                    own=own,
                    statements=statements,
                    by_others=len(others),
                    others=_speakers(others),
                    claims=tuple(sorted(claim.id for claim in others)),
                )
            )
    return sorted(found, key=lambda n: (not n.own, -n.by_others, n.side, n.measure, n.party))


def _sides_of(claims: Iterable[FlatClaim]) -> dict[str, str]:
    """For each source that speaks for one side wherever its side is told, that side: a spokesman stays its spokesman
    where a report does not say whose he is. What goes by no name may be several people."""
    told: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.source and claim.source_party and claim.source_kind != "unnamed":
            told[claim.source].add(claim.source_party)
    return {source: next(iter(sides)) for source, sides in told.items() if len(sides) == 1}


@lru_cache(maxsize=4096)
def _enemies(a: str, b: str) -> bool:
    """Whether two parties, or what they belong to, stood on two sides of a war."""
    wholes = Parties.load().wholes
    ours, theirs = wholes(a), wholes(b)
    pairs = (sides for war in Wars.load() for sides in (war.sides, war.sides[::-1]))
    return any(not ours.isdisjoint(own) and not theirs.isdisjoint(other) for own, other in pairs)


def _speakers(claims: Iterable[FlatClaim]) -> tuple[str, ...]:
    """A name for each source of these claims."""
    names: dict[str, str] = {}
    for claim in sorted(claims, key=lambda c: (c.said_by or c.outlet or "", c.id)):
        names.setdefault(claim.source, claim.said_by or claim.outlet or "")
    return tuple(sorted({*names.values()} - {""}))
