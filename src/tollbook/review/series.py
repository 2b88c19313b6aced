"""Series: rival running totals as lines, what their arithmetic shows, and where a source was silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from tollbook.draw import Bars, Line, Point, assign_colours, lines_chart, scale_of
from tollbook.draw.lines import runs
from tollbook.errors import LedgerError
from tollbook.ledger import SubjectHead
from tollbook.model import Account, Finding, FindingKind, PointKind, Series, SeriesPoint
from tollbook.publish import words
from tollbook.reconcile import account, checks
from tollbook.reconcile.bulletins import Bulletin, bulletins
from tollbook.run.series_views import counted, words_of

from .access import Person
from .asking import AskedDay, whole_key_of
from .bench import Workbench
from .frame import frame
from .pages import render

PAGE = 50
RIVALS = 8
"""Series in one plot, the one that was asked for included: more lines cannot be told apart."""
SHOWN = 200
"""Findings and figures that a page lists at most."""
SIGNS = {
    FindingKind.DIFFERENCE: ("≠", "does not add up"),
    FindingKind.CANCELS: ("⇄", "differences that cancel out"),
    FindingKind.LATE_TOTAL: ("⇄", "a total published a bulletin late"),
    FindingKind.GAP: ("…", "a bulletin is missing"),
    FindingKind.FALL: ("↓", "falls"),
    FindingKind.REVISED: ("✎", "revised"),
    FindingKind.LATE: ("⌛", "published late"),
    FindingKind.RETROACTIVE: ("+", "earlier harm recognised"),
    FindingKind.PARTS: ("∑", "parts exceed the whole"),
    FindingKind.SAME_FIGURES: ("=", "the same as another series"),
    FindingKind.AGREES: ("✓", "adds up"),
}
"""A sign and words for each kind of finding."""


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series in the list."""

    head: SubjectHead
    series: Series
    what: str
    when: str
    latest: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One day of a series: its total, its day's figure, and the findings about it."""

    day: str
    total: str
    total_claim: str | None
    daily: str
    daily_claim: str | None
    findings: tuple[tuple[str, str, str], ...]
    gap: str | None = None


def series_page(bench: Workbench, after: str, person: Person) -> str:
    """All series, the longest first."""
    found = bench.ledger.list_by_size("series", limit=PAGE + 1, after=whole_key_of(after))
    shown, mentions = found[:PAGE], bench.mentions_hidden_from(person)
    more = f"/series?after={shown[-1].size}~{shown[-1].id}" if len(found) > PAGE else None
    return render(
        "series_list.html.j2",
        **frame(bench, person, "Series"),
        rows=[row for head in shown if (row := _row(head, mentions)) is not None],
        more=more,
        later=bool(after),
        reconciled=bench.is_reconciled(),
    )


def _read(head: SubjectHead, hidden: frozenset[str]) -> Series:
    """The series of a head, without the figures that the claims `hidden` alone state."""
    series = Series.model_validate(head.body)
    points = []
    for point in series.points:
        claims = [id_ for id_ in point.claims if id_ not in hidden]
        if claims:
            points.append(point.model_copy(update={"claim": claims[0], "repeats": tuple(claims[1:])}))
    return series.model_copy(update={"id": head.id, "points": tuple(points)})


def _row(head: SubjectHead, hidden: frozenset[str]) -> SeriesRow | None:
    series = _read(head, hidden)
    if not series.points:
        return None
    totals = [point for point in series.points if point.kind is PointKind.TOTAL]
    last = totals[-1] if totals else series.points[-1]
    days = [point.day for point in series.points]
    return SeriesRow(
        head=head,
        series=series,
        what=counted(series),
        when=words.day(days[0]) if days[0] == days[-1] else f"{words.day(days[0])} – {words.day(days[-1])}",
        latest=words_of(last.low, last.high),
    )


