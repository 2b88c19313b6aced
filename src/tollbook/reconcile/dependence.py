"""Which reports do not stand alone: near copies, reports that cite another's outlet, reports with the same source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from tollbook.model import Dependence, Source, make_id
from tollbook.reference.registry import outlet_source

from .dependence_copies import Bands, by_day, near_copies
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
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    sources: Sequence[Source] = (),
    bands: Bands | None = None,
    cited: Mapping[str, Collection[str]] | None = None,
) -> list[Dependence]:
    """All dependences among reports, `a` on `b`, in order. `claims` are identified: they hold ids of `sources`.

    `bands` and `cited` are those of the reports' texts (`bands_of`, `cited_in`), where they are known.
    """
    known = {source.id: source for source in sources}
    told = told_by(reports)
    if len(told) < 2:
        cited = {}
    elif cited is None:
        cited = {report.id: cited_in(report.text) for report in reports}
    found = [
        *near_copies(reports, bands),
        *citing(
            claims,
            reports,
            {id_: source.name for id_, source in known.items()},
            told,
            cited if cited and len(told) > 1 else {},
        ),
        *_same_source(claims, reports, known),
    ]
    return sorted(found, key=lambda d: (d.a, d.b, d.kind, d.source or ""))


def told_by(reports: Iterable[FlatReport]) -> dict[str, str]:
    """The outlets that tell these reports: the id of each, and the name that its last report has for it."""
    outlets = outlets_of(reports)
    return {id_: report.outlet or "" for report in reports if (id_ := outlets.get(report.id))}


def citing(
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    names: Mapping[str, str],
    told: Mapping[str, str],
    cited: Mapping[str, Collection[str]],
) -> Iterator[Dependence]:
    """A report whose claim has it from an outlet (a link of the chain, or "X reported" in the text) of which another
    report holds the same figure, not later; the last such report.

    `names` are those of sources by their ids, `told` the outlets to look for, `cited` what each report's text cites.
    """
    outlets = outlets_of(reports)
    by_id = {report.id: report for report in reports}
    stated: dict[tuple[str, Said], list[tuple[date, str, FlatClaim]]] = defaultdict(list)
    for claim in claims:
        outlet = outlets.get(claim.report)
        if outlet and states(claim):
            stated[outlet, said(claim)].append((claim.published or date.min, claim.id, claim))
    for entries in stated.values():
        entries.sort(key=lambda entry: entry[:2])
    seen: set[tuple[str, str]] = set()
    for claim in sorted(claims, key=lambda c: (c.report, c.start, c.id)):
        own = outlets.get(claim.report)
        for outlet in sorted({*claim.chain, *cited.get(claim.report, ())} & told.keys() - {own}):
            first = _before(stated.get((outlet, said(claim)), ()), claim)
            if first is not None and (claim.report, first) not in seen and first in by_id:
                seen.add((claim.report, first))
                why = cites_why(names.get(outlet, told[outlet]))
                yield Dependence(a=claim.report, b=first, kind="cites", why=why, source=outlet)


def cites_why(name: str) -> str:
    """Why a report depends on one of an outlet of that name."""
    return f"cites {name}, which reported the same figure"


def states(claim: FlatClaim) -> bool:
    """Whether a claim states a figure that others can have from it."""
    return claim.published is not None and said(claim)[1:] != (None, None)


def outlets_of(reports: Iterable[FlatReport]) -> dict[str, str]:
    """The id of each report's outlet."""
    return {r.id: make_id("src", *outlet_source(r.outlet).key) for r in reports if r.outlet}


def said(claim: FlatClaim) -> Said:
    """The figure of a claim: its measure, low and high."""
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


def cited_in(text: str) -> set[str]:
    """The ids that the names have which a text cites, were they outlets'."""
    found = set()
    for match in _CITED.finditer(text):
        words = (match[1] or match[2] or "").split()
        for width in range(1, len(words) + 1):
            phrases = {" ".join(words[:width]), " ".join(words[-width:])}
            found |= {make_id("src", *outlet_source(phrase.strip(".,'’")).key) for phrase in phrases}
    return found


def _same_source(
    claims: Sequence[FlatClaim], reports: Sequence[FlatReport], known: Mapping[str, Source]
) -> Iterator[Dependence]:
    """Reports that have it from one named source, each with the one before it that speaks of the same measure and
    party: a chain, which says the same as all pairs.
    """
    own = outlets_of(reports)
    order = {r.id: by_day(r) for r in reports}
    speaks: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for claim in claims:
        source = known.get(claim.source)
        local = source.report if source else None
        if speaks_for_others(claim, local=bool(local), own=own.get(claim.report)) and claim.report in order:
            speaks[claim.source, claim.measure, claim.party].add(claim.report)
    seen: set[tuple[str, str, str]] = set()
    for (source_id, _, _), found in sorted(speaks.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or "")):
        chain = sorted(found, key=lambda report: order[report])
        for before, later in pairwise(chain):
            if (later, before, source_id) not in seen:
                seen.add((later, before, source_id))
                name = known[source_id].name if source_id in known else source_id
                yield Dependence(a=later, b=before, kind="same_source", why=same_why(name), source=source_id)


def speaks_for_others(claim: FlatClaim, *, local: bool, own: str | None) -> bool:
    """Whether others may have a claim from the same source: neither one of its report alone nor its outlet."""
    return bool(claim.chain) and not local and claim.source != own


def same_why(name: str) -> str:
    """Why reports that have it from a source of that name depend on one another."""
    return f"both have it from {name}"
