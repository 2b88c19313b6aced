"""What one report tells of one event: its claims that belong together, and the text around them.

Reports differ in which claims they make of an event; what is compared across reports is therefore an episode, not a
claim. A report from which no claim of an incident was read is one episode without claims: it may still tell of an
event that others count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .flat import FlatClaim, FlatReport
from .marks import Marks, marks_of
from .series import is_running
from .where import COARSE, FINE, Where, same_place, where_of

REPORTED_WITHIN = 7
"""Days after an event within which a report on it may seem to date it on its own day."""
APART_DAYS = 1
"""Windows of one report farther apart are two events."""
OPEN_DAY = 0.1
REPORT_DAY = 0.4
"""What a day counts where one side is open, and where it is only the day of the report."""
_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Episode:
    """One report's account of one event. `counts`: the largest count stated of each measure, its low and high."""

    id: str
    report: str
    claims: tuple[FlatClaim, ...]
    main: bool
    published: date | None
    outlet: str | None
    where: Where
    first: date | None
    last: date | None
    counts: tuple[tuple[str, int, int | None], ...]
    parties: tuple[str, ...]
    actors: tuple[str, ...]
    means: tuple[str, ...]
    marks: Marks

    @property
    def day(self) -> date | None:
        """The day by which it is sorted: that of the event, else that of the report."""
        return self.first or self.last or self.published


def belongs(claim: FlatClaim) -> bool:
    """Whether a claim is about an incident."""
    return not is_running(claim)


def episodes_of(
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    apart: Iterable[tuple[str, str]] = (),
    together: Iterable[tuple[str, str]] = (),
) -> list[Episode]:
    """The episodes of all reports, in the order of ids; `apart` and `together`: claims that people have judged."""
    by_report: dict[str, list[FlatClaim]] = {report.id: [] for report in reports}
    for claim in claims:
        if belongs(claim):
            by_report.setdefault(claim.report, []).append(claim)
    known = {report.id: report for report in reports}
    never = _pairs(apart)
    always = _pairs(together)
    out: list[Episode] = []
    for report_id, of_report in by_report.items():
        report = known.get(report_id) or _unknown(report_id, of_report)
        out += _of_report(report, sorted(of_report, key=_place_in_text), never, always)
    return sorted(out, key=lambda episode: episode.id)


def _unknown(report_id: str, claims: Sequence[FlatClaim]) -> FlatReport:
    """What the claims of a report say of it, where nothing else is known."""
    least = min(claims, key=lambda claim: claim.id)
    return FlatReport(id=report_id, name=report_id, outlet=least.outlet, published=least.published)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for a, b in pairs:
        out[a] = out.get(a, frozenset()) | {b}
        out[b] = out.get(b, frozenset()) | {a}
    return out


def _place_in_text(claim: FlatClaim) -> tuple[int, str]:
    return claim.start, claim.id


def _of_report(
    report: FlatReport,
    claims: Sequence[FlatClaim],
    never: Mapping[str, frozenset[str]],
    always: Mapping[str, frozenset[str]],
) -> list[Episode]:
    groups: list[list[FlatClaim]] = []
    for claim in claims:
        home = _home(claim, groups, never, always)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return told_in(report, groups)


def told_in(report: FlatReport, groups: Sequence[Sequence[FlatClaim]]) -> list[Episode]:
    """The episodes of a report whose claims are in these groups, in their order; one without claims for none."""
    if not groups:
        return [_episode(report, (), report.text, main=True)]
    main = max(range(len(groups)), key=lambda n: (_weight(groups[n]), -n))
    texts = _texts(report, groups, main)
    return [_episode(report, tuple(g), texts[n], main=n == main) for n, g in enumerate(groups)]


def _home(
    claim: FlatClaim,
    groups: Sequence[list[FlatClaim]],
    never: Mapping[str, frozenset[str]],
    always: Mapping[str, frozenset[str]],
) -> list[FlatClaim] | None:
    """The latest group that the claim fits, those that fit for a reason before those that nothing speaks against."""
    judged = always.get(claim.id, frozenset())
    best: tuple[int, int] | None = None
    for number, group in enumerate(groups):
        if any(other.id in judged for other in group):
            return group
        if any(other.id in never.get(claim.id, frozenset()) for other in group):
            continue
        fit = _fit(claim, group)
        if fit is not None and (best is None or (fit, number) > best):
            best = (fit, number)
    return groups[best[1]] if best is not None else None


def _fit(claim: FlatClaim, group: Sequence[FlatClaim]) -> int | None:
    """How many of place and date agree; None where one of them cannot be."""
    if claim.local is not None and any(other.local is not None for other in group):
        return 3 if any(other.local == claim.local for other in group) else None
    agree = 0
    for other in group:
        when = _same_time(claim, other)
        where = same_place(where_of(claim), where_of(other))
        if when is False or where is False:
            return None
        agree = max(agree, int(when is True) + int(where is True))
    return agree


