"""The page's lists: when, where, who speaks, and the reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ..draw.days import MONTHS
from ..draw.svg import esc
from ..model import SILENT_ZONES, Extent, Precision, Speaker
from . import words
from .context import Context, Shown
from .marked import Mark, marked, paragraphs, pieces
from .record import PageClaim
from .rows import Row, place_name

Reference = tuple[str, str]
"""What a link says and where it leads."""


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    when: str
    row: Row


@dataclass(frozen=True)
class Span:
    """The entries of one month, or those without a date."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Listed:
    """A place or a source: its name, what is known of it, and the claims that belong to it, by measure."""

    name: str
    about: str
    claims: int
    measures: tuple[tuple[str, tuple[Reference, ...]], ...]


@dataclass(frozen=True)
class Paragraph:
    """A stretch of a report's text with its claims marked, and those that begin in it."""

    html: Markup
    notes: tuple[PageClaim, ...]


@dataclass(frozen=True)
class MarkedText:
    """A report's whole text."""

    report: Shown
    paragraphs: tuple[Paragraph, ...]
    claims: int


def timeline(context: Context, rows: Iterable[Row]) -> tuple[Span, ...]:
    """Rows by the day on which the harm happened; running totals by their end; those without a date last."""
    months: dict[tuple[int, int] | None, list[tuple[date, Entry]]] = {}
    for row in rows:
        day = _sort_day(row.claim)
        key = (day.year, day.month) if day else None
        when = row.claim.reading.when
        running = row.claim.reading.extent == Extent.CUMULATIVE and when.end is not None
        shown = words.window(when.model_copy(update={"start": None}) if running else when)
        entry = Entry(when=shown.replace("up to", "total to") if running else shown, row=row)
        months.setdefault(key, []).append((day or date.max, entry))
    result = []
    for month in sorted(months, key=lambda k: k or (9999, 99)):
        name = f"{MONTHS[month[1] - 1]} {month[0]}" if month else "Date not known"
        result.append(Span(name, tuple(entry for _, entry in sorted(months[month], key=lambda pair: pair[0]))))
    return tuple(result)


def _sort_day(claim: PageClaim) -> date | None:
    when = claim.reading.when
    if claim.reading.extent == Extent.CUMULATIVE:
        return when.end or when.start
    return when.start or when.end


_PRECISIONS = {
    Precision.SITE: "site",
    Precision.SETTLEMENT: "settlement: its centre",
    Precision.ADM2: "district: its middle",
    Precision.ADM1: "region of a country: its middle",
    Precision.REGION: "region: its middle",
    Precision.COUNTRY: "country: its middle",
    Precision.UNKNOWN: "",
}


def places(context: Context) -> tuple[Listed, ...]:
    """Places by the number of their claims."""
    found: dict[tuple[str, str], list[PageClaim]] = {}
    for claim in context.live():
        name = place_name(claim)
        if name:
            found.setdefault((name, _about_place(claim)), []).append(claim)
    return _listed(context, found)


def _about_place(claim: PageClaim) -> str:
    place = claim.reading.place
    if place is None:
        return ""
    about = [p for p in (place.admin1, place.country) if p and p != place.name]
    if place.lat is not None and place.lon is not None:
        about.append(f"{place.lat:.2f}, {place.lon:.2f} ({_PRECISIONS[place.precision] or 'precision not known'})")
    return " · ".join(about)


def sources(context: Context) -> tuple[Listed, ...]:
    """Every speaker in a chain, nearest or not, by the number of claims; all names of one source are one."""
    found: dict[tuple[str, str], list[PageClaim]] = {}
    one = _one_source(context)
    for claim in context.live():
        chain = claim.reading.source
        own = context.report(claim).outlet
        voices = claim.voices or ("",) * len(chain)
        keys = [one.get(voice, _named(s)) for s, voice in zip(chain, voices, strict=True)]
        for key in dict.fromkeys(keys) or [(own, "the outlet in its own voice")]:
            found.setdefault(key, []).append(claim)
    return _listed(context, found)


