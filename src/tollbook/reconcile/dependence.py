"""Which reports do not stand alone: near copies, reports that cite another's outlet, reports with the same source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from tollbook.model import Dependence, Source, make_id
from tollbook.reference.registry import outlet_source

from .dependence_copies import near_copies
from .flat import FlatClaim, FlatReport

BEFORE = timedelta(days=14)
"""A report cites what another outlet reported at most so long before,"""
AFTER = timedelta(days=1)
"""or, by its date, a day later: outlets date by their own clocks."""
MOST = 50
"""So many of an outlet's equal figures are looked through."""
SMALL = 20
"""A smaller figure is equal by chance."""
_CITED = re.compile(
    r"\b(?:according to|citing|cites|cited by|quoted by|quoting|told|reported by|in an interview with)\s+"
    r"(?:the\s+)?((?:[A-Z][\w.'’-]*\s?){1,4})"
    r"|\b((?:[A-Z][\w.'’-]*\s){1,4}?)(?:reported|reports|said|says|news agency|has reported|quoted|cited)\b"
)
Said = tuple[str, int | None, int | None]


def dependences(
    claims: Sequence[FlatClaim], reports: Sequence[FlatReport], sources: Sequence[Source] = ()
) -> list[Dependence]:
    """All dependences among reports, `a` on `b`, in order. `claims` are identified: they hold ids of `sources`."""
    known = {source.id: source for source in sources}
    found = [*near_copies(reports), *_citing(claims, reports, known), *_same_source(claims, reports, known)]
    return sorted(found, key=lambda d: (d.a, d.b, d.kind, d.source or ""))


def _citing(
    claims: Sequence[FlatClaim], reports: Sequence[FlatReport], known: Mapping[str, Source]
) -> Iterator[Dependence]:
    """A report whose claim has it from an outlet (a link of the chain, or "X reported" in the text) of which another
    report holds the same figure, not later; the last such report.
    """
    outlets = _outlets(reports)
    by_id = {report.id: report for report in reports}
    stated: dict[tuple[str, Said], list[tuple[date, str, FlatClaim]]] = defaultdict(list)
    for claim in claims:
        outlet = outlets.get(claim.report)
        if outlet and claim.published and _said(claim)[1:] != (None, None):
            stated[outlet, _said(claim)].append((claim.published, claim.id, claim))
    for entries in stated.values():
        entries.sort(key=lambda entry: entry[:2])
    told = {id_: report.outlet or "" for report in reports if (id_ := outlets.get(report.id))}
    seen: set[tuple[str, str]] = set()
    cited = {report.id: _named_outlets(report.text, told) for report in reports}
    for claim in sorted(claims, key=lambda c: (c.report, c.start, c.id)):
        own = outlets.get(claim.report)
        for outlet in sorted({*claim.chain, *cited.get(claim.report, ())} & told.keys() - {own}):
            first = _before(stated.get((outlet, _said(claim)), ()), claim)
            if first is not None and (claim.report, first) not in seen and first in by_id:
                seen.add((claim.report, first))
                name = known[outlet].name if outlet in known else told[outlet]
                why = f"cites {name}, which reported the same figure"
                yield Dependence(a=claim.report, b=first, kind="cites", why=why, source=outlet)


def _outlets(reports: Iterable[FlatReport]) -> dict[str, str]:
    """The id of each report's outlet."""
    return {r.id: make_id("src", *outlet_source(r.outlet).key) for r in reports if r.outlet}


def _said(claim: FlatClaim) -> Said:
    return claim.measure, claim.low, claim.high


def _before(entries: Sequence[tuple[date, str, FlatClaim]], claim: FlatClaim) -> str | None:
    """The last report before a claim's that says the same of the same people and place."""
    if claim.published is None:
        return None
    at = bisect_right(entries, claim.published + AFTER, key=lambda entry: entry[0])
    for day, _, other in reversed(entries[max(0, at - MOST) : at]):
        if claim.published - day > BEFORE:
            return None
        if other.report != claim.report and _of_one_thing(claim, other):
            return other.report
    return None


def _of_one_thing(a: FlatClaim, b: FlatClaim) -> bool:
    """Whether two equal figures are about the same: the same people in the same country, a small one the same place."""
    people = a.party == b.party or None in (a.party, b.party)
    country = a.country == b.country or None in (a.country, b.country)
    small = (a.low if a.low is not None else a.high or 0) < SMALL
    return people and country and (not small or (a.place is not None and a.place == b.place))


def _named_outlets(text: str, told: Mapping[str, str]) -> set[str]:
    """Outlets among those `told` that a text cites by name."""
    if len(told) < 2:
        return set()
    found = set()
    for match in _CITED.finditer(text):
        words = (match[1] or match[2] or "").split()
        for width in range(1, len(words) + 1):
            phrases = {" ".join(words[:width]), " ".join(words[-width:])}
            ids = {make_id("src", *outlet_source(phrase.strip(".,'’")).key) for phrase in phrases}
            found |= ids & told.keys()
    return found


def _same_source(
    claims: Sequence[FlatClaim], reports: Sequence[FlatReport], known: Mapping[str, Source]
) -> Iterator[Dependence]:
    """Reports that have it from one named source, each with the one before it that speaks of the same measure and
    party: a chain, which says the same as all pairs.
    """
    own = _outlets(reports)
    order = {r.id: (r.published is None, r.published or date.min, r.id) for r in reports}
    speaks: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for claim in claims:
        source = known.get(claim.source)
        local = source.report if source else None
        if claim.chain and not local and claim.source != own.get(claim.report) and claim.report in order:
            speaks[claim.source, claim.measure, claim.party].add(claim.report)
    seen: set[tuple[str, str, str]] = set()
    for (source_id, _, _), found in sorted(speaks.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or "")):
        chain = sorted(found, key=lambda report: order[report])
        for before, later in pairwise(chain):
            if (later, before, source_id) not in seen:
                seen.add((later, before, source_id))
                name = known[source_id].name if source_id in known else source_id
                yield Dependence(
                    a=later, b=before, kind="same_source", why=f"both have it from {name}", source=source_id
                )
