"""Series with what their arithmetic shows, as rows and as a plot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.draw import Bars, Line, Point, assign_colours, lines_chart, scale_of, standalone
from tollbook.model import Account, Finding, FindingKind, PointKind, Series, SeriesPoint
from tollbook.reconcile import SubjectKind, account, checks, find_series
from tollbook.reconcile.bulletins import bulletins

from .at_date import NOW, AtDate
from .told import Told, told
from .viewing import look_into

WIDTH = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSeries:
    """Which series to show: a part of a source's name or its party, the measure, whose people, a part of the place."""

    source: str | None = None
    measure: str | None = None
    party: str | None = None
    place: str | None = None

    def keeps(self, series: Series, names: frozenset[str]) -> bool:
        """Whether a series is shown; `names` are all names of its source, and its party."""
        return (
            (self.measure is None or series.measure == self.measure)
            and _holds(self.party, {series.party or ""}, whole=True)
            and _holds(self.source, {series.said_by, *names})
            and _holds(self.place, {series.place or "", series.country or ""})
        )


def _holds(wanted: str | None, names: set[str], *, whole: bool = False) -> bool:
    if wanted is None:
        return True
    found = wanted.casefold()
    return any(found == name.casefold() if whole else found in name.casefold() for name in names)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series, its findings and its account; `source_party` is the side that its source speaks for."""

    series: Series
    findings: tuple[Finding, ...]
    account: Account
    source_party: str | None

    @property
    def title(self) -> str:
        """Who counts what: one line."""
        return f"{self.series.said_by}: {counted(self.series)}"


def counted(series: Series) -> str:
    """What a series counts, in words."""
    whose = series.party or "party not stated"
    status = {"civilian": " (civilians)", "combatant": " (combatants)", "mixed": " (civilians and combatants)"}
    group = ", ".join(tag.partition(":")[2].replace("_", " ") for tag in series.group)
    parts = [f"{series.measure.replace('_', ' ')}, {whose}{status.get(series.status, '')}"]
    parts += [group] if group else []
    parts += [series.place] if series.place else []
    return ", ".join(parts)


def series_views(where: str, wanted: WantedSeries, at: AtDate = NOW) -> list[SeriesView]:
    """The series of a ledger, longest first. All are checked, so that those compared with others are, too."""
    with look_into(where) as ledger:
        lasting = {claim: s.id for s in ledger.subjects(SubjectKind.SERIES) for claim in s.claims}
        return views_of(told(ledger, at), wanted, lasting)


def views_of(state: Told, wanted: WantedSeries, lasting: Mapping[str, str] | None = None) -> list[SeriesView]:
    """The series among claims that are told; `lasting` gives the id of the record's series that a claim is in."""
    names: dict[str, set[str]] = {}
    parties: dict[str, str] = {}
    for claim in state.claims:
        names.setdefault(claim.source, set()).add(claim.said_by)
        if claim.source_party:
            names[claim.source].add(claim.source_party)
            parties.setdefault(claim.source, claim.source_party)
    series = _with_lasting_ids(find_series(state.claims), lasting or {})
    found: dict[str, list[Finding]] = {one.id: [] for one in series}
    for finding in checks(series):
        found[finding.series].append(finding)
    views = [
        SeriesView(one, tuple(found[one.id]), account(one), parties.get(one.source))
        for one in series
        if wanted.keeps(one, frozenset(names.get(one.source, ())))
    ]
    return sorted(views, key=lambda v: (-len(v.series.points), v.title, v.series.id))


def _with_lasting_ids(series: Sequence[Series], lasting: Mapping[str, str]) -> list[Series]:
    """The series with the ids that the record has for most of their claims, each id once."""
    used: set[str] = set()
    found = []
    for one in series:
        ids = Counter(lasting[c] for point in one.points for c in point.claims if c in lasting)
        best = min((id_ for id_ in ids if id_ not in used), key=lambda id_: (-ids[id_], id_), default=one.id)
        used.add(best)
        found.append(one.model_copy(update={"id": best}))
    return found


def series_row(view: SeriesView) -> dict[str, Any]:
    """A view as plain values; of the agreements only their number."""
    said = [f.model_dump(mode="json") for f in view.findings if f.kind is not FindingKind.AGREES]
    return {
        **view.series.model_dump(mode="json"),
        "account": view.account.model_dump(mode="json", exclude={"series"}),
        "findings": said,
    }


def plot(views: Sequence[SeriesView]) -> str:
    """Running totals as rival lines, daily figures as bars under them, as an SVG file; empty without totals."""
    drawn = [view for view in views if any(p.kind is PointKind.TOTAL for p in view.series.points)]
    colours = assign_colours(view.source_party for view in drawn)
    several = len({counted(view.series) for view in drawn}) > 1
    lines, bars = [], []
    for shape, view in enumerate(drawn):
        name = view.title if several else view.series.said_by
        colour = colours.get(view.source_party or "", 0)
        told_days = bulletins(view.series)
        totals = [_point(b.total) for b in told_days if b.total is not None]
        lines.append(Line(name, tuple(totals), colour))
        daily = tuple(_bar(b.daily, b.added) for b in told_days if b.daily is not None)
        bars.append(Bars(name, daily, colour, shape))
    title = counted(drawn[0].series) if drawn and not several else "running totals"
    svg = lines_chart(lines, bars, title=title, width=WIDTH)
    scale = scale_of([line for line in lines if line.points]) if svg else None
    notes = ["Figures as their sources state them; nothing is added up. A line breaks where its source was silent."]
    if any(b.added for view in drawn for b in bulletins(view.series)):
        notes.append("Bars leave out earlier cases that were recognised that day.")
    if scale is not None and scale.kind == "log":
        notes.append("Logarithmic scale: each step is ten times the one before.")
    elif scale is not None and scale.low:
        notes.append(f"The scale begins at {scale.low:,}, not at zero.")
    return standalone(svg, title=title[:1].upper() + title[1:], notes=tuple(notes))


def _point(point: SeriesPoint) -> Point:
    return Point(point.day, point.low, point.high, _words(point), f"#claim-{point.claim}", superseded=point.superseded)


def _bar(point: SeriesPoint, added: Sequence[SeriesPoint]) -> Point:
    """A day's figure without what was recognised of earlier days: an addition is no rise of one day."""
    earlier = sum(p.stated or 0 for p in added)
    if not earlier or point.low is None or point.high is None:
        return _point(point)
    low, high = max(0, point.low - earlier), max(0, point.high - earlier)
    words = f"{low:,}, without {earlier:,} recognised that day; {_words(point)} stated"
    return Point(point.day, low, high, words, f"#claim-{point.claim}")


def _words(point: SeriesPoint) -> str:
    return words_of(point.low, point.high)


def words_of(low: int | None, high: int | None) -> str:
    """Bounds in digits with commas."""
    if low is None or high is None:
        return f"{low:,} or more" if low is not None else f"up to {high:,}" if high is not None else "no number"
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"