def _one_source(context: Context) -> dict[str, tuple[str, str]]:
    """How each source of the registry is named: by its commonest name here, with the others beside it."""
    names: dict[str, Counter[tuple[str, str]]] = {}
    for claim in context.live():
        for speaker, voice in zip(claim.reading.source, claim.voices, strict=False):
            if voice:
                names.setdefault(voice, Counter())[_named(speaker)] += 1
    return {voice: _with_aliases(counted) for voice, counted in names.items()}


def _with_aliases(counted: Counter[tuple[str, str]]) -> tuple[str, str]:
    (name, about), *rest = sorted(counted, key=lambda named: (-counted[named], named))
    others = sorted({other for other, _ in rest} - {name})
    return name, f"{about} · also as {', '.join(others)}" if others else about


def _named(speaker: Speaker) -> tuple[str, str]:
    return words.speaker(speaker), _about_source(speaker.kind.value, speaker.party)


def _about_source(kind: str, party: str | None) -> str:
    shown = kind.upper() if kind in ("igo", "ngo") else words.plain(kind)
    return f"{shown} · {party}" if party else shown


def _listed(context: Context, found: dict[tuple[str, str], list[PageClaim]]) -> tuple[Listed, ...]:
    result = []
    for (name, about), claims in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        measures: dict[str, list[Reference]] = {}
        for claim in claims:
            reference = (words.count_words(claim.reading), f"#{context.row(claim.id)}")
            measures.setdefault(words.measure_name(claim.reading.measure), []).append(reference)
        listed = tuple((measure, tuple(references)) for measure, references in measures.items())
        result.append(Listed(name, about, len(claims), listed))
    return tuple(result)


def claims_per_report(context: Context) -> Counter[str]:
    """How many claims each report holds, rejected ones left out."""
    return Counter(c.report_id for c in context.live())


def marked_texts(context: Context) -> tuple[MarkedText, ...]:
    """The reports' texts with every claim marked, where the profile lets them out."""
    if not context.profile.texts:
        return ()
    by_report = _by_report(context)
    return tuple(_marked_text(s, by_report.get(s.report.id, [])) for s in context.reports)


def _by_report(context: Context) -> dict[str, list[PageClaim]]:
    found: dict[str, list[PageClaim]] = {}
    for claim in context.claims:
        found.setdefault(claim.report_id, []).append(claim)
    return found


def _marked_text(shown: Shown, claims: list[PageClaim]) -> MarkedText:
    text, marks = shown.report.text, marks_of(shown, claims)
    result = []
    for start, end in paragraphs(text):
        notes = tuple(c for c in claims if start <= c.reading.evidence.start < end)
        result.append(Paragraph(marked(text, marks, start, end), notes))
    return MarkedText(shown, tuple(result), len(claims))


def marks_of(shown: Shown, claims: Iterable[PageClaim]) -> list[Mark]:
    """Marks for the evidence of each claim, the words that anchor it, and the zones that are no reporting."""
    zones = [
        Mark(z.start, z.end, f"zone-{z.start}", "zone", "span") for z in shown.report.zones if z.kind in SILENT_ZONES
    ]
    marks = []
    for claim in claims:
        span, mention = claim.reading.evidence, claim.claim.mention
        marks.append(Mark(span.start, span.end, claim.id, f"claim {claim.state}", "mark", f"claim-{claim.id}"))
        if 0 < mention.anchor_end - mention.anchor_start < span.end - span.start:
            marks.append(Mark(mention.anchor_start, mention.anchor_end, f"anchor-{claim.id}", "anchor", "b"))
    return [*zones, *marks]


def target_rules(context: Context) -> str:
    """CSS that lights up all pieces of a claim that other marks or a new paragraph have cut, when it is the target."""
    rules = []
    if context.profile.texts:
        by_report = _by_report(context)
        for shown in context.reports:
            marks = marks_of(shown, by_report.get(shown.report.id, []))
            counted = pieces(marks, paragraphs(shown.report.text))
            cut = [m.key for m in marks if m.address and counted.get(m.key, 0) > 1]
            rules += [f':root:has(#claim-{esc(k)}:target) [data-c="{esc(k)}"]' for k in cut]
    return ",".join(rules) + "{background:var(--target);color:var(--target-ink)}" if rules else ""