def one_series_page(bench: Workbench, given: str, day: AskedDay, person: Person) -> str:
    """One series among its rivals: those that count the same measure of the same party's people."""
    id_ = bench.ledger.resolve_subject(given)
    if day.at.recorded is not None:
        raise LedgerError("a series is shown as of the day of publication only. Leave “recorded here by” empty.")
    heads = [head for head in bench.ledger.rivals(id_, limit=RIVALS) if head.kind == "series"]
    mentions = bench.mentions_hidden_from(person)
    read = [_read(head, mentions) for head in heads]
    every = [one for one in read if one.points]
    earliest = min((p.published for one in every for p in one.points if p.published), default=None)
    rivals = [one for one in (_until(one, day.at.as_of) for one in every) if one.points]
    own = next((one for one in rivals if one.id == id_), None)
    whole = next((one for one in every if one.id == id_), None)
    if whole is None and any(one.id == id_ for one in read):
        raise LedgerError(f"{given}: rests on restricted reports alone, which readers do not see.")
    if whole is None:
        raise LedgerError(f"{given}: is no series. `tollbook series` lists them.")
    findings = checks(rivals)
    said = [found for found in findings if found.series == id_]
    drawn = _drawings(rivals, bench)
    return render(
        "series.html.j2",
        **frame(bench, person, f"{whole.said_by}: {counted(whole)}"),
        series=whole,
        what=counted(whole),
        day=day,
        earliest=earliest,
        rivals=[(one, SeriesSummary.of(one, account(one))) for one in rivals],
        own=own,
        wide=drawn.wide,
        narrow=drawn.narrow,
        notes=drawn.notes,
        findings=[(SIGNS[f.kind], f) for f in said if f.kind is not FindingKind.AGREES][:SHOWN],
        summary=None if own is None else SeriesSummary.of(own, account(own)),
        rows=[] if own is None else _figures(own, said)[-SHOWN:],
    )


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """A series in a line, and how its arithmetic comes out."""

    figures: str
    arithmetic: str

    @classmethod
    def of(cls, series: Series, found: Account) -> SeriesSummary:
        """The words for an account."""
        figures = f"{words.count_of(found.totals, 'total')}, {words.count_of(found.daily, 'daily figure')}"
        if not found.checked:
            return cls(figures, "no day's figure could be held against totals")
        parts = [f"{found.agree} of {words.count_of(found.checked, 'daily figure')} add up"]
        parts += [f"{found.differ} do not"] if found.differ else []
        parts += [f"{found.gaps} stand at a gap"] if found.gaps else []
        return cls(figures, ", ".join(parts))


def _until(series: Series, day: date | None) -> Series:
    """The series of what was published by a day."""
    if day is None:
        return series
    points = tuple(p for p in series.points if p.published is not None and p.published <= day)
    return series.model_copy(update={"points": points})


@dataclass(frozen=True, slots=True)
class _Drawn:
    wide: Markup
    narrow: Markup
    notes: tuple[str, ...]


def _drawings(rivals: Sequence[Series], bench: Workbench) -> _Drawn:
    """Rival totals as lines, each source's daily figures under them, for a wide and for a narrow page."""
    sources = bench.ledger.sources_by_id([one.source for one in rivals])
    parties = {id_: source.party for id_, (source, _) in sources.items()}
    colours = assign_colours(parties.get(one.source) for one in rivals)
    several = len({counted(one) for one in rivals}) > 1
    lines, bars = [], []
    for shape, one in enumerate(rivals):
        told = bulletins(one)
        name = f"{one.said_by}: {counted(one)}" if several else one.said_by
        colour = colours.get(parties.get(one.source) or "", 0)
        lines.append(Line(name, tuple(_point(b.total) for b in told if b.total is not None), colour))
        bars.append(Bars(one.said_by, tuple(_bar(b) for b in told if b.daily is not None), colour, shape))
    title = counted(rivals[0]) if rivals else "running totals"
    wide, narrow = (Markup(lines_chart(lines, bars, title=title, width=width)) for width in (900, 380))
    drawn = [line for line in lines if line.points]
    scale = scale_of(drawn) if drawn else None
    notes = ["Figures as their sources state them; nothing is added up. A line breaks where its source was silent."]
    if scale is not None and scale.kind == "log":
        notes.append("Logarithmic scale: each step is ten times the one before.")
    elif scale is not None and scale.low:
        notes.append(f"The scale begins at {scale.low:,}, not at zero.")
    return _Drawn(wide, narrow, tuple(notes))


def _point(point: SeriesPoint) -> Point:
    words_ = words_of(point.low, point.high)
    return Point(point.day, point.low, point.high, words_, f"/claims/{point.claim}", superseded=point.superseded)


def _bar(told: Bulletin) -> Point:
    if told.daily is None:
        raise ValueError("a bulletin without a daily figure has no bar")
    return _point(told.daily)


def _figures(series: Series, findings: Sequence[Finding]) -> list[FigureRow]:
    """The series day by day, with a row where its line breaks."""
    about: dict[date, list[tuple[str, str, str]]] = {}
    for found in findings:
        for day in found.days[-1:]:
            about.setdefault(day, []).append((*SIGNS[found.kind], found.why))
    told = bulletins(series)
    totals = [_point(b.total) for b in told if b.total is not None]
    starts = {run[0].day: run[0].day for run in runs(totals)[1:]}
    rows: list[FigureRow] = []
    before: date | None = None
    for b in told:
        gap = None
        if b.day in starts and before is not None:
            gap = f"silent for {words.count_of((b.day - before).days, 'day')}"
        rows.append(
            FigureRow(
                day=words.day(b.day),
                total=words_of(b.total.low, b.total.high) if b.total else "",
                total_claim=b.total.claim if b.total else None,
                daily=words_of(b.daily.low, b.daily.high) if b.daily else "",
                daily_claim=b.daily.claim if b.daily else None,
                findings=tuple(about.get(b.day, ())),
                gap=gap,
            )
        )
        before = b.day
    return rows
