"""Periods: claims that are about no single event, gathered where they count the same thing over the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from tollbook.model import Extent, Measure, Precision, Status, make_id

from .flat import FlatClaim
from .replacing import in_order
from .stands import is_narrow, kinds
from .subject import Subject, SubjectKind

SPAN = {Extent.CUMULATIVE: 31, Extent.UNCLEAR: 31, Extent.STOCK: 14}
"""Running totals are of about the same time within so many days; states of things change faster."""
OVERLAP = 0.5
"""Two stretches are the same where at least so much of both together is common to them."""
_OF_PEOPLE = ("killed", "injured", "missing", "captured", "released", "displaced", "remaining", "abused")
"""Measures that go on from the people counted: "civilians killed", but "casualties of combatants"."""
_Key = tuple[str, str, str, str]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WIDE = (Precision.COUNTRY, Precision.REGION, Precision.UNKNOWN)


def period_subjects(claims: Iterable[FlatClaim]) -> list[Subject]:
    """Subjects of the claims that incidents leave over, in the order of their first claims.

    Claims of one measure, party, extent and place belong together where they are about the same time. The grouping
    depends on the claims alone, not on their order.
    """
    cells: dict[_Key, list[FlatClaim]] = {}
    for claim in sorted(claims, key=in_order):
        if claim.extent != Extent.INCIDENT:
            cells.setdefault((claim.measure, claim.party or "", claim.extent, _where(claim)), []).append(claim)
    subjects = [
        _subject(key, side, group)
        for key, cell in _placed(cells).items()
        for side, members in _sides(cell).items()
        for together in _same_time(key[2], members)
        for group in _with_their_whole(together)
    ]
    return sorted(subjects, key=lambda s: (in_order(s.claims[0]), s.id))


def _placed(cells: dict[_Key, list[FlatClaim]]) -> dict[_Key, list[FlatClaim]]:
    """Claims without a place go with the only country of which the same is told; with several nobody knows which."""
    out = dict(cells)
    for key, claims in cells.items():
        if not key[3]:
            countries = [k for k in cells if k[:3] == key[:3] and len(k[3]) == 2]
            if len(countries) == 1:
                out[countries[0]] = sorted([*out[countries[0]], *claims], key=in_order)
                del out[key]
    return out


def _sides(claims: Sequence[FlatClaim]) -> dict[str, list[FlatClaim]]:
    """Civilians and fighters apart, since a total of one is no reading of a total of the other.

    A claim that does not say goes with the only side there is, or with the one of which somebody gives its figure.
    """
    told = {c.status for c in claims} & {Status.CIVILIAN, Status.COMBATANT}
    figures = {(c.status, c.low, c.high) for c in claims}
    sides: dict[str, list[FlatClaim]] = {}
    for claim in claims:
        side: str = claim.status
        if side not in told:
            fits = [s for s in sorted(told) if len(told) == 1 or (s, claim.low, claim.high) in figures]
            side = fits[0] if len(fits) == 1 else ""
        sides.setdefault(side, []).append(claim)
    return sides


def _with_their_whole(claims: Sequence[FlatClaim]) -> list[list[FlatClaim]]:
    """Figures of some victims alone (children) stay with those for all that can hold them, else by themselves."""
    wholes = [c for c in claims if not is_narrow(c.group)]
    most = max((c.high if c.high is not None else c.low or 0 for c in wholes), default=0)
    groups: dict[tuple[str, ...], list[FlatClaim]] = {}
    for claim in claims:
        alone = wholes and is_narrow(claim.group) and (claim.low or 0) > most
        groups.setdefault(claim.group if alone else (), []).append(claim)
    return list(groups.values())


def _where(claim: FlatClaim) -> str:
    if claim.precision in _WIDE:
        return claim.country or ""
    return f"{claim.place or ''}, {claim.country or ''}"


def _same_time(extent: str, claims: Sequence[FlatClaim]) -> list[list[FlatClaim]]:
    undated: dict[str, list[FlatClaim]] = {}
    dated: list[FlatClaim] = []
    for claim in claims:
        if _day(claim) is None:
            undated.setdefault(claim.report, []).append(claim)
        else:
            dated.append(claim)
    groups = _by_overlap(dated) if extent == Extent.PERIOD else _by_day(dated, SPAN[Extent(extent)])
    return [*groups, *undated.values()]


def _day(claim: FlatClaim) -> date | None:
    return claim.last or claim.published or claim.first


def _by_day(claims: Sequence[FlatClaim], span: int) -> list[list[FlatClaim]]:
    """Groups that last `span` days at most, cut at their widest gaps; of equal gaps the one nearest the middle."""
    waiting = [sorted(claims, key=lambda c: (_day(c) or date.max, in_order(c)))] if claims else []
    groups: list[list[FlatClaim]] = []
    while waiting:
        group = waiting.pop()
        days = [d for c in group if (d := _day(c)) is not None]
        if (days[-1] - days[0]).days <= span:
            groups.append(group)
            continue
        gaps = [(b - a).days for a, b in pairwise(days)]
        cut = min(range(len(gaps)), key=lambda n: (-gaps[n], abs(2 * (n + 1) - len(days)), n)) + 1
        waiting += [group[cut:], group[:cut]]
    return groups


def _by_overlap(claims: Sequence[FlatClaim]) -> list[list[FlatClaim]]:
    """Groups in which every two stretches are mostly the same."""
    groups: list[list[FlatClaim]] = []
    reached: list[list[FlatClaim]] = []  # groups that a later stretch may still touch
    for claim in sorted(claims, key=lambda c: (_stretch(c), in_order(c))):
        reached = [g for g in reached if max(_stretch(c)[1] for c in g) >= _stretch(claim)[0]]
        group = next((g for g in reached if all(_common(claim, other) >= OVERLAP for other in g)), None)
        if group is None:
            group = []
            groups.append(group)
            reached.append(group)
        group.append(claim)
    return groups


def _stretch(claim: FlatClaim) -> tuple[date, date]:
    last = claim.last or claim.published or claim.first or date.max
    first = claim.first or claim.last or last
    return min(first, last), last


def _common(a: FlatClaim, b: FlatClaim) -> float:
    (a1, a2), (b1, b2) = _stretch(a), _stretch(b)
    shared = (min(a2, b2) - max(a1, b1)).days + 1
    return max(0, shared) / ((max(a2, b2) - min(a1, b1)).days + 1)


def _subject(key: _Key, side: str, claims: Sequence[FlatClaim]) -> Subject:
    members = tuple(sorted(claims, key=in_order))
    return Subject(
        id=make_id("p", min(c.id for c in members)),
        kind=SubjectKind.PERIOD,
        name=_name(key, side, members),
        claims=members,
    )


def _name(key: _Key, side: str, claims: Sequence[FlatClaim]) -> str:
    """What the claims count, in words: "Russia: killed, running total, 31 Mar to 14 Apr 2022"."""
    measure, party, extent, where = key
    what = Measure(measure).value.replace("_", " ")
    place = next((c.place for c in claims if c.place), None) if where else None
    kind = {Extent.CUMULATIVE: "running total", Extent.STOCK: "at one time"}.get(
        Extent(extent), "over a stretch of time"
    )
    days = sorted(d for c in claims if (d := _day(c)) is not None)
    if extent == Extent.PERIOD and days:
        days = sorted(d for c in claims for d in _stretch(c))
    at = f" in {place}" if place and place != party else ""
    when = f", {days_in_words(days[0], days[-1])}" if days else ", date not known"
    whose = f"{side}s" if side in (Status.CIVILIAN, Status.COMBATANT) else ""
    group = claims[0].group if len({c.group for c in claims}) == 1 and is_narrow(claims[0].group) else ()
    whose = " ".join(word for word in (whose, f"({kinds(group)})" if group else "") if word)
    counted = f"{whose} {what}" if measure in _OF_PEOPLE else f"{what} of {whose}"
    return f"{party or 'party not stated'}: {counted if whose else what}{at}, {kind}{when}"


def days_in_words(first: date, last: date) -> str:
    """A stretch of days, as in "31 Mar to 14 Apr 2022"."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    begin = f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begin} to {end}" if first.year == last.year else f"{begin} {first.year} to {end}"