def _same_time(a: FlatClaim, b: FlatClaim) -> bool | None:
    """Whether two claims' days may be of one event; None where that cannot be told: a side is open or missing, or one
    of the days is only that of the report.
    """
    apart = timedelta(days=APART_DAYS)
    meet = not (a.first and b.last and a.first > b.last + apart) and not (
        b.first and a.last and b.first > a.last + apart
    )
    if None in (a.first, a.last, b.first, b.last):
        return None if meet else False
    if not meet and (_of_report_day(a) or _of_report_day(b)) and abs(_middle(a) - _middle(b)) <= REPORTED_WITHIN:
        return None
    return meet


def _of_report_day(claim: FlatClaim) -> bool:
    """Whether a claim's day is that of its report, which is what it has where the text gives none."""
    return claim.published is not None and claim.first == claim.last == claim.published


def _middle(claim: FlatClaim) -> int:
    return (claim.first or claim.last or date.min).toordinal()


def _weight(group: Sequence[FlatClaim]) -> float:
    """What a group has in a report: its claims, more for those at the beginning."""
    return sum(1 + 400 / (400 + claim.start) for claim in group)


def _texts(report: FlatReport, groups: Sequence[Sequence[FlatClaim]], main: int) -> list[str]:
    """The text of each episode: all paragraphs but those of other groups for the main one, its own for another."""
    if len(groups) == 1:
        return [report.text]
    spans = [(found.start(), found.end()) for found in _PARAGRAPH.finditer(report.text)]
    owners: list[set[int]] = [set() for _ in spans]
    for number, group in enumerate(groups):
        for claim in group:
            for n, (start, end) in enumerate(spans):
                if start <= claim.start < end:
                    owners[n].add(number)
    return [
        "\n".join(
            report.text[start:end]
            for (start, end), owner in zip(spans, owners, strict=True)
            if number in owner or (number == main and not owner)
        )
        for number in range(len(groups))
    ]


def without_words(claims: Sequence[FlatClaim], *, main: bool = False) -> Episode:
    """An account from its claims, as far as they tell it: nothing of its text is in it."""
    report = _unknown(claims[0].report, claims)
    return _episode(report, tuple(sorted(claims, key=_place_in_text)), None, main=main)


def _episode(report: FlatReport, claims: tuple[FlatClaim, ...], text: str | None, *, main: bool) -> Episode:
    first, last = window_of(claims)
    return Episode(
        id=min((claim.id for claim in claims), default=report.id),
        report=report.id,
        claims=claims,
        main=main,
        published=report.published or next((c.published for c in claims if c.published), None),
        outlet=report.outlet,
        where=_where(claims),
        first=first,
        last=last,
        counts=_counts(claims),
        parties=tuple(sorted({c.party for c in claims if c.party})),
        actors=tuple(sorted({c.actor for c in claims if c.actor})),
        means=tuple(sorted({c.means for c in claims if c.means and c.means != "other"})),
        marks=Marks()
        if text is None
        else marks_of(
            text or " ".join(c.evidence for c in claims),
            f"{report.title or ''} {_slug(report.address)}" if main else "",
            (name for claim in claims for name in claim.names),
        ),
    )


def _slug(address: str | None) -> str:
    """The words of the longest part of an address, where it holds some: outlets put the headline there."""
    part = max((address or "").split("/")[3:], key=len, default="")
    return " ".join(_WORD.findall(part)) if part.count("-") + part.count("_") > 1 else ""


def window_of(claims: Sequence[FlatClaim], report_day: float = REPORT_DAY) -> tuple[date | None, date | None]:
    """The days that most claims give, the narrowest of them; open ones, and the report's own day, count for less."""
    votes: dict[tuple[date, date], float] = {}
    for claim in claims:
        first, last = claim.first or claim.last, claim.last or claim.first
        if first is not None and last is not None:
            weight = (
                OPEN_DAY if claim.first is None or claim.last is None else report_day if _of_report_day(claim) else 1
            )
            votes[first, last] = votes.get((first, last), 0.0) + weight * (1 + 400 / (400 + claim.start))
    if not votes:
        return None, None
    return max(votes, key=lambda days: (votes[days], days[0] - days[1], -days[0].toordinal()))


def _where(claims: Sequence[FlatClaim]) -> Where:
    """The place that most claims give, a fine one before a coarse one."""
    votes: dict[Where, float] = {}
    for claim in claims:
        place = where_of(claim)
        if place.name or place.country:
            votes[place] = votes.get(place, 0.0) + (1 + 400 / (400 + claim.start)) * _fineness(place)
    return max(votes, key=lambda place: (votes[place], place.name, place.country or ""), default=Where())


def _fineness(place: Where) -> float:
    return 1.0 if place.precision in FINE else 0.5 if place.precision in COARSE else 0.25


def _counts(claims: Sequence[FlatClaim]) -> tuple[tuple[str, int, int | None], ...]:
    """The largest affirmed count of each measure."""
    best: dict[str, tuple[int, int | None]] = {}
    for claim in claims:
        if claim.low is None or claim.stance != "affirmed" or claim.superseded:
            continue
        if claim.measure not in best or claim.low > best[claim.measure][0]:
            best[claim.measure] = (claim.low, claim.high)
    return tuple((measure, low, high) for measure, (low, high) in sorted(best.items()))
